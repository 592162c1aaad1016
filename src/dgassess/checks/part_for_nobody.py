"""A composite part is for unit types that its indicator is not for.

What: `unit_types` of the part against those of the indicator.
Why: the part is never scored.
Example: a part with `unit_types: [部门]` in an indicator with `unit_types: [省, 市, 县]`.
Instead: correct one of the two, or take the part out.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.rules.composite import Composite
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "part-for-nobody"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per part; types that the system does not declare are another check's."""
    declared = set(subject.system.unit_types)
    for ruled in subject.rules:
        for index, part in enumerate(ruled.rule.parts if isinstance(ruled.rule, Composite) else ()):
            named = part.unit_types
            if named is None or not declared.issuperset(named) or set(named) & set(ruled.types):
                continue
            given = ", ".join(named) or "nobody"
            message = f"Part {index + 1} of {ruled.item.id} is for {given}, but {ruled.item.id} is not."
            own = ", ".join(name for name in ruled.types if name)
            help_ = f"{ruled.item.id} is for {own}; correct one of the two." if own else "Take the part out."
            at = (*ruled.loc, "parts", index, "unit_types")
            yield subject.defect(NAME, SEVERITY, ruled.item.id, at, message, help_)
