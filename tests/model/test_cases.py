"""Golden cases as written."""

from __future__ import annotations

from typing import Any

from dgassess.model.cases import Case, CaseResponse
from tests.model.factory import refusal, system

CASE: dict[str, Any] = {"id": "a", "response": {"answers": {"TC-1-1.q": 3}}, "expect": {"total": 3}}


def test_what_may_be_left_out() -> None:
    read = Case.model_validate(CASE)
    assert (read.basis, read.system, read.tolerance) == ("verified", None, None)
    assert isinstance(read.response, CaseResponse)
    assert read.response.answers == {"TC-1-1.q": 3}


def test_null_and_unstated_are_told_apart() -> None:
    stated = Case.model_validate({**CASE, "expect": {"total": None, "nodes": {"TC": None}}}).expect
    assert "total" in stated.model_fields_set
    assert "base" not in stated.model_fields_set
    assert stated.nodes == {"TC": None}


def test_the_system_and_the_response_may_be_files_or_inline() -> None:
    read = Case.model_validate({**CASE, "system": "../system.yaml", "response": "a.yaml"})
    assert (read.system, read.response) == ("../system.yaml", "a.yaml")
    inline = Case.model_validate({**CASE, "system": system()}).system
    assert inline is not None
    assert not isinstance(inline, str)
    assert inline.id == "mini"


def test_what_a_case_refuses() -> None:
    assert refusal(Case, {**CASE, "basis": "both"}) == "Input should be 'verified' or 'self'"
    assert refusal(Case, {**CASE, "expect": {"states": {"TC": "blank"}}}) == (
        "Input should be 'scored', 'missing' or 'not-applicable'"
    )
    assert refusal(Case, {**CASE, "expect": {"totl": 3}}) == "Extra inputs are not permitted"
    assert refusal(Case, {**CASE, "id": "a b"}).startswith("'a b' is not an id")
