"""A worse level asks for more than a better one.

What: gates of a level on a node or question for which a better level has a lower bound, or none.
Why: a unit would pass the better level's gates and be held up by the worse level's; usually two numbers are swapped.
Example: AQ at least 60 for 引领型 and at least 70 for 优质型.
Instead: let bounds fall from the best level to the worst, and repeat a gate in every better level.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dgassess.checks.reach import bound_of, bound_words
from dgassess.checks.subject import SYSTEM, Loc, Subject
from dgassess.model.levels import Level
from dgassess.rules.fields import plain
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "gate-order"
SEVERITY: Severity = "warning"
Strictness = tuple[Decimal, bool]  # bound, exclusive


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per gate that is stricter than the next better level's."""
    better: Level | None = None
    before: dict[str, Strictness] = {}
    for level_index, level in enumerate(subject.system.levels):
        own: dict[str, Strictness] = {}
        for gate_index, gate in enumerate(level.gates):
            bound = bound_of(gate)
            if bound is None:
                continue
            strict = (bound[1], bound[0] == "above")
            for index, name in enumerate(gate.nodes or (gate.question or "",)):
                own[name] = max(strict, own.get(name, strict))
                if better is None or (name in before and before[name] >= strict):
                    continue
                asked = f"only {plain(before[name][0])}" if name in before else "nothing"
                message = (
                    f"Level '{level.name}' asks {name} for {bound_words(*bound)}, "
                    f"the better level '{better.name}' for {asked}."
                )
                help_ = f"Ask '{better.name}' for {plain(bound[1])} or more of {name}, or '{level.name}' for less."
                field: Loc = ("nodes", index) if gate.nodes else ("question",)
                loc = ("levels", level_index, "gates", gate_index, *field)
                yield subject.defect(NAME, SEVERITY, SYSTEM, loc, message, help_)
        better, before = level, own
