"""A weight is zero, so that what it belongs to counts nothing.

What: weights of nodes and composite parts that are 0 for some unit type they are for.
Why: the indicator is asked, scored and reported, and changes nothing; usually the weight was forgotten.
Example: `weight: 0`.
Instead: give it a weight, narrow `unit_types`, or take it out.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Loc, Subject
from dgassess.checks.walking import Types, for_types, variants
from dgassess.rules.composite import Composite
from dgassess.rules.fields import NumberByType
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "zero-weight"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per weight of zero."""
    for owner, loc, weight, types in _weights(subject):
        for at, value, held in variants(weight, types, loc):
            if value == 0:
                what = f"{owner}'s part" if "parts" in loc else owner
                message = f"The weight of {what} is 0{for_types(held, subject)}; it counts nothing there."
                help_ = "Give it a weight, narrow 'unit_types', or take it out."
                yield subject.defect(NAME, SEVERITY, owner, at, message, help_)


def _weights(subject: Subject) -> Iterator[tuple[str, Loc, NumberByType, Types]]:
    for node in subject.system.nodes.values():
        yield node.id, ("weight",), node.weight, tuple(t for t in subject.types if node.applies_to(t))
    for ruled in subject.rules:
        if isinstance(ruled.rule, Composite):
            for index, part in enumerate(ruled.rule.parts):
                own = tuple(name for name in ruled.types if part.applies_to(name))
                yield ruled.item.id, (*ruled.loc, "parts", index, "weight"), part.weight, own
