"""Adjustments and vetoes."""

from __future__ import annotations

from typing import Any

import pytest

from dgassess.model.adjustments import Adjustment, Adjustments, Veto
from tests.model.factory import refusal

NOT_A_NUMBER = "Decimal input should be an integer, float, string or Decimal object"
BONUS: dict[str, Any] = {
    "id": "JF-1",
    "name": "表彰",
    "effect": "bonus",
    "rule": {"kind": "count", "question": "n", "each": 1, "cap": 2},
}
VETO: dict[str, Any] = {
    "id": "FJ-1",
    "name": "重大安全事件",
    "when": "hit",
    "effects": [{"kind": "no-award"}],
}


def test_what_may_be_left_out() -> None:
    assert Adjustment.model_validate(BONUS).missing == "none"
    assert Veto.model_validate(VETO).missing == "not-triggered"
    read = Adjustments.model_validate({"items": [BONUS]})
    assert (read.bonus_cap, read.total.lowest, read.total.highest) == (None, None, None)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"effect": "malus"}, "Input should be 'bonus' or 'penalty'"),
        ({"missing": "zero"}, "Input should be 'none', 'full' or 'reject'"),
        ({"weight": 3}, "Extra inputs are not permitted"),
    ],
)
def test_what_an_adjustment_refuses(fields: dict[str, Any], message: str) -> None:
    assert refusal(Adjustment, {**BONUS, **fields}) == message


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"effects": []}, "Tuple should have at least 1 item after validation, not 0"),
        ({"effects": [{"kind": "zero"}]}, "Field required"),
        ({"effects": [{"kind": "cap-total", "total": "59"}]}, NOT_A_NUMBER),
        ({"missing": "pass"}, "Input should be 'not-triggered', 'triggered' or 'reject'"),
    ],
)  # fmt: skip
def test_what_a_veto_refuses(fields: dict[str, Any], message: str) -> None:
    assert refusal(Veto, {**VETO, **fields}) == message


def test_an_unknown_effect_names_those_there_are() -> None:
    message = refusal(Veto, {**VETO, "effects": [{"kind": "disqualify"}]})
    assert "'zero', 'zero-listed', 'cap-level', 'cap-total', 'no-bonus', 'no-award'" in message


def test_a_condition_is_read() -> None:
    assert refusal(Veto, {**VETO, "when": "hit = True"}).endswith("(column 5 of the condition)")
