"""Compiling a linked system and its questionnaire into the method and its plans."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from dgassess.engine.asking import asked_questions, scored_questions
from dgassess.engine.binding import (
    bindings,
    bound,
    described_items,
    indicator_operation,
    points_scale,
    rounded_stage,
    visible_operation,
)
from dgassess.engine.method import (
    ROOT,
    AdjustmentPlan,
    Bound,
    Branch,
    CrossCheckPlan,
    EffectPlan,
    GatePlan,
    Identity,
    Leaf,
    LevelPlan,
    Method,
    MissingPolicy,
    PartOfWhole,
    Plan,
    RankingPlan,
    TotalLimits,
    TreeNode,
    VetoPlan,
    ViewPlan,
)
from dgassess.engine.scoring import Scorer
from dgassess.expressions import operations as op
from dgassess.expressions.parser import parse_formula
from dgassess.model.adjustments import Adjustment, Effect, Veto
from dgassess.model.levels import Gate, Level
from dgassess.model.nodes import Group, Indicator
from dgassess.model.questions import CrossCheck, Questionnaire
from dgassess.model.systems import IndicatorSystem, View
from dgassess.rules.aggregation import Aggregation
from dgassess.rules.capped_sum import CappedSum
from dgassess.rules.composite import Composite
from dgassess.rules.fields import DEFAULT_TYPE, Number, exact, pick
from dgassess.rules.ratio import Ratio
from dgassess.rules.rule import Rule
from dgassess.values.language import say, speaking


def scorer_for(system: IndicatorSystem, questionnaire: Questionnaire) -> Scorer:
    """A scorer of a linked system, its plans compiled when a unit type first needs one."""

    def compiled(unit_type: str | None) -> Plan:
        with speaking(system.lang):
            return compile_plan(system, questionnaire, unit_type)

    with speaking(system.lang):
        return Scorer(compile_method(system, questionnaire), compiled)


def compile_method(system: IndicatorSystem, questionnaire: Questionnaire) -> Method:
    """What holds for units of every type."""
    rules = system.adjustments
    clamp = rules.total if rules else None
    floor = _exact(clamp.lowest) if clamp else None
    return Method(
        system=Identity(system.id, system.name, system.version, system.digest),
        questionnaire=Identity(
            questionnaire.id, questionnaire.name, questionnaire.version, questionnaire.digest
        ),
        lowest=system.scale.lowest,
        highest=system.scale.highest,
        digits=system.rounding.digits,
        mode=system.rounding.mode,
        rounds_nodes=system.rounding.stage == "node",
        not_applicable_limit=_exact(system.not_applicable_limit),
        levels=_levels(system.levels),
        limits=TotalLimits(
            bonus_cap=_exact(rules.bonus_cap) if rules else None,
            penalty_cap=_exact(rules.penalty_cap) if rules else None,
            bonus_above=_exact(rules.bonus_above) if rules else None,
            lowest=system.scale.lowest if floor is None else floor,
            highest=_exact(clamp.highest) if clamp else None,
        ),
        ranking=RankingPlan(
            system.ranking.by, system.ranking.ties, system.ranking.tie_break, system.ranking.peers
        ),
        views=tuple(ViewPlan(view.id, tuple(_view_groups(system, view))) for view in system.views),
        tree=tuple(
            TreeNode(
                node.id,
                node.name,
                "indicator" if isinstance(node, Indicator) else "group",
                tier,
                parent.id if parent is not None else None,
                _levels(node.levels),
            )
            for node, parent, tier in system.walk()
        ),
        unit_types=system.unit_types,
        classes=system.classes,
        questions={question.id: question.asked for question in questionnaire.questions.values()},
        owners=tuple(item.id for item in described_items(system)),
        language=system.lang,
    )


def compile_plan(system: IndicatorSystem, questionnaire: Questionnaire, unit_type: str | None) -> Plan:
    """Compile a linked system for a unit type. Raises NoValueForType when a parameter says nothing for it."""
    tree = _Tree(system, unit_type)
    scored = scored_questions(system, questionnaire, unit_type)
    asked = asked_questions(system, questionnaire, unit_type, scored)
    questions = questionnaire.questions
    items = system.adjustments.items if system.adjustments else ()
    return Plan(
        unit_type=unit_type,
        nodes=tuple(tree.nodes()),
        asked=asked,
        conditions={
            name: visible_operation(questions[name])
            for name in asked
            if questions[name].visible_when is not None
        },
        scored=frozenset(scored),
        adjustments=tuple(
            _adjustment(system, item, unit_type) for item in items if item.applies_to(unit_type)
        ),
        vetoes=tuple(_veto(veto, unit_type) for veto in system.vetoes if veto.applies_to(unit_type)),
        parts_of_wholes=tuple(_parts_of_wholes(system, unit_type)),
        cross_checks=tuple(
            _cross_check(check, unit_type)
            for check in questionnaire.cross_checks
            if _concerns(check, set(asked), unit_type)
        ),
    )


def _exact(value: Number | None) -> Fraction | None:
    return None if value is None else exact(value)


def _bound(bounded: Level | Gate) -> Bound:
    return Bound(_exact(bounded.at_least), _exact(bounded.above))


def _levels(levels: tuple[Level, ...]) -> tuple[LevelPlan, ...]:
    return tuple(
        LevelPlan(
            level.name,
            _bound(level),
            tuple(
                GatePlan(gate.nodes, gate.question, _bound(gate), gate.not_applicable, gate.missing)
                for gate in level.gates
            ),
        )
        for level in levels
    )


def _view_groups(system: IndicatorSystem, view: View) -> list[tuple[str, str, tuple[str, ...]]]:
    """The groups of a view: id, name and indicator ids, in the system's order."""
    if view.by is None:
        return [(group.id, group.name, tuple(dict.fromkeys(group.indicators))) for group in view.groups]
    if view.by == "clause":
        return [
            (clause.id, clause.title, tuple(i.id for i in system.leaves.values() if clause.id in i.clauses))
            for clause in system.clauses
        ]
    found: dict[str, list[str]] = {}
    for indicator in system.leaves.values():
        found.setdefault(indicator.responsible or say("未指定"), []).append(indicator.id)
    return [(name, name, tuple(ids)) for name, ids in found.items()]


def _adjustment(system: IndicatorSystem, item: Adjustment, unit_type: str | None) -> AdjustmentPlan:
    scale = points_scale(system)
    operation = bound(item.rule.operation(scale, unit_type), item, unit_type)
    largest = item.rule.largest(scale, unit_type)
    return AdjustmentPlan(item.id, item.name, item.effect, item.missing, operation, largest)


def _veto(veto: Veto, unit_type: str | None) -> VetoPlan:
    operation = bound(parse_formula(veto.when), veto, unit_type)
    effects = tuple(_effect(veto, effect) for effect in veto.effects)
    return VetoPlan(veto.id, veto.name, veto.missing, operation, effects)


def _effect(veto: Veto, effect: Effect) -> EffectPlan:
    match effect.kind:
        case "zero":
            return EffectPlan("zero", node=effect.node)
        case "zero-listed":
            key = effect.question
            return EffectPlan("zero-listed", question=bindings(veto.id, veto.inputs, {key})[key])
        case "cap-level":
            return EffectPlan("cap-level", level=effect.level)
        case "cap-total":
            return EffectPlan("cap-total", total=exact(effect.total))
    return EffectPlan(effect.kind)


def _parts_of_wholes(system: IndicatorSystem, unit_type: str | None) -> Iterator[PartOfWhole]:
    for indicator in system.leaves.values():
        if not indicator.applies_to(unit_type):
            continue
        for ratio in _ratios(indicator.rule, unit_type):
            names = bindings(indicator.id, indicator.inputs, {*ratio.numerators, ratio.denominator})
            yield PartOfWhole(tuple(names[key] for key in ratio.numerators), names[ratio.denominator])


def _ratios(rule: Rule, unit_type: str | None) -> Iterator[Ratio]:
    if isinstance(rule, Ratio) and rule.part_of_whole:
        yield rule
    if isinstance(rule, Composite):
        for part in rule.parts:
            if part.applies_to(unit_type):
                yield from _ratios(part.rule, unit_type)


def _concerns(check: CrossCheck, asked: set[str], unit_type: str | None) -> bool:
    """Whether a type is asked all it compares, and every parameter given by type has a value for it."""
    given = all(
        not isinstance(value, dict) or unit_type in value or DEFAULT_TYPE in value
        for value in check.parameters.values()
    )
    return given and asked.issuperset(check.inputs.values())


def _cross_check(check: CrossCheck, unit_type: str | None) -> CrossCheckPlan:
    replaced: dict[str, op.Operation] = {
        key: op.number(pick(value, unit_type)) for key, value in check.parameters.items()
    }
    replaced |= {key: op.Input(question) for key, question in check.inputs.items()}
    operation = op.substitute(parse_formula(check.require), replaced)
    inputs = tuple(check.inputs.items())
    return CrossCheckPlan(check.id, check.severity, check.message, check.require, inputs, operation)


class _Tree:
    """Compiles the tree for one unit type, children before their group."""

    def __init__(self, system: IndicatorSystem, unit_type: str | None) -> None:
        self.system, self.unit_type = system, unit_type

    def nodes(self) -> Iterator[Leaf | Branch]:
        """The whole system; a type to which nothing applies gets an empty root."""
        one = Fraction(1)
        yield from self._branch(ROOT, None, self.system.children, self.system.missing, one, one, one)

    def _branch(
        self,
        node_id: str,
        group: Group | None,
        children: tuple[Group | Indicator, ...],
        missing: MissingPolicy,
        weight: Fraction,
        nominal: Fraction | None,
        type_share: Fraction | None,
    ) -> Iterator[Leaf | Branch]:
        kept = [child for child in children if child.applies_to(self.unit_type)]
        weights = {child.id: exact(pick(child.weight, self.unit_type)) for child in kept}
        aggregation = (group.aggregation if group else None) or self.system.aggregation
        together = sum(weights.values(), Fraction(0))
        declared = exact(self.system.weights_sum) if self.system.weights_sum is not None else together
        for child in kept:
            own = weights[child.id]
            shares = (
                _share(nominal, aggregation, own, declared),
                _type_share(type_share, aggregation, own, list(weights.values())),
            )
            if isinstance(child, Indicator):
                operation = indicator_operation(self.system, child, self.unit_type)
                yield Leaf(child.id, operation, child.missing or missing, own, *shares)
            else:
                yield from self._branch(
                    child.id, child, child.children, child.missing or missing, own, *shares
                )
        weighted = [(weights[child.id], op.Input(child.id)) for child in kept]
        operation = rounded_stage(aggregation.operation(weighted, self.system.scale), self.system)
        yield Branch(
            id=node_id,
            children=tuple(child.id for child in kept),
            weights=weights,
            adds=_adds(aggregation),
            operation=operation,
            missing=missing,
            minimum_present=_exact(group.minimum_present) if group else None,
            weight=weight,
            nominal_share=nominal,
            type_share=type_share,
        )


def _adds(aggregation: Aggregation) -> Literal["mean", "sum"] | None:
    if isinstance(aggregation, CappedSum):
        return "sum"
    return "mean" if aggregation.additive else None


def _share(
    parent: Fraction | None, aggregation: Aggregation, weight: Fraction, together: Fraction
) -> Fraction | None:
    """A child's share in the total; None below an aggregation to which children do not add."""
    if parent is None or not aggregation.additive:
        return None
    if isinstance(aggregation, CappedSum):
        return parent if weight else Fraction(0)
    return parent * weight / together if together else Fraction(0)


def _type_share(
    parent: Fraction | None, aggregation: Aggregation, weight: Fraction, siblings: list[Fraction]
) -> Fraction | None:
    """A child's part of the whole: as `_share`, but what a sum adds up counts in equal parts, which make 1."""
    if parent is not None and isinstance(aggregation, CappedSum):
        return parent / sum(1 for own in siblings if own) if weight else Fraction(0)
    return _share(parent, aggregation, weight, sum(siblings, Fraction(0)))
