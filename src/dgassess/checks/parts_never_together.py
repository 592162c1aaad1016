"""The parts of a composite never all apply: no unit type is scored on all of them.

What: `unit_types` of the parts. Parts that divide the types among them on purpose, so that the weights come to the
same sum for every type, are passed over.
Why: the weights of the parts then never mean what they say.
Example: parts of 60 for 省 and 40 for 市, so that each type is scored on one part alone.
Instead: correct `unit_types`, or give each type parts that add up to 100.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dgassess.checks.subject import Subject
from dgassess.checks.walking import picked
from dgassess.rules.composite import Composite
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "parts-never-together"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per composite."""
    for ruled in subject.rules:
        if not isinstance(ruled.rule, Composite):
            continue
        parts = ruled.rule.parts
        own = [[part for part in parts if part.applies_to(name)] for name in ruled.types]
        sums = {
            sum((picked(part.weight, name) or Decimal(0) for part in kept), Decimal(0))
            for name, kept in zip(ruled.types, own, strict=True)
            if kept
        }
        reached = {id(part) for kept in own for part in kept}
        if len(reached) == len(parts) > max(map(len, own), default=0) and len(sums) > 1:
            named = "; ".join(", ".join(part.unit_types or ("all",)) for part in parts)
            message = f"The parts of {ruled.item.id} never all apply to one unit type (they are for {named})."
            help_ = "Correct 'unit_types', or give each type parts whose weights come to the same sum."
            yield subject.defect(NAME, SEVERITY, ruled.item.id, (*ruled.loc, "parts"), message, help_)
