"""A golden case names what the system no longer has.

What: nodes, levels, adjustments, vetoes and questions that cases give or expect, against the system as it is.
Why: the case guards nothing any more, and fails for a reason that has nothing to do with the scores.
Example: a case that expects a score of TC-1-9 after the indicator has been taken out.
Instead: write the id that took its place, or delete the line.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.case_subject import CaseSubject, references
from dgassess.checks.suggesting import Suggestions
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "outdated-case"
SEVERITY: Severity = "error"


def find(subject: CaseSubject) -> Iterator[Diagnostic]:
    """One diagnostic per name that is not known."""
    system = subject.system.system
    items = system.adjustments.items if system.adjustments else ()
    known = {
        "node": dict.fromkeys(system.nodes),
        "level": dict.fromkeys(level.name for level in system.levels),
        "adjustment": dict.fromkeys(item.id for item in items),
        "veto": dict.fromkeys(veto.id for veto in system.vetoes),
        "question": dict.fromkeys(subject.system.questions),
    }
    nearest = {kind: Suggestions() for kind in known}
    for located in subject.cases:
        for kind, name, loc, key in references(located.case):
            if name not in known[kind]:
                message = (
                    f"Case {located.case.id} names the {kind} '{name}', which {system.id} does not have."
                )
                help_ = (
                    nearest[kind].near(name, known[kind]) or "Delete the line, or write what took its place."
                )
                fix = nearest[kind].fix(name, known[kind])
                yield Diagnostic(NAME, SEVERITY, located.place_of(loc, key), message, help_, fix=fix)
