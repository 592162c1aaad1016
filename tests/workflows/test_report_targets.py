"""What full marks need, in words, follows from the rule and the answers given."""

from __future__ import annotations

from typing import Any

import pytest

from dgassess.engine.explanation import Explainer
from dgassess.values.language import speaking
from dgassess.workflows.report_targets import Target, target_of
from tests.engine.building import Mini, question

PERCENT = {"kind": "linear", "question": "n", "floor": 50, "target": 95}


def target(rule: dict[str, Any], answers: dict[str, Any], *more: dict[str, Any]) -> Target:
    mini = Mini({"A": {"rule": rule}}, more)
    unit = mini.scorer.score_unit(mini.unit(answers))
    system, questions = mini.loaded.system, mini.loaded.questionnaire
    return target_of(system.leaves["A"], Explainer(system, questions, mini.scorer.plan(None), unit))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (PERCENT, "≥95"),
        ({**PERCENT, "floor": 20, "target": 4}, "≤4"),
        ({**PERCENT, "floor": 20, "target": 0}, "为0"),
        ({**PERCENT, "target": {"县": 80, "default": 90}}, "≥90"),
        ({"kind": "bands", "question": "n", "bands": [{"at_least": 95, "score": 100}], "otherwise": 0}, "≥95"),
        (
            {"kind": "bands", "question": "n", "otherwise": 0,
             "bands": [{"above": 80, "score": 60}, {"at_least": 30, "score": 100}]},
            "≥30且≤80",
        ),
        (
            {"kind": "bands", "question": "n", "otherwise": 100,
             "bands": [{"above": 15, "score": 0}, {"above": 5, "score": 60}]},
            "≤5",
        ),
        ({"kind": "bands", "question": "n", "bands": [{"at_least": 5, "score": 0}], "otherwise": 100}, "<5"),
        ({"kind": "piecewise", "question": "n", "points": [[0, 0], [10, 100], [20, 50]]}, "达到10"),
        ({"kind": "count", "question": "n", "each": 30}, "≥4"),
        ({"kind": "value", "question": "n"}, "达到100"),
        ({"kind": "expression", "formula": "n / 2"}, "按计分标准达到满分"),
        ({"kind": "percentile", "question": "n", "fallback": PERCENT}, "≥95"),
    ],
)  # fmt: skip
def test_figures(rule: dict[str, Any], words: str) -> None:
    assert target(rule, {"A.n": 6}).text == words


def test_ratios_name_what_is_divided_only_where_needed() -> None:
    rule = {
        "kind": "ratio",
        "numerator": "n",
        "denominator": "d",
        "floor": 0,
        "target": 100,
        "zero_denominator": "full",
    }
    found = target(rule, {"A.n": 1, "A.d": 4}, question("A.d"))
    assert found == Target("比率达到100%")


def test_the_best_option_of_a_choice() -> None:
    lvl = question("A.lvl", "single", options={"A": "主要负责同志", "B": "分管负责同志"})
    rule = {"kind": "choice", "question": "lvl", "points": {"A": 100, "B": 60}}
    assert target(rule, {"A.lvl": "B"}, lvl) == Target("A 主要负责同志")


def test_the_options_missing_from_a_checklist() -> None:
    items = question("A.items", "multi", options={"a": "归集", "b": "共享", "c": "开放"})
    rule = {"kind": "checklist", "question": "items", "points": {"a": 50, "b": 30, "c": 20}}
    assert target(rule, {"A.items": ["b"]}, items) == Target("补齐：a 归集、c 开放", lacks_options=True)
    assert target(rule, {}, items).text == "补齐：a 归集、b 共享、c 开放"


def test_occurrences_that_cost_points() -> None:
    items = [{"question": "n", "each": 10}, {"question": "k", "each": 5}]
    found = target({"kind": "deduction", "items": items}, {"A.n": 2, "A.k": 0}, question("A.k"))
    assert found.text == "A.n为0"


def test_only_the_parts_of_a_composite_that_fall_short() -> None:
    yes = {"kind": "yes-no", "question": "y"}
    parts = [
        {"name": "制度", "weight": 50, "rule": yes},
        {"name": "成效", "weight": 30, "rule": PERCENT},
        {"weight": 20, "rule": {"kind": "linear", "question": "k", "floor": 0, "target": 10}},
    ]
    more = (question("A.y", "yes-no"), question("A.k"))
    rule = {"kind": "composite", "parts": parts}
    assert target(rule, {"A.y": False, "A.n": 95, "A.k": 3}, *more).text == "制度：为“是”\nA.k≥10"
    assert target(rule, {"A.y": True, "A.n": 60, "A.k": 10}, *more).text == "成效：≥95"


def test_in_english() -> None:
    items = question("A.items", "multi", options={"a": "collect", "b": "share"})
    yes = {"kind": "yes-no", "question": "y"}
    listed = {"kind": "checklist", "question": "items", "points": {"a": 50, "b": 50}}
    ratio = {"kind": "ratio", "numerator": "n", "denominator": "d", "floor": 0, "target": 100,
             "zero_denominator": "full"}  # fmt: skip
    rule = {
        "kind": "composite",
        "parts": [{"weight": 1, "rule": one} for one in (PERCENT, yes, listed, ratio)],
    }
    given = {"A.n": 6, "A.y": False, "A.items": [], "A.d": 90}
    with speaking("en"):
        found = target(rule, given, items, question("A.y", "yes-no"), question("A.d"))
    assert found.text.split("\n") == [
        "A.n: ≥95",
        "A.y: yes",
        "Still to do: a collect, b share",
        "A.n ÷ A.d: reach 100%",
    ]
