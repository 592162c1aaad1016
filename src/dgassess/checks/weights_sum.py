"""The weights of siblings do not add up to what the system declares.

What: for every unit type, the weights below one parent must add up to `weights_sum`, either over all siblings or
over those that apply to the type (what does not apply gives its weight to the others). Where all weights add up to
one other sum, the declared one is wrong, and reported alone.
Why: the usual slip when a weight is edited and its siblings are not; the published weights would be wrong.
Example: siblings of 30, 25, 20 and 20 where the sum is to be 100.
Instead: correct the weights; the message says what is missing or too much.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dgassess.checks.subject import SYSTEM, Subject, tree
from dgassess.model.nodes import Group, Indicator
from dgassess.rules.fields import NoValueForType, pick, plain
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "weights-sum"
SEVERITY: Severity = "error"
Siblings = tuple[Group | Indicator, ...]


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per parent, naming the unit types concerned."""
    wanted = subject.system.weights_sum
    if wanted is None:
        return
    common = other_sum(subject)
    if common is not None:
        message = f"'weights_sum' is {plain(wanted)}, but the weights add up to {plain(common)} everywhere."
        yield subject.defect(NAME, SEVERITY, SYSTEM, ("weights_sum",), message, f"Write {plain(common)}.")
        return
    for owner, _, children in tree(subject):
        wrong: dict[Decimal, list[str]] = {}
        for unit_type in subject.types:
            sums = _sums(children, unit_type)
            if sums and wanted not in sums:
                wrong.setdefault(sums[0], []).append(unit_type or "")
        for total, types in wrong.items():
            named = f" for {', '.join(types)}" if len(types) < len(subject.types) else ""
            top = "of the dimensions" if subject.system.dimensions else "of the indicators"
            where = f"below {owner}" if owner else top
            difference = total - wanted
            excess = f"{plain(abs(difference))} too {'much' if difference > 0 else 'little'}"
            message = f"The weights {where} add up to {plain(total)}{named}, not {plain(wanted)} ({excess})."
            listed = ", ".join(f"{child.id} {_shown(child, types[0] or None)}" for child in children[:12])
            yield subject.defect(NAME, SEVERITY, children[0].id, ("weight",), message, f"They are {listed}.")


def other_sum(subject: Subject) -> Decimal | None:
    """The one sum that all weights of a system with several parents add up to when it is not the declared one."""
    wanted = subject.system.weights_sum
    left: set[Decimal] | None = None
    parents = [children for _, _, children in tree(subject) if children]
    if wanted is None or len(parents) < 3:
        return None
    for children in parents:
        for unit_type in subject.types:
            sums = set(_sums(children, unit_type))
            if not sums:
                continue
            left = sums if left is None else left & sums
            if not left or wanted in left:
                return None
    return min(left) if left else None


def _sums(children: Siblings, unit_type: str | None) -> tuple[Decimal, ...]:
    """What the weights add up to over all, and over those that apply; nothing where none applies or has a value."""
    try:
        everyone = sum((pick(child.weight, unit_type) for child in children), Decimal(0))
        kept = [child for child in children if child.applies_to(unit_type)]
        applicable = sum((pick(child.weight, unit_type) for child in kept), Decimal(0))
    except NoValueForType:
        return ()  # reported by no-value-for-type
    return (everyone, applicable) if kept else ()


def _shown(node: Group | Indicator, unit_type: str | None) -> str:
    return plain(pick(node.weight, unit_type))
