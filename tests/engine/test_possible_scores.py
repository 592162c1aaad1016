"""Few possible scores are found for rules that have few, and every score that is given is among them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgassess.engine.possible_scores import Segments, possible_scores, sharing
from tests.engine.building import Mini, question

YES = {"kind": "yes-no", "question": "n"}
COUNT = {"kind": "count", "question": "n", "each": 25}


def of(mini: Mini) -> Segments:
    """The scores of X."""
    system, questionnaire = mini.loaded.system, mini.loaded.questionnaire
    return possible_scores(system, questionnaire, system.leaves["X"], None)


def scores(rule: dict[str, Any], type_: str = "yes-no", more: tuple[Any, ...] = (), **fields: Any) -> Any:
    """Single scores as they are, all between two as a pair."""
    mini = built(rule, type_, more, **fields)
    found = of(mini)
    return [float(low) if low == high else (float(low), float(high)) for low, high in found]


def built(rule: dict[str, Any], type_: str, more: tuple[Any, ...] = (), **fields: Any) -> Mini:
    return Mini({}, [question("X.n", type_), *more], indicators=[
        {"id": "X", "name": "指标", "rule": rule, **fields},
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "type_", "expected"),
    [
        (YES, "yes-no", [0, 100]),
        ({**YES, "yes": 80, "no": 20}, "yes-no", [20, 80]),
        ({"kind": "choice", "question": "n", "points": {"A": 100, "B": 40}, "not_applicable": ["C"]}, "single",
         [40, 100]),
        ({"kind": "checklist", "question": "n", "points": {"a": 50, "b": 30, "c": 30}, "cap": 100}, "multi",
         [0, 30, 50, 60, 80, 100]),
        ({"kind": "bands", "question": "n", "bands": [{"at_least": 90, "score": 100}, {"at_least": 60, "score": 70}],
          "otherwise": 0}, "number", [0, 70, 100]),
        (COUNT, "integer", [0, 25, 50, 75, 100]),
        ({**COUNT, "each": 40}, "integer", [0, 40, 80, 100]),
        ({"kind": "deduction", "items": [{"question": "n", "each": 20}]}, "integer", [0, 20, 40, 60, 80, 100]),
        ({"kind": "expression", "formula": "100 if n > 3 else max(10, abs(n))"}, "number", [(10, 100)]),
        # A number may have any value between: so may a count of it.
        (COUNT, "number", [(0, 100)]),
        ({"kind": "value", "question": "n"}, "number", [(0, 100)]),
        ({"kind": "linear", "question": "n", "floor": 0, "target": 100}, "percent", [(0, 100)]),
        ({"kind": "piecewise", "question": "n", "points": [[0, 80], [100, 100]]}, "percent", [(80, 100)]),
        ({"kind": "deduction", "items": [{"question": "n", "each": 2}], "floor": 60}, "number", [(60, 100)]),
    ],
)  # fmt: skip
def test_by_rule(rule: dict[str, Any], type_: str, expected: list[Any]) -> None:
    assert scores(rule, type_) == expected


def test_parts_of_a_composite_make_all_their_sums() -> None:
    part = {"kind": "yes-no", "question": "m"}
    rule = {"kind": "composite", "parts": [{"weight": 70, "rule": YES}, {"weight": 30, "rule": part}]}
    assert scores(rule, more=(question("X.m", "yes-no"),)) == [0, 30, 70, 100]


def test_parts_that_lie_apart_stay_apart() -> None:
    """A yes or no that weighs nine tenths shows through whatever else is in it."""
    part = {"kind": "value", "question": "m"}
    rule = {"kind": "composite", "parts": [{"weight": 90, "rule": YES}, {"weight": 10, "rule": part}]}
    assert scores(rule, more=(question("X.m", "number"),)) == [(0, 10), (90, 100)]


def test_a_condition_and_rounding_leave_them() -> None:
    switch = question("X.m", "yes-no")
    assert scores(YES, more=(switch,), applies_when="m") == [0, 100]


def test_bounds_of_the_question_are_its_answers() -> None:
    mini = Mini({}, [question("X.n", "integer", minimum=2, maximum=3)], indicators=[
        {"id": "X", "name": "指标", "rule": COUNT},
    ])  # fmt: skip
    assert of(mini) == ((Fraction(50), Fraction(50)), (Fraction(75), Fraction(75)))


def test_bounds_of_a_number_are_bounds_of_its_score() -> None:
    mini = Mini({}, [question("X.n", "number", minimum=60)], indicators=[
        {"id": "X", "name": "指标", "rule": {"kind": "value", "question": "n"}},
    ])  # fmt: skip
    assert of(mini) == ((Fraction(60), Fraction(100)),)


def test_indicators_on_one_question_tell_of_each_other() -> None:
    mini = Mini({}, [question("X.n", "number"), question("Z.n", "number")], indicators=[
        {"id": "X", "name": "甲", "rule": {"kind": "value", "question": "n"}},
        {"id": "Y", "name": "乙", "rule": {"kind": "value", "question": "other"}, "inputs": {"other": "X.n"}},
        {"id": "Z", "name": "丙", "rule": {"kind": "value", "question": "n"}},
    ])  # fmt: skip
    assert sharing(mini.loaded.system, None) == {"X", "Y"}


@given(st.integers(0, 400), st.integers(1, 60), st.sampled_from(("count", "deduction")))
def test_what_the_engine_gives_is_among_them(answer: int, each: int, kind: str) -> None:
    rule: dict[str, Any] = (
        {"kind": "count", "question": "n", "each": each}
        if kind == "count"
        else {"kind": "deduction", "items": [{"question": "n", "each": each}]}
    )
    mini = built(rule, "integer")
    found = of(mini)
    given_score = mini.scorer.score_unit(mini.unit({"X.n": answer})).nodes["X"].score
    assert given_score is not None
    assert any(low <= given_score <= high for low, high in found)
