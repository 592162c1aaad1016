"""What several checks walk through: values by unit type, formulas with their questions, siblings with weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dgassess.checks.subject import Loc, Subject, cross_check_subject
from dgassess.expressions.operations import Operation, input_names
from dgassess.expressions.parser import parse_formula
from dgassess.model.nodes import Group, Indicator
from dgassess.model.questions import Question
from dgassess.rules.capped_sum import CappedSum
from dgassess.rules.composite import Composite
from dgassess.rules.expression import Expression
from dgassess.rules.fields import DEFAULT_TYPE, NoValueForType, NumberByType, pick
from dgassess.rules.option_points import OptionPoints

Types = tuple[str | None, ...]


def variants(value: Any, types: Types, loc: Loc) -> Iterator[tuple[Loc, Any, Types]]:
    """A parameter's values with their locations and the unit types each holds for; those for nobody left out."""
    if not isinstance(value, Mapping):
        yield loc, value, types
        return
    for name, own in value.items():
        held = tuple(t for t in types if t not in value) if name == DEFAULT_TYPE else (name,)
        held = tuple(t for t in held if t in types)
        if held:
            yield (*loc, name), own, held


def for_types(types: Types, subject: Subject) -> str:
    """' for 市, 县' where a statement holds for some unit types only, or the empty string."""
    named = [name for name in types if name is not None]
    return f" for {', '.join(named)}" if len(named) < len(subject.system.unit_types) else ""


def picked(value: NumberByType, unit_type: str | None) -> Decimal | None:
    """The number that holds for a unit type, or None where none does (another check says so)."""
    try:
        return pick(value, unit_type)
    except NoValueForType:
        return None


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula or condition: where it stands, and what its names stand for."""

    owner: str
    loc: Loc
    text: str
    questions: Mapping[str, Question]
    parameters: Mapping[str, NumberByType]
    is_condition: bool
    around: frozenset[str] = frozenset()
    """Names that a condition around it has looked at already."""

    @property
    def operation(self) -> Operation:
        """What it computes, over local names."""
        return parse_formula(self.text)


def scoring_formulas(subject: Subject) -> Iterator[Formula]:
    """The formulas and conditions of indicators, adjustments and vetoes."""
    for ruled in subject.rules:
        item, rule, loc = ruled.item, ruled.rule, ruled.loc
        applies_when = getattr(item, "applies_when", None)
        around = _names(applies_when)
        if isinstance(rule, Expression):
            part = _part_condition(ruled.item, loc)
            yield _formula(subject, item, (*loc, "formula"), rule.formula, False, around | _names(part))
        elif isinstance(rule, Composite):
            for index, own in enumerate(rule.parts):
                if own.applies_when is not None:
                    at: Loc = (*loc, "parts", index, "applies_when")
                    yield _formula(subject, item, at, own.applies_when, True, around)
    for item in subject.items:
        for field in ("applies_when", "when"):
            condition = getattr(item, field, None)
            if condition is not None:
                yield _formula(subject, item, (field,), condition, True)


def asking_formulas(subject: Subject) -> Iterator[Formula]:
    """The conditions under which questions are asked, and what cross-checks require."""
    known = subject.questions
    for question in known.values():
        if question.visible_when is not None:
            names = {
                name: question.inputs.get(name, f"{question.owner}.{name}")
                for name in _names(question.visible_when)
            }
            found = {name: known[target] for name, target in names.items() if target in known}
            yield Formula(question.id, ("visible_when",), question.visible_when, found, {}, True)
    for check in subject.questionnaire.cross_checks:
        found = {name: known[target] for name, target in check.inputs.items() if target in known}
        owner = cross_check_subject(check.id)
        yield Formula(owner, ("require",), check.require, found, check.parameters, True)


def _names(text: str | None) -> frozenset[str]:
    return frozenset(input_names(parse_formula(text))) if text is not None else frozenset()


def _part_condition(item: Any, loc: Loc) -> str | None:
    """The condition of the composite part that a rule directly stands in."""
    if len(loc) < 4 or loc[-1] != "rule" or not isinstance(loc[-2], int):
        return None
    found: Any = item
    for step in loc[:-1]:
        found = found[step] if isinstance(step, int) else getattr(found, step)
    condition: str | None = found.applies_when
    return condition


def _formula(
    subject: Subject, item: Any, loc: Loc, text: str, is_condition: bool,
    around: frozenset[str] = frozenset(),
) -> Formula:  # fmt: skip
    questions = {
        name: question
        for name in _names(text)
        if name not in item.parameters and (question := subject.asked(item, name)) is not None
    }
    return Formula(item.id, loc, text, questions, item.parameters, is_condition, around)


def siblings(subject: Subject) -> Iterator[tuple[str, tuple[Group | Indicator, ...], Any]]:
    """Every parent's id (empty for the system), its children, and how it adds them up."""
    system = subject.system
    yield "", system.children, system.aggregation
    for node in system.nodes.values():
        if isinstance(node, Group):
            yield node.id, node.children, node.aggregation or system.aggregation


def added_up(subject: Subject) -> set[str]:
    """The ids of what stands directly below an aggregation that adds scores up: none needs to reach the highest."""
    return {
        child.id
        for _, children, aggregation in siblings(subject)
        if isinstance(aggregation, CappedSum)
        for child in children
    }


def tables(rule: OptionPoints, types: Types, loc: Loc) -> Iterator[tuple[Loc, Mapping[str, Decimal], Types]]:
    """The tables of points per option of a rule at `loc`, with the unit types each is for."""
    points: Any = rule.points
    if rule.differs_by_type:
        yield from variants(points, types, (*loc, "points"))
    else:
        yield (*loc, "points"), points, types
