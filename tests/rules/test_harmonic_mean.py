"""harmonic-mean: Σ weight ÷ Σ (weight ÷ score)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from dgassess.rules.harmonic_mean import HarmonicMean
from tests.rules.scoring import OUT, aggregate


@pytest.mark.parametrize(
    ("children", "score"),
    [
        ([(1, 40), (1, 60)], 48),
        ([(1, 20), (3, 60)], 40),
        ([(2, 50), (1, 100), (4, OUT)], 60),
        ([(1, Fraction(1, 3)), (1, Fraction(1, 6))], Fraction(2, 9)),
    ],
)
def test_worked_examples_are_exact(children: list[tuple[Any, Any]], score: Fraction) -> None:
    assert aggregate("harmonic-mean", children) == score


def test_a_zero_makes_the_group_zero() -> None:
    assert aggregate("harmonic-mean", [(1, 0), (99, 100)]) == 0
    assert not HarmonicMean.additive
