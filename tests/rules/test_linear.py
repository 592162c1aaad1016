"""linear: a number scores from a floor to a target in proportion (with the shared `interpolation`)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgassess.rules.fields import NoValueForType
from tests.rules.scoring import FIVE, HUNDRED, Labels, refusal, rule, score

UP = rule("linear", question="q", floor=40, target=98)
DOWN = rule("linear", question="q", floor=30, target=5)
OPEN = rule("linear", question="q", floor=50, target=100, clamp=False)
LOG = rule("linear", question="q", floor=1, target=10000, logarithmic=True)
BY_TYPE = rule("linear", question="q", floor=50, target={"省": 98, "default": 90})
WORDS = Labels({"q": "覆盖率"}, {"q": "%"})

values = st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**4)
# Bounds at least 0.1 apart: exactness is not the point here.
bounds = st.tuples(st.integers(-10000, 10000), st.integers(-10000, 10000)).filter(
    lambda pair: pair[0] != pair[1]
)


@pytest.mark.parametrize(
    ("value", "points"),
    [(40, 0), (98, 100), (69, 50), (60, Fraction(1000, 29)), (0, 0), (-5, 0), (100, 100)],
)
def test_more_is_better(value: int, points: Fraction) -> None:
    assert score(UP, {"q": value}) == points


@pytest.mark.parametrize(("value", "points"), [(30, 0), (5, 100), (20, 40), (60, 0), (0, 100)])
def test_a_floor_above_the_target_means_less_is_better(value: int, points: int) -> None:
    assert score(DOWN, {"q": value}) == points


@pytest.mark.parametrize(("value", "points"), [(25, -50), (50, 0), (75, 50), (125, 150)])
def test_without_clamping_the_line_goes_on(value: int, points: int) -> None:
    assert score(OPEN, {"q": value}) == points


@pytest.mark.parametrize(("value", "points"), [(0, 0), (-3, 0), (1, 0), (10000, 100), (10**6, 100)])
def test_a_logarithmic_scale_keeps_its_ends(value: int, points: int) -> None:
    assert score(LOG, {"q": value}) == points


def test_a_logarithmic_scale_gives_half_at_the_geometric_middle() -> None:
    middle = score(LOG, {"q": 100})
    assert isinstance(middle, Fraction)
    assert abs(middle - 50) < Fraction(1, 10**9)


def test_a_logarithmic_scale_may_fall() -> None:
    falling = rule("linear", question="q", floor=1000, target=10, logarithmic=True)
    middle = score(falling, {"q": 100})
    assert isinstance(middle, Fraction)
    assert abs(middle - 50) < Fraction(1, 10**9)
    assert score(falling, {"q": 0}) == 100
    assert score(falling, {"q": 5000}) == 0


def test_the_target_may_differ_by_unit_type() -> None:
    assert score(BY_TYPE, {"q": 74}, "省") == 50
    assert score(BY_TYPE, {"q": 74}, "县") == 60
    assert [field for field, _ in BY_TYPE.by_unit_type()] == [("target",)]
    with pytest.raises(NoValueForType):
        score(rule("linear", question="q", floor=0, target={"省": 98}), {"q": 1}, "县")


@pytest.mark.parametrize(("value", "points"), [(40, 1), (69, 3), (98, 5), (0, 1)])
def test_another_scale(value: int, points: int) -> None:
    assert score(UP, {"q": value}, scale=FIVE) == points


def test_the_sentences() -> None:
    assert UP.standard(WORDS, HUNDRED) == "覆盖率:≤40%得0分,≥98%得满分,其间线性插值"
    assert DOWN.standard(WORDS, HUNDRED) == "覆盖率:≥30%得0分,≤5%得满分,其间线性插值"
    assert UP.standard(WORDS, FIVE) == "覆盖率:≤40%得1分,≥98%得满分,其间线性插值"
    assert LOG.standard(Labels({"q": "下载量"}, {"q": "次"}), HUNDRED) == (
        "下载量:≤1次得0分,≥10000次得满分,其间按对数插值"
    )
    assert OPEN.standard(WORDS, HUNDRED) == "覆盖率:50%得0分,100%得满分,其余按同一直线推算,不封顶、不保底"


def test_the_sentences_by_unit_type() -> None:
    assert BY_TYPE.standard(WORDS, HUNDRED) == "覆盖率:≤50%得0分,省≥98%、其他≥90%得满分,其间线性插值"
    both = rule("linear", question="q", floor={"省": 30, "县": 40}, target={"省": 5, "县": 10})
    assert both.standard(WORDS, HUNDRED) == "覆盖率:省≥30%、县≥40%得0分,省≤5%、县≤10%得满分,其间线性插值"
    mixed = rule("linear", question="q", floor=50, target={"省": 98, "县": 10})
    assert mixed.standard(WORDS, HUNDRED) == "覆盖率:50%得0分,省98%、县10%得满分,其间线性插值"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"floor": 5, "target": 5}, "The floor and the target are both 5; they must differ."),
        ({"floor": 5, "target": 5.0}, "The floor and the target are both 5; they must differ."),
        (
            {"floor": 90, "target": {"省": 98, "县": 90}},
            "The floor and the target are both 90 for '县'; they must differ.",
        ),
        (
            {"floor": {"县": 90, "default": 50}, "target": {"省": 50, "default": 90}},
            "The floor and the target are both 90 for '县'; they must differ.",
        ),
        (
            {"floor": 0, "target": 5, "logarithmic": True},
            "A logarithmic scale needs a floor and a target above 0.",
        ),
        (
            {"floor": 1, "target": {"省": 5, "县": -1}, "logarithmic": True},
            "A logarithmic scale needs a floor and a target above 0.",
        ),
        (
            {"floor": 1, "target": 5, "logarithmic": True, "clamp": False},
            "A logarithmic scale cannot be combined with 'clamp: false'.",
        ),
        ({"floor": 1}, "Field required"),
    ],
)
def test_what_the_model_refuses(fields: dict[str, Any], message: str) -> None:
    assert refusal("linear", question="q", **fields) == message


@given(bounds, values, values)
def test_the_score_is_within_the_scale_and_monotone(
    ends: tuple[int, int], one: Fraction, other: Fraction
) -> None:
    floor, target = ends
    written = rule("linear", question="q", floor=floor / 10, target=target / 10)
    low, high = (score(written, {"q": value}) for value in sorted((one, other)))
    assert isinstance(low, Fraction)
    assert isinstance(high, Fraction)
    assert 0 <= low <= 100
    assert 0 <= high <= 100
    assert low <= high if floor < target else low >= high
    assert score(written, {"q": Fraction(floor, 10)}) == 0
    assert score(written, {"q": Fraction(target, 10)}) == 100


@given(values, values)
def test_a_logarithmic_scale_is_monotone_for_any_input(one: Fraction, other: Fraction) -> None:
    low, high = (score(LOG, {"q": value}) for value in sorted((one, other)))
    assert isinstance(low, Fraction)
    assert isinstance(high, Fraction)
    assert 0 <= low <= high <= 100
