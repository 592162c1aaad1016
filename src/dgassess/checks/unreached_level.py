"""No golden case ends at a level.

What: levels of the system that none of its cases ends at.
Why: a slip in a bound, a gate or a cap changes published levels and no test notices.
Example: five levels and cases that end at three of them.
Instead: add a case whose answers lead to the level.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.case_subject import CaseSubject
from dgassess.checks.subject import SYSTEM
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "unreached-level"
SEVERITY: Severity = "information"


def find(subject: CaseSubject) -> Iterator[Diagnostic]:
    """One diagnostic per level; none where the cases have not been run or there are none."""
    if subject.reached is None or not subject.cases:
        return
    for index, level in enumerate(subject.system.system.levels):
        if level.name not in subject.reached:
            message = f"No golden case ends at the level '{level.name}'."
            help_ = "Add a case whose answers lead to it."
            yield subject.system.defect(NAME, SEVERITY, SYSTEM, ("levels", index, "name"), message, help_)
