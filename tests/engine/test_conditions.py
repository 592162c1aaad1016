"""Conditions in words: every form a formula may take, named by its questions."""

from __future__ import annotations

import pytest

from dgassess.engine.conditions import condition_words
from dgassess.model.questions import Question

ASKED = {
    question.id: question
    for question in (
        Question(id="A.hit", type="yes-no", text="是否发生"),
        Question(id="A.n", type="integer", text="件数"),
        Question(id="A.all", type="integer", text="总数"),
        Question(id="A.lvl", type="single", text="等次", options={"x": "一等", "y": "二等"}),
        Question(id="A.items", type="multi", text="已做到的", options={"a": "甲", "b": "乙"}),
        Question(id="B.rate", type="percent", text="比例"),
    )
}


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("hit", "“是否发生”为“是”"),
        ("not hit", "“是否发生”为“否”"),
        ("hit == False", "“是否发生”为“否”"),
        ("n <= all", "“件数”≤“总数”"),
        ("n - all / 2 >= 3", "“件数”−“总数”÷2≥3"),
        ("(n + all) * 2 != 0", "（“件数”+“总数”）×2≠0"),
        ("lvl == 'x'", "“等次”选“x 一等”"),
        ("lvl != 'y'", "“等次”未选“y 二等”"),
        ("'a' in items", "“已做到的”选了“a 甲”"),
        ("'b' not in items", "“已做到的”未选“b 乙”"),
        ("len(items) > 1", "“已做到的”的选项数>1"),
        ("hit and (n > 1 or n < 0)", "“是否发生”为“是”且（“件数”>1或“件数”<0）"),
        ("not (n >= 1 and hit)", "并非（“件数”≥1且“是否发生”为“是”）"),
        ("abs(n - all) < most", "（“件数”−“总数”）的绝对值<省5、其他3"),
        ("other >= 50", "“比例”≥50"),
        ("max(n, all) > 2", "“件数”、“总数”中的最大值>2"),
    ],
)
def test_words(condition: str, words: str) -> None:
    parameters = {"most": {"省": 5, "default": 3}}
    assert condition_words(condition, "A", {"other": "B.rate"}, ASKED, parameters) == words


def test_an_unknown_question_keeps_its_key() -> None:
    assert condition_words("gone > 1", "A", {}, ASKED) == "gone>1"
