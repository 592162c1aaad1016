"""Rounding is the cause only where exact parts add up and shown ones do not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from dgassess.engine.results import UnitResult
from dgassess.engine.shown_sums import any_differs, base_differs
from tests.reporting.factory import Branch, leaf, unit_of


def unit(*scores: str) -> UnitResult:
    """Indicators of equal weight in one group, which is all there is."""
    return unit_of(
        [Branch("A", "甲", [leaf(f"A-{n}", "指标", one, 1) for n, one in enumerate(scores, 1)], 1)]
    )


@pytest.mark.parametrize(
    ("scores", "differs"),
    [
        (("100", "50"), False),  # 50+25=75
        (("100", "100", "100"), True),  # 3×33.33=99.99, and the whole is 100.00
        (("0.01", "0.03"), True),  # 0.005 and 0.015 are shown as 0.01 and 0.02, their sum 0.02 as 0.02
    ],
)
def test_within_a_group(scores: tuple[str, ...], differs: bool) -> None:
    assert any_differs(unit(*scores), 2, "half-up") is differs
    assert base_differs(unit(*scores), 2, "half-up") is False  # one part is the whole


def test_a_whole_that_a_veto_zeroed_is_no_rounding() -> None:
    one = unit("100", "100", "100")
    zeroed = replace(one.nodes["A"], contribution=Fraction(0), lost=Fraction(100))
    assert (
        any_differs(replace(one, base=Fraction(0), nodes={**one.nodes, "A": zeroed}), 2, "half-up") is False
    )


def test_parts_of_a_mean_that_is_not_additive_are_not_added_up() -> None:
    one = unit("100", "100", "100")
    nodes = {id_: replace(node, contribution=None, lost=None) for id_, node in one.nodes.items()}
    assert any_differs(replace(one, nodes=nodes), 2, "half-up") is False
