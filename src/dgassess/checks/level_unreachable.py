"""A level that no score can reach.

What: levels whose bound lies above the highest total (scale, bonuses and clamp taken together), and levels below one
that already begins at the lowest total; for a node's own levels, the scale.
Why: a level that is announced and that nobody can get makes the grading unfair, and is found out after publication.
Example: `at_least: 105` where the total ends at 100.
Instead: put the bound within the range the message names, or leave the level out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from dgassess.checks.reach import always, beyond, bound_of, bound_words, total_range
from dgassess.checks.subject import SYSTEM, Subject
from dgassess.model.levels import Level
from dgassess.rules.fields import plain
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "level-unreachable"
SEVERITY: Severity = "error"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per level beyond reach."""
    system = subject.system
    capped = {effect.level for veto in system.vetoes for effect in veto.effects if effect.kind == "cap-level"}
    yield from _levels(subject, SYSTEM, system.levels, total_range(subject), "total", capped)
    scale = (system.scale.lowest, system.scale.highest)
    for node in system.nodes.values():
        yield from _levels(subject, node.id, node.levels, scale, "score", set())


def _levels(
    subject: Subject,
    owner: str,
    levels: Sequence[Level],
    reach: tuple[Fraction, Fraction],
    what: str,
    capped: set[str],
) -> Iterator[Diagnostic]:
    lowest, highest = reach
    for index, level in enumerate(levels):
        bound = bound_of(level)
        if bound is None:
            continue
        if beyond(*bound, highest):
            message = (
                f"Level '{level.name}' ({bound_words(*bound)}) can never be reached: "
                f"the highest {what} is {plain(highest)}."
            )
            help_ = f"Write a bound between {plain(lowest)} and {plain(highest)}."
            yield subject.defect(NAME, SEVERITY, owner, ("levels", index, bound[0]), message, help_)
        below = levels[index + 1 :]
        # Gates and vetoes may still lower a unit to what stands below.
        lowered = bool(level.gates) or any(lower.name in capped for lower in below)
        if below and always(*bound, lowest) and not lowered:
            message = (
                f"Level '{below[0].name}' can never be reached: '{level.name}' takes everything "
                f"{bound_words(*bound)}, and the lowest {what} is {plain(lowest)}."
            )
            help_ = f"Raise the bound of '{level.name}', or leave '{below[0].name}' out."
            yield subject.defect(NAME, SEVERITY, owner, ("levels", index + 1, "name"), message, help_)
            return
