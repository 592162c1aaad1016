"""What checks look at, and how they say where a defect stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from dgassess.engine.binding import bindings, described_items
from dgassess.expressions.operations import input_names
from dgassess.expressions.parser import parse_formula
from dgassess.model.adjustments import Adjustment, Veto
from dgassess.model.nodes import Described, Group, Indicator
from dgassess.model.questions import Question, Questionnaire
from dgassess.model.systems import IndicatorSystem
from dgassess.rules.composite import Composite
from dgassess.rules.peers import PeerRule
from dgassess.rules.rule import Rule, Use
from dgassess.values.diagnostics import Diagnostic, Fix, Place, Severity

Loc = tuple[str | int, ...]
SYSTEM = ""  # the subject id of what system.yaml says itself
ADJUSTMENTS = "all adjustments"  # the subject id of what holds for all adjustments together


def cross_check_subject(check_id: str) -> str:
    """The subject id of a cross-check, which shares no namespace with nodes and questions."""
    return f"cross-check {check_id}"


def clause_subject(clause_id: str) -> str:
    """The subject id of a clause."""
    return f"clause {clause_id}"


@dataclass(frozen=True, slots=True)
class Demand:
    """That something needs a question: which, of which kind, and the field that says so."""

    item: Described
    use: Use
    question_id: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class Ruled:
    """A rule wherever it stands in an item, with the unit types it is for."""

    item: Described
    rule: Rule
    loc: Loc
    types: tuple[str | None, ...]

    @property
    def is_fallback(self) -> bool:
        """Whether it only stands in for a rule that looks at peers."""
        return "fallback" in self.loc


class Declared(Protocol):
    """That a file declares an id in a namespace."""

    @property
    def space(self) -> str:
        """The namespace: node, question, cross-check or clause."""

    @property
    def id(self) -> str:
        """The id."""

    def place(self) -> Place:
        """Where."""


class PlaceOf(Protocol):
    """Tells the place of a location within a subject, or of its key."""

    def __call__(self, subject: str, loc: Loc, key: bool = False) -> Place:
        """The place; the subject's own where the file says nothing there."""


@dataclass(frozen=True)
class Subject:
    """A system, its questionnaire, and the places of everything in both.

    `place_of` takes the id of a node, adjustment, veto or question (or a subject id above) and a location in it.
    """

    system: IndicatorSystem
    questionnaire: Questionnaire
    place_of: PlaceOf
    declared: Sequence[Declared] = ()
    unnamed: Sequence[Place] = ()  # files of parts beside the main files that nothing names

    @cached_property
    def items(self) -> list[Described]:
        """Indicators, adjustments, vetoes."""
        return described_items(self.system)

    @property
    def questions(self) -> Mapping[str, Question]:
        """Every question by id."""
        return self.questionnaire.questions

    @property
    def types(self) -> tuple[str | None, ...]:
        """The unit types, or None alone where units need no type."""
        return self.system.unit_types or (None,)

    @cached_property
    def keys_of(self) -> Mapping[str, list[str]]:
        """The local keys of the questions of every owner."""
        found: dict[str, list[str]] = {}
        for question in self.questions.values():
            found.setdefault(question.owner, []).append(question.key)
        return found

    @cached_property
    def rules(self) -> list[Ruled]:
        """Every rule, those within composites and the fallbacks of peer rules included, outer ones first."""
        return [
            ruled
            for item in self.items
            for rule in [rule_of(item)]
            if rule is not None
            for ruled in _ruled(
                item, rule, ("rule",), tuple(name for name in self.types if item.applies_to(name))
            )
        ]

    def asked(self, item: Described, key: str) -> Question | None:
        """The question that a local key of an item stands for, or None where it names none."""
        return self.questions.get(item.inputs.get(key, f"{item.id}.{key}"))

    @cached_property
    def demands(self) -> list[Demand]:
        """Every use of a question by a rule, condition, veto or effect."""
        return [demand for item in self.items for demand in _demands(item)]

    def defect(
        self, check: str, severity: Severity, subject: str, loc: Loc, message: str, help: str = "",
        *, key: bool = False, fix: Fix | None = None,
    ) -> Diagnostic:  # fmt: skip
        """A diagnostic at a location within a subject (of its key when `key`)."""
        return Diagnostic(check, severity, self.place_of(subject, loc, key), message, help, fix=fix)


def rule_of(item: Described) -> Rule | None:
    """The rule of an indicator or adjustment; vetoes have none."""
    return item.rule if isinstance(item, Indicator | Adjustment) else None


def rule_at(demand: Demand) -> Rule | None:
    """The rule that makes a demand: the item's own, or one within a composite or a fallback; None for conditions."""
    found: Any = rule_of(demand.item)
    if demand.loc[0] != "rule":
        return None
    for step in demand.use.field[:-1]:
        found = found[step] if isinstance(step, int) else getattr(found, step)
    return found if isinstance(found, Rule) else None


def _ruled(item: Described, rule: Rule, loc: Loc, types: tuple[str | None, ...]) -> Iterator[Ruled]:
    yield Ruled(item, rule, loc, types)
    if isinstance(rule, Composite):
        for index, part in enumerate(rule.parts):
            own = tuple(name for name in types if part.applies_to(name))
            yield from _ruled(item, part.rule, (*loc, "parts", index, "rule"), own)
    elif isinstance(rule, PeerRule):
        yield from _ruled(item, rule.fallback, (*loc, "fallback"), types)


def used_keys(item: Described) -> set[str]:
    """The local keys, of questions and parameters, that an item's rule, conditions and effects use."""
    return {use.key for use, _ in _uses(item)}


def _uses(item: Described) -> list[tuple[Use, Loc]]:
    found: list[tuple[Use, Loc]] = []
    rule = rule_of(item)
    if rule is not None:
        found += [(use, ("rule", *use.field)) for use in rule.uses()]
    for field in ("applies_when", "when"):
        condition = getattr(item, field, None)
        if condition is not None:
            found += [
                (Use(name, "any", (field,)), (field,))
                for name in dict.fromkeys(input_names(parse_formula(condition)))
            ]
    if isinstance(item, Veto):
        for index, effect in enumerate(item.effects):
            if effect.kind == "zero-listed":
                found.append((Use(effect.question, "any", ("question",)), ("effects", index, "question")))
    return found


def _demands(item: Described) -> Iterator[Demand]:
    for use, loc in _uses(item):
        if use.key not in item.parameters:
            yield Demand(item, use, bindings(item.id, item.inputs, {use.key})[use.key], loc)


def tree(subject: Subject) -> Iterator[tuple[str, Loc, tuple[Group | Indicator, ...]]]:
    """Every parent with children: its subject id, the location of its weights' sum, its children."""
    system = subject.system
    yield SYSTEM, ("dimensions",) if system.dimensions else ("indicators",), system.children
    for node in system.nodes.values():
        if isinstance(node, Group):
            yield node.id, ("weight",), node.children
