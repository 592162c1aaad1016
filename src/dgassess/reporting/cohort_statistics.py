"""Statistics of a cohort: mean, median, bounds and standard deviation, exact but for the one square root."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dgassess.values.numbers import from_float


@dataclass(frozen=True, slots=True)
class Statistics:
    """How values are spread. `deviation` is the standard deviation of the population, not of a sample."""

    count: int
    mean: Fraction
    median: Fraction
    lowest: Fraction
    highest: Fraction
    deviation: Fraction

    @property
    def same(self) -> bool:
        """Whether all values are one and the same."""
        return self.lowest == self.highest


def statistics(values: Iterable[Fraction | None]) -> Statistics | None:
    """The statistics of what is there; None when nothing is."""
    # Comparing floats first is quick, and right: rounding to a float never turns an order around.
    present = sorted((float(value), value) for value in values if value is not None)
    if not present:
        return None
    ordered = [value for _, value in present]
    count = len(ordered)
    mean = exact_sum(ordered) / count
    middle = count // 2
    median = ordered[middle] if count % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    variance = exact_sum([value * value for value in ordered]) / count - mean * mean
    return Statistics(count, mean, median, ordered[0], ordered[-1], from_float(math.sqrt(variance)))


def exact_sum(values: Sequence[Fraction]) -> Fraction:
    """The exact sum of any number of fractions.

    One after the other, the common denominator would grow with every addend and each step with it: three thousand
    ratios of two counts take seconds. Equal denominators are added first, the rest in pairs.
    """
    by_denominator: dict[int, int] = {}
    for value in values:
        known = by_denominator.get(value.denominator, 0)
        by_denominator[value.denominator] = known + value.numerator
    parts = [(by_denominator[denominator], denominator) for denominator in sorted(by_denominator)]
    while len(parts) > 1:
        odd = parts[-1:] if len(parts) % 2 else []
        pairs = zip(parts[0::2], parts[1::2], strict=False)
        parts = [(a * d + c * b, b * d) for (a, b), (c, d) in pairs] + odd
    return Fraction(*parts[0]) if parts else Fraction(0)


def mean_of(values: Iterable[Fraction | None]) -> Fraction | None:
    """The mean of what is there; None when nothing is."""
    present = [value for value in values if value is not None]
    return exact_sum(present) / len(present) if present else None
