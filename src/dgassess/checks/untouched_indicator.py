"""No golden case scores an indicator.

What: indicators that are missing, not applicable or absent in every case.
Why: a slip in the indicator's rule changes published scores and no test notices.
Example: an indicator added without a case that answers its questions.
Instead: answer its questions in a case and expect its score.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.case_subject import CaseSubject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "untouched-indicator"
SEVERITY: Severity = "information"


def find(subject: CaseSubject) -> Iterator[Diagnostic]:
    """One diagnostic per indicator; none where the cases have not been run or there are none."""
    if subject.touched is None or not subject.cases:
        return
    for indicator in subject.system.system.leaves.values():
        if indicator.id not in subject.touched:
            message = f"No golden case scores {indicator.id} '{indicator.name}'."
            help_ = "Answer its questions in a case and expect its score."
            yield subject.system.defect(NAME, SEVERITY, indicator.id, ("id",), message, help_)
