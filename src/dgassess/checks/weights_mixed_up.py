"""A weight looks as if it were written as a share of 1 among percentages, or the other way round.

What: one weight of at most 1 beside siblings of 10 and more (or one of 10 and more beside shares of 1), where the
weights add up to 100 (or 1) once it is written like the others; and weights that add up to 1 where 100 is declared.
Why: an indicator that should weigh a quarter weighs a four-hundredth.
Example: siblings of 30, 0.25, 20 and 25.
Instead: write all weights in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dgassess.checks.subject import Subject
from dgassess.checks.walking import picked, siblings
from dgassess.checks.weights_sum import other_sum
from dgassess.model.nodes import Group, Indicator
from dgassess.rules.fields import plain
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "weights-mixed-up"
SEVERITY: Severity = "warning"

Weighed = list[tuple[Group | Indicator, Decimal]]
Found = tuple[Group | Indicator, str, str]  # the node, message, help


def find(subject: Subject) -> Iterator[Diagnostic]:
    """At most one diagnostic per parent."""
    for node, message, help_ in mixed_up(subject):
        yield subject.defect(NAME, SEVERITY, node.id, ("weight",), message, help_)


def mixed_up(subject: Subject) -> Iterator[Found]:
    """The weights that are written another way than what stands beside them, with message and help."""
    declared, own = subject.system.weights_sum, other_sum(subject)  # reported by weights-sum
    for _, children, _ in siblings(subject):
        for unit_type in subject.types:
            weighed: Weighed = [
                (child, weight)
                for child in children
                if child.applies_to(unit_type) and (weight := picked(child.weight, unit_type))
            ]
            found = _odd(weighed) or (_all_shares(weighed, declared) if own is None else None)
            if found is not None:
                yield found
                break


def _odd(weighed: Weighed) -> Found | None:
    """The one weight that is written another way than its siblings."""
    small = [pair for pair in weighed if pair[1] <= 1]
    large = [pair for pair in weighed if pair[1] >= 10]
    if len(small) + len(large) < len(weighed) or 1 not in (len(small), len(large)) or len(weighed) < 2:
        return None
    together = sum((weight for _, weight in weighed), Decimal(0))
    for pairs, factor, wanted in ((small, Decimal(100), 100), (large, Decimal("0.01"), 1)):
        if len(pairs) == 1:
            node, weight = pairs[0]
            if together - weight + weight * factor == wanted:
                message = f"The weight of {node.id} is {plain(weight)}, unlike its siblings' weights."
                return node, message, f"Write {plain(weight * factor)}: then they add up to {wanted}."
    return None


def _all_shares(weighed: Weighed, declared: Decimal | None) -> Found | None:
    together = sum((weight for _, weight in weighed), Decimal(0))
    if not weighed or declared not in (1, 100) or together not in (1, 100) or together == declared:
        return None
    node, weight = weighed[0]
    message = (
        f"The weights beside {node.id} ({plain(weight)}) add up to {plain(together)}, "
        f"but 'weights_sum' is {plain(declared)}."
    )
    return node, message, f"Write {plain(weight * declared / together)}, and the others likewise."
