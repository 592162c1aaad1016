"""From the base to the level: vetoes, adjustments with caps, clamp, rounding, level, gates. Each step is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from dgassess.engine.evaluation import Evaluation, anything_scored, base_of, evaluate
from dgassess.engine.levels import level_index, through_gates
from dgassess.engine.outcomes import Gap, Outcome
from dgassess.engine.plan import Plan, bindings
from dgassess.engine.results import AdjustmentResult, Step, VetoResult
from dgassess.model.adjustments import Adjustment, Veto
from dgassess.rules.fields import exact
from dgassess.values.answers import Answer
from dgassess.values.numbers import round_to, show, tie_decided


@dataclass(slots=True)
class Assessment:
    """One unit on one basis: the tree's evaluation and everything that follows from it."""

    run: Evaluation
    base: Fraction | None = None
    total_exact: Fraction | None = None
    total: Fraction | None = None
    level: str | None = None
    level_by_score: str | None = None
    adjustments: tuple[AdjustmentResult, ...] = ()
    vetoes: tuple[VetoResult, ...] = ()
    steps: list[Step] = field(default_factory=list)
    rejected: bool = False
    award: bool = True


def assess(plan: Plan, answers: Mapping[str, Answer]) -> Assessment:
    """Score one unit: §5's order from the indicators to the capped level."""
    run = evaluate(plan, answers)
    vetoes, zeroed, rejecting = _vetoes(plan, run)
    unzeroed = base_of(run).score
    scored = anything_scored(run, plan)
    if zeroed:
        run = evaluate(plan, answers, zeroed)
    result = Assessment(run, vetoes=vetoes)
    digits, mode = plan.system.rounding.digits, plan.system.rounding.mode
    rejecting = [*run.rejected_by, *rejecting]
    result.adjustments, rejected_items = _adjustments(plan, run, vetoes)
    rejecting += rejected_items
    if rejecting:
        result.rejected = True
        result.steps.append(
            Step("rejected", f"缺项须补报,不计总分:{'、'.join(rejecting)}", causes=tuple(rejecting))
        )
        return result
    if not scored or base_of(run).score is None:
        result.steps.append(Step("unscored", "没有任何指标得分,不计总分、不定等级"))
        return result
    result.base = base_of(run).score
    assert result.base is not None
    for veto in vetoes:
        ids = tuple(node for node, cause in zeroed.items() if cause == veto.id)
        if ids:
            before = None if unzeroed is None else show(unzeroed, digits, mode)
            text = f"触发底线约束“{veto.name}”,{'、'.join(ids)}计{show(plan.system.scale.lowest, 0)}分"
            result.steps.append(
                Step("veto-zero", text, before, show(result.base, digits, mode), (veto.id, *ids))
            )
    result.steps.append(
        Step("base", f"基础总分{show(result.base, digits, mode)}", after=show(result.base, digits, mode))
    )
    _total(plan, result)
    _levels(plan, result)
    return result


def _vetoes(plan: Plan, run: Evaluation) -> tuple[tuple[VetoResult, ...], dict[str, str], list[str]]:
    """Which vetoes hold, which nodes they zero (node id → veto id), and the ids of those that reject a blank."""
    results: list[VetoResult] = []
    zeroed: dict[str, str] = {}
    rejecting: list[str] = []
    known = {node for node in run.nodes if node}
    for veto, condition in plan.vetoes:
        outcome = condition.compute(run.values)
        gap = outcome if isinstance(outcome, Gap) else None
        triggered = (gap.state == "missing" and veto.missing == "triggered") if gap else bool(outcome)
        if gap and gap.state == "missing" and veto.missing == "reject":
            rejecting.append(veto.id)
        effects: list[str] = []
        if triggered:
            for effect in veto.effects:
                nodes = _zeroed_nodes(veto, effect, run.values)
                for node in nodes & known:
                    zeroed.setdefault(node, veto.id)
                effects.append(_effect_text(effect, sorted(nodes & known)))
        state = gap.state if gap else "scored"
        questions = gap.questions if gap else ()
        results.append(VetoResult(veto.id, veto.name, triggered, state, questions, tuple(effects)))
    order = {node: position for position, node in enumerate(plan.system.nodes)}
    return tuple(results), dict(sorted(zeroed.items(), key=lambda item: order[item[0]])), rejecting


def _zeroed_nodes(veto: Veto, effect: object, values: Mapping[str, Outcome]) -> set[str]:
    kind = getattr(effect, "kind", "")
    if kind == "zero":
        return {effect.node}  # type: ignore[attr-defined]
    if kind == "zero-listed":
        key = effect.question  # type: ignore[attr-defined]
        listed = values.get(bindings(veto.id, veto.inputs, {key})[key])
        return set(listed) if isinstance(listed, frozenset) else set()
    return set()


def _effect_text(effect: object, nodes: list[str]) -> str:
    match getattr(effect, "kind", ""):
        case "zero":
            return f"{'、'.join(nodes)}计最低分" if nodes else "涉及的部分不适用"
        case "zero-listed":
            return f"涉事指标{'、'.join(nodes)}计最低分" if nodes else "未列明涉事指标"
        case "cap-level":
            return f"等级最高为“{effect.level}”"  # type: ignore[attr-defined]
        case "cap-total":
            return f"总分最高为{effect.total}"  # type: ignore[attr-defined]
        case "no-bonus":
            return "取消加分"
    return "取消评优资格"


def _adjustments(
    plan: Plan, run: Evaluation, vetoes: tuple[VetoResult, ...]
) -> tuple[tuple[AdjustmentResult, ...], list[str]]:
    results: list[AdjustmentResult] = []
    rejecting: list[str] = []
    no_bonus = any(
        effect.kind == "no-bonus"
        for result, (veto, _) in zip(vetoes, plan.vetoes, strict=True)
        for effect in veto.effects
        if result.triggered
    )
    for item, condition in plan.adjustments:
        outcome = condition.compute(run.values)
        result = _adjustment(plan, item, outcome)
        if isinstance(outcome, Gap) and outcome.state == "missing" and item.missing == "reject":
            rejecting.append(item.id)
        if no_bonus and item.effect == "bonus":
            result = replace(result, points=Fraction(0), reason="触发底线约束,取消加分")
        results.append(result)
    return tuple(results), rejecting


def _adjustment(plan: Plan, item: Adjustment, outcome: Outcome) -> AdjustmentResult:
    sign = 1 if item.effect == "bonus" else -1
    if not isinstance(outcome, Gap):
        assert isinstance(outcome, Fraction)
        return AdjustmentResult(item.id, item.name, item.effect, sign * max(outcome, Fraction(0)), "scored")
    points = Fraction(0)
    if outcome.state == "missing" and item.missing == "full":
        points = sign * item.rule.largest(plan.system.scale, plan.unit_type)
    return AdjustmentResult(
        item.id, item.name, item.effect, points, outcome.state, outcome.questions, outcome.reason
    )


def _total(plan: Plan, result: Assessment) -> None:
    """Base + capped bonuses − capped penalties, clamped, capped by vetoes, rounded once."""
    assert result.base is not None
    system = plan.system
    digits, mode = system.rounding.digits, system.rounding.mode

    def shown(value: Fraction) -> str:
        return show(value, digits, mode)

    total = result.base
    rules = system.adjustments
    bonus = sum((a.points for a in result.adjustments if a.effect == "bonus"), Fraction(0))
    penalty = -sum((a.points for a in result.adjustments if a.effect == "penalty"), Fraction(0))
    if rules is not None:
        above = rules.bonus_above
        if bonus and above is not None and round_to(result.base, digits, mode) <= exact(above):
            result.steps.append(
                Step("cap", f"基础总分未超过{above},加分不计", shown(bonus), shown(Fraction(0)))
            )
            bonus = Fraction(0)
        for name, points, cap in (("加分", bonus, rules.bonus_cap), ("扣分", penalty, rules.penalty_cap)):
            if cap is not None and points > exact(cap):
                text = f"{name}合计{shown(points)},封顶{cap}"
                result.steps.append(Step("cap", text, shown(points), shown(exact(cap))))
                bonus, penalty = (exact(cap), penalty) if name == "加分" else (bonus, exact(cap))
    if bonus or penalty:
        before, total = total, total + bonus - penalty
        causes = tuple(a.id for a in result.adjustments if a.points)
        text = f"加分{shown(bonus)}、扣分{shown(penalty)}"
        result.steps.append(Step("adjustments", text, shown(before), shown(total), causes))
    total = _clamped(plan, result, total)
    result.total_exact = total
    result.total = round_to(total, digits, mode)
    near = ",与舍入界相差不到末位的百万分之一,按恰在界上处理" if tie_decided(total, digits) else ""
    habit = "四舍五入" if mode == "half-up" else "四舍六入五成双"
    result.steps.append(
        Step("rounding", f"总分{shown(total)}({habit},保留{digits}位小数){near}", after=shown(total))
    )


def _clamped(plan: Plan, result: Assessment, total: Fraction) -> Fraction:
    system = plan.system
    digits, mode = system.rounding.digits, system.rounding.mode
    clamp = system.adjustments.total if system.adjustments else None
    lowest = exact(clamp.lowest) if clamp and clamp.lowest is not None else system.scale.lowest
    highest = exact(clamp.highest) if clamp and clamp.highest is not None else None
    limits: list[tuple[str, Fraction, bool]] = [("clamp", lowest, True)]
    if highest is not None:
        limits.append(("clamp", highest, False))
    for verdict, (veto, _) in zip(result.vetoes, plan.vetoes, strict=True):
        if verdict.triggered:
            caps = (effect.total for effect in veto.effects if effect.kind == "cap-total")
            limits.extend(("veto-total", exact(cap), False) for cap in caps)
    for kind, limit, is_floor in limits:
        if (total < limit) if is_floor else (total > limit):
            word = "下限" if is_floor else "上限"
            before, after = show(total, digits, mode), show(limit, digits, mode)
            text = f"总分{word}为{after}"
            result.steps.append(Step("veto-total" if kind == "veto-total" else "clamp", text, before, after))
            total = limit
    return total


def _levels(plan: Plan, result: Assessment) -> None:
    """The level by score, lowered by gates, capped by vetoes."""
    levels = plan.system.levels
    for verdict, (veto, _) in zip(result.vetoes, plan.vetoes, strict=True):
        if verdict.triggered and any(effect.kind == "no-award" for effect in veto.effects):
            result.award = False
            result.steps.append(
                Step("veto-award", f"触发底线约束“{veto.name}”,取消评优资格", causes=(veto.id,))
            )
    if not levels or result.total is None:
        return
    index = level_index(levels, result.total)
    result.level_by_score = levels[index].name
    result.steps.append(Step("level", f"按总分定为“{levels[index].name}”", after=levels[index].name))
    index, lowered = through_gates(levels, index, _gate_outcomes(plan, result.run), names_of(plan))
    result.steps.extend(lowered)
    positions = {level.name: position for position, level in enumerate(levels)}
    for verdict, (veto, _) in zip(result.vetoes, plan.vetoes, strict=True):
        for effect in veto.effects if verdict.triggered else ():
            if effect.kind == "cap-level" and positions[effect.level] > index:
                text = f"触发底线约束“{veto.name}”,等级最高为“{effect.level}”"
                result.steps.append(Step("veto-level", text, levels[index].name, effect.level, (veto.id,)))
                index = positions[effect.level]
    result.level = levels[index].name


def _gate_outcomes(plan: Plan, run: Evaluation) -> dict[str, Outcome]:
    """Raw answers by question id and rounded scores by node id, as gates compare them."""
    rounding = plan.system.rounding
    outcomes: dict[str, Outcome] = {key: value for key, value in run.values.items() if key in plan.asked}
    for node_id, value in run.nodes.items():
        if value.score is not None:
            outcomes[node_id] = round_to(value.score, rounding.digits, rounding.mode)
        else:
            outcomes[node_id] = Gap("missing" if value.state == "missing" else "not-applicable", value.reason)
    return outcomes


def names_of(plan: Plan) -> dict[str, str]:
    """Node and question ids to the names people read."""
    names = {node_id: node.name for node_id, node in plan.system.nodes.items()}
    names.update({question.id: question.text for question in plan.questionnaire.questions.values()})
    return names
