"""A gate that nothing can pass.

What: gates on nodes above the scale's highest, gates on questions above the highest permitted answer.
Why: nobody could ever have the level that the gate guards.
Example: `{nodes: [AQ], at_least: 800}` where 80 is meant.
Instead: put the bound within the range the message names.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.reach import beyond, bound_of, bound_words, gates_of
from dgassess.checks.subject import SYSTEM, Subject
from dgassess.rules.fields import exact, plain
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "gate-unreachable"
SEVERITY: Severity = "error"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per gate."""
    for level_index, gate_index, level, gate in gates_of(subject.system):
        bound = bound_of(gate)
        question = subject.questions.get(gate.question or "")
        if bound is None or (gate.question is not None and question is None):
            continue
        highest, what = subject.system.scale.highest, f"no score of {', '.join(gate.nodes)}"
        if question is not None:
            most = question.asked.bounds[1]
            if most is None:
                continue
            highest, what = exact(most), f"no answer to {question.id}"
        if beyond(*bound, highest):
            message = (
                f"The gate of level '{level.name}' asks for {bound_words(*bound)}, "
                f"but {what} can be above {plain(highest)}."
            )
            loc = ("levels", level_index, "gates", gate_index, bound[0])
            yield subject.defect(
                NAME, SEVERITY, SYSTEM, loc, message, f"Write a bound below {plain(highest)}."
            )
