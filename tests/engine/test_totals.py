"""From the base to the total: adjustments with their caps, vetoes with every effect."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.engine.building import NOT_APPLICABLE, Data, Mini, group, leaf, question

LEVELS: list[Data] = [{"name": "优", "at_least": 90}, {"name": "良", "at_least": 60}, {"name": "差"}]


def item(id_: str, effect: str = "bonus", rule: Data | None = None, **fields: Any) -> Data:
    """An adjustment of one point for each, at most two."""
    rule = rule or {"kind": "count", "question": "n", "each": 1, "base": 0, "cap": 2}
    return {"id": id_, "name": f"调节{id_}", "effect": effect, "rule": rule, **fields}


def adjusted(*items: Data, **limits: Any) -> Mini:
    """A system of one indicator with adjustments."""
    questions = [question(f"{own['id']}.n") for own in items]
    return Mini("A", questions, adjustments={"items": list(items), **limits})


def veto(id_: str, *effects: Data, **fields: Any) -> Data:
    """A veto triggered by its question `hit`."""
    return {"id": id_, "name": f"底线{id_}", "when": "hit", "effects": list(effects), **fields}


def barred(*vetoes: Data, more: list[Data] | None = None, leaves: str = "AB", **system: Any) -> Mini:
    """A system of A and B with vetoes."""
    questions = [question(f"{own['id']}.hit", "yes-no") for own in vetoes] + (more or [])
    return Mini(leaves, questions, vetoes=list(vetoes), levels=LEVELS, **system)


def test_bonuses_add_and_penalties_take() -> None:
    result = adjusted(item("J"), item("K", "penalty")).score(A=80, J=5, K=1)
    assert [(a.id, a.points) for a in result.adjustments] == [("J", 2), ("K", -1)]
    assert (result.base, result.total) == (80, 81)
    step = next(step for step in result.steps if step.kind == "adjustments")
    assert (step.before, step.after, step.causes) == ("80.00", "81.00", ("J", "K"))


def test_caps_of_all_bonuses_and_penalties_together() -> None:
    mini = adjusted(
        item("J"), item("K"), item("L", "penalty"), item("M", "penalty"), bonus_cap=3, penalty_cap=1.5
    )
    result = mini.score(A=50, J=9, K=9, L=9, M=9)
    assert result.total == 51.5
    assert [step.kind for step in result.steps if step.kind == "cap"] == ["cap", "cap"]
    assert mini.score(A=50, J=1, K=1, L=1).total == 51


@pytest.mark.parametrize(("base", "total"), [(80, 80), (80.004, 80), (80.005, 82.01), (81, 83), (79, 79)])
def test_bonuses_count_only_above_a_base(base: float, total: float) -> None:
    result = adjusted(item("J"), bonus_above=80).score(A=base, J=2)
    assert result.total is not None
    assert float(result.total) == total


def test_penalties_count_whatever_the_base() -> None:
    assert adjusted(item("J", "penalty"), bonus_above=80).score(A=10, J=2).total == 8


def test_the_total_has_a_floor_and_only_a_declared_ceiling() -> None:
    assert adjusted(item("J")).score(A=100, J=2).total == 102
    assert adjusted(item("J"), total={"highest": 100}).score(A=100, J=2).total == 100
    result = adjusted(item("J", "penalty")).score(A=1, J=2)
    assert result.total == 0
    assert "clamp" in [step.kind for step in result.steps]
    assert adjusted(item("J", "penalty"), total={"lowest": -5}).score(A=1, J=2).total == -1


def test_caps_come_before_the_clamp() -> None:
    mini = adjusted(item("J"), item("K", "penalty"), total={"highest": 100}, bonus_cap=1)
    assert mini.score(A=100, J=2, K=1).total == 100


@pytest.mark.parametrize(("effect", "policy", "total"), [
    ("bonus", "none", 50), ("bonus", "full", 52), ("penalty", "none", 50), ("penalty", "full", 48),
])  # fmt: skip
def test_missing_policies_of_adjustments(effect: str, policy: str, total: int) -> None:
    result = adjusted(item("J", effect, missing=policy)).score(A=50)
    assert result.total == total
    assert (result.adjustments[0].state, result.adjustments[0].missing) == ("missing", ("J.n",))


@pytest.mark.parametrize(("rule", "most"), [
    ({"kind": "piecewise", "question": "n", "points": [[0, 0], [10, 3], [20, 1]]}, 3),
    ({"kind": "bands", "question": "n", "bands": [{"at_least": 5, "score": 4}], "otherwise": 0}, 4),
    ({"kind": "deduction", "base": 5, "items": [{"question": "n", "each": 1}]}, 5),
    ({"kind": "ratio", "numerator": "n", "denominator": "n", "zero_denominator": "zero",
      "bands": [{"at_least": 90, "score": 2}, {"at_least": 50, "score": 1}], "otherwise": 0}, 2),
    ({"kind": "composite", "parts": [
        {"weight": 1, "rule": {"kind": "count", "question": "n", "each": 1, "cap": 3}},
        {"weight": 1, "rule": {"kind": "count", "question": "n", "each": 1, "cap": 2}}]}, 3),
])  # fmt: skip
def test_a_blank_that_costs_in_full_costs_the_rules_largest_points(rule: Data, most: int) -> None:
    assert adjusted(item("J", "penalty", rule, missing="full")).score(A=50).total == 50 - most


def test_an_adjustment_may_reject_a_blank_but_not_what_does_not_apply() -> None:
    mini = adjusted(item("J", missing="reject"))
    assert mini.score(A=50).rejected
    assert mini.score(A=50, J_n=NOT_APPLICABLE).total == 50
    assert mini.score(A=50, J=1).total == 51


def test_points_are_never_negative_and_adjustments_follow_the_type() -> None:
    rule = {"kind": "expression", "formula": "n", "clamp": False}
    mini = Mini(
        "A", [question("J.n")], unit_types=["省", "县"],
        adjustments={"items": [item("J", rule=rule, unit_types=["省"])]},
    )  # fmt: skip
    assert mini.score(type_="省", A=50, J=-3).total == 50
    assert mini.score(type_="省", A=50, J=3).total == 53
    assert mini.score(type_="县", A=50, J=3).adjustments == ()


def test_a_veto_zeroes_a_node_before_the_base() -> None:
    result = barred(veto("F", {"kind": "zero", "node": "A"})).score(A=100, B=80, F_hit=True)
    assert (result.nodes["A"].score, result.nodes["A"].zeroed_by, result.base) == (0, "F", 40)
    assert result.vetoes[0].triggered
    step = result.steps[0]
    assert (step.kind, step.before, step.after, step.causes) == ("veto-zero", "90.00", "40.00", ("F", "A"))
    spared = barred(veto("F", {"kind": "zero", "node": "A"})).score(A=100, B=80, F_hit=False)
    assert (spared.base, spared.nodes["A"].zeroed_by, spared.vetoes[0].triggered) == (90, None, False)


def test_below_a_zeroed_group_scores_stay_and_contribute_the_lowest() -> None:
    tree = [group("G", leaf("A"), leaf("B")), group("H", leaf("C"))]
    questions = [question(f"{id_}.n") for id_ in "ABC"] + [question("F.hit", "yes-no")]
    mini = Mini({}, questions, dimensions=tree, vetoes=[veto("F", {"kind": "zero", "node": "G"})])
    result = mini.score(A=90, B=70, C=50, F_hit=True)
    assert (result.nodes["G"].score, result.nodes["A"].score, result.base) == (0, 90, 25)
    inside = result.nodes["A"]
    assert (inside.share, inside.contribution, inside.lost) == (Fraction(1, 4), 0, 25)
    assert inside.zeroed_by == "F"
    assert sum(result.nodes[id_].contribution or 0 for id_ in "ABC") == result.base
    assert (result.nodes["G"].contribution, result.nodes["G"].lost) == (0, 50)


def test_a_veto_zeroes_what_an_answer_lists() -> None:
    own = veto("F", {"kind": "zero-listed", "question": "which"})
    mini = barred(own, more=[question("F.which", "indicators")])
    assert mini.score(A=100, B=80, F_hit=True, F_which=["A", "B"]).base == 0
    assert mini.score(A=100, B=80, F_hit=True, F_which=["B"]).base == 50
    assert mini.score(A=100, B=80, F_hit=True).base == 90
    assert mini.score(A=100, B=80, F_hit=False, F_which=["A"]).base == 90


def test_a_veto_caps_the_level_after_the_gates() -> None:
    result = barred(veto("F", {"kind": "cap-level", "level": "良"})).score(A=100, B=100, F_hit=True)
    assert (result.total, result.level_by_score, result.level) == (100, "优", "良")
    low = barred(veto("F", {"kind": "cap-level", "level": "良"})).score(A=10, B=10, F_hit=True)
    assert low.level == "差"


def test_a_veto_caps_the_total_and_so_the_level_by_score() -> None:
    mini = barred(veto("F", {"kind": "cap-total", "total": 59}))
    result = mini.score(A=100, B=100, F_hit=True)
    assert (result.base, result.total, result.level_by_score) == (100, 59, "差")
    assert "veto-total" in [step.kind for step in result.steps]
    assert mini.score(A=40, B=40, F_hit=True).total == 40


def test_a_veto_takes_bonuses_but_not_penalties() -> None:
    questions = [question("J.n"), question("K.n"), question("F.hit", "yes-no")]
    items = [item("J"), item("K", "penalty")]
    mini = Mini("A", questions, vetoes=[veto("F", {"kind": "no-bonus"})], adjustments={"items": items})
    result = mini.score(A=50, J=2, K=1, F_hit=True)
    assert [(a.id, a.points) for a in result.adjustments] == [("J", 0), ("K", -1)]
    assert (result.total, result.adjustments[0].reason) == (49, "触发底线约束,取消加分")


def test_a_veto_takes_eligibility_for_awards() -> None:
    result = barred(veto("F", {"kind": "no-award"})).score(A=100, B=100, F_hit=True)
    assert (result.award, result.total, result.level) == (False, 100, "优")
    assert barred(veto("F", {"kind": "no-award"})).score(A=100, B=100, F_hit=False).award


def test_effects_and_vetoes_add_up() -> None:
    first = veto("F", {"kind": "zero", "node": "A"}, {"kind": "cap-level", "level": "良"})
    second = veto(
        "E", {"kind": "zero", "node": "A"}, {"kind": "cap-level", "level": "差"}, {"kind": "no-award"}
    )
    result = barred(first, second, leaves="ABCDEGHIKL").score(
        A=100, E_n=100, B=100, C=100, D=100, G=100, H=100, I=100, K=100, L=100, F_hit=True, E_hit=True
    )
    assert (result.nodes["A"].zeroed_by, result.total, result.level, result.award) == ("F", 90, "差", False)


@pytest.mark.parametrize(("policy", "base"), [("not-triggered", 90), ("triggered", 40), ("reject", None)])
def test_missing_policies_of_vetoes(policy: str, base: int | None) -> None:
    mini = barred(veto("F", {"kind": "zero", "node": "A"}, missing=policy))
    result = mini.score(A=100, B=80)
    assert result.base == base
    assert (result.vetoes[0].triggered, result.vetoes[0].state) == (policy == "triggered", "missing")
    assert mini.score(A=100, B=80, F_hit=NOT_APPLICABLE).base == 90


def test_a_zero_effect_on_what_is_not_for_the_type_does_nothing() -> None:
    mini = Mini(
        {"A": {"unit_types": ["省"]}, "B": {}}, [question("F.hit", "yes-no")], unit_types=["省", "县"],
        vetoes=[veto("F", {"kind": "zero", "node": "A"})],
    )  # fmt: skip
    result = mini.score(type_="县", B=80, F_hit=True)
    assert (result.base, result.vetoes[0].effects) == (80, ("涉及的部分不适用",))


def test_a_veto_alone_scores_nothing() -> None:
    result = barred(veto("F", {"kind": "zero", "node": "A"})).score(F_hit=True)
    assert (result.base, result.total, result.level) == (None, None, None)


def test_the_rejected_keep_their_nodes_but_no_total() -> None:
    result = Mini({"A": {}, "B": {"missing": "reject"}}, levels=LEVELS).score(A=90)
    assert (result.nodes["A"].score, result.base, result.total, result.level) == (90, None, None, None)
