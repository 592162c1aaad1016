"""For a unit type, redistribution gives an indicator more than 1.5 times its declared weight.

What: effective ÷ nominal weight in the total, with everything that applies to the type scored. Weights that do not
add up are another check's.
Why: what does not apply hands its weight to the siblings; a few indicators may come to decide the whole.
Example: a group of which only one indicator in four applies to departments.
Instead: give that type weights of its own: `weight: {default: 25, 部门: 50}`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dgassess.checks.subject import Subject
from dgassess.checks.weights_sum import other_sum
from dgassess.model.nodes import Group, Indicator
from dgassess.rules.fields import NoValueForType, exact, pick
from dgassess.values.diagnostics import Diagnostic, Severity
from dgassess.values.numbers import show_plain

NAME = "heavy-after-redistribution"
SEVERITY: Severity = "warning"
LIMIT = Fraction(3, 2)


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per indicator and unit type above the limit; only where weights have a declared sum."""
    system = subject.system
    if system.weights_sum is None or other_sum(subject) is not None:  # reported by weights-sum
        return
    for unit_type in subject.types:
        try:
            ratios = dict(_ratios(system.children, unit_type, exact(system.weights_sum), Fraction(1)))
        except NoValueForType:
            continue
        for indicator, ratio in ratios.items():
            if ratio > LIMIT:
                message = (
                    f"For {unit_type or 'every unit'}, {indicator} weighs {show_plain(ratio, 2)} times its declared "
                    "weight after redistribution (limit 1.5)."
                )
                help_ = f"Give {unit_type or 'the siblings'} weights of its own here or above."
                yield subject.defect(NAME, SEVERITY, indicator, ("weight",), message, help_)


def _ratios(
    nodes: tuple[Group | Indicator, ...], unit_type: str | None, wanted: Fraction, above: Fraction
) -> Iterator[tuple[str, Fraction]]:
    kept = [node for node in nodes if node.applies_to(unit_type)]
    together = sum((exact(pick(node.weight, unit_type)) for node in kept), Fraction(0))
    if not together:
        return
    # Where what applies adds up by itself, nothing is handed over.
    declared = (
        together
        if together == wanted
        else sum((exact(pick(node.weight, unit_type)) for node in nodes), Fraction(0))
    )
    ratio = above * declared / together
    for node in kept:
        if isinstance(node, Group):
            yield from _ratios(node.children, unit_type, wanted, ratio)
        elif pick(node.weight, unit_type):
            yield node.id, ratio
