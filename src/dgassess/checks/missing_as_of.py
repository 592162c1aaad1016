"""A scored question does not say which time it asks about.

What: scored questions without `as_of`.
Why: the count at the end of the year and the count over the year differ.
Example: a question 已上云系统数 without `as_of`.
Instead: write `as_of: 时点` (end of the year) or `as_of: 时期` (over the year).
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.stated import unstated
from dgassess.checks.subject import Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "missing-as-of"
SEVERITY: Severity = "information"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per question, or one where no question states it."""
    help_ = "Write 时点 (end of the year) or 时期 (over the year)."
    yield from unstated(subject, (NAME, SEVERITY), "as_of", help_)
