"""A weight or parameter gives a value for a unit type that the indicator is not for.

What: the types named in mappings by unit type against those of the indicator or composite part.
Why: the value is never used; either it is left over, or `unit_types` leaves the type out by mistake.
Example: `target: {省: 98, 部门: 90}` on an indicator with `unit_types: [省, 市, 县]`.
Instead: delete the value, or add the type to `unit_types`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dgassess.checks.subject import Loc, Subject
from dgassess.rules.composite import Composite
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "unused-value-for-type"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per value; types that the system does not declare are another check's."""
    declared = set(subject.system.unit_types)
    for owner, loc, mapping, types in _mappings(subject):
        for name in mapping:
            if name in declared and name not in types:
                what = next(step for step in reversed(loc) if isinstance(step, str))
                message = f"'{what}' of {owner} has a value for '{name}', but is not for that type there."
                help_ = f"Delete the value, or add '{name}' to 'unit_types'."
                yield subject.defect(NAME, SEVERITY, owner, (*loc, name), message, help_, key=True)


def _mappings(subject: Subject) -> Iterator[tuple[str, Loc, Mapping[str, Any], tuple[str | None, ...]]]:
    for node in subject.system.nodes.values():
        if isinstance(node.weight, dict):
            applies = tuple(name for name in subject.types if node.applies_to(name))
            yield node.id, ("weight",), node.weight, applies
    for ruled in subject.rules:
        if isinstance(ruled.rule, Composite):
            for index, part in enumerate(ruled.rule.parts):
                if isinstance(part.weight, dict):
                    own = tuple(name for name in ruled.types if part.applies_to(name))
                    yield ruled.item.id, (*ruled.loc, "parts", index, "weight"), part.weight, own
        else:
            for field, mapping in ruled.rule.by_unit_type():
                yield ruled.item.id, (*ruled.loc, *field), mapping, ruled.types
