"""The points of a checklist do not add up to what it can give at most.

What: without a `cap`, an indicator's points must add up to the scale's highest; with one, to at least the cap.
Why: with too few points nobody reaches the highest score; with too many the last item counts for nothing.
Example: six items of 17 points each.
Instead: correct the points, or write the `cap` that is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dgassess.checks.subject import Subject
from dgassess.checks.walking import added_up, for_types, tables
from dgassess.model.nodes import Indicator
from dgassess.rules.checklist import Checklist
from dgassess.rules.fields import exact, plain
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "checklist-sum"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per table of points."""
    adds = added_up(subject)
    scale = subject.system.scale
    for ruled in subject.rules:
        rule = ruled.rule
        scored = isinstance(ruled.item, Indicator) and ruled.item.id not in adds
        if not isinstance(rule, Checklist) or (rule.cap is None and not scored):
            continue
        most = scale.highest if rule.cap is None else exact(rule.cap)
        for loc, points, types in tables(rule, ruled.types, ruled.loc):
            together = scale.lowest + sum((exact(own) for own in points.values()), Fraction(0))
            if together < most or (rule.cap is None and together > most):
                what = (
                    f"the cap of {plain(most)}"
                    if rule.cap is not None
                    else f"{plain(most)}, the scale's highest"
                )
                whose = f"{ruled.item.id}{for_types(types, subject)}"
                message = f"The points of {whose} add up to {plain(together)}, not to {what}."
                help_ = f"Correct the points, or write 'cap: {plain(together)}'."
                if rule.cap is None:
                    help_ = f"Correct the points, or write 'cap: {plain(most)}'."
                yield subject.defect(NAME, SEVERITY, ruled.item.id, loc, message, help_)
