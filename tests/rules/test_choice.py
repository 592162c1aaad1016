"""choice: the option chosen gives the score."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dgassess.engine.outcomes import Gap
from dgassess.rules.fields import NoValueForType
from tests.rules.scoring import HUNDRED, OUT, Labels, refusal, rule, score

LEVELS = rule("choice", question="lvl", points={"A": 100, "B": 62.5, "C": 0}, not_applicable=["N", "M"])
BY_TYPE = rule("choice", question="lvl", points={"省": {"A": 100, "B": 70}, "default": {"A": 90, "C": 10}})


@pytest.mark.parametrize(("option", "points"), [("A", 100), ("B", Fraction("62.5")), ("C", 0)])
def test_the_option_gives_the_score(option: str, points: Fraction) -> None:
    assert score(LEVELS, {"lvl": option}) == points


@pytest.mark.parametrize("option", ["N", "M"])
def test_an_option_may_mean_not_applicable(option: str) -> None:
    assert score(LEVELS, {"lvl": option}) == Gap("not-applicable", f"选择{option},不适用")


def test_an_option_without_points_is_never_zero() -> None:
    assert score(LEVELS, {"lvl": "D"}) == Gap("missing", "所选项没有规定分值")


def test_points_may_differ_by_unit_type() -> None:
    assert score(BY_TYPE, {"lvl": "A"}, "省") == 100
    assert score(BY_TYPE, {"lvl": "A"}, "县") == 90
    assert score(BY_TYPE, {"lvl": "B"}, "县") == Gap("missing", "所选项没有规定分值")
    assert BY_TYPE.uses()[0].options == ("A", "B", "C")
    assert [field for field, _ in BY_TYPE.by_unit_type()] == [("points",)]
    assert list(LEVELS.by_unit_type()) == []


def test_a_type_without_points_has_no_formula() -> None:
    only = rule("choice", question="lvl", points={"省": {"A": 100}})
    with pytest.raises(NoValueForType):
        score(only, {"lvl": "A"}, "县")


def test_the_largest_score() -> None:
    assert LEVELS.largest(HUNDRED, None) == 100
    assert BY_TYPE.largest(HUNDRED, "县") == 90


def test_the_use_names_every_option_the_rule_speaks_of() -> None:
    assert LEVELS.uses()[0].options == ("A", "B", "C", "N", "M")


def test_blank_and_inapplicable() -> None:
    assert score(LEVELS, {"lvl": OUT}) == OUT


def test_the_sentence_by_unit_type() -> None:
    sentence = BY_TYPE.standard(Labels(), HUNDRED)
    assert sentence == "按选项计分:省——A 100分、B 70分;其他——A 90分、C 10分"


def test_what_the_model_refuses() -> None:
    assert refusal("choice", question="lvl", points={}) == "'points' needs at least one option."
    assert refusal("choice", question="lvl", points={"省": {}}) == "'points' needs at least one option."
    both = refusal("choice", question="lvl", points={"A": 1, "N": 0}, not_applicable=["N"])
    assert both == "Option 'N' has points and is not applicable as well."
    assert refusal("choice", points={"A": 1}) == "Field required"
    refusal("choice", question="lvl", points={"A": "100"})
    refusal("choice", question="lvl", points={"A": 100, "县": {"A": 90}})
