"""The base from which bonuses count lies outside the scale.

What: `bonus_above` at or above the highest base, or below the lowest.
Why: no unit would ever get a bonus, or the condition would be none.
Example: `bonus_above: 600` where 60 is meant.
Instead: put it within the scale, or leave it out.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import ADJUSTMENTS, Subject
from dgassess.rules.fields import exact, plain
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "bonus-threshold"
SEVERITY: Severity = "error"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """At most one diagnostic."""
    rules, scale = subject.system.adjustments, subject.system.scale
    if rules is None or rules.bonus_above is None:
        return
    if scale.lowest <= exact(rules.bonus_above) < scale.highest:
        return
    what = "never" if exact(rules.bonus_above) >= scale.highest else "always"
    message = (
        f"'bonus_above' is {plain(rules.bonus_above)}, so bonuses {what} count: "
        f"the scale runs from {plain(scale.lowest)} to {plain(scale.highest)}."
    )
    help_ = f"Write a base from {plain(scale.lowest)} to below {plain(scale.highest)}, or leave it out."
    yield subject.defect(NAME, SEVERITY, ADJUSTMENTS, ("bonus_above",), message, help_)
