"""An indicator, adjustment or veto cites a clause that clauses.yaml does not have.

What: `clauses` against the list of clauses; checked only when the system has one.
Why: the fulfilment of clauses would be reported wrongly.
Example: `clauses: [八(五)]` where part 八 ends at 八(四).
Instead: cite an existing clause, as 八(四) or 8.4.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.values.diagnostics import Diagnostic, Severity, same_name, suggest

NAME = "unknown-clause"
SEVERITY: Severity = "error"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per citation of an unknown clause."""
    known = dict.fromkeys(clause.id for clause in subject.system.clauses)
    if not known:
        return
    for item in subject.items:
        for index, clause in enumerate(item.clauses):
            if clause not in known:
                message = f"{item.id} cites clause '{clause}', which is not in the list of clauses."
                at, near, fix = ("clauses", index), suggest(clause, known), same_name(clause, known)
                yield subject.defect(NAME, SEVERITY, item.id, at, message, near, fix=fix)
