"""z-score: standard deviations from the peers' mean, on a centre and spread."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.rules.samples import FALLBACK
from tests.rules.scoring import refusal, rule, score, statistics

UP = rule("z-score", question="q", centre=60, spread=10, fallback=FALLBACK)
DOWN = rule("z-score", question="q", centre=60, spread=10, direction="lower", fallback=FALLBACK)


@pytest.mark.parametrize(
    ("value", "up", "down"),
    [
        (50, 60, 60),
        (70, 70, 50),
        (30, 50, 70),
        (53, Fraction("61.5"), Fraction("58.5")),
        (150, 100, 10),
        (-100, 0, 100),
    ],
)
def test_distance_in_deviations_kept_within_the_scale(value: int, up: Fraction, down: Fraction) -> None:
    values = {"q": value, **statistics("q", count=9, mean=50, deviation=20)}
    assert score(UP, values) == up
    assert score(DOWN, values) == down


def test_equal_peers_all_score_the_centre() -> None:
    assert score(UP, {"q": 7, **statistics("q", count=9, mean=7, deviation=0)}) == 60


def test_what_the_model_refuses() -> None:
    assert refusal("z-score", question="q", centre=60, fallback=FALLBACK) == "Field required"
