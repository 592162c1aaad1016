"""A composite has no part with a weight for a unit type that its indicator is for.

What: the parts that apply to each unit type of the indicator.
Why: the indicator is not applicable for those units, and its weight goes to the siblings without anybody saying so.
Example: parts for 省 and 市 in an indicator that is also for 县.
Instead: add a part for the type, or narrow the indicator's `unit_types`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.checks.walking import picked
from dgassess.rules.composite import Composite
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "no-part-for-type"
SEVERITY: Severity = "error"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per composite."""
    for ruled in subject.rules:
        if not isinstance(ruled.rule, Composite):
            continue
        without = [
            name or "any unit"
            for name in ruled.types
            if not any(part.applies_to(name) and picked(part.weight, name) != 0 for part in ruled.rule.parts)
        ]
        if without:
            message = f"{ruled.item.id} has no part with a weight for {', '.join(without)}."
            help_ = f"Add a part for {without[0]}, or narrow 'unit_types' of {ruled.item.id}."
            yield subject.defect(NAME, SEVERITY, ruled.item.id, (*ruled.loc, "parts"), message, help_)
