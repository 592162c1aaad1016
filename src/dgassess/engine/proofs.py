"""Proofs about a method: what holds for all units of a type, before any is scored (docs/proofs.md).

Every claim ends proved, refuted by answers that the exact engine confirms, or undecided. The bounds come from the
interval lowering of the operations that the exact engine runs. Nothing is random: the same method, the same claims.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.engine.intervals_values import Env, Span, at_nine
from dgassess.engine.method import Leaf
from dgassess.engine.proofs_claims import Claim
from dgassess.engine.proofs_levels import LevelProver
from dgassess.engine.proofs_nodes import NodeProver
from dgassess.engine.proofs_plan import IntervalPlan
from dgassess.engine.proofs_questions import QuestionProver
from dgassess.engine.proofs_rules import RuleProver
from dgassess.engine.proofs_search import Cache, Search
from dgassess.engine.proofs_splitting import tightened
from dgassess.engine.scoring import Scorer
from dgassess.model.systems import IndicatorSystem


def prove(system: IndicatorSystem, scorer: Scorer) -> list[Claim]:
    """Every claim for every unit type, in the order of the types. Raises NoValueForType."""
    cache: Cache = {}
    found: list[Claim] = []
    for unit_type in system.unit_types or (None,):
        found += _claims(system, scorer, unit_type, cache)
    return found


def _claims(system: IndicatorSystem, scorer: Scorer, unit_type: str | None, cache: Cache) -> Iterator[Claim]:
    exact = scorer.exact(unit_type)
    intervals = IntervalPlan(scorer.method, exact.plan)
    everything = intervals.everything()
    env = intervals.visible(everything)
    reach = intervals.run(everything, _tightened(intervals, env))
    search = Search(exact, cache)
    yield from NodeProver(search, reach).claims()
    yield from LevelProver(search, intervals, everything, reach).claims()
    yield from QuestionProver(search, env).claims()
    yield from RuleProver(system, search.benches, env).claims()


def _tightened(intervals: IntervalPlan, env: Env) -> dict[str, Span]:
    """Tighter bounds for the indicators that seem to leave the scale."""
    method = intervals.method
    found: dict[str, Span] = {}
    for node, compute in intervals.nodes:
        span = compute(env).span if isinstance(node, Leaf) else None
        if span is None or (at_nine(span.low) >= method.lowest and at_nine(span.high) <= method.highest):
            continue
        tighter = tightened(node.operation, env, (method.lowest, method.highest))
        if tighter is not None:
            found[node.id] = tighter
    return found
