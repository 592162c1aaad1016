"""Every answer earns the same score.

What: options, bands, curves and yes and no that all give the same points, and steps of 0 points.
Why: the indicator tells units apart in nothing, whatever its weight.
Example: `{kind: yes-no, question: has, yes: 100, no: 100}`.
Instead: give different answers different scores, or take the indicator out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from dgassess.checks.subject import Loc, Ruled, Subject
from dgassess.checks.walking import for_types, tables, variants
from dgassess.rules.bands import BandRule
from dgassess.rules.checklist import Checklist
from dgassess.rules.choice import Choice
from dgassess.rules.count import CountRule
from dgassess.rules.deduction import Deduction
from dgassess.rules.fields import exact, plain
from dgassess.rules.piecewise import Piecewise
from dgassess.rules.ratio import Ratio
from dgassess.rules.yes_no import YesNo
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "constant-score"
SEVERITY: Severity = "warning"

Scored = tuple[Loc, Sequence[Decimal | Fraction], tuple[str | None, ...]]


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per table of scores."""
    for ruled in subject.rules:
        for loc, scores, types in _scores(subject, ruled):
            if len(set(scores)) == 1:
                whose = f"{ruled.item.id}{for_types(types, subject)}"
                message = f"Every answer to {whose} earns the same {plain(scores[0])} points."
                help_ = "Give different answers different scores, or take it out."
                yield subject.defect(NAME, SEVERITY, ruled.item.id, (*ruled.loc, *loc), message, help_)


def _scores(subject: Subject, ruled: Ruled) -> Iterator[Scored]:
    """What the answers can earn."""
    rule, types, scale = ruled.rule, ruled.types, subject.system.scale
    match rule:
        case Choice():
            for at, table, held in tables(rule, types, ()):
                yield at, list(table.values()), held
        case Checklist():
            for at, table, held in tables(rule, types, ()):
                yield at, [Decimal(0), *table.values()], held
        case YesNo():
            yes = scale.highest if rule.yes is None else exact(rule.yes)
            yield ("yes",), [yes, scale.lowest if rule.no is None else exact(rule.no)], types
        case BandRule() | Ratio() if rule.bands is not None and rule.otherwise is not None:
            for loc, bands, held in variants(rule.bands, types, ("bands",)):
                yield loc, [rule.otherwise, *(band.score for band in bands)], held
        case Piecewise():
            for loc, curve, held in variants(rule.points, types, ("points",)):
                yield loc, [score for _, score in curve], held
        case CountRule():
            yield ("each",), [Decimal(0), rule.each], types
        case Deduction(items=items):
            for index, item in enumerate(items):
                yield ("items", index, "each"), [Decimal(0), item.each], types
