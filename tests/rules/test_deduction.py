"""deduction: a base from which every occurrence takes points."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.scoring import FIVE, HUNDRED, NOT_A_NUMBER, Labels, refusal, rule, score

ITEMS = [{"question": "leak", "each": 15, "cap": 60}, {"question": "cross", "each": 30}]
PLAIN = rule("deduction", items=ITEMS)
BOUNDED = rule("deduction", items=ITEMS, base=80, floor=20)
WORDS = Labels({"leak": "泄露事件", "cross": "违规出境"}, {"leak": "起"})


@pytest.mark.parametrize(
    ("leak", "cross", "plain", "bounded"),
    [
        (0, 0, 100, 80),
        (1, 0, 85, 65),
        (4, 0, 40, 20),
        (9, 0, 40, 20),
        (1, 1, 55, 35),
        (4, 2, 0, 20),
        (0, 9, 0, 20),
    ],
)
def test_points_are_taken_to_the_caps_and_the_floor(leak: int, cross: int, plain: int, bounded: int) -> None:
    assert score(PLAIN, {"leak": leak, "cross": cross}) == plain
    assert score(BOUNDED, {"leak": leak, "cross": cross}) == bounded


def test_another_scale() -> None:
    written = rule("deduction", items=[{"question": "leak", "each": 0.5}])
    assert score(written, {"leak": 3}, scale=FIVE) == Fraction("3.5")
    assert score(written, {"leak": 30}, scale=FIVE) == 1


def test_the_largest_score_is_the_base() -> None:
    assert PLAIN.largest(HUNDRED, None) == 100
    assert BOUNDED.largest(HUNDRED, None) == 80


def test_the_sentence() -> None:
    assert BOUNDED.standard(WORDS, HUNDRED) == (
        "基础分80分;泄露事件每起扣15分(最多扣60分)、违规出境每次扣30分,扣至20分为止"
    )


def test_what_the_model_refuses() -> None:
    assert refusal("deduction") == "Field required"
    assert refusal("deduction", items=[{"question": "leak"}]) == "Field required"
    assert refusal("deduction", items=[{"question": "leak", "each": True}]) == NOT_A_NUMBER
    assert refusal("deduction", items=[]) == "Tuple should have at least 1 item after validation, not 0"


occurrences = st.integers(min_value=0, max_value=1000)


@given(occurrences, occurrences, occurrences)
def test_the_score_is_within_the_scale_and_falls_with_occurrences(one: int, other: int, cross: int) -> None:
    few, many = (score(PLAIN, {"leak": leak, "cross": cross}) for leak in sorted((one, other)))
    assert isinstance(few, Fraction)
    assert isinstance(many, Fraction)
    assert 0 <= many <= few <= 100
