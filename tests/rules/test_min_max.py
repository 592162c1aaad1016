"""min-max: the distance from the worst peer, as a share of the distance between worst and best."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.samples import FALLBACK
from tests.rules.scoring import FIVE, rule, score, statistics

UP = rule("min-max", question="q", fallback=FALLBACK)
DOWN = rule("min-max", question="q", direction="lower", fallback=FALLBACK)


@pytest.mark.parametrize(
    ("value", "up", "down", "five"), [(40, 0, 100, 1), (120, 100, 0, 5), (60, 25, 75, 2), (80, 50, 50, 3)]
)
def test_the_distance_from_the_worst(value: int, up: int, down: int, five: int) -> None:
    values = {"q": value, **statistics("q", count=9, minimum=40, maximum=120)}
    assert score(UP, values) == up
    assert score(DOWN, values) == down
    assert score(UP, values, scale=FIVE) == five


def test_equal_peers_all_score_the_highest() -> None:
    values = {"q": 7, **statistics("q", count=9, minimum=7, maximum=7)}
    assert score(UP, values) == 100
    assert score(DOWN, values) == 100


def test_a_value_outside_its_group_is_clamped() -> None:
    assert score(UP, {"q": 999, **statistics("q", count=9, minimum=0, maximum=10)}) == 100


@given(st.lists(st.integers(-1000, 1000), min_size=5, max_size=20))
def test_the_scores_of_a_group_span_the_scale_in_order(group: list[int]) -> None:
    known = statistics("q", count=len(group), minimum=min(group), maximum=max(group))
    scores = [score(UP, {"q": value, **known}) for value in sorted(group)]
    numbers = [one for one in scores if isinstance(one, Fraction)]
    assert numbers == sorted(numbers)
    assert numbers[-1] == 100
    assert numbers[0] == (0 if min(group) < max(group) else 100)
