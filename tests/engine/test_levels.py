"""Levels by their bounds, lowered by gates step by step."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.building import NOT_APPLICABLE, Mini, group, leaf, question

BOUNDS: list[dict[str, Any]] = [{"name": "优", "at_least": 90}, {"name": "良", "above": 60}, {"name": "差"}]


def gated(*gates: dict[str, Any], second: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    """Three levels with gates on the first and, if given, on the second."""
    best, middle, last = BOUNDS
    return [best | {"gates": list(gates)}, middle | ({"gates": second} if second else {}), last]


@pytest.mark.parametrize(("score", "level"), [
    (100, "优"), (90, "优"), (89.995, "优"), (89.994, "良"), (60.01, "良"), (60.004, "差"), (60, "差"), (0, "差"),
])  # fmt: skip
def test_bounds_are_inclusive_or_not_on_the_rounded_total(score: float, level: str) -> None:
    result = Mini("A", levels=BOUNDS).score(A=score)
    assert (result.level, result.level_by_score) == (level, level)


def test_a_single_level_holds_for_everything() -> None:
    assert Mini("A", levels=[{"name": "合格"}]).score(A=0).level == "合格"


def test_nodes_have_levels_of_their_own() -> None:
    tree = [group("G", leaf("A", levels=BOUNDS), levels=BOUNDS), group("H", leaf("B", levels=BOUNDS))]
    nodes = (
        Mini({}, [question("A.n"), question("B.n")], dimensions=tree)
        .score(A=89.995, B_n=NOT_APPLICABLE)
        .nodes
    )
    assert (nodes["G"].level, nodes["A"].level, nodes["H"].level, nodes["B"].level) == (
        "优",
        "优",
        None,
        None,
    )


def test_a_gate_on_nodes_needs_every_one_of_them() -> None:
    mini = Mini("ABC", levels=gated({"nodes": ["A", "B"], "at_least": 80}))
    assert mini.score(A=80, B=100, C=100).level == "优"
    result = mini.score(A=79.99, B=100, C=100)
    assert (result.level_by_score, result.level) == ("优", "良")
    assert [(s.before, s.after, s.causes) for s in result.steps if s.kind == "gate"] == [("优", "良", ("A",))]


def test_gates_compare_rounded_scores() -> None:
    levels = gated({"nodes": ["A"], "at_least": 80})
    mini = Mini({"A": {}, "B": {"weight": 9}}, levels=levels)
    assert mini.score(A=79.995, B=100).level == "优"
    assert mini.score(A=79.994, B=100).level == "良"


def test_an_exclusive_gate_excludes_its_bound() -> None:
    mini = Mini({"A": {}, "B": {"weight": 9}}, levels=gated({"nodes": ["A"], "above": 80}))
    assert mini.score(A=80, B=100).level == "良"
    assert mini.score(A=80.01, B=100).level == "优"


def test_the_lower_level_has_its_gates_tried_too() -> None:
    levels = gated({"nodes": ["A"], "at_least": 50}, second=[{"nodes": ["A"], "at_least": 20}])
    mini = Mini({"A": {}, "B": {"weight": 99}}, levels=levels)
    assert mini.score(A=50, B=100).level == "优"
    assert mini.score(A=20, B=100).level == "良"
    result = mini.score(A=19, B=100)
    assert (result.level_by_score, result.level) == ("优", "差")
    assert [step.after for step in result.steps if step.kind == "gate"] == ["良", "差"]


def test_a_gate_of_a_better_level_does_not_matter_below_it() -> None:
    mini = Mini("A", levels=gated({"nodes": ["A"], "at_least": 100}))
    assert mini.score(A=70).level == "良"


@pytest.mark.parametrize(("policy", "answer", "level"), [
    ({}, 90, "优"),
    ({}, 84.9, "良"),
    ({}, None, "良"),
    ({}, NOT_APPLICABLE, "优"),
    ({"missing": "pass"}, None, "优"),
    ({"not_applicable": "fail"}, NOT_APPLICABLE, "良"),
    ({"not_applicable": "fail"}, None, "良"),
])  # fmt: skip
def test_a_gate_on_a_question_sees_its_raw_answer(policy: dict[str, str], answer: Any, level: str) -> None:
    levels = gated({"question": "S.score", "at_least": 85, **policy})
    mini = Mini("A", [question("S.score")], levels=levels)
    assert mini.score(A=95, S_score=answer).level == level


def test_a_gate_on_a_hidden_question_finds_it_not_applicable() -> None:
    more = [question("S.on", "yes-no"), question("S.score", visible_when="on")]
    mini = Mini("A", more, levels=gated({"question": "S.score", "at_least": 85, "not_applicable": "fail"}))
    assert mini.score(A=95, S_on=True, S_score=90).level == "优"
    assert mini.score(A=95, S_on=False, S_score=90).level == "良"


@pytest.mark.parametrize(("policy", "level"), [({}, "优"), ({"not_applicable": "fail"}, "良")])
def test_a_gate_on_a_node_that_is_not_for_the_type(policy: dict[str, str], level: str) -> None:
    levels = gated({"nodes": ["B"], "at_least": 85, **policy})
    mini = Mini({"A": {}, "B": {"unit_types": ["省"]}}, unit_types=["省", "县"], levels=levels)
    assert mini.score(type_="县", A=95).level == level


@pytest.mark.parametrize(
    ("missing", "policy", "level"),
    [("exclude", "fail", "良"), ("exclude", "pass", "优"), ("zero", "fail", "良")],
)
def test_a_gate_on_a_node_that_was_left_blank(missing: str, policy: str, level: str) -> None:
    levels = gated({"nodes": ["B"], "at_least": 85, "missing": policy})
    mini = Mini({"A": {"weight": 99}, "B": {}}, missing=missing, levels=levels)
    assert mini.score(A=95).level == level
