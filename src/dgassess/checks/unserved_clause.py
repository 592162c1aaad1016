"""A clause is served by no indicator.

What: every clause of clauses.yaml should be cited by at least one indicator.
Why: the assessment would say nothing about a requirement of the policy.
Example: a clause 七(三) that no `clauses:` list contains.
Instead: cite it where it is served, or take it out of the list of clauses.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Subject, clause_subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "unserved-clause"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per clause without an indicator."""
    served = {clause for indicator in subject.system.leaves.values() for clause in indicator.clauses}
    for clause in subject.system.clauses:
        if clause.id not in served:
            message = f"Clause {clause.id} '{clause.title}' is served by no indicator."
            help_ = f"Add '{clause.id}' to 'clauses' of the indicator that serves it."
            yield subject.defect(NAME, SEVERITY, clause_subject(clause.id), ("id",), message, help_)
