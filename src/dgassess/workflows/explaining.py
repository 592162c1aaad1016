"""Explaining one unit's score."""

from __future__ import annotations

from dataclasses import dataclass

from dgassess.engine.explanation import Explainer
from dgassess.engine.results import Basis, UnitResult
from dgassess.values.diagnostics import suggest
from dgassess.workflows.content import UsageProblem
from dgassess.workflows.scoring import Scored, read_responses, score_written
from dgassess.workflows.systems import explainer_of, ready_system


@dataclass(frozen=True, slots=True)
class Explained:
    """A scored unit with what explains its nodes; `node_id` is the node asked for, in the system's spelling."""

    scored: Scored
    unit: UnitResult
    explainer: Explainer
    node_id: str | None


def explain_response(name: str, system: str | None, basis: Basis, node: str | None) -> Explained:
    """Score one response and make its nodes explainable. Raises UsageProblem for a node that does not exist."""
    responses = read_responses([name], system)
    ready = ready_system(responses.system)
    scored = score_written(responses, ready.scorer, ready.diagnostics, basis)
    if len(scored.results.units) != 1:
        raise UsageProblem(
            f"'{name}' holds {len(scored.results.units)} units; explain takes one response file."
        )
    unit = scored.results.units[0]
    found: str | None = None
    if node is not None:
        found = _named(node, unit)
    return Explained(scored, unit, explainer_of(ready, unit), found)


def _named(node: str, unit: UnitResult) -> str:
    """The id of the node that people mean by an id, whatever its case, or by a name."""
    by_folded = {id_.casefold(): id_ for id_ in unit.nodes}
    if node.casefold() in by_folded:
        return by_folded[node.casefold()]
    named = [id_ for id_, result in unit.nodes.items() if result.name == node]
    if len(named) > 1:
        raise UsageProblem(f"Several nodes are called '{node}' ({', '.join(named)}): name one by its id.")
    if not named:
        hint = suggest(node, unit.nodes) or suggest(node, [result.name for result in unit.nodes.values()])
        raise UsageProblem(f"There is no node '{node}'. {hint}".strip())
    return named[0]
