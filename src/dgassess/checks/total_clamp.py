"""The range of the total is empty or leaves nothing to tell units apart.

What: `total.lowest` at or above `total.highest`, or beyond the scale's highest; `total.highest` at or below its lowest.
Why: every unit would get the same total.
Example: `total: {lowest: 100, highest: 0}`.
Instead: write the lower bound under `lowest`, the upper under `highest`, both about the scale.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import ADJUSTMENTS, Subject
from dgassess.rules.fields import exact, plain
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "total-clamp"
SEVERITY: Severity = "error"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """At most one diagnostic."""
    rules, scale = subject.system.adjustments, subject.system.scale
    if rules is None:
        return
    low, high = rules.total.lowest, rules.total.highest
    message, field = "", "lowest"
    if low is not None and high is not None and low >= high:
        message = f"The total's lowest {plain(low)} is not below its highest {plain(high)}."
    elif low is not None and exact(low) >= scale.highest:
        message = f"The total's lowest {plain(low)} is not below the scale's highest {plain(scale.highest)}."
    elif high is not None and exact(high) <= scale.lowest:
        field = "highest"
        message = f"The total's highest {plain(high)} is not above the scale's lowest {plain(scale.lowest)}."
    if message:
        help_ = f"The scale runs from {plain(scale.lowest)} to {plain(scale.highest)}; every total would be the same."
        yield subject.defect(NAME, SEVERITY, ADJUSTMENTS, ("total", field), message, help_)
