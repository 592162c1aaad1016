"""What is proved of random systems holds for random units."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dgassess.engine.exact import lower
from dgassess.engine.intervals_values import Reach, point
from dgassess.engine.outcomes import outcome_of
from dgassess.engine.proofs import prove
from dgassess.engine.proofs_plan import IntervalPlan
from dgassess.engine.proofs_trends import TOLERANCE, answered_env, trend
from dgassess.engine.totals import assess
from dgassess.values.numbers import comparable
from tests.engine.building import load
from tests.engine.strategies import cases, units
from tests.engine.test_intervals import numeric, values


def few(examples: int) -> settings:
    """So many examples, however long they take."""
    return settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(st.data())
@few(120)
def test_a_unit_lies_within_what_is_possible(data: st.DataObject) -> None:
    case = data.draw(cases())
    unit = data.draw(units(case))
    exact = case.scorer.exact(unit.type)
    intervals = IntervalPlan(case.scorer.method, exact.plan)
    box = intervals.everything()
    for name in data.draw(st.sets(st.sampled_from(sorted(unit.given)))):
        if name in exact.plan.asked:
            value = unit.given[name].value
            assert box[name].holds(outcome_of(name, unit.given[name]))
            if value is not None and not isinstance(value, frozenset):
                box[name] = Reach(point(value))
    found = assess(exact, unit.given)
    reach = intervals.run(box)
    for node_id, node in found.run.nodes.items():
        possible = reach.nodes[node_id]
        if node.score is None:
            assert possible.without, node_id
            assert possible.missing if node.state == "missing" else possible.not_applicable, node_id
        else:
            assert possible.score is not None
            assert possible.score.low <= node.score <= possible.score.high, node_id
    if found.total is not None:
        assert reach.anything_scored
        assert reach.total is not None
        assert reach.total.low <= found.total <= reach.total.high
    if found.level is not None:
        names = [level.name for level in case.scorer.method.levels]
        assert names.index(found.level) in reach.levels


@given(st.data())
@few(12)
def test_no_unit_contradicts_a_claim(data: st.DataObject) -> None:
    case = data.draw(cases())
    loaded = load(case.system, case.questions)
    claims = {(c.name, c.subject, c.what, c.unit_type): c.status for c in prove(loaded.system, case.scorer)}
    lowest, highest = case.scorer.method.lowest, case.scorer.method.highest
    for _ in range(3):
        unit = data.draw(units(case))
        found = assess(case.scorer.exact(unit.type), unit.given)
        for node_id, value in found.run.nodes.items():
            if value.score is None:
                continue
            score = comparable(value.score)
            if claims.get(("proof-scale", node_id, "", unit.type)) == "proved":
                assert lowest <= score <= highest, node_id
            if claims.get(("proof-highest", node_id, "", unit.type)) == "refuted":
                assert score < highest, node_id
            if claims.get(("proof-lowest", node_id, "", unit.type)) == "refuted":
                assert score > lowest, node_id
        if found.level is not None:
            assert claims[("proof-level", "", found.level, unit.type)] != "refuted"


@given(st.data())
@few(200)
def test_a_proved_direction_holds_between_any_two_answers(data: st.DataObject) -> None:

    operation = data.draw(numeric(2))
    outcomes, reaches = data.draw(values())
    found = trend(operation, "x", answered_env(reaches, "x"))
    span = reaches["x"].span
    if found == "mixed" or span is None or isinstance(span.low, float) or isinstance(span.high, float):
        return
    shares = sorted(data.draw(st.tuples(*[st.fractions(0, 1, max_denominator=50)] * 2)))
    low, high = (span.low + share * (span.high - span.low) for share in shares)
    compute = lower(operation)
    before, after = (compute({**outcomes, "x": x}) for x in (low, high))
    if not isinstance(before, Fraction) or not isinstance(after, Fraction):
        return
    slack = TOLERANCE * max(abs(before), abs(after), Fraction(1))
    assert found != "up" or after >= before - slack
    assert found != "down" or after <= before + slack
    assert found != "constant" or abs(after - before) <= slack
