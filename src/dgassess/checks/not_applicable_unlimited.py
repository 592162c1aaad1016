"""Questions permit 'not applicable', but the system sets no limit to it.

What: systems without `not_applicable_limit` whose scored questions permit reasons.
Why: a unit that declares most of its questions not applicable is ranked on the few that remain.
Example: a questionnaire with `not_applicable: [年内无应评价项目]` and a system without the limit.
Instead: write `not_applicable_limit: 25`: units above that share of weight are scored but not ranked.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import SYSTEM, Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "not-applicable-unlimited"
SEVERITY: Severity = "information"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """At most one diagnostic, at the system's questionnaire."""
    if subject.system.not_applicable_limit is not None:
        return
    permitting = [q.id for q in subject.questions.values() if q.not_applicable and q.scored is not False]
    if permitting:
        more = f" and {len(permitting) - 1} more" if len(permitting) > 1 else ""
        message = (
            f"{permitting[0]}{more} may be declared not applicable, but there is no 'not_applicable_limit'."
        )
        help_ = "Write the share of weight, from 0 to 100, above which a unit is not ranked."
        yield subject.defect(NAME, SEVERITY, SYSTEM, ("questionnaire",), message, help_)
