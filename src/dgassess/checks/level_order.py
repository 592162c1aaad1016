"""Levels are not ordered from best to worst, or a level but the last has no bound, or the last has one.

What: the first level whose bound holds is the unit's; the last one takes everything below.
Why: a level below a lower bound can never be reached, and totals in a gap would have no level.
Example: 优质型 at 80 listed before 引领型 at 90.
Instead: order the bounds downwards and leave the last level without one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dgassess.checks.subject import SYSTEM, Loc, Subject
from dgassess.model.levels import Level
from dgassess.rules.fields import plain
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "level-order"
SEVERITY: Severity = "error"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Defects of the system's levels and of nodes' own."""
    yield from _levels(subject, SYSTEM, subject.system.levels)
    for node in subject.system.nodes.values():
        yield from _levels(subject, node.id, node.levels)


def _levels(subject: Subject, owner: str, levels: Sequence[Level]) -> Iterator[Diagnostic]:
    previous: Level | None = None
    names: set[str] = set()
    for index, level in enumerate(levels):
        bound = level.at_least if level.at_least is not None else level.above
        at: Loc = ("levels", index, "name")
        if level.name in names:
            message = f"There are two levels named '{level.name}'."
            yield subject.defect(NAME, SEVERITY, owner, at, message, "Give one of the two another name.")
        names.add(level.name)
        last = index == len(levels) - 1
        if bound is None and not last:
            message = (
                f"Level '{level.name}' has no bound, so '{levels[index + 1].name}' can never be reached."
            )
            yield subject.defect(
                NAME,
                SEVERITY,
                owner,
                at,
                message,
                f"Give '{level.name}' a bound: only the last level has none.",
            )
        if bound is not None and last:
            message = (
                f"The last level '{level.name}' has the bound {plain(bound)}; totals below it have no level."
            )
            yield subject.defect(NAME, SEVERITY, owner, at, message, "Leave the bound of the last level out.")
        if bound is not None and previous is not None:
            above = previous.at_least if previous.at_least is not None else previous.above
            if above is not None and (bound > above or (bound == above and not _wider(previous, level))):
                message = (
                    f"Level '{level.name}' from {plain(bound)} stands below "
                    f"'{previous.name}' from {plain(above)}."
                )
                yield subject.defect(NAME, SEVERITY, owner, at, message, "Order levels from best to worst.")
        previous = level


def _wider(upper: Level, lower: Level) -> bool:
    """The same bound, exclusive above and inclusive below, leaves exactly the bound to the lower level."""
    return upper.above is not None and lower.at_least is not None
