"""A percentage is asked for ready-made though its parts are known.

What: percent questions whose text or definition tells a numerator and a denominator (÷, 占…比例, …与…之比).
Why: the unit divides and rounds as it likes, and nobody can verify the figure against the two counts.
Example: a percent question 已上云系统数÷应上云系统数×100%.
Instead: use type `proportion`, which asks for both counts, or two integer questions and the rule `ratio`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "percent-not-proportion"
SEVERITY: Severity = "information"
_PARTS = re.compile(r"÷|占[^,,。;;]{1,30}?(?:比例|比重|百分比|比率)|与[^,,。;;]{1,30}?之比|除以")


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per question."""
    for question in subject.questions.values():
        if question.type != "percent" or question.scored is False:
            continue
        for field, text in (("text", question.text), ("definition", question.definition or "")):
            found = _PARTS.search(text)
            if found is not None:
                message = (
                    f"The percent question {question.id} tells its parts ('{found[0]}') "
                    "but asks for the result only."
                )
                help_ = "Use type 'proportion', which asks for numerator and denominator."
                yield subject.defect(NAME, SEVERITY, question.id, (field,), message, help_)
                break
