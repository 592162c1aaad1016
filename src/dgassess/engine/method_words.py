"""What holds for a whole system in sentences: how scoring goes, levels, gates, caps and what vetoes do.

Made from the fields the engine computes with; a sentence has no final stop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from dgassess.engine.binding import bindings
from dgassess.model.adjustments import (
    Adjustments,
    CapLevel,
    CapTotal,
    Effect,
    NoBonus,
    Veto,
    ZeroListed,
    ZeroNode,
)
from dgassess.model.levels import Gate, Level
from dgassess.model.questions import Questionnaire
from dgassess.model.systems import IndicatorSystem
from dgassess.rules.fields import measured, plain
from dgassess.values.language import joined, msg, say, say_as

MISSING_NODE = {
    "zero": msg("计最低分"),
    "exclude": msg("不计入,权重按比例归同级其他指标"),
    "reject": msg("不计总分,须补报"),
}
MISSING_ADJUSTMENT = {
    "none": msg("不加不扣"), "full": msg("按最高分值计"), "reject": msg("不计总分,须补报"),
}  # fmt: skip
MISSING_VETO = {
    "not-triggered": msg("按未触发处理"), "triggered": msg("按触发处理"), "reject": msg("不计总分,须补报"),
}  # fmt: skip


def general_sentences(system: IndicatorSystem) -> Iterator[tuple[str, str]]:
    """How scoring goes as pairs of a heading and a sentence, in the order in which it goes."""
    scale, digits = system.scale, system.rounding.digits
    lowest, highest = plain(scale.lowest), plain(scale.highest)
    yield say("分值"), say("各级得分均在{lowest}至{highest}分之间", lowest=lowest, highest=highest)
    yield say("合成"), say("{aggregation};另有规定的,见该项", aggregation=system.aggregation.sentence())
    if system.weights_sum is not None:
        yield say("权重"), say("同一上级之下的权重合计{sum}", sum=plain(system.weights_sum))
    policy = say(MISSING_NODE[system.missing])
    yield say("缺项"), say("应填而未填的为缺项,{policy};填0是已填,按0计", policy=policy)
    text = say("只有题目列明的理由可以填不适用;不适用的退出计分,权重在同一上级之内按比例归其他各项")
    yield say("不适用"), text
    if system.not_applicable_limit is not None:
        limit = plain(system.not_applicable_limit)
        yield say("不排名"), say("不适用的权重超过{limit}%的,只计分,不参加排名", limit=limit)
    yield say("核定"), say("有核定值的以核定值为准,没有的取自评值;两种口径的得分都保留")
    half_up, once = system.rounding.mode == "half-up", system.rounding.stage == "output"
    habit = say("四舍五入") if half_up else say("四舍六入五成双(GB/T 8170)")
    stage = say("计算中间不取整,总分取整一次") if once else say("每个指标和各级得分都取整")
    text = say(
        "{stage},保留{digits}位小数,{habit};分项之和可能因此与总分略有差异",
        stage=stage,
        digits=digits,
        habit=habit,
    )
    yield say("取整"), text
    yield say("排名"), ranking_sentence(system)


def order_sentences(system: IndicatorSystem) -> Iterator[str]:
    """The steps of scoring, from the answers to the rank; those the system has no use for are left out."""
    zeroing = any(isinstance(e, ZeroNode | ZeroListed) for veto in system.vetoes for e in veto.effects)
    yield say("按计分标准由答案得出各指标得分")
    yield say("不适用的退出,权重归同一上级的其他各项")
    yield say("逐级合成,得出基础总分")
    if zeroing:
        yield say("触发底线约束的部分计最低分,重新合成基础总分")
    if system.adjustments is not None:
        yield say("加上加分、减去扣分,并受封顶和总分上下限限制,得出总分")
    yield say("总分保留{digits}位小数", digits=system.rounding.digits)
    if system.levels:
        yield say("按总分定级")
        if any(level.gates for level in system.levels):
            yield say("有一条门槛条件未达到的下调一级,再看下一级的门槛条件")
        if any(isinstance(effect, CapLevel) for veto in system.vetoes for effect in veto.effects):
            yield say("底线约束限定最高等级")
    among_peers = system.ranking.peers and system.unit_types
    yield say("在同级同类中排名") if among_peers else say_as("step of scoring", "排名")


def ranking_sentence(system: IndicatorSystem) -> str:
    """How units are ordered, and what happens to equal scores."""
    ranking, nodes = system.ranking, system.nodes
    if ranking.by == "rounded":
        order = say("按保留{digits}位小数的总分由高到低排列", digits=system.rounding.digits)
    else:
        order = say("按取整前的总分由高到低排列")
    names = [nodes[one].name if one in nodes else one for one in ranking.tie_break]
    equal = say("相同的位次并列")
    if len(names) == 1:
        equal = say("同分的比较{name},仍相同的位次并列", name=names[0])
    elif names:
        equal = say("同分的依次比较{names},仍相同的位次并列", names=joined(names, "、"))
    after = say("其后位次顺延") if ranking.ties == "min" else say("其后位次不空")
    return joined((order, joined((equal, after), ",")), ";")


def bound_words(bounded: Level | Gate, amount: Callable[[Decimal], str]) -> str:
    """`≥90分`, `>90分`, or nothing where there is no bound; `amount` words a number with its unit."""
    if bounded.at_least is not None:
        return f"≥{amount(bounded.at_least)}"
    return f">{amount(bounded.above)}" if bounded.above is not None else ""


def _points(value: Decimal) -> str:
    return say("{points}分", points=plain(value))


def level_bounds(levels: tuple[Level, ...]) -> list[str]:
    """The range of every level of a list, the best first: `≥90分`, `≥80分且<90分`, `<60分`."""
    found, upper = [], ""
    for level in levels:
        lower = bound_words(level, _points)
        found.append(say("且").join(part for part in (lower, upper) if part) or say("不限"))
        if level.at_least is not None:
            upper = f"<{_points(level.at_least)}"
        elif level.above is not None:
            upper = f"≤{_points(level.above)}"
    return found


def gate_sentence(gate: Gate, names: Mapping[str, str], questionnaire: Questionnaire) -> str:
    """A gate: `统筹管理、项目建设均≥75分;不适用视为达到,缺项视为未达到`."""
    words = {"pass": say("视为达到"), "fail": say("视为未达到")}
    if gate.question is not None:
        question = questionnaire.questions.get(gate.question)
        unit = question.asked.shown_unit if question is not None else ""
        bound = bound_words(gate, lambda value: measured(value, unit))
        if question is not None:
            demand = say("“{question}”答案{bound}", question=question.text, bound=bound)
        else:
            demand = say("{name}{bound}", name=gate.question, bound=bound)
    else:
        bound = bound_words(gate, _points)
        listed = joined((names.get(node, node) for node in gate.nodes), "、")
        if len(gate.nodes) > 1:
            demand = say("{names}均{bound}", names=listed, bound=bound)
        else:
            demand = say("{name}{bound}", name=listed, bound=bound)
    return say(
        "{demand}(不适用{when_not_applicable},缺项{when_missing})",
        demand=demand,
        when_not_applicable=words[gate.not_applicable],
        when_missing=words[gate.missing],
    )


def adjustment_limits(system: IndicatorSystem, adjustments: Adjustments) -> list[str]:
    """What limits bonuses, penalties and the total together."""
    found = []
    if adjustments.bonus_above is not None:
        found.append(say("基础总分超过{points}分的才计加分", points=plain(adjustments.bonus_above)))
    effects, cap = {item.effect for item in adjustments.items}, adjustments.bonus_cap
    if "bonus" in effects:
        found.append(
            say("加分合计最多{points}分", points=plain(cap)) if cap is not None else say("加分合计不封顶")
        )
    cap = adjustments.penalty_cap
    if "penalty" in effects:
        found.append(
            say("扣分合计最多{points}分", points=plain(cap)) if cap is not None else say("扣分合计不封顶")
        )
    lowest = adjustments.total.lowest
    found.append(say("总分最低{points}分", points=plain(system.scale.lowest if lowest is None else lowest)))
    highest = adjustments.total.highest
    found.append(
        say("总分最高{points}分", points=plain(highest)) if highest is not None else say("总分不设上限")
    )
    return found


def effect_sentence(
    effect: Effect, veto: Veto, names: Mapping[str, str], questionnaire: Questionnaire
) -> str:
    """What a veto does when it is triggered."""
    match effect:
        case ZeroNode():
            return say("{name}({id})计最低分", name=names.get(effect.node, effect.node), id=effect.node)
        case ZeroListed():
            listed = bindings(veto.id, veto.inputs, {effect.question})[effect.question]
            question = questionnaire.questions.get(listed) or questionnaire.questions.get(effect.question)
            text = question.text if question is not None else effect.question
            return say("“{question}”所列指标计最低分", question=text)
        case CapLevel():
            return say("等级最高为“{level}”", level=effect.level)
        case CapTotal():
            return say("总分最高为{points}分", points=plain(effect.total))
        case NoBonus():
            return say("取消加分")
    return say("取消评优资格")
