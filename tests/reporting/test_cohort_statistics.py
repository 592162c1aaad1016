"""Statistics of a cohort against Python's own."""

from __future__ import annotations

import math
import statistics as standard
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgassess.reporting.cohort_statistics import exact_sum, mean_of, statistics

FRACTIONS = st.fractions(min_value=0, max_value=100, max_denominator=500)


@given(st.lists(FRACTIONS, min_size=1, max_size=40))
def test_they_agree_with_the_standard_library(values: list[Fraction]) -> None:
    found = statistics(values)
    assert found is not None
    assert found.count == len(values)
    assert found.mean == standard.mean(values)
    assert found.median == standard.median(values)
    assert (found.lowest, found.highest) == (min(values), max(values))
    assert math.isclose(float(found.deviation), standard.pstdev(values), abs_tol=1e-9)
    assert found.same == (len(set(values)) == 1)


@given(st.lists(st.fractions(max_denominator=999), max_size=60))
def test_the_sum_is_exact(values: list[Fraction]) -> None:
    assert exact_sum(values) == sum(values, Fraction(0))


def test_what_is_not_there_is_left_out() -> None:
    assert statistics([None, None]) is None
    assert mean_of([None]) is None
    found = statistics([None, Fraction(0), Fraction(10)])
    assert found is not None
    assert (found.count, found.mean, found.deviation) == (2, Fraction(5), Fraction(5))
    assert mean_of([Fraction(1), None, Fraction(2)]) == Fraction(3, 2)


@pytest.mark.parametrize("order", [1, -1])
def test_values_that_one_float_cannot_tell_apart_keep_their_order(order: int) -> None:
    low, high = Fraction(1, 3), Fraction(1, 3) + Fraction(1, 10**30)
    found = statistics([low, high][::order])
    assert found is not None
    assert (found.lowest, found.highest, found.same) == (low, high, False)


def test_many_unlike_denominators_are_quick() -> None:
    values = [Fraction(number * 7919 % 104729, 1000 + number) for number in range(3000)]
    found = statistics(values)
    assert found is not None
    assert math.isclose(float(found.mean), math.fsum(map(float, values)) / 3000, rel_tol=1e-12)
