"""The ways a rule can go, each with the condition under which a unit takes it, over question ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dgassess.engine.binding import bound
from dgassess.expressions import operations as op
from dgassess.expressions.parser import parse_formula
from dgassess.model.nodes import Described
from dgassess.model.systems import IndicatorSystem
from dgassess.rules.banding import Bands
from dgassess.rules.bands import BandRule
from dgassess.rules.checklist import Checklist
from dgassess.rules.choice import Choice
from dgassess.rules.composite import Composite
from dgassess.rules.expression import Expression
from dgassess.rules.fields import DEFAULT_TYPE, NoValueForType, plain
from dgassess.rules.peers import PeerRule
from dgassess.rules.ratio import Ratio
from dgassess.rules.rule import Rule
from dgassess.rules.yes_no import YesNo

Way = tuple[str, op.Operation]
"""What a way is called, and when it is taken (over local keys)."""


@dataclass(frozen=True, slots=True)
class Branching:
    """The ways of one family; `ways` are those of a unit type, `None` standing for all, `default` for the others."""

    family: str
    item: Described
    ways: Mapping[str | None, tuple[Way, ...]]
    guard: op.Operation | None = None
    only: tuple[str, ...] | None = None  # the unit types a part of a composite is for
    label: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every way's name."""
        return tuple(self._name(key, name) for key, own in self.ways.items() for name, _ in own)

    def _name(self, key: str | None, name: str) -> str:
        return self.label + (name if key is None else f"{name} ({key})")

    def conditions(self, unit_type: str | None) -> Iterator[Way]:
        """The ways of units of a type: name and condition over question ids."""
        if self.only is not None and unit_type not in self.only:
            return
        key = next((key for key in (None, unit_type, DEFAULT_TYPE) if key in self.ways), None)
        for name, condition in self.ways.get(key, ()):
            whole = condition if self.guard is None else op.And((self.guard, condition))
            try:
                yield self._name(key, name), bound(whole, self.item, unit_type)
            except NoValueForType:
                return


def branchings(system: IndicatorSystem) -> dict[str, tuple[Branching, ...]]:
    """The ways of every indicator and adjustment, by id."""
    found: dict[str, tuple[Branching, ...]] = {}
    for indicator in system.leaves.values():
        guard = parse_formula(indicator.applies_when) if indicator.applies_when is not None else None
        own = list(_of_rule(indicator, indicator.rule, guard, None, ""))
        if guard is not None:
            ways = (("applies", guard), ("does not apply", op.Not(guard)))
            own.insert(0, Branching("branches", indicator, {None: ways}))
        found[indicator.id] = tuple(own)
    for item in system.adjustments.items if system.adjustments else ():
        found[item.id] = tuple(_of_rule(item, item.rule, None, None, ""))
    return found


def _of_rule(
    item: Described, rule: Rule, guard: op.Operation | None, only: tuple[str, ...] | None, label: str
) -> Iterator[Branching]:
    if isinstance(rule, Composite):
        for number, part in enumerate(rule.parts, 1):
            inner = guard
            if part.applies_when is not None:
                own = parse_formula(part.applies_when)
                inner = own if guard is None else op.And((guard, own))
            types = part.unit_types if only is None else only
            yield from _of_rule(item, part.rule, inner, types, f"part {number}: ")
    elif isinstance(rule, PeerRule):
        few = op.Compare(rule.statistic("count"), "<", op.number(rule.minimum_group))
        inner = few if guard is None else op.And((guard, few))
        yield from _of_rule(item, rule.fallback, inner, only, f"{label}fallback: ")
    else:
        for family, ways in _ways(rule):
            yield Branching(family, item, ways, guard, only, label)


def _ways(rule: Rule) -> Iterator[tuple[str, Mapping[str | None, tuple[Way, ...]]]]:
    match rule:
        case Choice():
            yield "options", {key: _chosen(rule, table) for key, table in _tables(rule)}
        case Checklist():
            own = op.Input(rule.question)
            yield (
                "options",
                {
                    key: tuple((option, op.Contains(op.Constant(option), own)) for option in table)
                    for key, table in _tables(rule)
                },
            )
        case YesNo():
            own = op.Input(rule.question)
            yield "branches", {None: (("yes", own), ("no", op.Not(own)))}
        case BandRule():
            yield "bands", _banded(op.Input(rule.question), rule.bands)
        case Ratio():
            yield from _ratio(rule)
        case Expression():
            ways = tuple(_ifs(parse_formula(rule.formula), None))
            if ways:
                yield "branches", {None: ways}


def _tables(rule: Choice | Checklist) -> Iterable[tuple[str | None, Mapping[str, Decimal]]]:
    return zip(rule.points, rule.tables, strict=True) if rule.differs_by_type else [(None, rule.tables[0])]


def _chosen(rule: Choice, table: Mapping[str, Any]) -> tuple[Way, ...]:
    own = op.Input(rule.question)
    return tuple(
        (option, op.Compare(own, "==", op.Constant(option))) for option in (*table, *rule.not_applicable)
    )


def _banded(value: op.Operation, bands: Bands | Mapping[str, Bands]) -> dict[str | None, tuple[Way, ...]]:
    if isinstance(bands, Mapping):
        return {key: tuple(_bands(value, own)) for key, own in bands.items()}
    return {None: tuple(_bands(value, bands))}


def _bands(value: op.Operation, bands: Bands) -> Iterator[Way]:
    above: list[op.Operation] = []
    for band in bands:
        inclusive = band.at_least is not None
        holds = op.Compare(value, ">=" if inclusive else ">", op.number(band.bound))
        yield (
            f"{'≥' if inclusive else '>'}{plain(band.bound)}",
            op.And((*(op.Not(better) for better in above), holds)),
        )
        above.append(holds)
    yield "otherwise", op.And(tuple(op.Not(better) for better in above))


def _ratio(rule: Ratio) -> Iterator[tuple[str, Mapping[str | None, tuple[Way, ...]]]]:
    bottom, zero = op.Input(rule.denominator), op.Constant(Fraction(0))
    empty = op.Compare(bottom, "==", zero)
    if rule.bands is not None:
        inputs = tuple(op.Input(key) for key in rule.numerators)
        percent = op.Divide(op.Multiply((op.Add(inputs), op.number(100))), bottom)
        yield "bands", _banded(percent, rule.bands)
    yield "branches", {None: ((f"zero denominator: {rule.zero_denominator}", empty),)}


def _ifs(operation: op.Operation, reached: op.Operation | None) -> Iterator[Way]:
    """Both sides of every `if` of a formula, numbered as written."""
    counter = iter(range(1, 1_000))

    def walk(current: op.Operation, path: op.Operation | None) -> Iterator[Way]:
        if not isinstance(current, op.If):
            for child in op.children(current):
                yield from walk(child, path)
            return
        number = next(counter)
        yield from walk(current.condition, path)
        for side, holds, inner in (
            ("then", current.condition, current.then),
            ("else", op.Not(current.condition), current.otherwise),
        ):
            whole = holds if path is None else op.And((path, holds))
            yield f"if {number}: {side}", whole
            yield from walk(inner, whole)

    yield from walk(operation, reached)
