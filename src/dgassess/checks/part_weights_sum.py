"""The weights of a composite's parts look like percentages, but do not add up to 100.

What: parts whose weights add up to between 90 and 110 (or 0.9 and 1.1), but not to 100 (or 1), over all parts or
over those that apply to a unit type.
Why: the share of a part is then another than the figure written there.
Example: parts of 40, 30 and 25.
Instead: correct the weights; the message says what they add up to.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dgassess.checks.subject import Subject
from dgassess.checks.walking import for_types, picked
from dgassess.rules.composite import Composite
from dgassess.rules.fields import plain
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "part-weights-sum"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per composite and sum."""
    for ruled in subject.rules:
        if not isinstance(ruled.rule, Composite):
            continue
        wrong: dict[Decimal, list[str | None]] = {}
        for unit_type in ruled.types:
            parts = ruled.rule.parts
            everyone = sum((picked(part.weight, unit_type) or Decimal(0) for part in parts), Decimal(0))
            kept = [part for part in parts if part.applies_to(unit_type)]
            applicable = sum((picked(part.weight, unit_type) or Decimal(0) for part in kept), Decimal(0))
            if not {everyone, applicable} & {Decimal(1), Decimal(100)} and _percentlike(applicable):
                wrong.setdefault(applicable, []).append(unit_type)
        for total, types in wrong.items():
            wanted = 100 if total > 2 else 1
            listed = for_types(tuple(types), subject)
            message = (
                f"The weights of {ruled.item.id}'s parts add up to {plain(total)}{listed}, not {wanted}."
            )
            help_ = f"Correct the weights so that they add up to {wanted}."
            yield subject.defect(NAME, SEVERITY, ruled.item.id, (*ruled.loc, "parts"), message, help_)


def _percentlike(total: Decimal) -> bool:
    return 90 <= total <= 110 or Decimal("0.9") <= total <= Decimal("1.1")
