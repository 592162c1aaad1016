"""A rule that is not kept within the scale can leave it.

What: formulas and linear rules with `clamp: false`, for the answers that the questions' ranges permit.
Why: the indicator would count more than its weight, or take from its siblings.
Example: `{kind: expression, formula: n * 2, clamp: false}` where the question has `maximum: 100`.
Instead: leave `clamp: false` out, or narrow the question's `minimum` and `maximum`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dgassess.checks.ranges import Range, range_of, range_within
from dgassess.checks.subject import Ruled, Subject
from dgassess.checks.walking import Formula, picked, scoring_formulas
from dgassess.model.nodes import Indicator
from dgassess.rules.expression import Expression
from dgassess.rules.fields import exact, plain
from dgassess.rules.linear import Linear
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "result-outside-scale"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per rule."""
    loose = [ruled for ruled in subject.rules if getattr(ruled.rule, "clamp", True) is False]
    if not loose:
        return
    formulas = {(formula.owner, formula.loc): formula for formula in scoring_formulas(subject)}
    scale = subject.system.scale
    for ruled in loose:
        if not isinstance(ruled.item, Indicator):
            continue
        low, high = _results(subject, ruled, formulas)
        beyond = high is None or high > scale.highest
        if beyond or low is None or low < scale.lowest:
            end = high if beyond else low
            reached = "have no bound" if end is None else f"reach {plain(end)}"
            message = (
                f"The score of {ruled.item.id} may {reached}, outside the scale from {plain(scale.lowest)} "
                f"to {plain(scale.highest)}."
            )
            help_ = "Leave 'clamp: false' out, or narrow the range of the questions."
            yield subject.defect(NAME, SEVERITY, ruled.item.id, (*ruled.loc, "clamp"), message, help_)


def _results(
    subject: Subject, ruled: Ruled, formulas: dict[tuple[str, tuple[str | int, ...]], Formula]
) -> Range:
    rule, scale = ruled.rule, subject.system.scale
    if isinstance(rule, Expression):
        formula = formulas[ruled.item.id, (*ruled.loc, "formula")]
        return range_within(formula.operation, formula)
    assert isinstance(rule, Linear)
    ends = range_of(subject.asked(ruled.item, rule.question))
    scores: list[Fraction] = []
    for unit_type in ruled.types:
        floor, target = picked(rule.floor, unit_type), picked(rule.target, unit_type)
        if floor is None or target is None:
            continue
        rise = (scale.highest - scale.lowest) / (exact(target) - exact(floor))
        if ends[0 if rise > 0 else 1] is None or ends[1 if rise > 0 else 0] is None:
            return None, None
        scores += [scale.lowest + (end - exact(floor)) * rise for end in ends if end is not None]
    return min(scores, default=scale.lowest), max(scores, default=scale.highest)
