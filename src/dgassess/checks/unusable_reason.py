"""A reason for 'not applicable' that no answer can give, or that cannot take effect.

What: reasons that are blank or given twice, and reasons on questions that are not scored.
Why: a unit could not declare it, or would declare it for nothing.
Example: `not_applicable: [年内无差评, 年内无差评]`.
Instead: write each reason once, in a few words that a unit can choose.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "unusable-reason"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per reason."""
    for question in subject.questions.values():
        seen: set[str] = set()
        for index, reason in enumerate(question.not_applicable or ()):
            message = ""
            if not reason.strip():
                message = (
                    f"Reason {index + 1} '{reason}' of {question.id} is blank, so no answer can give it."
                )
            elif reason.strip() in seen:
                message = f"Question {question.id} lists the reason '{reason.strip()}' twice."
            elif question.scored is False and not index:
                message = (
                    f"Question {question.id} permits '{reason}', but is not scored, so nothing drops out."
                )
            if message:
                at = ("not_applicable", index)
                yield subject.defect(NAME, SEVERITY, question.id, at, message, "Take the reason out.")
            seen.add(reason.strip())
