"""From the base to the level: vetoes, adjustments with caps, clamp, rounding, level, gates. Each step is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from dgassess.engine.adjusting import adjust
from dgassess.engine.evaluation import Evaluation, ExactPlan
from dgassess.engine.levels import level_index, through_gates
from dgassess.engine.method import Method
from dgassess.engine.outcomes import Gap, Outcome
from dgassess.engine.results import AdjustmentResult, Step, VetoResult
from dgassess.engine.vetoes import Verdicts, judge
from dgassess.values.answers import Answer
from dgassess.values.language import joined, msg, say
from dgassess.values.numbers import round_to, show, show_plain, tie_decided


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


def assess(exact: ExactPlan, answers: Mapping[str, Answer]) -> Assessment:
    """Score one unit: from the indicators to the capped level, in the order docs/scoring.md gives."""
    return conclude(exact, exact.evaluate(answers))


def conclude(exact: ExactPlan, run: Evaluation) -> Assessment:
    """What follows from an evaluated tree to which no veto was applied yet."""
    verdicts = judge(exact, run)
    result = _concluded_total(exact, run, verdicts)
    if result.total is not None:
        _levels(exact, verdicts, result)
    return result


def total_of(exact: ExactPlan, run: Evaluation, waived: Collection[str] = ()) -> Fraction | None:
    """The exact total alone, without the level: what `conclude` gives as `total_exact`.

    waived: ids of vetoes that are taken not to hold.
    """
    return _concluded_total(exact, run, judge(exact, run, waived)).total_exact


def _concluded_total(exact: ExactPlan, run: Evaluation, verdicts: Verdicts) -> Assessment:
    method = exact.method
    unzeroed = run.base
    scored = exact.anything_scored(run)
    if verdicts.zeroed:
        run = exact.altered(run, {id_: exact.zeroed(veto) for id_, veto in verdicts.zeroed.items()})
    result = Assessment(run, vetoes=verdicts.results)
    result.adjustments, rejected_items = adjust(exact, run, no_bonus=verdicts.has("no-bonus"))
    # A blank below a node that a veto zeroed cannot change the score any more.
    blanks = (node for node in run.rejected_by if not _zeroed_above(method, node, verdicts))
    rejecting = (*blanks, *verdicts.rejecting, *rejected_items)
    if rejecting:
        result.rejected = True
        text = say("缺项须补报,不计总分:{items}", items=joined(rejecting, "、"))
        result.steps.append(Step("rejected", text, causes=rejecting))
        return result
    if not scored or run.base is None:
        result.steps.append(Step("unscored", say("没有任何指标得分,不计总分、不定等级")))
        return result
    result.base = run.base
    _zeroing_steps(method, verdicts, unzeroed, result)
    shown = show(run.base, method.digits, method.mode)
    result.steps.append(Step("base", say("基础总分{base}", base=shown), after=shown))
    _total(method, verdicts, result)
    return result


def _zeroed_above(method: Method, node_id: str, verdicts: Verdicts) -> bool:
    parents = {node.id: node.parent for node in method.tree} if verdicts.zeroed else {}
    above: str | None = node_id
    while above is not None:
        if above in verdicts.zeroed:
            return True
        above = parents.get(above)
    return False


def _zeroing_steps(method: Method, verdicts: Verdicts, unzeroed: Fraction | None, result: Assessment) -> None:
    assert result.base is not None
    names = names_of(method)
    for verdict in verdicts.results:
        ids = tuple(node for node, cause in verdicts.zeroed.items() if cause == verdict.id)
        if ids:
            before = None if unzeroed is None else show(unzeroed, method.digits, method.mode)
            after = show(result.base, method.digits, method.mode)
            text = say(
                "触发底线约束“{veto}”,{nodes}计{lowest}分",
                veto=verdict.name,
                nodes=joined((say("{name}({id})", name=names[node], id=node) for node in ids), "、"),
                lowest=show_plain(method.lowest),
            )
            result.steps.append(Step("veto-zero", text, before, after, (verdict.id, *ids)))


def _total(method: Method, verdicts: Verdicts, result: Assessment) -> None:
    """Base + capped bonuses − capped penalties, clamped, capped by vetoes, rounded once."""
    assert result.base is not None

    def shown(value: Fraction) -> str:
        return show(value, method.digits, method.mode)

    limits = method.limits
    bonus = sum((a.points for a in result.adjustments if a.effect == "bonus"), Fraction(0))
    penalty = -sum((a.points for a in result.adjustments if a.effect == "penalty"), Fraction(0))
    above = limits.bonus_above
    if bonus and above is not None and round_to(result.base, method.digits, method.mode) <= above:
        text = say("基础总分未超过{bound},加分不计", bound=shown(above))
        result.steps.append(Step("cap", text, shown(bonus), shown(Fraction(0))))
        bonus = Fraction(0)
    if limits.bonus_cap is not None and bonus > limits.bonus_cap:
        before, bonus = shown(bonus), limits.bonus_cap
        text = say("加分合计{points},封顶{cap}", points=before, cap=shown(bonus))
        result.steps.append(Step("cap", text, before, shown(bonus)))
    if limits.penalty_cap is not None and penalty > limits.penalty_cap:
        before, penalty = shown(penalty), limits.penalty_cap
        text = say("扣分合计{points},封顶{cap}", points=before, cap=shown(penalty))
        result.steps.append(Step("cap", text, before, shown(penalty)))
    total = result.base + bonus - penalty
    if bonus or penalty:
        causes = tuple(a.id for a in result.adjustments if a.points)
        text = say("加分{bonus}、扣分{penalty}", bonus=shown(bonus), penalty=shown(penalty))
        result.steps.append(Step("adjustments", text, shown(result.base), shown(total), causes))
    total = _clamped(method, verdicts, result, total)
    result.total_exact = total
    result.total = round_to(total, method.digits, method.mode)
    habit = say("四舍五入") if method.mode == "half-up" else say("四舍六入五成双")
    if tie_decided(total, method.digits):
        text = msg("总分{total}({habit},保留{digits}位小数),与舍入界相差不到末位的百万分之一,按恰在界上处理")
    else:
        text = msg("总分{total}({habit},保留{digits}位小数)")
    text = say(text, total=shown(total), habit=habit, digits=method.digits)
    result.steps.append(Step("rounding", text, after=shown(total)))


def _clamped(method: Method, verdicts: Verdicts, result: Assessment, total: Fraction) -> Fraction:
    def shown(value: Fraction) -> str:
        return show(value, method.digits, method.mode)

    floor, ceiling = method.limits.lowest, method.limits.highest
    if total < floor:
        text = say("总分下限为{limit}", limit=shown(floor))
        result.steps.append(Step("clamp", text, shown(total), shown(floor)))
        total = floor
    if ceiling is not None and total > ceiling:
        text = say("总分上限为{limit}", limit=shown(ceiling))
        result.steps.append(Step("clamp", text, shown(total), shown(ceiling)))
        total = ceiling
    for verdict, effect in verdicts.effects("cap-total"):
        if total > effect.total:
            after = shown(effect.total)
            text = say("触发底线约束“{veto}”,总分最高为{limit}", veto=verdict.name, limit=after)
            result.steps.append(Step("veto-total", text, shown(total), after, (verdict.id,)))
            total = effect.total
    return total


def _levels(exact: ExactPlan, verdicts: Verdicts, result: Assessment) -> None:
    """The level by score, lowered by gates, capped by vetoes."""
    levels = exact.method.levels
    for verdict, _ in verdicts.effects("no-award"):
        result.award = False
        text = say("触发底线约束“{veto}”,取消评优资格", veto=verdict.name)
        result.steps.append(Step("veto-award", text, causes=(verdict.id,)))
    if not levels:
        return
    assert result.total is not None
    index = level_index(levels, result.total)
    result.level_by_score = levels[index].name
    text = say("按总分定为“{level}”", level=levels[index].name)
    result.steps.append(Step("level", text, after=levels[index].name))
    outcomes = gate_outcomes(exact, result.run) if any(level.gates for level in levels) else {}
    index, lowered = through_gates(levels, index, outcomes, names_of(exact.method))
    result.steps.extend(lowered)
    positions = {level.name: position for position, level in enumerate(levels)}
    for verdict, effect in verdicts.effects("cap-level"):
        if positions[effect.level] > index:
            text = say("触发底线约束“{veto}”,等级最高为“{level}”", veto=verdict.name, level=effect.level)
            result.steps.append(Step("veto-level", text, levels[index].name, effect.level, (verdict.id,)))
            index = positions[effect.level]
    result.level = levels[index].name


def gate_outcomes(exact: ExactPlan, run: Evaluation) -> dict[str, Outcome]:
    """Raw answers by question id and rounded scores by node id, as gates compare them."""
    method = exact.method
    outcomes: dict[str, Outcome] = {question: run.values[question] for question in exact.plan.asked}
    for node_id, value in run.nodes.items():
        if value.score is not None:
            outcomes[node_id] = round_to(value.score, method.digits, method.mode)
        else:
            outcomes[node_id] = Gap("missing" if value.state == "missing" else "not-applicable", value.reason)
    return outcomes


def names_of(method: Method) -> dict[str, str]:
    """Node and question ids to the names people read."""
    names = {node.id: node.name for node in method.tree}
    names.update({question.id: question.text for question in method.questions.values()})
    return names
