"""A group has one child only.

What: groups with one indicator or one group below them.
Why: the child's weight says nothing, and the group's score repeats the child's.
Example: a group 5 安全事件 with the single indicator AQ-5-1.
Instead: put the child in the group's place, or add what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.model.nodes import Group
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "single-child"
SEVERITY: Severity = "information"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per group."""
    for node in subject.system.nodes.values():
        if isinstance(node, Group) and len(node.children) == 1:
            message = f"Group {node.id} has the single child {node.children[0].id}."
            help_ = f"Put {node.children[0].id} in its place, or add what is missing."
            yield subject.defect(NAME, SEVERITY, node.id, ("id",), message, help_)
