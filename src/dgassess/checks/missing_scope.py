"""A scored question does not say whose figures it asks for.

What: scored questions without `scope`.
Why: a province may answer for its own offices (本级) or for all its cities and counties (全域).
Example: a question 政务信息系统总数 without `scope`.
Instead: write `scope: 本级` or `scope: 全域`, for many questions at once in `defaults`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.stated import unstated
from dgassess.checks.subject import Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "missing-scope"
SEVERITY: Severity = "information"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per question, or one where no question states it."""
    help_ = "Write 本级 (own offices) or 全域 (the whole area)."
    yield from unstated(subject, (NAME, SEVERITY), "scope", help_)
