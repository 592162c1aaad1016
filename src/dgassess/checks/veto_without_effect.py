"""An effect of a veto that changes nothing.

What: `cap-level` at the best level, `cap-total` at or above the highest total, `no-bonus` where no bonus exists.
Why: the veto would be announced, triggered and without consequence.
Example: `{kind: cap-level, level: 引领型}` where 引领型 is the best level.
Instead: name a worse level or a lower total, or leave the effect out.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.reach import items_of, total_range
from dgassess.checks.subject import Subject
from dgassess.rules.fields import exact, plain
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "veto-without-effect"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per effect without effect."""
    levels, highest = subject.system.levels, total_range(subject)[1]
    for veto in subject.system.vetoes:
        for index, effect in enumerate(veto.effects):
            field, message, help_ = "kind", "", ""
            if effect.kind == "cap-level" and levels and effect.level == levels[0].name:
                field = "level"
                message = f"{veto.id} caps the level at '{effect.level}', which is the best level."
                help_ = f"Name a worse level: {', '.join(level.name for level in levels[1:])}."
            elif effect.kind == "cap-total" and exact(effect.total) >= highest:
                field = "total"
                message = f"{veto.id} caps the total at {plain(effect.total)}, but no total is above {plain(highest)}."
                help_ = f"Write a total below {plain(highest)}."
            elif effect.kind == "no-bonus" and not items_of(subject.system, "bonus"):
                message = f"{veto.id} takes the bonuses away with '{effect.kind}', but there are none."
                help_ = "Leave the effect out."
            if message:
                yield subject.defect(NAME, SEVERITY, veto.id, ("effects", index, field), message, help_)
