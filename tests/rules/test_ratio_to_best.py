"""ratio-to-best: a unit's value as a share of the best peer's."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.rules.samples import FALLBACK
from tests.rules.scoring import FIVE, rule, score, statistics

UP = rule("ratio-to-best", question="q", fallback=FALLBACK)
DOWN = rule("ratio-to-best", question="q", direction="lower", fallback=FALLBACK)


@pytest.mark.parametrize(
    ("value", "up", "down"),
    [(20, Fraction(50, 3), 100), (120, 100, Fraction(50, 3)), (60, 50, Fraction(100, 3))],
)
def test_the_share_of_the_best(value: int, up: Fraction, down: Fraction) -> None:
    values = {"q": value, **statistics("q", count=9, minimum=20, maximum=120)}
    assert score(UP, values) == up
    assert score(DOWN, values) == down


def test_another_scale() -> None:
    assert score(UP, {"q": 60, **statistics("q", count=9, maximum=120)}, scale=FIVE) == 3


def test_a_best_of_zero_is_no_division_by_zero() -> None:
    zeros = {**statistics("q", count=9, minimum=0, maximum=0)}
    assert score(UP, {"q": 0, **zeros}) == 100
    assert score(DOWN, {"q": 0, **zeros}) == 100
    assert score(DOWN, {"q": 4, **zeros}) == 0
