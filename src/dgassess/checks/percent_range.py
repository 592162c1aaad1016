"""A percentage may be answered outside 0–100.

What: questions of type percent or proportion whose `minimum` is below 0 or whose `maximum` is above 100.
Why: 98 typed as 980, or a part larger than its whole, would pass.
Example: `{type: percent, maximum: 1000}`.
Instead: leave the range to the type; ask for a rate of growth, which may leave 0–100, as a `number` with `unit: "%"`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.rules.fields import plain
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "percent-range"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per bound."""
    for question in subject.questions.values():
        if not question.asked.is_percentage:
            continue
        low, high = question.asked.bounds
        help_ = "Leave it out (0–100 holds), or use type 'number' with unit '%'."
        if low is not None and low < 0:
            message = (
                f"The {question.type} question {question.id} permits answers from {plain(low)}, below 0."
            )
            yield subject.defect(NAME, SEVERITY, question.id, ("minimum",), message, help_)
        if high is not None and high > 100:
            message = (
                f"The {question.type} question {question.id} permits answers up to {plain(high)}, above 100."
            )
            yield subject.defect(NAME, SEVERITY, question.id, ("maximum",), message, help_)
