"""A restricted question or score feeds something public.

What: indicators, bonuses, penalties and vetoes with `sensitivity: public` that use a restricted question, gates of
levels on such a question, and a `tie_break` by a restricted indicator.
Why: public reports print the answers of public indicators, the figure at which a gate failed, and ranks: of units with
the same total, the order tells which has the higher restricted score.
Example: an indicator with `sensitivity: public` whose rule uses AQ-3-2.total, a restricted count.
Instead: write `sensitivity: internal` or `restricted` on the indicator, or use a question that may be shown; break ties
by a dimension.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.reach import gates_of
from dgassess.checks.subject import SYSTEM, Loc, Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "restricted-shown"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per restricted question of something public."""
    yield from _ties(subject)
    restricted = {q.id for q in subject.questions.values() if q.sensitivity == "restricted"}
    if not restricted:
        return
    told: set[tuple[str, str]] = set()
    for demand in subject.demands:
        item, name = demand.item, demand.question_id
        if name in restricted and item.sensitivity == "public" and (item.id, name) not in told:
            told.add((item.id, name))
            message = f"{item.id} is '{item.sensitivity}', but uses the restricted question {name}."
            help_ = f"Write 'sensitivity: restricted' on {item.id} as well."
            yield subject.defect(NAME, SEVERITY, item.id, demand.loc, message, help_)
    for level_index, gate_index, level, gate in gates_of(subject.system):
        if gate.question in restricted:
            message = f"The gate of level '{level.name}' shows the answer to the restricted question {gate.question}."
            loc: Loc = ("levels", level_index, "gates", gate_index, "question")
            yield subject.defect(
                NAME, SEVERITY, SYSTEM, loc, message, "Put the gate on the indicator's score instead."
            )


def _ties(subject: Subject) -> Iterator[Diagnostic]:
    leaves = subject.system.leaves
    for index, node in enumerate(subject.system.ranking.tie_break):
        if node in leaves and leaves[node].sensitivity == "restricted":
            message = (
                f"Ranks of units with the same total show the higher score of {node}, which is restricted."
            )
            loc: Loc = ("ranking", "tie_break", index)
            yield subject.defect(
                NAME, SEVERITY, SYSTEM, loc, message, "Break ties by a dimension or leave them."
            )
