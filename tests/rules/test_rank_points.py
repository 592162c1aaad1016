"""rank-points: the rank among peers gives the points."""

from __future__ import annotations

import pytest

from tests.rules.samples import FALLBACK
from tests.rules.scoring import refusal, rule, score, statistics

WRITTEN = rule("rank-points", question="q", points=[100, 90, 80.5], otherwise=60, fallback=FALLBACK)


@pytest.mark.parametrize(("rank", "points"), [(1, 100), (2, 90), (4, 60), (99, 60)])
def test_the_rank_gives_the_points(rank: int, points: int) -> None:
    assert score(WRITTEN, {"q": 1, **statistics("q", count=100, rank=rank)}) == points


def test_points_beyond_the_scale_are_clamped() -> None:
    written = rule("rank-points", question="q", points=[120], otherwise=-5, fallback=FALLBACK)
    assert score(written, {"q": 1, **statistics("q", count=9, rank=1)}) == 100
    assert score(written, {"q": 1, **statistics("q", count=9, rank=2)}) == 0


def test_a_list_for_every_county_of_a_province() -> None:
    points = [100 - rank / 4 for rank in range(200)]
    written = rule("rank-points", question="q", points=points, otherwise=50, fallback=FALLBACK)
    assert score(written, {"q": 1, **statistics("q", count=200, rank=200)}) == 100 - 199 / 4


def test_what_the_model_refuses() -> None:
    fields = {"question": "q", "fallback": FALLBACK}
    empty = refusal("rank-points", points=[], otherwise=0, **fields)
    assert empty == "Tuple should have at least 1 item after validation, not 0"
    assert refusal("rank-points", points=[100], **fields) == "Field required"
