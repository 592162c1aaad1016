"""A condition holds for every permitted answer, or for none.

What: `applies_when`, `when` and the conditions within formulas, against the ranges of the questions they compare.
Why: one of the branches is never taken: the indicator applies to nobody, or the veto hits everybody.
Example: `applies_when: n > 200` where the question has `maximum: 100`.
Instead: correct the bound, or the question's range, or leave the condition out.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.option_in_formula import speaks_of_unknown_option
from dgassess.checks.ranges import decided, within
from dgassess.checks.subject import Subject
from dgassess.checks.walking import Formula, scoring_formulas
from dgassess.expressions import operations as op
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "constant-condition"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """At most one diagnostic per formula."""
    for formula in scoring_formulas(subject):
        if speaks_of_unknown_option(subject, formula):
            continue
        for holds in _constant(formula):
            what = "The condition" if formula.is_condition else "A condition within"
            which = "every permitted answer" if holds else "no permitted answer"
            message = f"{what} '{formula.text}' of {formula.owner} holds for {which}."
            ranges = ", ".join(sorted(question.id for question in formula.questions.values()))
            help_ = f"Compare it with the range of {ranges}, or leave it out." if ranges else "Leave it out."
            yield subject.defect(NAME, SEVERITY, formula.owner, formula.loc, message, help_)
            break


def _constant(formula: Formula) -> Iterator[bool]:
    """What the condition itself and those of its branches come to, where the answers do not matter."""
    found = [decided(formula.operation, formula)] if formula.is_condition else []
    branches = [operation for operation in within(formula.operation) if isinstance(operation, op.If)]
    found += [decided(branch.condition, formula) for branch in branches]
    yield from (holds for holds in found if holds is not None)
