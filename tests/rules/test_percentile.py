"""percentile: the share of the other peers that are worse."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.rules.samples import FALLBACK
from tests.rules.scoring import FIVE, rule, score, statistics

WRITTEN = rule("percentile", question="q", fallback=FALLBACK)


@pytest.mark.parametrize(
    ("count", "worse", "points", "five"),
    [
        (5, 4, 100, 5),
        (5, 0, 0, 1),
        (5, 2, 50, 3),
        (8, 3, Fraction(300, 7), Fraction(19, 7)),
        (101, 37, 37, Fraction("2.48")),
    ],
)
def test_the_share_of_worse_peers(count: int, worse: int, points: Fraction, five: Fraction) -> None:
    values = {"q": 1, **statistics("q", count=count, worse=worse)}
    assert score(WRITTEN, values) == points
    assert score(WRITTEN, values, scale=FIVE) == five
