"""A rule counts occurrences, but the question permits a negative number of them.

What: `count` and `deduction` with a question whose `minimum` is missing or below 0.
Why: a negative answer, usually a slip, adds points where they should be taken, or takes them.
Example: `{kind: deduction, items: [{question: n, each: 10}]}` with a question that states no `minimum`.
Instead: write `minimum: 0` on the question or in `defaults`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.ranges import range_of
from dgassess.checks.subject import Subject
from dgassess.rules.count import CountRule
from dgassess.rules.deduction import Deduction
from dgassess.rules.fields import plain
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "negative-count"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per use."""
    for ruled in subject.rules:
        if not isinstance(ruled.rule, CountRule | Deduction):
            continue
        for use in ruled.rule.uses():
            question = subject.asked(ruled.item, use.key)
            if question is None or not question.asked.is_numeric:
                continue
            low = range_of(question)[0]
            if low is None or low < 0:
                stated = "has no minimum" if low is None else f"may be {plain(low)}"
                message = f"{ruled.item.id} counts occurrences, but {question.id} {stated}."
                help_ = f"Write 'minimum: 0' on {question.id}."
                yield subject.defect(NAME, SEVERITY, ruled.item.id, (*ruled.loc, *use.field), message, help_)
