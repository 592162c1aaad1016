"""A clause is served by no indicator, adjustment or veto.

What: every clause of clauses.yaml should be cited by at least one indicator, adjustment or veto.
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
    """One diagnostic per clause that nothing cites."""
    system = subject.system
    items = system.adjustments.items if system.adjustments else ()
    served = {clause for one in (*system.leaves.values(), *items, *system.vetoes) for clause in one.clauses}
    for clause in subject.system.clauses:
        if clause.id not in served:
            message = f"Clause {clause.id} '{clause.title}' is served by no indicator, adjustment or veto."
            help_ = f"Add '{clause.id}' to 'clauses' of what serves it."
            yield subject.defect(NAME, SEVERITY, clause_subject(clause.id), ("id",), message, help_)
