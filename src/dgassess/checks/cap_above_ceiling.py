"""A cap of adjustments that never takes effect.

What: `bonus_cap` or `penalty_cap` above what all bonuses or penalties give together, and a single adjustment that may
give more than its joint cap.
Why: the announced ceiling is not the real one.
Example: `bonus_cap: 10` over bonuses of 2, 1, 1 and 1.
Instead: make the joint cap at most the sum of the single ones, and each single one at most the joint cap.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.reach import Effect, items_of, most_of, together
from dgassess.checks.subject import ADJUSTMENTS, Subject
from dgassess.rules.count import CountRule
from dgassess.rules.fields import Number, exact, plain
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "cap-above-ceiling"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per cap."""
    rules = subject.system.adjustments
    if rules is not None:
        yield from _caps(subject, "bonus", rules.bonus_cap)
        yield from _caps(subject, "penalty", rules.penalty_cap)


def _caps(subject: Subject, effect: Effect, cap: Number | None) -> Iterator[Diagnostic]:
    items = items_of(subject.system, effect)
    if cap is None:
        return
    most, plural = together(subject, effect), "bonuses" if effect == "bonus" else "penalties"
    if exact(cap) > most:
        message = f"'{effect}_cap' is {plain(cap)}, but all {plural} together give at most {plain(most)}."
        help_ = f"Write {plain(most)} or less, or leave it out."
        yield subject.defect(NAME, SEVERITY, ADJUSTMENTS, (f"{effect}_cap",), message, help_)
    for _, item in items:
        largest = max(
            (most_of(subject, item, name) for name in subject.types if item.applies_to(name)), default=None
        )
        if largest is None or largest <= exact(cap):
            continue
        if isinstance(item.rule, CountRule) and item.rule.cap is None:
            continue  # reported by adjustment-without-cap
        message = (
            f"The {effect} {item.id} may give {plain(largest)}, "
            f"but all {plural} together are capped at {plain(cap)}."
        )
        help_ = f"Give it at most {plain(cap)}, or raise '{effect}_cap'."
        yield subject.defect(NAME, SEVERITY, item.id, ("rule",), message, help_)
