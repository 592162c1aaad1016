"""An indicator weighs so little that it can hardly change a total.

What: its share of the total, with everything that applies to the type scored, is under 0.2 percent for every unit
type. An indicator of weight 0, and one written as a share of 1 among percentages, is another check's.
Why: reporting and checking its figures costs more than they can ever move.
Example: a weight of 1 in a group of weight 5 in a dimension of weight 10.
Instead: give it more weight, join it with a sibling, or take it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dgassess.checks.subject import Subject
from dgassess.checks.walking import picked
from dgassess.checks.weights_mixed_up import mixed_up
from dgassess.model.nodes import Group, Indicator
from dgassess.rules.aggregation import Aggregation
from dgassess.rules.capped_sum import CappedSum
from dgassess.rules.fields import exact
from dgassess.values.diagnostics import Diagnostic, Severity
from dgassess.values.numbers import show_plain

NAME = "too-light"
SEVERITY: Severity = "warning"

LIMIT = Fraction(1, 500)
Nodes = tuple[Group | Indicator, ...]


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per indicator."""
    most: dict[str, Fraction] = {}
    for unit_type in subject.types:
        for name, share in _shares(subject.system.children, subject.system.aggregation, unit_type, subject):
            most[name] = max(share, most.get(name, Fraction(0)))
    light = {name: share for name, share in most.items() if 0 < share < LIMIT}
    told = _below(subject, {node.id for node, _, _ in mixed_up(subject)}) if light else set()
    for name, share in light.items():
        if name not in told:
            shown = show_plain(share * 100, 3)
            message = (
                f"{name} makes up at most {shown}% of the total; under 0.2% it can hardly change anything."
            )
            help_ = "Give it more weight, join it with a sibling, or take it out."
            yield subject.defect(NAME, SEVERITY, name, ("weight",), message, help_)


def _below(subject: Subject, names: set[str]) -> set[str]:
    """The nodes named, and all that stand below them."""
    found = set(names)
    for node, parent, _ in subject.system.walk():  # parents come before their children
        if parent is not None and parent.id in found:
            found.add(node.id)
    return found


def _shares(
    nodes: Nodes, aggregation: Aggregation, unit_type: str | None, subject: Subject,
    above: Fraction = Fraction(1),
) -> Iterator[tuple[str, Fraction]]:  # fmt: skip
    """Shares in the total below aggregations to which children add by weight."""
    if not aggregation.additive or isinstance(aggregation, CappedSum):
        return
    weights = {
        node.id: exact(picked(node.weight, unit_type) or 0) for node in nodes if node.applies_to(unit_type)
    }
    together = sum(weights.values(), Fraction(0))
    for node in nodes if together else ():
        share = above * weights.get(node.id, Fraction(0)) / together
        if isinstance(node, Group):
            own = node.aggregation or subject.system.aggregation
            yield from _shares(node.children, own, unit_type, subject, share)
        elif node.id in weights:
            yield node.id, share
