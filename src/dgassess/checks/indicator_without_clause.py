"""An indicator serves no clause of the policy.

What: indicators without `clauses` in a system that lists clauses.
Why: whoever is assessed may ask what the indicator rests on; views and annexes by clause leave it out.
Example: an indicator without `clauses:` beside a clauses.yaml.
Instead: cite the clause it serves, or take the indicator out.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.model.identifiers import clause_in_digits
from dgassess.values.diagnostics import Diagnostic, Severity
from dgassess.values.language import CHINESE

NAME = "indicator-without-clause"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per indicator; none where the system has no clauses."""
    if not subject.system.clauses:
        return
    known = subject.system.clauses[0].id
    # Clauses are known by their Chinese numbers, however they are written.
    number = known if subject.system.lang == CHINESE else clause_in_digits(known)
    for indicator in subject.system.leaves.values():
        if not indicator.clauses:
            message = f"{indicator.id} '{indicator.name}' serves no clause."
            help_ = f"Add 'clauses', such as [{number}]."
            yield subject.defect(NAME, SEVERITY, indicator.id, ("id",), message, help_)
