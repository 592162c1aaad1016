"""From a rule's local keys to question ids."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from dgassess.expressions import operations as op
from dgassess.expressions.parser import parse_formula
from dgassess.model.nodes import Described, Indicator
from dgassess.model.questions import Question
from dgassess.model.systems import IndicatorSystem
from dgassess.rules.fields import Scale, exact, pick
from dgassess.rules.rule import Rule
from dgassess.values.language import say

PEERS = "peers."  # the prefix of peer statistics, as dgassess.rules.peers names them


def bindings(owner: str, inputs: Mapping[str, str], names: set[str]) -> dict[str, str]:
    """Local keys to question ids: declared inputs first, then the owner's own questions."""
    found: dict[str, str] = {}
    for name in names:
        if name.startswith(PEERS):
            statistic, _, key = name.removeprefix(PEERS).partition(".")
            found[name] = f"{PEERS}{statistic}.{inputs.get(key, f'{owner}.{key}')}"
        else:
            found[name] = inputs.get(name, f"{owner}.{name}")
    return found


def bound(operation: op.Operation, described: Described, unit_type: str | None) -> op.Operation:
    """The operation with local keys replaced by question ids and parameters by their value for the type."""
    replacements: dict[str, op.Operation] = {
        key: op.Constant(Fraction(exact(pick(value, unit_type))))
        for key, value in described.parameters.items()
    }
    names = set(op.input_names(operation)) - set(replacements)
    for local, question in bindings(described.id, described.inputs, names).items():
        replacements[local] = op.Input(question)
    return op.substitute(operation, replacements)


def indicator_operation(system: IndicatorSystem, indicator: Indicator, unit_type: str | None) -> op.Operation:
    """An indicator's whole formula for a unit type, over question ids. Raises NoValueForType."""
    operation = indicator.rule.operation(system.scale, unit_type)
    if indicator.applies_when is not None:
        out = op.Unavailable("not-applicable", say("不满足适用条件"))
        operation = op.If(parse_formula(indicator.applies_when), operation, out)
    return rounded_stage(bound(operation, indicator, unit_type), system)


def rounded_stage(operation: op.Operation, system: IndicatorSystem) -> op.Operation:
    """The operation rounded where every node is declared a rounding stage."""
    if system.rounding.stage == "output":
        return operation
    return op.Round(operation, system.rounding.digits, system.rounding.mode)


def visible_operation(question: Question) -> op.Operation:
    """A question's `visible_when` over question ids."""
    assert question.visible_when is not None
    operation = parse_formula(question.visible_when)
    names = bindings(question.owner, question.inputs, set(op.input_names(operation)))
    return op.substitute(operation, {local: op.Input(target) for local, target in names.items()})


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


def points_scale(system: IndicatorSystem) -> Scale:
    """The scale of adjustments: points start at 0, whatever the lowest score of a node."""
    return Scale(Fraction(0), system.scale.highest)


def described_items(system: IndicatorSystem) -> list[Described]:
    """Everything that owns questions: indicators, adjustments, vetoes."""
    items = system.adjustments.items if system.adjustments else ()
    return [*system.leaves.values(), *items, *system.vetoes]
