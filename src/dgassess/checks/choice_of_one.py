"""A question to choose from leaves no choice.

What: single and multi questions with one option.
Why: every unit gives the same answer; an option has been forgotten, or a yes-no question is meant.
Example: `options: {A: 已建立}`.
Instead: add the other options, or use type `yes-no`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "choice-of-one"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per question."""
    for question in subject.questions.values():
        if question.options is not None and len(question.options) == 1:
            option, label = next(iter(question.options.items()))
            message = f"The {question.type} question {question.id} has the option {option} '{label}' only."
            help_ = "Add the other options, or use type 'yes-no'."
            yield subject.defect(NAME, SEVERITY, question.id, ("options",), message, help_)
