"""Questions: what they need, what they refuse, and what sections fill in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dgassess.model.questions import CrossCheck, Question, QuestionDefaults, Questionnaire, QuestionnaireFile
from dgassess.values.questions import AskedQuestion
from tests.model.factory import OPTIONS, question, refusal

ZERO, TEN = Decimal(0), Decimal(10)
BASE: dict[str, Any] = {"id": "TC-1-2.q", "type": "number", "text": "问题"}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"type": "single"}, "Question TC-1-2.q of type single needs 'options'."),
        ({"type": "multi", "options": {}}, "Question TC-1-2.q of type multi needs 'options'."),
        ({"options": {"A": "a"}}, "Question TC-1-2.q of type number must not have 'options'."),
        ({"minimum": 5, "maximum": 1}, "The minimum 5 of TC-1-2.q is above its maximum 1."),
        ({"text": ""}, "String should have at least 1 character"),
        ({"decimals": -1}, "Input should be greater than or equal to 0"),
        ({"decimals": 10}, "Input should be less than or equal to 9"),
        ({"max_length": 0}, "Input should be greater than or equal to 1"),
        ({"scope": "全国"}, "Input should be '本级' or '全域'"),
        ({"as_of": "年底"}, "Input should be '时点' or '时期'"),
        ({"sensitivity": "secret"}, "Input should be 'public', 'internal' or 'restricted'"),
        ({"answered_by": "city"}, "Input should be 'unit', 'assessor', 'provider' or 'system'"),
        ({"requried": True}, "Extra inputs are not permitted"),
    ],
)
def test_what_a_question_refuses(fields: dict[str, Any], message: str) -> None:
    assert refusal(Question, {**BASE, **fields}) == message


def test_an_unknown_type_is_refused() -> None:
    assert refusal(Question, {**BASE, "type": "percentage"}).startswith(
        "Input should be 'single', 'multi', 'yes-no'"
    )


def test_a_condition_is_read() -> None:
    assert refusal(Question, {**BASE, "visible_when": "has >"}).endswith("(column 6 of the condition)")


@pytest.mark.parametrize(
    ("type", "kind"),
    [
        ("single", "text"),
        ("multi", "options"),
        ("yes-no", "truth"),
        ("number", "number"),
        ("integer", "number"),
        ("percent", "number"),
        ("proportion", "number"),
        ("date", "text"),
        ("text", "text"),
        ("indicators", "options"),
    ],
)
def test_what_formulas_see(type: str, kind: str) -> None:
    asked = question(type)
    assert asked.value_kind == kind
    assert (asked.owner, asked.key) == ("TC-1-2", "q")


def test_what_reading_an_answer_needs() -> None:
    assert question("number").asked == AskedQuestion("TC-1-2.q", "number", "问题")
    full = question(
        "multi", unit="项", max_length=9, not_applicable=["无"], answered_by="system", visible_when="a > 1"
    )
    assert full.asked == AskedQuestion(
        "TC-1-2.q",
        "multi",
        "问题",
        unit="项",
        max_length=9,
        options=OPTIONS,
        not_applicable=("无",),
        answered_by="system",
        visible_when="a > 1",
    )
    assert question("percent", minimum=1, decimals=2).asked.bounds == (Decimal(1), Decimal(100))


def test_the_nearest_layer_fills_in() -> None:
    own = question("number", unit="项")
    section = QuestionDefaults(unit="个", scope="全域", minimum=Decimal(0))
    questionnaire = QuestionDefaults(scope="本级", as_of="时点", answered_by="provider")
    filled = own.completed(section, None, questionnaire)
    assert (filled.unit, filled.scope, filled.as_of, filled.minimum) == ("项", "全域", "时点", ZERO)
    assert (filled.answered_by, filled.sensitivity, filled.scored) == ("provider", "internal", True)


def test_what_is_stated_as_nothing_stays_nothing() -> None:
    filled = question("number", unit=None, not_applicable=[]).completed(
        QuestionDefaults(unit="个", not_applicable=("上级统建",))
    )
    assert filled.unit is None
    assert filled.not_applicable == ()


def test_ranges_are_filled_in_for_numbers_only() -> None:
    defaults = QuestionDefaults(minimum=Decimal(0), maximum=TEN, decimals=2)
    assert question("text").completed(defaults).minimum is None
    assert question("integer").completed(defaults).asked.bounds == (ZERO, TEN)


def test_numbered_options_have_text_ids() -> None:
    assert question("single", options={1: "一级", "2": "二级"}).options == {"1": "一级", "2": "二级"}


def test_a_questionnaire_lists_its_questions_in_order() -> None:
    sections = [
        {"id": "b", "name": "乙", "questions": [{**BASE, "id": "Z.q"}]},
        {"id": "a", "name": "甲", "questions": [{**BASE, "id": "A.q"}]},
    ]
    read = Questionnaire.model_validate({"id": "x", "name": "", "version": "1", "sections": sections})
    assert list(read.questions) == ["Z.q", "A.q"]


def test_sections_and_cross_checks_may_be_files() -> None:
    inline = {"id": "s", "name": "节", "questions": [BASE]}
    read = QuestionnaireFile.model_validate({"sections": ["tc.yaml", inline], "cross_checks": "checks.yaml"})
    assert read.sections[0] == "tc.yaml"
    assert read.cross_checks == "checks.yaml"
    assert refusal(QuestionnaireFile, {"sections": [{"id": "s", "name": "节"}]}) == "Field required"


def test_what_a_cross_check_refuses() -> None:
    check = {"id": "LG-02", "severity": "error", "inputs": {"a": "T.a"}, "require": "a > 0", "message": "m"}
    assert CrossCheck.model_validate(check).require == "a > 0"
    assert refusal(CrossCheck, {**check, "severity": "fatal"}) == "Input should be 'error' or 'warning'"
    assert refusal(CrossCheck, {**check, "inputs": {"max": "T.a"}}).startswith("'max' is not a key")
    assert "is not a question id" in refusal(CrossCheck, {**check, "inputs": {"a": "T"}})
