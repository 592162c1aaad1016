"""A weight is below zero.

What: weights of nodes and of composite parts.
Why: a better answer would lower the score.
Example: `weight: -5`.
Instead: 0 takes a node out of the score; turn a bad thing into a good one in its rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Loc, Subject, rule_of
from dgassess.rules.composite import Composite
from dgassess.rules.fields import NumberByType, plain
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "negative-weight"
SEVERITY: Severity = "error"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per negative weight."""
    for owner, loc, weight in _weights(subject):
        named = weight.items() if isinstance(weight, dict) else [(None, weight)]
        for unit_type, value in named:
            if value < 0:
                at = (*loc, unit_type) if unit_type is not None else loc
                message = f"The weight of {owner} is {plain(value)}; it must not be below 0."
                yield subject.defect(
                    NAME, SEVERITY, owner, at, message, "Write 0 to take it out of the score."
                )


def _weights(subject: Subject) -> Iterator[tuple[str, Loc, NumberByType]]:
    for node in subject.system.nodes.values():
        yield node.id, ("weight",), node.weight
    for item in subject.items:
        rule = rule_of(item)
        if isinstance(rule, Composite):
            for index, part in enumerate(rule.parts):
                yield item.id, ("rule", "parts", index, "weight"), part.weight
