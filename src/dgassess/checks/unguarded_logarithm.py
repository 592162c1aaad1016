"""A formula takes the logarithm or root of something that may have none.

What: `ln` of what may be 0 or less and `sqrt` of what may be below 0, within the questions' ranges, unless a
condition around it looks at the same answer.
Why: the result is not applicable then, and the indicator's weight goes to the siblings.
Example: `formula: ln(n) * 10` where the question has `minimum: 0`.
Instead: write `ln(max(n, 1))`, or test for it with `if`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.ranges import range_within
from dgassess.checks.subject import Subject
from dgassess.checks.walking import Formula, scoring_formulas
from dgassess.expressions import operations as op
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "unguarded-logarithm"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per formula, function and name."""
    for formula in scoring_formulas(subject):
        for function, name in dict.fromkeys(_unguarded(formula.operation, formula, formula.around)):
            limit, bound = ("0 or less", "1") if function == "ln" else ("below 0", "0")
            message = f"'{formula.text}' takes '{function}' of what depends on '{name}' and may be {limit}."
            help_ = f"Write '{function}(max(…, {bound}))', or test for it with 'if'."
            yield subject.defect(NAME, SEVERITY, formula.owner, formula.loc, message, help_)


def _unguarded(
    operation: op.Operation, formula: Formula, looked_at: frozenset[str]
) -> Iterator[tuple[str, str]]:
    if isinstance(operation, op.If):
        looked_at |= frozenset(op.input_names(operation.condition))
    if isinstance(operation, op.Function) and operation.name in ("ln", "sqrt"):
        names, (low, _) = list(op.input_names(operation.operand)), range_within(operation.operand, formula)
        fits = low is not None and (low > 0 or (low == 0 and operation.name == "sqrt"))
        if names and not fits and not looked_at.intersection(names):
            yield operation.name, names[0]
    for child in op.children(operation):
        yield from _unguarded(child, formula, looked_at)
