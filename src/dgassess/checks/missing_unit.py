"""A scored number has no unit.

What: scored questions of type number or integer without `unit`.
Why: units answer in 元, 万元 or 亿元 as they please.
Example: a question 年度预算 without `unit: 万元`.
Instead: add `unit`, such as 次, 项 or 万元.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.stated import unstated
from dgassess.checks.subject import Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "missing-unit"
SEVERITY: Severity = "information"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per question, or one where no question states it."""
    help_ = "Add 'unit', such as 次, 项 or 万元."
    numbers = ("number", "integer")
    yield from unstated(subject, (NAME, SEVERITY), "unit", help_, lambda question: question.type in numbers)
