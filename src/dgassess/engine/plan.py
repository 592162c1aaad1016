"""The plan: an indicator system compiled for one unit type, ready to score any number of units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from dgassess.engine.exact import Closure, lower
from dgassess.expressions import operations as op
from dgassess.expressions.parser import parse_formula
from dgassess.model.adjustments import Adjustment, Veto
from dgassess.model.nodes import Described, Group, Indicator, MissingPolicy
from dgassess.model.questions import Question, Questionnaire
from dgassess.model.systems import IndicatorSystem
from dgassess.rules.aggregation import Aggregation
from dgassess.rules.capped_sum import CappedSum
from dgassess.rules.fields import exact, pick
from dgassess.rules.peers import PREFIX
from dgassess.rules.rule import Rule

ROOT = ""  # the system itself, as the parent of the top nodes


@dataclass(frozen=True, slots=True)
class Leaf:
    """An indicator that applies to the unit type."""

    indicator: Indicator
    operation: op.Operation
    compute: Closure
    missing: MissingPolicy
    weight: Fraction
    nominal_share: Fraction | None
    type_share: Fraction | None  # share in the total when everything that applies to the type is scored


@dataclass(frozen=True, slots=True)
class Branch:
    """A group (or the system itself, id ROOT) with at least one child that applies to the unit type."""

    id: str
    group: Group | None
    children: tuple[str, ...]
    weights: Mapping[str, Fraction]
    aggregation: Aggregation
    operation: op.Operation
    compute: Closure
    missing: MissingPolicy
    minimum_present: Fraction | None
    weight: Fraction
    nominal_share: Fraction | None
    type_share: Fraction | None


@dataclass(frozen=True, slots=True)
class Condition:
    """A bound condition or adjustment formula."""

    operation: op.Operation
    compute: Closure


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything about a system that holds for all units of one type.

    `nodes` runs from the leaves to the system itself, children before their group. `asked` are the questions that
    apply to the type, each with its `visible_when` if it has one.
    """

    system: IndicatorSystem
    questionnaire: Questionnaire
    unit_type: str | None
    nodes: tuple[Leaf | Branch, ...]
    asked: Mapping[str, Question]
    conditions: Mapping[str, Condition]
    adjustments: tuple[tuple[Adjustment, Condition], ...]
    vetoes: tuple[tuple[Veto, Condition], ...]
    scored_questions: frozenset[str]


def bindings(owner: str, inputs: Mapping[str, str], names: set[str]) -> dict[str, str]:
    """Local keys to question ids: declared inputs first, then the owner's own questions."""
    found: dict[str, str] = {}
    for name in names:
        if name.startswith(PREFIX):
            statistic, _, key = name.removeprefix(PREFIX).partition(".")
            found[name] = f"{PREFIX}{statistic}.{inputs.get(key, f'{owner}.{key}')}"
        else:
            found[name] = inputs.get(name, f"{owner}.{name}")
    return found


def bound(operation: op.Operation, described: Described, unit_type: str | None) -> op.Operation:
    """The operation with local keys replaced by question ids and parameters by their value for the type."""
    parameters = {key: op.number(pick(value, unit_type)) for key, value in described.parameters.items()}
    names = set(op.input_names(operation)) - set(parameters)
    replacements: dict[str, op.Operation] = dict(parameters)
    for local, question in bindings(described.id, described.inputs, names).items():
        replacements[local] = op.Input(question)
    return op.substitute(operation, replacements)


def indicator_operation(system: IndicatorSystem, indicator: Indicator, unit_type: str | None) -> op.Operation:
    """An indicator's whole formula for a unit type, over question ids. Raises NoValueForType."""
    operation = indicator.rule.operation(system.scale, unit_type)
    if indicator.applies_when is not None:
        out = op.Unavailable("not-applicable", "不满足适用条件")
        operation = op.If(parse_formula(indicator.applies_when), operation, out)
    return rounded_stage(bound(operation, indicator, unit_type), system)


def rounded_stage(operation: op.Operation, system: IndicatorSystem) -> op.Operation:
    """The operation rounded where every node is declared a rounding stage."""
    if system.rounding.stage == "output":
        return operation
    return op.Round(operation, system.rounding.digits, system.rounding.mode)


def demanded(
    described: Described, rule: Rule | None, unit_type: str | None, *conditions: str | None
) -> set[str]:
    """The question ids a rule and conditions may demand of units of a type."""
    keys = set(rule.demands(unit_type)) if rule is not None else set()
    for condition in conditions:
        if condition is not None:
            keys |= set(op.input_names(parse_formula(condition)))
    keys -= set(described.parameters)
    return set(bindings(described.id, described.inputs, keys).values())


def compile_plan(system: IndicatorSystem, questionnaire: Questionnaire, unit_type: str | None) -> Plan:
    """Compile a linked system for a unit type. Raises NoValueForType when a parameter says nothing for it."""
    nodes: list[Leaf | Branch] = []
    _Compiler(system, unit_type, nodes).root()
    adjustments = tuple(
        (item, _condition(bound(item.rule.operation(system.scale, unit_type), item, unit_type)))
        for item in (system.adjustments.items if system.adjustments else ())
        if item.applies_to(unit_type)
    )
    vetoes = tuple(
        (veto, _condition(bound(parse_formula(veto.when), veto, unit_type)))
        for veto in system.vetoes
        if veto.applies_to(unit_type)
    )
    scored = _scored_questions(system, unit_type)
    asked = _asked(system, questionnaire, unit_type, scored)
    conditions = {
        question.id: _condition(_visible(question))
        for question in asked.values()
        if question.visible_when is not None
    }
    return Plan(
        system,
        questionnaire,
        unit_type,
        tuple(nodes),
        asked,
        conditions,
        adjustments,
        vetoes,
        frozenset(scored),
    )


def _condition(operation: op.Operation) -> Condition:
    return Condition(operation, lower(operation))


def _visible(question: Question) -> op.Operation:
    assert question.visible_when is not None
    operation = parse_formula(question.visible_when)
    names = bindings(question.owner, question.inputs, set(op.input_names(operation)))
    return op.substitute(operation, {local: op.Input(target) for local, target in names.items()})


def _scored_questions(system: IndicatorSystem, unit_type: str | None) -> set[str]:
    """Questions whose answers can change a score, level or rank of units of a type."""
    found: set[str] = set()
    for indicator in system.leaves.values():
        if indicator.applies_to(unit_type):
            found |= demanded(indicator, indicator.rule, unit_type, indicator.applies_when)
    for item in system.adjustments.items if system.adjustments else ():
        if item.applies_to(unit_type):
            found |= demanded(item, item.rule, unit_type)
    for veto in system.vetoes:
        if veto.applies_to(unit_type):
            found |= demanded(veto, None, unit_type, veto.when)
            listed = {effect.question for effect in veto.effects if effect.kind == "zero-listed"}
            found |= set(bindings(veto.id, veto.inputs, listed).values())
    found |= {gate.question for level in system.levels for gate in level.gates if gate.question is not None}
    return found


def _asked(
    system: IndicatorSystem, questionnaire: Questionnaire, unit_type: str | None, scored: set[str]
) -> dict[str, Question]:
    """A question is asked of a type when something that applies to the type owns or uses it.

    A question that some rule uses only for other types (a composite part that is not for this one) is not asked.
    """
    owners = {item.id: item for item in described_items(system)}
    used_by_any = {
        question
        for other in (system.unit_types or (None,))
        for question in (scored if other == unit_type else _scored_questions(system, other))
    }
    asked: dict[str, Question] = {}
    for question in questionnaire.questions.values():
        if question.unit_types is not None and unit_type not in question.unit_types:
            continue
        owner = owners.get(question.owner)
        if (
            question.id in scored
            or owner is None
            or (owner.applies_to(unit_type) and question.id not in used_by_any)
        ):
            asked[question.id] = question
    return asked


def described_items(system: IndicatorSystem) -> list[Described]:
    """Everything that owns questions: indicators, adjustments, vetoes."""
    items = system.adjustments.items if system.adjustments else ()
    return [*system.leaves.values(), *items, *system.vetoes]


class _Compiler:
    """Compiles the tree for one unit type, children before their group."""

    def __init__(self, system: IndicatorSystem, unit_type: str | None, nodes: list[Leaf | Branch]) -> None:
        self.system, self.unit_type, self.nodes = system, unit_type, nodes

    def root(self) -> None:
        """The whole system; a type to which nothing applies gets an empty root."""
        self._branch(
            ROOT, None, self.system.children, self.system.missing, Fraction(1), Fraction(1), Fraction(1)
        )

    def _branch(
        self,
        id: str,
        group: Group | None,
        children: tuple[Group | Indicator, ...],
        missing: MissingPolicy,
        weight: Fraction,
        nominal: Fraction | None,
        type_share: Fraction | None,
    ) -> None:
        kept = [child for child in children if child.applies_to(self.unit_type)]
        weights = {child.id: exact(pick(child.weight, self.unit_type)) for child in kept}
        aggregation = (group.aggregation if group else None) or self.system.aggregation
        together = sum(weights.values(), Fraction(0))
        declared = exact(self.system.weights_sum) if self.system.weights_sum is not None else together
        for child in kept:
            own = weights[child.id]
            shares = (
                _share(nominal, aggregation, own, declared),
                _share(type_share, aggregation, own, together),
            )
            if isinstance(child, Indicator):
                self._leaf(child, child.missing or missing, own, *shares)
            else:
                self._branch(child.id, child, child.children, child.missing or missing, own, *shares)
        weighted = [(weights[child.id], op.Input(child.id)) for child in kept]
        operation = rounded_stage(aggregation.operation(weighted, self.system.scale), self.system)
        least = group.minimum_present if group else None
        self.nodes.append(
            Branch(
                id, group, tuple(child.id for child in kept), weights, aggregation, operation, lower(operation),
                missing, None if least is None else exact(least), weight, nominal, type_share,
            )
        )  # fmt: skip

    def _leaf(
        self,
        indicator: Indicator,
        missing: MissingPolicy,
        weight: Fraction,
        nominal: Fraction | None,
        type_share: Fraction | None,
    ) -> None:
        operation = indicator_operation(self.system, indicator, self.unit_type)
        self.nodes.append(Leaf(indicator, operation, lower(operation), missing, weight, nominal, type_share))


def _share(
    parent: Fraction | None, aggregation: Aggregation, weight: Fraction, together: Fraction
) -> Fraction | None:
    """A child's share in the total; None below an aggregation to which children do not add."""
    if parent is None or not aggregation.additive:
        return None
    if isinstance(aggregation, CappedSum):
        return parent if weight else Fraction(0)
    return parent * weight / together if together else Fraction(0)
