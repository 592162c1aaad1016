"""geometric-mean: the weighted product; one child at zero makes the group zero."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from dgassess.rules.geometric_mean import GeometricMean
from tests.rules.scoring import BLANK, OUT, aggregate


@pytest.mark.parametrize(
    ("children", "score"),
    [
        ([(1, 25), (1, 100)], 50),
        ([(1, 1), (2, 8)], 4),
        ([(3, 16), (1, 81)], 24),
        ([(1, OUT), (1, 25), (1, 100)], 50),
    ],
)
def test_worked_examples_through_float(children: list[tuple[Any, Any]], score: int) -> None:
    got = aggregate("geometric-mean", children)
    assert isinstance(got, Fraction)
    assert abs(got - score) < Fraction(1, 10**12)


def test_a_zero_makes_the_group_zero() -> None:
    assert aggregate("geometric-mean", [(1, 0), (99, 100)]) == 0
    assert aggregate("geometric-mean", [(1, 0), (99, OUT)]) == 0
    assert aggregate("geometric-mean", [(1, BLANK), (1, 0)]) == BLANK


def test_it_is_not_additive() -> None:
    assert not GeometricMean.additive
