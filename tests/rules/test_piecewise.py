"""piecewise: straight lines between given points."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.scoring import HUNDRED, Labels, refusal, rule, score

CURVE = rule("piecewise", question="q", points=[[10, 20], [50, 60], [90, 100]])
HILL = rule("piecewise", question="q", points=[[0, 0], [50, 100], [80, 100], [100, 40]])
BY_TYPE = rule("piecewise", question="q", points={"省": [[0, 0], [100, 100]], "default": [[0, 0], [50, 100]]})

values = st.fractions(min_value=-1000, max_value=1000, max_denominator=1000)


@pytest.mark.parametrize(
    ("value", "points"),
    [
        (-5, 20),
        (10, 20),
        (20, 30),
        (50, 60),
        (51, 61),
        (90, 100),
        (91, 100),
        (Fraction("10.5"), Fraction("20.5")),
    ],
)
def test_lines_between_the_points_and_the_nearest_outside(value: Fraction, points: Fraction) -> None:
    assert score(CURVE, {"q": value}) == points


@pytest.mark.parametrize(("value", "points"), [(25, 50), (60, 100), (90, 70), (95, 55), (120, 40)])
def test_scores_may_fall_again(value: int, points: int) -> None:
    assert score(HILL, {"q": value}) == points


def test_curves_may_differ_by_unit_type() -> None:
    assert score(BY_TYPE, {"q": 30}, "省") == 30
    assert score(BY_TYPE, {"q": 30}, "县") == 60
    assert [field for field, _ in BY_TYPE.by_unit_type()] == [("points",)]


def test_the_sentence_by_unit_type() -> None:
    assert BY_TYPE.standard(Labels({"q": "时长"}, {"q": "天"}), HUNDRED) == (
        "时长:省——0天得0分、100天得100分;其他——0天得0分、50天得100分,各点之间线性插值"
    )


@pytest.mark.parametrize("points", [[], [[1, 2]], [[1, 2], [1, 3]], [[2, 0], [1, 100]], {"省": [[1, 1]]}])
def test_points_must_rise(points: object) -> None:
    message = refusal("piecewise", question="q", points=points)
    assert message == "'points' needs two or more points whose values rise."


def test_a_point_is_a_pair() -> None:
    refusal("piecewise", question="q", points=[[1, 2, 3], [4, 5, 6]])
    refusal("piecewise", question="q", points=[1, 2])


@given(values, values)
def test_rising_scores_make_the_rule_monotone(one: Fraction, other: Fraction) -> None:
    low, high = (score(CURVE, {"q": value}) for value in sorted((one, other)))
    assert isinstance(low, Fraction)
    assert isinstance(high, Fraction)
    assert 20 <= low <= high <= 100


@given(values)
def test_the_score_stays_between_the_points_scores(value: Fraction) -> None:
    got = score(HILL, {"q": value})
    assert isinstance(got, Fraction)
    assert 0 <= got <= 100
