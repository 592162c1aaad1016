"""A scored number has no maximum.

What: scored questions of type number or integer without `maximum`.
Why: nothing catches a figure with a digit too many, or one in 元 where 万元 is asked for.
Example: `{id: TC-1-1.meet, type: integer, text: 会议次数}`.
Instead: write the largest answer that could be true, such as `maximum: 99`; it is no target.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.stated import unstated
from dgassess.checks.subject import Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "number-without-maximum"
SEVERITY: Severity = "information"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per question, or one where no question states it."""
    numbers = ("number", "integer")
    help_ = "Write the largest answer that could be true; it catches slips of typing."
    yield from unstated(
        subject, (NAME, SEVERITY), "maximum", help_, lambda question: question.type in numbers
    )
