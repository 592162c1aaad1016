"""value: the answer is the score."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.scoring import FIVE, HUNDRED, Labels, refusal, rule, score

VALUE = rule("value", question="q")


@pytest.mark.parametrize(
    ("answer", "points", "five"),
    [
        (88, 88, 5),
        (0, 0, 1),
        (3, 3, 3),
        (-1, 0, 1),
        (101, 100, 5),
        (Fraction("4.25"), Fraction("4.25"), Fraction("4.25")),
    ],
)
def test_the_answer_is_kept_within_the_scale(answer: Fraction, points: Fraction, five: Fraction) -> None:
    assert score(VALUE, {"q": answer}) == points
    assert score(VALUE, {"q": answer}, scale=FIVE) == five


def test_the_sentence() -> None:
    assert VALUE.standard(Labels({"q": "群众满意度"}), FIVE) == "群众满意度:填报值即为得分(1—5)"
    assert VALUE.largest(HUNDRED, None) == 100


def test_what_the_model_refuses() -> None:
    assert refusal("value") == "Field required"


@given(st.fractions(), st.fractions())
def test_the_score_is_within_the_scale_and_monotone(one: Fraction, other: Fraction) -> None:
    low, high = (score(VALUE, {"q": value}) for value in sorted((one, other)))
    assert isinstance(low, Fraction)
    assert isinstance(high, Fraction)
    assert 0 <= low <= high <= 100
