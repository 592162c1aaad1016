"""count: every occurrence adds points, up to a cap."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.scoring import FIVE, HUNDRED, NOT_A_NUMBER, Labels, refusal, rule, score

BONUS = rule("count", question="n", each=0.5, cap=2)
BASED = rule("count", question="n", each=10, base=60)
WORDS = Labels({"n": "获国家级表彰"}, {"n": "项"})


@pytest.mark.parametrize(
    ("occurrences", "bonus", "based"),
    [(0, 0, 60), (1, Fraction(1, 2), 70), (4, 2, 100), (5, 2, 100), (100, 2, 100)],
)
def test_occurrences_add_points_to_the_cap(occurrences: int, bonus: Fraction, based: int) -> None:
    assert score(BONUS, {"n": occurrences}) == bonus
    assert score(BASED, {"n": occurrences}) == based


def test_another_scale_starts_at_its_lowest() -> None:
    written = rule("count", question="n", each=1)
    assert score(written, {"n": 0}, scale=FIVE) == 1
    assert score(written, {"n": 2}, scale=FIVE) == 3
    assert score(written, {"n": 9}, scale=FIVE) == 5
    # A stated base of 0 is not taken for an unstated one.
    assert score(rule("count", question="n", each=1, base=0), {"n": 2}, scale=FIVE) == 2


def test_the_largest_score_is_the_cap() -> None:
    assert BONUS.largest(HUNDRED, None) == 2
    assert BASED.largest(HUNDRED, None) == 100


def test_the_sentences() -> None:
    assert BONUS.standard(WORDS, HUNDRED) == "获国家级表彰:每项计0.5分,最高2分"
    assert BASED.standard(WORDS, HUNDRED) == "获国家级表彰:基础分60分,每项计10分,最高100分"
    assert rule("count", question="n", each=1).standard(Labels(), FIVE) == "n:基础分1分,每次计1分,最高5分"


def test_what_the_model_refuses() -> None:
    assert refusal("count", question="n") == "Field required"
    assert refusal("count", question="n", each="1") == NOT_A_NUMBER


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_score_is_within_the_scale_and_rises(one: int, other: int) -> None:
    few, many = (score(BASED, {"n": occurrences}) for occurrences in sorted((one, other)))
    assert isinstance(few, Fraction)
    assert isinstance(many, Fraction)
    assert 60 <= few <= many <= 100
