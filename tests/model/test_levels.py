"""Levels and gates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dgassess.model.levels import Gate, Level
from tests.model.factory import refusal


@pytest.mark.parametrize(
    ("gate", "message"),
    [
        ({"at_least": 1}, "A gate needs either 'nodes' or 'question'."),
        ({"nodes": [], "at_least": 1}, "A gate needs either 'nodes' or 'question'."),
        ({"nodes": ["TC"], "question": "TC.q", "at_least": 1}, "A gate needs either 'nodes' or 'question'."),
        ({"nodes": ["TC"]}, "A gate needs 'at_least' or 'above'."),
        ({"nodes": ["TC"], "at_least": 1, "above": 2}, "Only one of 'at_least' and 'above' may be given."),
        ({"nodes": ["TC"], "at_least": 1, "missing": "skip"}, "Input should be 'pass' or 'fail'"),
    ],
)
def test_what_a_gate_refuses(gate: dict[str, Any], message: str) -> None:
    assert refusal(Gate, gate) == message


def test_a_gate_of_zero_is_a_gate() -> None:
    gate = Gate.model_validate({"question": "YY-4-5.score", "above": 0})
    assert (gate.above, gate.not_applicable, gate.missing) == (Decimal(0), "pass", "fail")


def test_a_level_has_one_bound_or_none() -> None:
    assert Level.model_validate({"name": "追赶型"}).at_least is None
    both = refusal(Level, {"name": "引领型", "at_least": 90, "above": 90})
    assert both == "Only one of 'at_least' and 'above' may be given."
