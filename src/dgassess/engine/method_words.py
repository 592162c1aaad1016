"""What holds for a whole system in Chinese sentences: how scoring goes, levels, gates, caps and what vetoes do.

Made from the fields the engine computes with; a sentence has no final stop.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
from dgassess.rules.fields import plain

MISSING_NODE = {
    "zero": "计最低分",
    "exclude": "不计入,权重按比例归同级其他指标",
    "reject": "不计总分,须补报",
}
MISSING_ADJUSTMENT = {"none": "不加不扣", "full": "按最高分值计", "reject": "不计总分,须补报"}
MISSING_VETO = {"not-triggered": "按未触发处理", "triggered": "按触发处理", "reject": "不计总分,须补报"}


def general_sentences(system: IndicatorSystem) -> Iterator[tuple[str, str]]:
    """How scoring goes as pairs of a heading and a sentence, in the order in which it goes."""
    scale, digits = system.scale, system.rounding.digits
    yield "分值", f"各级得分均在{plain(scale.lowest)}至{plain(scale.highest)}分之间"
    yield "合成", f"{system.aggregation.sentence()};另有规定的,见该项"
    if system.weights_sum is not None:
        yield "权重", f"同一上级之下的权重合计{plain(system.weights_sum)}"
    yield "缺项", f"应填而未填的为缺项,{MISSING_NODE[system.missing]};填0是已填,按0计"
    yield "不适用", "只有题目列明的理由可以填不适用;不适用的退出计分,权重在同一上级之内按比例归其他各项"
    if system.not_applicable_limit is not None:
        limit = plain(system.not_applicable_limit)
        yield "不排名", f"不适用的权重超过{limit}%的,只计分,不参加排名"
    yield "核定", "有核定值的以核定值为准,没有的取自评值;两种口径的得分都保留"
    habit = "四舍五入" if system.rounding.mode == "half-up" else "四舍六入五成双(GB/T 8170)"
    stage = "计算中间不取整,总分取整一次" if system.rounding.stage == "output" else "每个指标和各级得分都取整"
    yield "取整", f"{stage},保留{digits}位小数,{habit};分项之和可能因此与总分略有差异"
    yield "排名", ranking_sentence(system)


def order_sentences(system: IndicatorSystem) -> Iterator[str]:
    """The steps of scoring, from the answers to the rank; those the system has no use for are left out."""
    zeroing = any(isinstance(e, ZeroNode | ZeroListed) for veto in system.vetoes for e in veto.effects)
    yield "按计分标准由答案得出各指标得分"
    yield "不适用的退出,权重归同一上级的其他各项"
    yield "逐级合成,得出基础总分"
    if zeroing:
        yield "触发底线约束的部分计最低分,重新合成基础总分"
    if system.adjustments is not None:
        yield "加上加分、减去扣分,并受封顶和总分上下限限制,得出总分"
    yield f"总分保留{system.rounding.digits}位小数"
    if system.levels:
        yield "按总分定级"
        if any(level.gates for level in system.levels):
            yield "有一条门槛条件未达到的下调一级,再看下一级的门槛条件"
        if any(isinstance(effect, CapLevel) for veto in system.vetoes for effect in veto.effects):
            yield "底线约束限定最高等级"
    yield "在同级同类中排名" if system.ranking.peers and system.unit_types else "排名"


def ranking_sentence(system: IndicatorSystem) -> str:
    """How units are ordered, and what happens to equal scores."""
    ranking, nodes = system.ranking, system.nodes
    by = f"按保留{system.rounding.digits}位小数的总分" if ranking.by == "rounded" else "按取整前的总分"
    names = [nodes[one].name if one in nodes else one for one in ranking.tie_break]
    broken = f"同分的依次比较{'、'.join(names)}," if names else ""
    ties = "其后位次顺延" if ranking.ties == "min" else "其后位次不空"
    return f"{by}由高到低排列;{broken}{'仍' if names else ''}相同的位次并列,{ties}"


def bound_words(at_least: Decimal | None, above: Decimal | None, unit: str = "") -> str:
    """`≥90分`, `>90分`, or nothing where there is no bound."""
    if at_least is not None:
        return f"≥{plain(at_least)}{unit}"
    return f">{plain(above)}{unit}" if above is not None else ""


def level_bounds(levels: tuple[Level, ...]) -> list[str]:
    """The range of every level of a list, the best first: `≥90分`, `≥80分且<90分`, `<60分`."""
    found, upper = [], ""
    for level in levels:
        lower = bound_words(level.at_least, level.above, "分")
        found.append("且".join(part for part in (lower, upper) if part) or "不限")
        if level.at_least is not None:
            upper = f"<{plain(level.at_least)}分"
        elif level.above is not None:
            upper = f"≤{plain(level.above)}分"
    return found


def gate_sentence(gate: Gate, names: Mapping[str, str], questionnaire: Questionnaire) -> str:
    """A gate: `统筹管理、项目建设均≥75分;不适用视为达到,缺项视为未达到`."""
    words = {"pass": "视为达到", "fail": "视为未达到"}
    if gate.question is not None:
        question = questionnaire.questions.get(gate.question)
        unit = question.asked.shown_unit if question is not None else ""
        subject = f"“{question.text}”答案" if question is not None else gate.question
        demand = f"{subject}{bound_words(gate.at_least, gate.above, unit)}"
    else:
        listed = "、".join(names.get(node, node) for node in gate.nodes)
        both = "均" if len(gate.nodes) > 1 else ""
        demand = f"{listed}{both}{bound_words(gate.at_least, gate.above, '分')}"
    return f"{demand}(不适用{words[gate.not_applicable]},缺项{words[gate.missing]})"


def adjustment_limits(system: IndicatorSystem, adjustments: Adjustments) -> list[str]:
    """What limits bonuses, penalties and the total together."""
    found = []
    if adjustments.bonus_above is not None:
        found.append(f"基础总分超过{plain(adjustments.bonus_above)}分的才计加分")
    for effect, cap in (("bonus", adjustments.bonus_cap), ("penalty", adjustments.penalty_cap)):
        word = "加分" if effect == "bonus" else "扣分"
        if any(item.effect == effect for item in adjustments.items):
            found.append(f"{word}合计最多{plain(cap)}分" if cap is not None else f"{word}合计不封顶")
    lowest = adjustments.total.lowest
    found.append(f"总分最低{plain(lowest if lowest is not None else system.scale.lowest)}分")
    highest = adjustments.total.highest
    found.append(f"总分最高{plain(highest)}分" if highest is not None else "总分不设上限")
    return found


def effect_sentence(
    effect: Effect, veto: Veto, names: Mapping[str, str], questionnaire: Questionnaire
) -> str:
    """What a veto does when it is triggered."""
    match effect:
        case ZeroNode():
            return f"{names.get(effect.node, effect.node)}({effect.node})计最低分"
        case ZeroListed():
            listed = bindings(veto.id, veto.inputs, {effect.question})[effect.question]
            question = questionnaire.questions.get(listed) or questionnaire.questions.get(effect.question)
            return f"“{question.text if question is not None else effect.question}”所列指标计最低分"
        case CapLevel():
            return f"等级最高为“{effect.level}”"
        case CapTotal():
            return f"总分最高为{plain(effect.total)}分"
        case NoBonus():
            return "取消加分"
    return "取消评优资格"
