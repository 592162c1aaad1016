"""Reviewers are not named in the reasons they give."""

from __future__ import annotations

import pytest

from dgassess.values.language import speaking
from dgassess.workflows.report_words import without_names


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("钱多多", "经钱多多核对", "经评估人员核对"),
        ("李", "李", "评估人员"),
        ("李", "李、王二人核对", "评估人员、王二人核对"),
        ("李", "经李现场核对,发现两次", "经评估人员现场核对,发现两次"),
        ("李", "经李看过", "经评估人员看过"),
        ("李", "李某认可,李老师复核", "评估人员认可,评估人员复核"),
        ("李", "李家村未接入,行李提取处未改造", "李家村未接入,行李提取处未改造"),
        ("一", "不足一次,经一次核对,统一评分", "不足一次,经一次核对,统一评分"),
        ("A", "核对人A,等级为A级", "核对人A,等级为A级"),
        ("A", "A: 改为B", "评估人员: 改为B"),
        ("2", "改为 2 ", "改为 2 "),
    ],
)
def test_a_name_of_one_character_is_replaced_where_it_is_a_name(name: str, text: str, said: str) -> None:
    assert without_names(text, [name]) == said


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("Ann", "Ann saw it; annual plan, Annual report", "the assessor saw it; annual plan, Annual report"),
        ("Ann Lee", "Seen by Ann Lee.", "Seen by the assessor."),
        ("钱多多", "经钱多多核对", "经the assessor核对"),
    ],
)
def test_in_english_a_name_is_no_part_of_a_longer_word(name: str, text: str, said: str) -> None:
    with speaking("en"):
        assert without_names(text, [name]) == said
