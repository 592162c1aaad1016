"""A gate, veto, tie-break, view or exclusion names something that does not exist.

What: ids of nodes, levels and items that other parts of the files refer to.
Why: the gate or veto would never take effect.
Example: `{kind: zero, node: AO}` where the dimension is AQ.
Instead: name an existing id.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dgassess.checks.subject import SYSTEM, Loc, Subject
from dgassess.checks.suggesting import Suggestions
from dgassess.model.systems import IndicatorSystem
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "unknown-node"
SEVERITY: Severity = "error"
MOST_LISTED = 12
Known = Collection[str]  # sets and mappings: large systems are asked often


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per reference to an unknown node, level or item."""
    system = subject.system
    levels = dict.fromkeys(level.name for level in system.levels)
    nearest = {what: Suggestions() for what in ("node", "level", "indicator", "")}
    for owner, loc, name, known, what in _references(system, levels):
        if name not in known:
            message = f"There is no {what} '{name}'."
            help_ = nearest[what].near(name, known) or _listed(what, known)
            fix = nearest[what].fix(name, known)
            yield subject.defect(NAME, SEVERITY, owner, loc, message, help_, fix=fix)
    anything = dict.fromkeys([*system.nodes, *subject.questions, *(item.id for item in subject.items)])
    for question in subject.questions.values():
        for index, name in enumerate(question.exclusive_with):
            if name not in anything:
                message = f"{question.id} is exclusive with '{name}', which does not exist."
                at, near = ("exclusive_with", index), nearest[""].near(name, anything)
                fix = nearest[""].fix(name, anything)
                yield subject.defect(NAME, SEVERITY, question.id, at, message, near, fix=fix)


def _listed(what: str, known: Known) -> str:
    if not known:
        return f"The system has no {what}s."
    more = f" and {len(known) - MOST_LISTED} more" if len(known) > MOST_LISTED else ""
    return f"The {what}s are {', '.join(list(known)[:MOST_LISTED])}{more}."


def _references(system: IndicatorSystem, levels: Known) -> Iterator[tuple[str, Loc, str, Known, str]]:
    nodes, leaves = system.nodes, system.leaves
    for level_index, level in enumerate(system.levels):
        for gate_index, gate in enumerate(level.gates):
            for index, node in enumerate(gate.nodes):
                yield (
                    SYSTEM,
                    ("levels", level_index, "gates", gate_index, "nodes", index),
                    node,
                    nodes,
                    "node",
                )
    for veto in system.vetoes:
        for index, effect in enumerate(veto.effects):
            if effect.kind == "zero":
                yield veto.id, ("effects", index, "node"), effect.node, nodes, "node"
            elif effect.kind == "cap-level":
                yield veto.id, ("effects", index, "level"), effect.level, levels, "level"
    for index, node in enumerate(system.ranking.tie_break):
        yield SYSTEM, ("ranking", "tie_break", index), node, nodes, "node"
    for view_index, view in enumerate(system.views):
        for group_index, group in enumerate(view.groups):
            for index, leaf in enumerate(group.indicators):
                loc = ("views", view_index, "groups", group_index, "indicators", index)
                yield SYSTEM, loc, leaf, leaves, "indicator"
