"""An indicator's `direction` says another thing than its rule.

What: `higher`, `lower` or `interval` against floor and target, the scores of bands and curves, deductions, counts and
peers. Without a `direction`, `higher` holds. Bands whose scores rise and fall again are another check's.
Why: reports tell people that more is better while the rule rewards less, or floor and target have been swapped.
Example: `direction: lower` beside `floor: 0, target: 90`.
Instead: correct the direction, or swap floor and target.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from dgassess.checks.subject import Subject
from dgassess.checks.walking import Types, picked, variants
from dgassess.rules.bands import BandRule
from dgassess.rules.count import CountRule
from dgassess.rules.deduction import Deduction
from dgassess.rules.fields import NumberByType
from dgassess.rules.linear import Linear
from dgassess.rules.peers import PeerRule
from dgassess.rules.piecewise import Piecewise
from dgassess.rules.ratio import Ratio
from dgassess.rules.rule import Rule
from dgassess.rules.value import Value
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "direction-against-rule"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """At most one diagnostic per indicator; composites, options and formulas have no direction of their own."""
    for indicator in subject.system.leaves.values():
        types = tuple(name for name in subject.types if indicator.applies_to(name))
        told = _directions(indicator.rule, types, indicator.direction)
        found = {direction for direction in told if direction is not None}
        if not found or indicator.direction in found:
            continue
        actual, stated = min(found), "direction" in indicator.model_fields_set
        says = "says" if stated else "says nothing, which means"
        message = f"'direction' of {indicator.id} {says} '{indicator.direction}', but its rule is '{actual}'."
        help_ = f"Write 'direction: {actual}', or turn the rule round."
        loc = ("direction",) if stated else ("rule",)
        yield subject.defect(NAME, SEVERITY, indicator.id, loc, message, help_)


def _directions(rule: Rule, types: Types, stated: str) -> Iterator[str | None]:
    match rule:
        case Linear(floor=floor, target=target):
            yield from _goalposts(floor, target, types)
        case Ratio(floor=floor, target=target) if floor is not None and target is not None:
            yield from _goalposts(floor, target, types)
        case Ratio() | BandRule() if rule.bands is not None:
            bands: Any = rule.bands
            for _, own, _ in variants(bands, types, ()):
                found = trend([*(band.score for band in own), rule.otherwise or Decimal(0)][::-1])
                yield found if found != "interval" or stated == "interval" else None
        case Piecewise():
            for _, curve, _ in variants(rule.points, types, ()):
                yield trend([score for _, score in curve])
        case Deduction(items=items) if all(item.each > 0 for item in items):
            yield "lower"
        case CountRule(each=each) if each:
            yield "higher" if each > 0 else "lower"
        case Value():
            yield "higher"
        case PeerRule():
            yield rule.direction


def _goalposts(floor: NumberByType, target: NumberByType, types: Types) -> Iterator[str | None]:
    for unit_type in types:
        low, high = picked(floor, unit_type), picked(target, unit_type)
        if low is not None and high is not None:
            yield "higher" if low < high else "lower"


def trend(scores: Sequence[Decimal]) -> str | None:
    """Whether scores rise ('higher') or fall ('lower') with the figure, or both ('interval'); None if all equal."""
    rises = any(left < right for left, right in pairwise(scores))
    falls = any(left > right for left, right in pairwise(scores))
    if rises and falls:
        return "interval"
    return "higher" if rises else "lower" if falls else None
