"""A score hangs on a text that units write freely.

What: conditions and formulas of indicators, adjustments and vetoes that look at a question of type text or date.
Why: one letter more or a blank decides; nobody writes a text twice the same way.
Example: `applies_when: remark == "无"` where remark is a text.
Instead: ask with a single choice or yes-no question, and keep the text for reference (`scored: false`).
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "free-text-decides"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per use."""
    for demand in subject.demands:
        question = subject.questions.get(demand.question_id)
        if question is not None and demand.use.kind == "any" and question.type in ("text", "date"):
            if demand.loc[0] == "effects":
                continue  # reported by question-type
            message = (
                f"{demand.item.id} is decided by question '{question.id}', a {question.type} written freely."
            )
            help_ = "Ask with a single choice or a yes-no question."
            yield subject.defect(NAME, SEVERITY, demand.item.id, demand.loc, message, help_)
