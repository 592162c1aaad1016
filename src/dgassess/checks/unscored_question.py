"""A rule, condition, veto or gate uses a question that is declared not to count (`scored: false`).

What: questions with `scored: false` are for reference and verification only.
Why: those who fill them in were told that they do not count.
Example: `question: last` where TC-1-1.last is a date for reference.
Instead: use another question, or remove `scored: false`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.reach import gates_of
from dgassess.checks.subject import SYSTEM, Loc, Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "unscored-question-used"
SEVERITY: Severity = "error"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per use of a reference question."""
    for demand in subject.demands:
        question = subject.questions.get(demand.question_id)
        if question is not None and question.scored is False:
            message = f"{demand.item.id} uses question '{question.id}', which is declared 'scored: false'."
            yield subject.defect(
                NAME, SEVERITY, demand.item.id, demand.loc, message, "Use a scored question."
            )
    for level_index, gate_index, level, gate in gates_of(subject.system):
        question = subject.questions.get(gate.question or "")
        if question is not None and question.scored is False:
            message = (
                f"The gate of level '{level.name}' uses question '{question.id}', "
                "which is declared 'scored: false'."
            )
            loc: Loc = ("levels", level_index, "gates", gate_index, "question")
            yield subject.defect(NAME, SEVERITY, SYSTEM, loc, message, "Use a scored question.")
