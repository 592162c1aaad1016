"""How far totals can go: what the levels, gates, vetoes and caps of a system are measured against."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from dgassess.checks.subject import Subject
from dgassess.model.adjustments import Adjustment
from dgassess.model.levels import Gate, Level
from dgassess.model.systems import IndicatorSystem
from dgassess.rules.capped_sum import CappedSum
from dgassess.rules.fields import NoValueForType, Number, exact, plain

Effect = Literal["bonus", "penalty"]


def items_of(system: IndicatorSystem, effect: Effect) -> list[tuple[int, Adjustment]]:
    """The bonuses or the penalties, with their positions."""
    items = system.adjustments.items if system.adjustments else ()
    return [(index, item) for index, item in enumerate(items) if item.effect == effect]


def together(subject: Subject, effect: Effect) -> Fraction:
    """The most points all bonuses, or all penalties, give any unit type before their joint cap."""
    items = items_of(subject.system, effect)
    return max(
        sum((most_of(subject, item, name) for _, item in items if item.applies_to(name)), Fraction(0))
        for name in subject.types
    )


def most_of(subject: Subject, item: Adjustment, unit_type: str | None) -> Fraction:
    """The most points an adjustment gives units of a type; the scale's highest where it cannot be told."""
    try:
        return max(item.rule.largest(subject.system.scale, unit_type), Fraction(0))
    except NoValueForType:
        return subject.system.scale.highest


def highest_bonus(subject: Subject) -> Fraction:
    """The most points that bonuses add to a total."""
    rules, most = subject.system.adjustments, together(subject, "bonus")
    return min(most, exact(rules.bonus_cap)) if rules and rules.bonus_cap is not None else most


def total_range(subject: Subject) -> tuple[Fraction, Fraction]:
    """The lowest and the highest total that the scale, the adjustments and the clamp leave possible."""
    system = subject.system
    lowest, highest = system.scale.lowest, system.scale.highest
    if isinstance(system.aggregation, CappedSum) and system.aggregation.cap is not None:
        highest = exact(system.aggregation.cap)
    highest += highest_bonus(subject)
    clamp = system.adjustments.total if system.adjustments else None
    if clamp is not None:
        lowest = lowest if clamp.lowest is None else exact(clamp.lowest)
        highest = highest if clamp.highest is None else min(highest, exact(clamp.highest))
    return lowest, highest


def bound_of(bounded: Level | Gate) -> tuple[str, Number] | None:
    """The field that holds a bound, and the bound; None for the last level."""
    if bounded.at_least is not None:
        return "at_least", bounded.at_least
    return None if bounded.above is None else ("above", bounded.above)


def bound_words(field: str, bound: Number) -> str:
    """A bound in words: `at least 60` or `above 60`."""
    return f"{field.replace('_', ' ')} {plain(bound)}"


def beyond(field: str, bound: Number, highest: Fraction) -> bool:
    """Whether nothing up to `highest` reaches a bound."""
    return exact(bound) > highest or (field == "above" and exact(bound) == highest)


def always(field: str, bound: Number, lowest: Fraction) -> bool:
    """Whether everything from `lowest` upwards reaches a bound."""
    return exact(bound) < lowest or (field == "at_least" and exact(bound) == lowest)


def gates_of(system: IndicatorSystem) -> Iterator[tuple[int, int, Level, Gate]]:
    """Every gate with the positions of its level and its own."""
    for level_index, level in enumerate(system.levels):
        for gate_index, gate in enumerate(level.gates):
            yield level_index, gate_index, level, gate
