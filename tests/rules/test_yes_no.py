"""yes-no: yes gives one score, no another."""

from __future__ import annotations

import pytest

from tests.rules.scoring import FIVE, HUNDRED, NOT_A_NUMBER, Labels, refusal, rule, score

PLAIN = rule("yes-no", question="yes")
TURNED = rule("yes-no", question="yes", yes=0, no=100)


@pytest.mark.parametrize(("answer", "plain", "turned", "five"), [(True, 100, 0, 5), (False, 0, 100, 1)])
def test_each_answer_has_its_score(answer: bool, plain: int, turned: int, five: int) -> None:
    assert score(PLAIN, {"yes": answer}) == plain
    assert score(TURNED, {"yes": answer}) == turned
    assert score(PLAIN, {"yes": answer}, scale=FIVE) == five


def test_a_stated_zero_is_not_taken_for_unstated() -> None:
    assert score(rule("yes-no", question="yes", yes=0, no=0), {"yes": True}) == 0
    assert score(rule("yes-no", question="yes", no=0), {"yes": False}, scale=FIVE) == 0


def test_the_largest_score() -> None:
    assert TURNED.largest(HUNDRED, None) == 100
    assert rule("yes-no", question="yes", yes=3, no=1).largest(HUNDRED, None) == 3


def test_the_sentences() -> None:
    assert PLAIN.standard(Labels(), HUNDRED) == "是得100分,否得0分"
    assert PLAIN.standard(Labels(), FIVE) == "是得5分,否得1分"


def test_what_the_model_refuses() -> None:
    assert refusal("yes-no", question="yes", yes=True) == NOT_A_NUMBER
    assert refusal("yes-no") == "Field required"
