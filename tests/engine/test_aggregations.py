"""How groups follow from their children."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.engine.building import NOT_APPLICABLE, Mini, leaf


def base(aggregation: Any, **answers: Any) -> Fraction | None:
    """The base of A (weight 1) and B (weight 3)."""
    leaves = {"A": leaf("A", weight=1), "B": leaf("B", weight=3), "C": leaf("C", weight=0)}
    found: Fraction | None = Mini(leaves, aggregation=aggregation, missing="exclude").score(**answers).base
    return found


@pytest.mark.parametrize(("aggregation", "expected"), [
    ("weighted-mean", Fraction(35)),
    ("harmonic-mean", Fraction(32)),
    ("minimum", Fraction(20)),
    ("maximum", Fraction(40)),
    ("sum", Fraction(60)),
    ({"kind": "sum", "cap": 50}, Fraction(50)),
    ({"kind": "sum", "cap": 70.5}, Fraction(60)),
])  # fmt: skip
def test_each_aggregation(aggregation: Any, expected: Fraction) -> None:
    assert base(aggregation, A=20, B=40, C=1) == expected


def test_geometric_mean_goes_through_float() -> None:
    found = base("geometric-mean", A=20, B=40, C=1)
    assert found is not None
    assert float(found) == pytest.approx(20**0.25 * 40**0.75)
    assert base("geometric-mean", A=37, B=37) == 37


@pytest.mark.parametrize("aggregation", ["geometric-mean", "harmonic-mean"])
def test_one_zero_makes_the_mean_zero(aggregation: str) -> None:
    assert base(aggregation, A=0, B=40) == 0
    assert base(aggregation, A=20, B=40, C=0) != 0
    assert base(aggregation, A=0, B_n=NOT_APPLICABLE) == 0


@pytest.mark.parametrize(
    "aggregation", ["weighted-mean", "geometric-mean", "harmonic-mean", "minimum", "maximum", "sum"]
)
def test_a_child_that_drops_out_leaves_the_other(aggregation: str) -> None:
    assert base(aggregation, A=20, B_n=NOT_APPLICABLE) == 20
    assert base(aggregation, B=40) == 40
    assert base(aggregation, A_n=NOT_APPLICABLE, B_n=NOT_APPLICABLE, C=50) is None


def test_the_scale_holds_for_every_node() -> None:
    result = Mini("AB", scale={"lowest": 1, "highest": 5}).score(A=9, B=0)
    assert (result.nodes["A"].score, result.nodes["B"].score, result.base) == (5, 1, 3)
    assert Mini("AB", scale={"lowest": 1, "highest": 5}).score(A=3).base == 2


def test_rounding_at_each_node_is_not_rounding_at_the_end() -> None:
    leaves = {"A": leaf("A", rule={"kind": "expression", "formula": "n / 3"}), "B": leaf("B")}
    at_end = Mini(leaves, rounding={"digits": 1}).score(A=50, B=0)
    assert (at_end.base, at_end.total) == (Fraction(25, 3), Fraction(83, 10))
    each = Mini(leaves, rounding={"digits": 1, "stage": "node"}).score(A=50, B=0)
    assert (each.nodes["A"].score, each.base, each.total) == (
        Fraction(167, 10),
        Fraction(84, 10),
        Fraction(84, 10),
    )
    even = Mini(leaves, rounding={"digits": 1, "stage": "node", "mode": "half-even"}).score(A=50, B=0)
    assert even.base == Fraction(84, 10)


@pytest.mark.parametrize(("mode", "total"), [("half-up", "2.13"), ("half-even", "2.12")])
def test_both_modes_at_a_tie(mode: str, total: str) -> None:
    assert Mini("A", rounding={"digits": 2, "mode": mode}).score(A=2.125).total == Fraction(total)


def test_the_witness_of_the_numeric_contract() -> None:
    rule = {"kind": "expression", "formula": "0.4*(1389/2024*100) + 0.6*(1477/2083*100) + 0*n"}
    mini = Mini({"A": {"rule": rule}}, levels=[{"name": "达标", "at_least": 70}, {"name": "未达标"}])
    result = mini.score(A=0)
    assert (result.total, result.level) == (70, "达标")
    assert any("按恰在界上处理" in step.text for step in result.steps)
