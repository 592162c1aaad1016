"""The engine agrees with the naive scorer, exactly, on whatever can be written down."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from dgassess.engine.results import UnitResult
from dgassess.values.answers import Answer
from tests.engine.oracle import Oracle, Scored
from tests.engine.strategies import Case, cases, units


def expected(case: Case, unit_type: str | None, answers: Mapping[str, Answer]) -> Scored:
    """What the oracle says."""
    return Oracle(case.system, case.questions, unit_type).score(answers)


def agree(got: UnitResult, want: Scored, *, self_scores: Scored) -> None:
    """Every figure of a result against the oracle's."""
    for node in got.nodes.values():
        if node.id not in want.nodes:
            assert (node.state, node.score, node.self_score) == ("not-applicable", None, None), node
            continue
        own, by_self = want.nodes[node.id], self_scores.nodes[node.id]
        assert (node.state, node.score, node.self_score) == (own.state, own.score, by_self.score), (
            node,
            own,
            by_self,
        )
    assert {a.id: a.points for a in got.adjustments} == want.adjustments
    assert [veto.id for veto in got.vetoes if veto.triggered] == want.vetoes
    assert (got.base, got.total_exact, got.total) == (want.base, want.total_exact, want.total)
    assert (got.level_by_score, got.level) == (want.level_by_score, want.level)
    assert (got.rejected, got.self_total, got.self_level) == (
        want.rejected, self_scores.total, self_scores.level,
    )  # fmt: skip
    assert got.award is want.award


@given(st.data())
@settings(max_examples=250, deadline=None)
def test_engine_equals_oracle(data: st.DataObject) -> None:
    case = data.draw(cases())
    for number in range(3):
        unit = data.draw(units(case, str(number)))
        want = expected(case, unit.type, unit.verified)
        by_self = expected(case, unit.type, unit.given)
        agree(case.scorer.score_unit(unit), want, self_scores=by_self)
        agree(case.scorer.score_unit(unit, "self"), by_self, self_scores=by_self)
