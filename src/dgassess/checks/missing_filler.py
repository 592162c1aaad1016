"""A scored question does not say who fills it in.

What: scored questions without `filler`.
Why: questions that belong to nobody come back blank on the last day.
Example: a question on archives without `filler: 档案局`.
Instead: name the one department that fills it in, for many questions at once in `defaults`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.stated import unstated
from dgassess.checks.subject import Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "missing-filler"
SEVERITY: Severity = "information"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per question, or one where no question states it."""
    help_ = "Name the department that fills it in, such as 数据局."
    yield from unstated(subject, (NAME, SEVERITY), "filler", help_)
