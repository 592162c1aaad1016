"""A view leaves indicators out.

What: views with `groups` that do not hold every indicator.
Why: readers of the view take it for the whole; an indicator added later is forgotten there first.
Example: a view of two groups that holds 100 of 101 indicators.
Instead: add the indicator to a group of the view.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import SYSTEM, Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "view-incomplete"
SEVERITY: Severity = "information"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per view."""
    leaves = subject.system.leaves
    for index, view in enumerate(subject.system.views):
        held = {name for group in view.groups for name in group.indicators}
        left_out = [name for name in leaves if name not in held]
        if view.groups and left_out:
            more = f" and {len(left_out) - 1} more" if len(left_out) > 1 else ""
            message = f"View '{view.id}' leaves out {left_out[0]}{more} of {len(leaves)} indicators."
            help_ = f"Add {left_out[0]} to a group of the view."
            yield subject.defect(NAME, SEVERITY, SYSTEM, ("views", index, "id"), message, help_)
