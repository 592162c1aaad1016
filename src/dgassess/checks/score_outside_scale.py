"""A rule gives a score below the scale's lowest or above its highest.

What: points of options, scores of bands and curves, bases, floors and caps, yes and no, points of ranks.
Why: the indicator would count more than its weight, or lower the score of the others.
Example: `points: {A: 100, B: 800}` on a scale from 0 to 100.
Instead: stay within the scale, or declare another `scale`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from dgassess.checks.subject import Loc, Subject
from dgassess.model.nodes import Indicator
from dgassess.rules.bands import BandRule
from dgassess.rules.checklist import Checklist
from dgassess.rules.choice import Choice
from dgassess.rules.count import CountRule
from dgassess.rules.deduction import Deduction
from dgassess.rules.fields import exact, plain
from dgassess.rules.piecewise import Piecewise
from dgassess.rules.rank_points import RankPoints
from dgassess.rules.ratio import Ratio
from dgassess.rules.rule import Rule
from dgassess.rules.yes_no import YesNo
from dgassess.rules.z_score import ZScore
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "score-outside-scale"
SEVERITY: Severity = "error"

Score = tuple[Loc, Decimal | None]


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per score; adjustments give points on the total and have no scale."""
    scale = subject.system.scale
    for ruled in subject.rules:
        if not isinstance(ruled.item, Indicator):
            continue
        for loc, score in scores_of(ruled.rule):
            if score is not None and not scale.lowest <= exact(score) <= scale.highest:
                message = (
                    f"{ruled.item.id} gives {plain(score)} points, outside the scale from {plain(scale.lowest)} "
                    f"to {plain(scale.highest)}."
                )
                help_ = f"Write a score from {plain(scale.lowest)} to {plain(scale.highest)}."
                yield subject.defect(NAME, SEVERITY, ruled.item.id, (*ruled.loc, *loc), message, help_)


def scores_of(rule: Rule) -> Iterator[Score]:
    """Every score a rule states, with its location in the rule."""
    match rule:
        case Choice() | Checklist():
            every: Any = rule.points
            for head, points in every.items() if rule.differs_by_type else [("", every)]:
                at: Loc = ("points", head) if head else ("points",)
                yield from (((*at, option), score) for option, score in points.items())
            if isinstance(rule, Checklist):
                yield ("cap",), rule.cap
        case YesNo():
            yield from ((("yes",), rule.yes), (("no",), rule.no))
        case BandRule() | Ratio():
            yield from _band_scores(rule)
        case Piecewise():
            curves = rule.points.items() if isinstance(rule.points, dict) else [("", rule.points)]
            for head, curve in curves:
                at = ("points", head) if head else ("points",)
                yield from (((*at, index, 1), score) for index, (_, score) in enumerate(curve))
        case Deduction():
            yield from ((("base",), rule.base), (("floor",), rule.floor))
        case CountRule():
            yield from ((("base",), rule.base), (("cap",), rule.cap))
        case RankPoints():
            yield from ((("points", index), score) for index, score in enumerate(rule.points))
            yield ("otherwise",), rule.otherwise
        case ZScore():
            yield ("centre",), rule.centre


def _band_scores(rule: BandRule | Ratio) -> Iterator[Score]:
    bands = rule.bands
    if bands is None:
        return
    for head, own in bands.items() if isinstance(bands, dict) else [("", bands)]:
        at: Loc = ("bands", head) if head else ("bands",)
        yield from (((*at, index, "score"), band.score) for index, band in enumerate(own))
    yield ("otherwise",), rule.otherwise
