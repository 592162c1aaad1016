"""bands: a number falls into the first band whose bound holds (with the shared `banding`)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.scoring import HUNDRED, Labels, refusal, rule, score

BOUNDS: list[dict[str, Any]] = [
    {"at_least": 95, "score": 100},
    {"above": 90, "score": 85},
    {"at_least": 90, "score": 80},
    {"above": 60.5, "score": 60},
]
BANDS = rule("bands", question="q", bands=BOUNDS, otherwise=10)
BY_TYPE = rule(
    "bands",
    question="q",
    bands={"省": [{"at_least": 98, "score": 100}], "default": [{"at_least": 90, "score": 100}]},
    otherwise=0,
)

values = st.fractions(min_value=-1000, max_value=1000, max_denominator=1000)


@pytest.mark.parametrize(
    ("value", "points"),
    [
        (100, 100),
        (95, 100),
        (Fraction("94.999999999"), 85),
        (Fraction("94.9999999999"), 100),
        (Fraction("90.000000001"), 85),
        (90, 80),
        (Fraction("60.51"), 60),
        (Fraction("60.5"), 10),
        (0, 10),
        (-5, 10),
    ],
)
def test_the_first_bound_that_holds_at_nine_decimals(value: Fraction, points: int) -> None:
    assert score(BANDS, {"q": value}) == points


def test_bands_may_differ_by_unit_type() -> None:
    assert score(BY_TYPE, {"q": 95}, "省") == 0
    assert score(BY_TYPE, {"q": 95}, "县") == 100
    assert [field for field, _ in BY_TYPE.by_unit_type()] == [("bands",)]


def test_the_largest_score() -> None:
    assert BANDS.largest(HUNDRED, None) == 100
    less_is_better = rule("bands", question="q", bands=[{"above": 5, "score": 0}], otherwise=80)
    assert less_is_better.largest(HUNDRED, None) == 80


def test_the_sentences() -> None:
    words = Labels({"q": "上线率"}, {"q": "%"})
    assert BANDS.standard(words, HUNDRED) == (
        "上线率:≥95%得100分、(90%,95%)得85分、[90%,90%]得80分、(60.5%,90%)得60分、≤60.5%得10分"
    )
    assert (
        BY_TYPE.standard(words, HUNDRED) == "上线率:省——≥98%得100分、<98%得0分;其他——≥90%得100分、<90%得0分"
    )


def test_what_the_model_refuses() -> None:
    one = "A band needs exactly one of 'at_least' and 'above'."
    assert refusal("bands", question="q", bands=[{"score": 1}], otherwise=0) == one
    assert refusal("bands", question="q", bands=[{"at_least": 1, "above": 1, "score": 1}], otherwise=0) == one
    assert refusal("bands", question="q", bands=[{"at_least": 1, "score": 1}]) == "Field required"
    assert refusal("bands", question="q", bands=[], otherwise=0) == "'bands' needs at least one band."


@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        ({"at_least": 60}, {"at_least": 90}, True),
        ({"at_least": 90}, {"at_least": 90}, True),
        ({"at_least": 90}, {"above": 90}, True),
        ({"above": 90}, {"above": 90}, True),
        ({"above": 90}, {"at_least": 90}, False),
        ({"at_least": 90}, {"above": 60}, False),
    ],
)
def test_a_band_that_is_never_reached_is_refused(
    first: dict[str, int], second: dict[str, int], refused: bool
) -> None:
    bands = [{**first, "score": 2}, {**second, "score": 1}]
    if refused:
        (least,), (most,) = second.values(), first.values()
        assert refusal("bands", question="q", bands=bands, otherwise=0) == (
            f"The bounds of 'bands' must fall; {least} is never reached after {most}."
        )
        refusal("bands", question="q", bands={"省": bands}, otherwise=0)
    else:
        rule("bands", question="q", bands=bands, otherwise=0)


@given(values, values)
def test_falling_scores_make_the_rule_monotone(one: Fraction, other: Fraction) -> None:
    low, high = (score(BANDS, {"q": value}) for value in sorted((one, other)))
    assert isinstance(low, Fraction)
    assert isinstance(high, Fraction)
    assert 10 <= low <= high <= 100
