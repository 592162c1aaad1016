"""The scores of bands rise and fall again.

What: the scores of `bands` from the first to `otherwise`, unless the indicator is declared `direction: interval`.
Why: a better figure would earn less; usually two scores have been swapped.
Example: `bands: [{at_least: 90, score: 80}, {at_least: 80, score: 100}, {at_least: 60, score: 60}]`.
Instead: order the scores like the bounds, or say `direction: interval`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dgassess.checks.direction_against_rule import trend
from dgassess.checks.subject import Subject
from dgassess.checks.walking import variants
from dgassess.rules.bands import BandRule
from dgassess.rules.fields import plain
from dgassess.rules.ratio import Ratio
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "bands-out-of-order"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per list of bands, at the first score that turns."""
    for ruled in subject.rules:
        rule = ruled.rule
        if not isinstance(rule, BandRule | Ratio) or rule.bands is None:
            continue
        if getattr(ruled.item, "direction", "higher") == "interval":
            continue
        for loc, bands, _ in variants(rule.bands, ruled.types, (*ruled.loc, "bands")):
            scores = [*(band.score for band in bands), rule.otherwise or Decimal(0)]
            turn = next((i for i in range(2, len(scores) + 1) if trend(scores[:i]) == "interval"), None)
            if turn is not None:
                at = (*loc, turn - 1, "score") if turn <= len(bands) else (*ruled.loc, "otherwise")
                listed = ", ".join(map(plain, scores))
                message = f"The scores of {ruled.item.id}'s bands rise and fall: {listed}."
                help_ = "Order the scores like the bounds, or write 'direction: interval'."
                yield subject.defect(NAME, SEVERITY, ruled.item.id, at, message, help_)
