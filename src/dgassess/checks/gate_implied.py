"""A gate that holds for everybody who reaches its level.

What: gates at the bottom of the scale or of a question's range, and gates on nodes whose scores the total already
guarantees: a node with the share w of the total has at least highest − (highest − bound + bonuses) ÷ w.
Why: the gate looks like a condition but is none; usually a digit is missing.
Example: `{nodes: [AQ], at_least: 6}` where 60 is meant.
Instead: raise the bound, or leave the gate out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from dgassess.checks.reach import always, beyond, bound_of, bound_words, gates_of, highest_bonus
from dgassess.checks.subject import SYSTEM, Subject
from dgassess.model.levels import Level
from dgassess.model.nodes import Group, Indicator
from dgassess.rules.fields import NoValueForType, exact, pick, plain
from dgassess.rules.weighted_mean import WeightedMean
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "gate-implied"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per gate; one that holds for some of its nodes only is left alone."""
    system = subject.system
    shares = _smallest_shares(subject, {name for *_, gate in gates_of(system) for name in gate.nodes})
    bonus = highest_bonus(subject)
    for level_index, gate_index, level, gate in gates_of(system):
        bound = bound_of(gate)
        if bound is None:
            continue
        loc = ("levels", level_index, "gates", gate_index, bound[0])
        question = subject.questions.get(gate.question or "")
        lowest: Decimal | Fraction | None = system.scale.lowest
        if gate.question is not None:
            # A gate that fails while the answer is missing asks for an answer.
            lowest = question.asked.bounds[0] if question is not None and gate.missing == "pass" else None
        if lowest is not None and always(*bound, Fraction(lowest)):
            message = (
                f"The gate of level '{level.name}' ({bound_words(*bound)}) always holds: "
                f"nothing is below {plain(lowest)}."
            )
            help_ = f"Write a bound above {plain(lowest)}, or leave the gate out."
            yield subject.defect(NAME, SEVERITY, SYSTEM, loc, message, help_)
            continue
        guaranteed = [_guaranteed(subject, level, shares.get(node), bonus) for node in gate.nodes]
        known = [least for least in guaranteed if least is not None and exact(bound[1]) < least]
        if gate.nodes and len(known) == len(gate.nodes):
            message = (
                f"The gate of level '{level.name}' on {', '.join(gate.nodes)} ({bound_words(*bound)}) always "
                f"holds: who reaches the level has at least {plain(min(known))} there."
            )
            help_ = f"Write a bound above {plain(min(known))}, or leave the gate out."
            yield subject.defect(NAME, SEVERITY, SYSTEM, loc, message, help_)


def _guaranteed(subject: Subject, level: Level, share: Fraction | None, bonus: Fraction) -> Fraction | None:
    """What a node has at least when everything else is full, a digit of rounding taken off; None if nothing."""
    bound = bound_of(level)
    if not share or bound is None or beyond(*bound, subject.system.scale.highest + bonus):
        return None  # a level beyond reach is another check's
    highest = subject.system.scale.highest
    unit = Fraction(1, 10**subject.system.rounding.digits)
    least = highest - (highest - exact(bound[1]) + bonus + unit) / share
    return Fraction(int(least * 100) // 1, 100) if least > subject.system.scale.lowest else None


def _smallest_shares(subject: Subject, wanted: set[str]) -> Mapping[str, Fraction]:
    """The smallest share in the total, over all unit types, of nodes that only weighted means stand above."""
    smallest: dict[str, Fraction] = {}
    if not wanted:
        return smallest
    parents = {node.id: parent.id for node, parent, _ in subject.system.walk() if parent is not None}
    above = set(wanted)
    waiting = list(wanted)
    while waiting:
        parent = parents.get(waiting.pop())
        if parent is not None and parent not in above:
            above.add(parent)
            waiting.append(parent)
    for unit_type in subject.types:
        try:
            own = dict(_shares(subject, subject.system.children, None, unit_type, Fraction(1), above))
        except NoValueForType:
            continue
        for node, share in own.items():
            smallest[node] = min(share, smallest.get(node, share))
    return smallest


def _shares(
    subject: Subject,
    nodes: tuple[Group | Indicator, ...],
    above: Group | None,
    unit_type: str | None,
    share: Fraction,
    wanted: set[str],
) -> Iterator[tuple[str, Fraction]]:
    aggregation = (above.aggregation if above else None) or subject.system.aggregation
    kept = [node for node in nodes if node.applies_to(unit_type)]
    weights = [exact(pick(node.weight, unit_type)) for node in kept]
    whole = sum(weights, Fraction(0))
    if not isinstance(aggregation, WeightedMean) or whole <= 0 or min(weights) < 0:
        return
    for node, weight in zip(kept, weights, strict=True):
        if node.id not in wanted:
            continue
        own = share * weight / whole
        yield node.id, own
        if isinstance(node, Group):
            yield from _shares(subject, node.children, node, unit_type, own, wanted)
