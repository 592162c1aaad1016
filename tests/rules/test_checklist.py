"""checklist: every item fulfilled adds its points, up to a cap."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.scoring import FIVE, HUNDRED, NOT_A_NUMBER, Labels, number, refusal, rule, score

POINTS = {"a": 40, "b": 30, "c": 30, "d": 12.5}
ITEMS = rule("checklist", question="items", points=POINTS)
CAPPED = rule("checklist", question="items", points=POINTS, cap=60)
BY_TYPE = rule("checklist", question="items", points={"省": {"a": 50, "b": 50}, "default": {"a": 100}})

chosen = st.sets(st.sampled_from(sorted(POINTS)))


@pytest.mark.parametrize(
    ("items", "points"),
    [(set(), 0), ({"a"}, 40), ({"b", "d"}, Fraction("42.5")), ({"a", "b", "c"}, 100), (set(POINTS), 100)],
)
def test_items_add_up_to_the_cap(items: set[str], points: Fraction) -> None:
    assert score(ITEMS, {"items": items}) == points


def test_the_cap_may_be_lower() -> None:
    assert score(CAPPED, {"items": {"a", "b"}}) == 60
    assert CAPPED.largest(HUNDRED, None) == 60
    assert ITEMS.largest(HUNDRED, None) == 100
    assert rule("checklist", question="items", points={"a": 3}).largest(HUNDRED, None) == 3


def test_items_without_points_add_nothing() -> None:
    assert score(ITEMS, {"items": {"a", "z"}}) == 40


def test_points_may_differ_by_unit_type() -> None:
    assert score(BY_TYPE, {"items": {"a"}}, "省") == 50
    assert score(BY_TYPE, {"items": {"a", "b"}}, "县") == 100


def test_nothing_chosen_is_the_scales_lowest() -> None:
    written = rule("checklist", question="items", points={"a": 2, "b": 3})
    assert score(written, {"items": set()}, scale=FIVE) == 1
    assert score(written, {"items": {"a"}}, scale=FIVE) == 3
    assert score(written, {"items": {"a", "b"}}, scale=FIVE) == 5


def test_the_sentences() -> None:
    words = Labels()
    equal = rule("checklist", question="items", points={"a": 20, "b": 20})
    assert equal.standard(words, HUNDRED) == "逐项计分:每项20分,最高100分"
    assert CAPPED.standard(words, HUNDRED) == "逐项计分:a 40分、b、c各30分、d 12.5分,最高60分"
    assert BY_TYPE.standard(words, HUNDRED) == "逐项计分:省——每项50分;其他——每项100分,最高100分"


def test_what_the_model_refuses() -> None:
    assert refusal("checklist", question="items", points={}) == "'points' needs at least one option."
    assert refusal("checklist", question="items", points={"a": 1}, cap="60") == NOT_A_NUMBER


@given(chosen, chosen)
def test_more_items_never_score_less(items: set[str], others: set[str]) -> None:
    fewer, more = score(ITEMS, {"items": items & others}), score(ITEMS, {"items": items})
    assert isinstance(fewer, Fraction)
    assert isinstance(more, Fraction)
    assert 0 <= fewer <= more <= 100


@given(chosen)
def test_the_score_is_the_capped_sum(items: set[str]) -> None:
    assert score(CAPPED, {"items": items}) == min(60, sum(number(POINTS[item]) for item in items))
