"""Explaining one unit's score."""

from __future__ import annotations

from dataclasses import dataclass

from dgassess.engine.explanation import Explainer
from dgassess.engine.results import Basis, UnitResult
from dgassess.values.diagnostics import suggest
from dgassess.workflows.content import UsageProblem
from dgassess.workflows.scoring import Scored, score_responses


@dataclass(frozen=True, slots=True)
class Explained:
    """A scored unit with what explains its nodes; `node_id` is the node asked for, in the system's spelling."""

    scored: Scored
    unit: UnitResult
    explainer: Explainer
    node_id: str | None


def explain_response(name: str, system: str | None, basis: Basis, node: str | None) -> Explained:
    """Score one response and make its nodes explainable. Raises UsageProblem for a node that does not exist."""
    scored = score_responses([name], system, basis)
    if len(scored.results.units) != 1:
        raise UsageProblem(
            f"'{name}' holds {len(scored.results.units)} units; explain takes one response file."
        )
    unit = scored.results.units[0]
    found: str | None = None
    if node is not None:
        by_folded = {id_.casefold(): id_ for id_ in unit.nodes}
        found = by_folded.get(node.casefold())
        if found is None:
            named = [id_ for id_, result in unit.nodes.items() if result.name == node]
            found = named[0] if len(named) == 1 else None
        if found is None:
            raise UsageProblem(f"There is no node '{node}'. {suggest(node, unit.nodes)}".strip())
    plan = scored.ready.scorer.plan(unit.type)
    return Explained(scored, unit, Explainer(plan, unit), found)
