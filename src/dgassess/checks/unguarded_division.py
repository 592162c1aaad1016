"""A formula divides by something that may be zero, and nothing tests for it.

What: divisions in formulas and conditions whose divisor may be 0 within the questions' ranges, unless a condition
around it looks at the same answer.
Why: dividing by zero makes the indicator not applicable, and its weight goes to the siblings without anybody saying so.
Example: `formula: done / total * 100` where TC-1-4.total may be 0.
Instead: write `done / total * 100 if total > 0 else 0`, or use `ratio` with `zero_denominator`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.ranges import range_within
from dgassess.checks.subject import Subject
from dgassess.checks.walking import Formula, scoring_formulas
from dgassess.expressions import operations as op
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "unguarded-division"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per formula and divisor."""
    for formula in scoring_formulas(subject):
        for name in dict.fromkeys(_unguarded(formula.operation, formula, formula.around)):
            asked = formula.questions.get(name)
            shown = f"'{name}' ({asked.id})" if asked is not None else f"'{name}'"
            message = f"'{formula.text}' divides by {shown}, which may be 0."
            help_ = f"Write '… if {name} > 0 else 0', or use 'ratio' with 'zero_denominator'."
            yield subject.defect(NAME, SEVERITY, formula.owner, formula.loc, message, help_)


def _unguarded(operation: op.Operation, formula: Formula, looked_at: frozenset[str]) -> Iterator[str]:
    """The first name in every divisor that may be zero."""
    if isinstance(operation, op.If):
        looked_at |= frozenset(op.input_names(operation.condition))
    if isinstance(operation, op.And):  # what comes first is looked at before the rest
        looked_at |= frozenset(op.input_names(operation.terms[0]))
    if isinstance(operation, op.Divide):
        names, (low, high) = list(op.input_names(operation.right)), range_within(operation.right, formula)
        never = (low is not None and low > 0) or (high is not None and high < 0)
        if names and not never and not looked_at.intersection(names):
            yield names[0]
    for child in op.children(operation):
        yield from _unguarded(child, formula, looked_at)
