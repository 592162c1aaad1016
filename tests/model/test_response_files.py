"""Responses: units, evidence, reviews."""

from __future__ import annotations

from typing import Any

import pytest

from dgassess.model.response_files import EvidenceFile, ResponseFile, ReviewFile
from dgassess.model.responses import Review, Unit
from tests.model.factory import refusal

RESPONSE: dict[str, Any] = {
    "format": "dgassess/response/1",
    "questionnaire": "digital-government",
    "period": 2026,
    "unit": {"id": 330100, "name": "滨江市", "class": "东部"},
    "answers": {"TC-1-1.meet": 6},
}


def test_codes_and_years_need_no_quotes() -> None:
    read = ResponseFile.model_validate(RESPONSE).plain()
    assert (read.period, read.unit) == ("2026", Unit("330100", "滨江市", None, "东部"))


def test_a_bare_questionnaire_id_is_the_installed_version() -> None:
    bare = ResponseFile.model_validate(RESPONSE).plain()
    assert (bare.questionnaire_id, bare.questionnaire_version) == ("digital-government", None)
    reference = {"id": "x", "version": "2026.1.0"}
    pinned = ResponseFile.model_validate({**RESPONSE, "questionnaire": reference}).plain()
    assert (pinned.questionnaire_id, pinned.questionnaire_version) == ("x", "2026.1.0")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"unit": {"id": "", "name": "x"}}, "String should have at least 1 character"),
        ({"unit": {"id": "1", "name": ""}}, "String should have at least 1 character"),
        ({"unit": {"id": "1", "name": "x", "level": "市"}}, "Extra inputs are not permitted"),
        ({"evidence": {"TC-1-4": [{"page": 3}]}}, "Evidence needs 'file' or 'on_site'."),
        ({"answer": {}}, "Extra inputs are not permitted"),
        ({"answers": None}, "Input should be a valid dictionary"),
    ],
)
def test_what_a_response_refuses(fields: dict[str, Any], message: str) -> None:
    assert refusal(ResponseFile, {**RESPONSE, **fields}) == message


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"date": "2026-13-01"}, "'2026-13-01' is not a date: write it as 2026-12-20."),
        ({"date": "2026/12/20"}, "'2026/12/20' is not a date: write it as 2026-12-20."),
        ({"sha256": "abc"}, "'abc' is not a SHA-256 digest: 64 hexadecimal digits."),
        ({"sha256": "G" * 64}, f"'{'G' * 64}' is not a SHA-256 digest: 64 hexadecimal digits."),
    ],
)
def test_what_evidence_refuses(fields: dict[str, Any], message: str) -> None:
    assert refusal(EvidenceFile, {"file": "a.pdf", **fields}) == message


def test_good_evidence() -> None:
    item = EvidenceFile.model_validate({"on_site": "督查室", "page": 3, "sha256": "sha256:" + "0f" * 32})
    assert (item.page, item.file) == ("3", None)


@pytest.mark.parametrize(
    "outcome", [{}, {"value": 1, "remove": ["a"]}, {"value": None, "not_applicable": "x"}]
)
def test_a_review_has_one_outcome(outcome: dict[str, Any]) -> None:
    expected = "A review needs exactly one of 'value', 'remove' and 'not_applicable'."
    assert refusal(ReviewFile, {**outcome, "reason": "材料不足"}) == expected


def test_a_review_needs_a_reason() -> None:
    assert refusal(ReviewFile, {"value": 1}) == "Field required"
    assert refusal(ReviewFile, {"value": 1, "reason": ""}) == "String should have at least 1 character"


@pytest.mark.parametrize("outcome", ["remove", "not_applicable"])
def test_a_review_that_says_nothing_is_refused(outcome: str) -> None:
    message = refusal(ReviewFile, {outcome: None, "reason": "材料不足"})
    assert message == f"'{outcome}' of a review must not be blank."


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ({"value": "B"}, Review("r", "value", "B")),
        ({"value": None}, Review("r", "value", None)),
        ({"remove": ["a", 2]}, Review("r", "remove", remove=("a", "2"))),
        ({"remove": []}, Review("r", "remove", remove=())),
        ({"not_applicable": "上级统建"}, Review("r", "not_applicable", not_applicable="上级统建")),
        (
            {"value": 1, "by": "二组", "date": "2027-01-15"},
            Review("r", "value", 1, by="二组", date="2027-01-15"),
        ),
    ],
)
def test_a_review_as_plain_data(written: dict[str, Any], plain: Review) -> None:
    assert ReviewFile.model_validate({**written, "reason": "r"}).plain() == plain
