"""weighted-mean: Σ weight × score ÷ Σ weight."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from dgassess.rules.weighted_mean import WeightedMean
from tests.rules.scoring import OUT, aggregate


@pytest.mark.parametrize(
    ("children", "score"),
    [
        ([(50, 80), (30, 60), (20, 40)], 66),
        ([(1, 100), (2, 0)], Fraction(100, 3)),
        ([(0.5, 30), (0.25, 90)], 50),
        ([(50, OUT), (30, 60), (20, 40)], 52),
        ([(7, 0)], 0),
    ],
)
def test_worked_examples(children: list[tuple[Any, Any]], score: Fraction) -> None:
    assert aggregate("weighted-mean", children) == score


def test_it_is_the_default_and_additive() -> None:
    assert WeightedMean().kind == "weighted-mean"
    assert WeightedMean.additive
