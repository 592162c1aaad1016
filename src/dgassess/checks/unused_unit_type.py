"""A unit type is declared for which there is no indicator.

What: every type under `unit_types` of the system against those of the indicators.
Why: units of that type would have no score at all.
Example: `unit_types: [省, 市, 县, 部门, 园区]` while no indicator is for 园区.
Instead: take the type out, or add it to the indicators that are for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import SYSTEM, Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "unused-unit-type"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per type."""
    leaves = subject.system.leaves.values()
    for index, unit_type in enumerate(subject.system.unit_types):
        if not any(indicator.applies_to(unit_type) for indicator in leaves):
            message = f"No indicator is for units of type '{unit_type}'."
            help_ = f"Take '{unit_type}' out, or add it to 'unit_types' of the indicators that are for it."
            yield subject.defect(NAME, SEVERITY, SYSTEM, ("unit_types", index), message, help_)
