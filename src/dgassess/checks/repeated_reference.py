"""A list names the same thing twice.

What: tie-breaks of the ranking, nodes of a gate, clauses of an indicator, indicators of one view.
Why: a second mention does nothing, or counts an indicator twice in a view; usually another one is meant.
Example: `tie_break: [AQ, AQ]`, `clauses: [六(一), 6.1]`.
Instead: name the other one, or take the second mention out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dgassess.checks.reach import gates_of
from dgassess.checks.subject import SYSTEM, Loc, Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "repeated-reference"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per mention after the first."""
    for owner, what, named in _lists(subject):
        seen: set[str] = set()
        for loc, name in named:
            if name in seen:
                message = f"{what} names '{name}' twice."
                yield subject.defect(
                    NAME, SEVERITY, owner, loc, message, "Take one out, or name the one you mean."
                )
            seen.add(name)


def _lists(subject: Subject) -> Iterator[tuple[str, str, Iterable[tuple[Loc, str]]]]:
    system = subject.system
    yield SYSTEM, "The tie-break", _numbered(("ranking", "tie_break"), system.ranking.tie_break)
    for level_index, gate_index, level, gate in gates_of(system):
        loc: Loc = ("levels", level_index, "gates", gate_index, "nodes")
        yield SYSTEM, f"A gate of level '{level.name}'", _numbered(loc, gate.nodes)
    for item in subject.items:
        yield item.id, f"'clauses' of {item.id}", _numbered(("clauses",), item.clauses)
    for view_index, view in enumerate(system.views):
        members = [
            member
            for group_index, group in enumerate(view.groups)
            for member in _numbered(
                ("views", view_index, "groups", group_index, "indicators"), group.indicators
            )
        ]
        yield SYSTEM, f"View '{view.id}'", members


def _numbered(loc: Loc, names: Iterable[str]) -> Iterator[tuple[Loc, str]]:
    return (((*loc, index), name) for index, name in enumerate(names))
