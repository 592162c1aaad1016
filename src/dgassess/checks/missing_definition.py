"""A scored question has no definition (口径).

What: scored questions without `definition`.
Why: two units count the same thing differently, and nobody can say which is right.
Example: 会议次数 without a word on whether joint meetings count once or twice.
Instead: say what counts, what does not, and which document decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.stated import unstated
from dgassess.checks.subject import Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "missing-definition"
SEVERITY: Severity = "information"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per question, or one where no question states it."""
    help_ = "Say what counts and what does not."
    yield from unstated(subject, (NAME, SEVERITY), "definition", help_)
