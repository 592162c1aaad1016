"""Explaining one unit's score."""

from __future__ import annotations

from dataclasses import dataclass

from dgassess.engine.explanation import Explainer
from dgassess.engine.results import Basis, UnitResult
from dgassess.values.diagnostics import suggest
from dgassess.workflows.content import UsageProblem
from dgassess.workflows.ready_systems import explainer_of, ready_system
from dgassess.workflows.scoring import Scored, read_responses, score_written


@dataclass(frozen=True, slots=True)
class Explained:
    """A scored unit with what explains it; `node_id` is the node, adjustment or veto asked for, if one was."""

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


def _named(wanted: str, unit: UnitResult) -> str:
    """The id of what people mean by an id, whatever its case, or by a name or a part of one."""
    names = {node.id: node.name for node in unit.nodes.values()}
    names |= {item.id: item.name for item in unit.adjustments}
    names |= {veto.id: veto.name for veto in unit.vetoes}
    by_folded = {id_.casefold(): id_ for id_ in names}
    if wanted.casefold() in by_folded:
        return by_folded[wanted.casefold()]
    named = [id_ for id_, name in names.items() if name == wanted]
    named = named or [id_ for id_, name in names.items() if len(wanted) > 1 and wanted in name]
    if len(named) > 1:
        listed = "、".join(f"{id_} {names[id_]}" for id_ in named[:8])
        raise UsageProblem(f"'{wanted}' may mean several ({listed}): name one by its id.")
    if not named:
        hint = suggest(wanted, names) or suggest(wanted, names.values())
        raise UsageProblem(f"There is no node, adjustment or veto '{wanted}'. {hint}".strip())
    return named[0]
