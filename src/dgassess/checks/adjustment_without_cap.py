"""A bonus or penalty counts occurrences without a cap of its own.

What: adjustments whose rule is `count` and has no `cap`; the scale's highest holds instead.
Why: one adjustment could use up all that adjustments may give together, or decide the whole total.
Example: `{kind: count, question: n, each: 1}` for 国家级通报表扬.
Instead: write the most points the adjustment may give: `cap: 2`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.reach import most_of
from dgassess.checks.subject import Subject
from dgassess.rules.count import CountRule
from dgassess.rules.fields import plain
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "adjustment-without-cap"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per adjustment."""
    adjustments = subject.system.adjustments
    for item in adjustments.items if adjustments else ():
        if isinstance(item.rule, CountRule) and item.rule.cap is None:
            most = plain(most_of(subject, item, subject.types[0]))
            message = (
                f"The {item.effect} {item.id} counts {plain(item.rule.each)} per occurrence without a cap of "
                f"its own; it may give up to {most} points."
            )
            yield subject.defect(NAME, SEVERITY, item.id, ("rule",), message, "Add 'cap' to its rule.")
