"""Numerator and denominator of a ratio are counted in different units.

What: the units of a ratio's questions, for a part of a whole and among several numerators.
Why: a percentage of people in projects means nothing, and one in 万元 of 亿元 is wrong by four digits.
Example: a numerator in 万元 and a denominator in 亿元.
Instead: ask both in one unit; for figures that are no part of each other, say `part_of_whole: false`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.rules.ratio import Ratio
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "ratio-units"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per ratio; questions without a unit are passed over."""
    for ruled in subject.rules:
        if not isinstance(ruled.rule, Ratio):
            continue
        rule = ruled.rule
        keys = [*rule.numerators, rule.denominator] if rule.part_of_whole else [*rule.numerators]
        asked = [question for key in keys if (question := subject.asked(ruled.item, key)) is not None]
        first = next((question for question in asked if question.asked.shown_unit), None)
        for question in asked:
            unit = question.asked.shown_unit
            if first is not None and unit and unit != first.asked.shown_unit:
                message = (
                    f"The ratio of {ruled.item.id} puts {first.id} in {first.asked.shown_unit} "
                    f"together with {question.id} in {unit}."
                )
                help_ = "Ask both in one unit, or write 'part_of_whole: false'."
                if question.id != rule.denominator and not rule.part_of_whole:
                    help_ = "Ask what is added up in one unit."
                field = "denominator" if question is asked[-1] and rule.part_of_whole else "numerator"
                yield subject.defect(NAME, SEVERITY, ruled.item.id, (*ruled.loc, field), message, help_)
                break
