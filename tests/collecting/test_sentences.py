"""Scoring sentences: what each becomes, and what is not understood."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from pydantic import TypeAdapter

from dgassess.collecting.drafts import Subject
from dgassess.collecting.sentences import normal, understood
from dgassess.rules.kinds import AnyRule

RULE: TypeAdapter[Any] = TypeAdapter(AnyRule)
NA = {"zero_denominator": "not-applicable"}
DONE = {"kind": "ratio", "numerator": "done", "denominator": "total"}


def read(standard: str, full: int = 100, definition: str = "", unit: str = "", data: str = "") -> Any:
    """The rule of a sentence, or None."""
    types = ("省", "市", "县", "部门")
    draft = understood(Subject("某项", standard, definition, data, unit, (Fraction(full),), types))
    if draft is not None:
        RULE.validate_python(draft.rule)
    return draft.rule if draft is not None else None


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("A=100、B=80、C=0", {"kind": "choice", "question": "lvl", "points": {"A": 100, "B": 80, "C": 0}}),
        (
            "A=100、B=0;N不计分",
            {"kind": "choice", "question": "lvl", "points": {"A": 100, "B": 0}, "not_applicable": ["N"]},
        ),
        ("每项20分", {"kind": "checklist", "question": "items", "points": dict.fromkeys("abcde", 20)}),
        (
            "六类等分,合计100分",
            {"kind": "checklist", "question": "items", "points": dict.fromkeys("abcd", 17) | {"e": 16, "f": 16}},
        ),
        (
            "a—b每项30分,c—d每项20分",
            {"kind": "checklist", "question": "items", "points": {"a": 30, "b": 30, "c": 20, "d": 20}},
        ),
        ("≤50%得0分,≥100%得满分,其间线性插值", {"kind": "linear", "question": "rate", "floor": 50, "target": 100}),
        ("完成率≤50%得0分,100%得满分", {"kind": "linear", "question": "rate", "floor": 50, "target": 100}),
        ("≥15天得0分,≤4天得满分(逆向线性)", {"kind": "linear", "question": "value", "floor": 15, "target": 4}),
        (
            "≤40%得0分;满分目标省98%、市95%、县90%、部门98%",
            {"kind": "linear", "question": "rate", "floor": 40, "target": {"省": 98, "市": 95, "县": 90, "部门": 98}},
        ),
        (
            "网办率:≤20%得0分,省≥90%、其他≥85%得满分,其间线性插值",
            {"kind": "linear", "question": "rate", "floor": 20, "target": {"省": 90, "default": 85}},
        ),
        (
            "≥95%得100;[90,95)得85;[80,90)得60;<80得0",
            {"kind": "bands", "question": "rate", "otherwise": 0, "bands": [
                {"at_least": 95, "score": 100}, {"at_least": 90, "score": 85}, {"at_least": 80, "score": 60}]},
        ),
        (
            "95%以上得100分，不足95%得0分",
            {"kind": "bands", "question": "rate", "otherwise": 0, "bands": [{"at_least": 95, "score": 100}]},
        ),
        (
            "[30,65)得100;[20,30)得80;≥65得60;<20得20",
            {"kind": "bands", "question": "value", "otherwise": 20, "bands": [
                {"at_least": 65, "score": 60}, {"at_least": 30, "score": 100}, {"at_least": 20, "score": 80}]},
        ),
        (
            "基础分100;重大问题每个扣20(封顶60),未整改每个扣10(封顶40)",
            {"kind": "deduction", "base": 100, "floor": 0, "items": [
                {"question": "n1", "each": 20, "cap": 60}, {"question": "n2", "each": 10, "cap": 40}]},
        ),
        ("每项加20分,最高60分", {"kind": "count", "question": "n", "each": 20, "cap": 60}),
        ("按满意度得分计分", {"kind": "value", "question": "rate"}),
        ("是得100分,否得20分", {"kind": "yes-no", "question": "done", "yes": 100, "no": 20}),
    ],
)  # fmt: skip
def test_a_sentence_of_a_common_pattern(sentence: str, rule: dict[str, Any]) -> None:
    if rule.get("cap") == 60 and rule["kind"] == "count":
        assert read(sentence, 60) == {**rule, "each": read(sentence, 60)["each"], "cap": 100}
        return
    assert read(sentence) == rule


def test_points_of_the_row_become_hundredths() -> None:
    assert read("每次扣1分,扣完为止", 5)["items"] == [{"question": "n", "each": 20}]
    assert read("A得5分、B得3分、C得0分", 5)["points"] == {"A": 100, "B": 60, "C": 0}
    assert read("每项1分", 4)["points"] == dict.fromkeys("abcd", 25)
    assert read("≥95%得2分,90%—95%得1分,<90%不得分", 2)["bands"][1] == {"at_least": 90, "score": 50}


@pytest.mark.parametrize(
    ("texts", "zero"),
    [
        ({"definition": "按期完成任务数÷任务总数×100%,以系统为准"}, "not-applicable"),
        ({"data": "N:按期完成任务数;M:任务总数", "definition": "N/M"}, "not-applicable"),
    ],
)
def test_a_ratio_is_meant_where_the_table_says_of_what(texts: dict[str, str], zero: str) -> None:
    found = read("≤50%得0分,≥100%得满分,线性", **texts)  # type: ignore[arg-type]
    assert found == DONE | {"floor": 50, "target": 100, "zero_denominator": zero}


def test_the_sentences_that_reports_print_are_understood() -> None:
    sentence = "按期完成任务数÷任务总数×100%:≥95%得100分、[80%,95%)得60分、<80%得0分;分母为0的得满分"
    assert read(sentence)["zero_denominator"] == "full"
    assert read("按选项计分:A 100分、B 60分、C 0分,N不计分(不适用)")["not_applicable"] == ["N"]
    assert read("逐项计分:a 50分、b、c各25分,最高100分")["points"] == {"a": 50, "b": 25, "c": 25}
    assert read("基础分100分;通报每次扣25分(最多扣75分)、整改每项扣5分,扣至0分为止")["items"][0]["cap"] == 75


@pytest.mark.parametrize(
    "sentence",
    [
        "", "专家打分", "覆盖率×70%+演练每次15分、封顶30分", "≥90%得满分,每低1个百分点扣2分", "各50%",
        "有制度30分;每个产品5分、封顶70分", "≥90%得100分,80%—85%得60分,<80%得0分", "A=7、B=3", "每项13分",
        "≥10个得100;[6,10)得80;<6得0;县级目标减半(≥6得100)", "归集率×40%+用证率×60%", "按公式计分:0.5*a+0.5*b",
        "同级同类内极差标准化;样本少于5个时按2‰—20‰线性", "≥90%得0分,≤95%得满分",
    ],
)  # fmt: skip
def test_what_is_only_half_understood_is_not(sentence: str) -> None:
    assert read(sentence) is None


def test_comparisons_are_read_as_signs() -> None:
    assert normal("大于等于９５％的得１００分，不足６０％不得分。") == "≥95%的得100分,<60%得0分"
