"""No answer gives an indicator the highest score of the scale.

What: the best that points, bands, counts, deductions and plain values can give, within the question's range.
Why: the indicator's weight can never be earned in full, and no unit can reach the total it should.
Example: `points: {A: 90, B: 60}` on a scale up to 100, or `value` of a question with `maximum: 5`.
Instead: let the best answer earn the highest score, or lower the indicator's weight.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dgassess.checks.ranges import range_of
from dgassess.checks.subject import Loc, Ruled, Subject
from dgassess.checks.walking import added_up, for_types, tables, variants
from dgassess.model.nodes import Indicator
from dgassess.rules.bands import BandRule
from dgassess.rules.checklist import Checklist
from dgassess.rules.choice import Choice
from dgassess.rules.count import CountRule
from dgassess.rules.deduction import Deduction
from dgassess.rules.fields import NoValueForType, exact, pick, plain
from dgassess.rules.piecewise import Piecewise
from dgassess.rules.ratio import Ratio
from dgassess.rules.value import Value
from dgassess.rules.yes_no import YesNo
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "unreachable-maximum"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per rule and score; where scores are added up, none needs to reach the scale's highest."""
    adds = added_up(subject)
    highest = subject.system.scale.highest
    for ruled in subject.rules:
        if not isinstance(ruled.item, Indicator) or ruled.item.id in adds or ruled.is_fallback:
            continue
        low: dict[Fraction, list[str | None]] = {}
        for unit_type in ruled.types:
            most = _most(subject, ruled, unit_type)
            if most is not None and most < highest:
                low.setdefault(most, []).append(unit_type)
        for most, types in low.items():
            where = "a part of " if "parts" in ruled.loc else ""
            whose = f"{where}{ruled.item.id}{for_types(tuple(types), subject)}"
            message = (
                f"At most {plain(most)} points can be reached in {whose}; "
                f"the scale goes up to {plain(highest)}."
            )
            help_ = f"Let the best answer earn {plain(highest)} points."
            loc = _where(ruled, types[0])
            yield subject.defect(NAME, SEVERITY, ruled.item.id, loc, message, help_)


def _most(subject: Subject, ruled: Ruled, unit_type: str | None) -> Fraction | None:
    """The most points a rule can give, or None where other checks or nobody can tell."""
    rule, scale = ruled.rule, subject.system.scale
    try:
        match rule:
            case Choice() | BandRule() | YesNo() | Deduction() | Ratio():
                return rule.largest(scale, unit_type)
            case Checklist():  # its sum is another check's
                return exact(rule.cap) if rule.cap is not None else None
            case Piecewise():
                return max(exact(score) for _, score in pick(rule.points, unit_type))
            case CountRule(question=key):
                most = range_of(subject.asked(ruled.item, key))[1]
                cap = rule.largest(scale, unit_type)
                base = scale.lowest if rule.base is None else exact(rule.base)
                return cap if most is None or rule.each <= 0 else min(cap, base + most * exact(rule.each))
            case Value(question=key):
                return range_of(subject.asked(ruled.item, key))[1]
    except NoValueForType:
        pass
    return None


def _where(ruled: Ruled, unit_type: str | None) -> Loc:
    """The field that says how much can be reached, for a unit type where it differs."""
    rule = ruled.rule
    match rule:
        case Choice():
            found = tables(rule, ruled.types, ruled.loc)
        case BandRule() | Ratio():
            found = variants(rule.bands, ruled.types, (*ruled.loc, "bands"))
        case Piecewise():
            found = variants(rule.points, ruled.types, (*ruled.loc, "points"))
        case CountRule():
            return (*ruled.loc, "each" if rule.cap is None else "cap")
        case _:
            fields = {Checklist: "cap", YesNo: "yes", Deduction: "base", Value: "question"}
            return (*ruled.loc, fields[type(rule)])
    return next(loc for loc, _, held in found if unit_type in held)
