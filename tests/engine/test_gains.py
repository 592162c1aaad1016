"""Gains are what scoring gives when an indicator has full marks; the way to the next level leads there."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from dgassess.engine.gains import Gains, gains_of
from tests.engine.building import Mini, group, leaf, question
from tests.engine.test_totals import LEVELS, barred, item, veto


def gains(mini: Mini, **raw: Any) -> tuple[Any, Any]:
    unit = mini.score(**raw)
    return unit, gains_of(mini.scorer.exact(None), unit)


def nested(**system: Any) -> Mini:
    """Two groups: G of A (weight 1) and B (3), H of C; G and H weigh 1 and 1."""
    tree = [group("G", leaf("A"), leaf("B", weight=3)), group("H", leaf("C"))]
    return Mini({"A": {}, "B": {}, "C": {}}, (), **{"levels": LEVELS, "dimensions": tree, **system})


def test_the_gain_is_the_change_of_the_total_that_scoring_gives() -> None:
    mini = nested()
    before, found = gains(mini, A=40, B=70, C=100)
    assert found.by_indicator == {
        "A": mini.score(A=100, B=70, C=100).total_exact - before.total_exact,
        "B": mini.score(A=40, B=100, C=100).total_exact - before.total_exact,
    }
    assert found.by_indicator["A"] == Fraction(60, 8)


@pytest.mark.parametrize("kind", ["geometric-mean", "minimum", "harmonic-mean"])
def test_gains_through_aggregations_that_do_not_add(kind: str) -> None:
    mini = Mini("ABC", levels=LEVELS, aggregation={"kind": kind})
    before, found = gains(mini, A=40, B=70, C=90)
    after = mini.score(A=100, B=70, C=90)
    assert found.by_indicator["A"] == after.total_exact - before.total_exact
    assert ("B" in found.by_indicator) == (kind != "minimum")


def test_the_clamp_limits_a_gain() -> None:
    questions = [question("J.n")]
    mini = Mini("AB", questions, adjustments={"items": [item("J")], "total": {"highest": 100}})
    _, found = gains(mini, A=98, B=98, J=2)
    assert found.by_indicator == {}
    _, found = gains(mini, A=96, B=98, J=2)
    assert found.by_indicator == {"A": 1, "B": 1}


def test_a_gain_that_lets_bonuses_count() -> None:
    mini = Mini("AB", [question("J.n")], adjustments={"items": [item("J")], "bonus_above": 80})
    _, found = gains(mini, A=80, B=80, J=2)
    assert found.by_indicator == {"A": 12, "B": 12}


def test_missing_indicators_gain_what_their_policy_cost() -> None:
    _, zero = gains(Mini("AB", missing="zero"), A=60)
    assert zero.by_indicator == {"A": 20, "B": 50}
    _, excluded = gains(Mini("AB", missing="exclude"), A=60)
    assert excluded.by_indicator == {"A": 40, "B": 20}


def test_nothing_without_a_total() -> None:
    unit, found = gains(Mini("AB", missing="reject", levels=LEVELS), A=60)
    assert unit.rejected
    assert found == Gains({}, None)


def test_the_next_level_by_points() -> None:
    _, found = gains(Mini("ABC", levels=LEVELS), A=80, B=60, C=10)
    way = found.next_level
    assert way is not None
    assert (way.name, way.bound, way.short) == ("良", 60, 10)
    assert (way.indicators, way.total, way.reached) == (("C",), 80, True)


def test_no_next_level_on_the_best_one_or_without_levels() -> None:
    assert gains(Mini("AB", levels=LEVELS), A=95, B=95)[1].next_level is None
    assert gains(Mini("AB"), A=5, B=5)[1].next_level is None


def gated(*gates: dict[str, Any], **more: Any) -> Mini:
    levels = [
        {"name": "优", "at_least": 90, "gates": list(gates)},
        {"name": "良", "at_least": 60},
        {"name": "差"},
    ]
    return nested(levels=levels, **more)


def test_gates_are_opened_first_and_named() -> None:
    unit, found = gains(gated({"nodes": ["H"], "at_least": 85}), A=100, B=100, C=80)
    way = found.next_level
    assert unit.level_by_score == "优"
    assert unit.level == "良"
    assert way is not None
    assert (way.short, way.indicators, way.reached) == (0, ("C",), True)
    assert [(barrier.subject, barrier.indicators) for barrier in way.barriers] == [("H", ("C",))]
    assert "要求≥85" in way.barriers[0].text


def test_a_gate_on_a_question_stands_in_the_way() -> None:
    levels = [{"name": "优", "at_least": 90, "gates": [{"question": "A.n", "at_least": 99}]}, {"name": "差"}]
    _, found = gains(Mini("AB", levels=levels), A=90, B=60)
    way = found.next_level
    assert way is not None
    assert not way.reached
    assert [(barrier.subject, barrier.indicators) for barrier in way.barriers] == [("A.n", ())]


def test_a_veto_that_caps_the_level_is_named() -> None:
    mini = barred(veto("V", {"kind": "cap-level", "level": "差"}))
    unit, found = gains(mini, A=95, B=95, V_hit=True)
    assert unit.level == "差"
    assert found.next_level is not None
    assert found.next_level.vetoes == ("底线V",)
    assert not found.next_level.reached
    capped = barred(veto("V", {"kind": "cap-total", "total": 59}))
    assert gains(capped, A=95, B=95, V_hit=True)[1].next_level.vetoes == ("底线V",)


def test_what_a_veto_zeroed_gains_nothing() -> None:
    mini = barred(veto("V", {"kind": "zero", "node": "A"}))
    _, found = gains(mini, A=50, B=50, V_hit=True)
    assert found.by_indicator == {"B": 25}


def test_what_verification_lowered_gains_its_self_assessed_score_first() -> None:
    mini = nested()
    raw = {"A.n": 60, "B.n": 70, "C.n": 100}
    reviewed = mini.unit(raw, verified={"A.n": 20, "B.n": 80})
    unit = mini.scorer.score_unit(reviewed)
    found = gains_of(mini.scorer.exact(None), unit)
    assert found.to_self == {"A": mini.score(A=60, B=80, C=100).total_exact - unit.total_exact}
    assert found.by_indicator["A"] == 2 * found.to_self["A"]


@pytest.mark.parametrize("policy", ["zero", "exclude"])
def test_so_does_what_verification_did_not_accept(policy: str) -> None:
    mini = Mini("AB", missing=policy)
    unit = mini.scorer.score_unit(mini.unit({"A.n": 80, "B.n": 60}, verified={"A.n": None}))
    found = gains_of(mini.scorer.exact(None), unit)
    assert unit.total_exact is not None
    assert found.to_self == {"A": 70 - unit.total_exact}
    assert gains(Mini("AB", missing=policy), B=60)[1].to_self == {}


def test_a_veto_that_holds_costs_what_the_total_would_be_without_it() -> None:
    mini = barred(veto("V", {"kind": "zero", "node": "A"}))
    _, found = gains(mini, A=50, B=50, V_hit=True)
    assert found.without_veto == {"V": 25}
    assert gains(mini, A=50, B=50, V_hit=False)[1].without_veto == {}
