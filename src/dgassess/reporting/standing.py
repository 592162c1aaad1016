"""Where the unit stands: total and level, and every step that led there."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from dgassess.engine.results import AdjustmentResult, Results, UnitResult, VetoResult
from dgassess.reporting.audience import View
from dgassess.reporting.blocks import Column, Fact, Row, Table
from dgassess.reporting.charts import Chart
from dgassess.reporting.contents import LevelText
from dgassess.reporting.shapes import BandChart, Segment
from dgassess.reporting.wording import Numbers, cell, compact, number_column, row, typeset
from dgassess.values.language import in_chinese, joined, msg, say, say_as
from dgassess.values.numbers import show_plain

_STEPS = {
    "base": msg("基础总分"), "veto-zero": msg("底线约束"), "adjustments": msg("加分与扣分"), "cap": msg("封顶"),
    "clamp": msg("限值"), "rounding": msg("取整"), "level": msg("定级"), "gate": msg("门槛条件"),
    "veto-level": msg("底线约束"), "veto-total": msg("底线约束"), "veto-award": msg("评优资格"),
    "rejected": msg("退回"), "unscored": msg("未计分"), "unranked": msg("不参与排名"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Overall:
    """The unit's total in finished texts; empty texts where there is nothing to say."""

    scored: bool
    total: str
    rate: str
    base: str
    level: str
    level_by_score: str
    lowered: bool
    self_total: str
    self_level: str
    rejected: bool
    reason: str  # why there is no total
    ranks: tuple[str, ...]
    award: bool
    triggered: tuple[str, ...]  # names of the vetoes that were triggered
    unranked: str = ""  # why a unit that has a total is not ranked, a sentence without a stop


def overall(numbers: Numbers, results: Results, seen: View) -> Overall:
    """The unit's total and level in words."""
    unit = seen.unit
    causes = [step.text for step in unit.steps if step.kind in ("rejected", "unscored")]
    differs = seen.both(results) and unit.self_total not in (None, unit.total)
    return Overall(
        scored=unit.total is not None,
        total=numbers.score(unit.total),
        rate=numbers.rate(unit.total) if numbers.highest != 100 or numbers.lowest != 0 else "",
        base="" if seen.totals_only else numbers.score(unit.base),
        level=unit.level or "",
        level_by_score=unit.level_by_score or "",
        lowered=unit.level != unit.level_by_score,
        self_total=numbers.score(unit.self_total) if differs else "",
        self_level=(unit.self_level or "") if differs else "",
        rejected=unit.rejected,
        reason=typeset(("" if in_chinese() else " ").join(causes)) or say("没有可以计分的指标。"),
        ranks=ranks(results, unit),
        award=unit.award,
        triggered=tuple(typeset(veto.name) for veto in unit.vetoes if veto.triggered),
        unranked=unranked(unit),
    )


def unranked(unit: UnitResult) -> str:
    """Why a unit that has a total is not ranked, a sentence without a stop; empty for one that is."""
    if unit.total is None or unit.rankable:
        return ""
    said = [typeset(step.text) for step in unit.steps if step.kind == "unranked"]
    return said[0] if said else say("不参与排名")


def ranks(results: Results, unit: UnitResult) -> tuple[str, ...]:
    """The unit's own places, each a text with how many units are ranked; a place among one is none.

    Among all units only where these are of one type: scores of a county and of a province are not comparable. The
    place within the type would then be the same once more.
    """
    places = []
    one_type = len({other.type for other in results.units}) == 1
    ranked = sum(other.rank is not None for other in results.units)
    of_type = sum(other.type == unit.type and other.type_rank is not None for other in results.units)
    if one_type and unit.rank is not None and ranked > 1:
        places.append(say("全部评估对象第{rank}位（共{count}个）", rank=unit.rank, count=ranked))
    elif unit.type and unit.type_rank is not None and of_type > 1:
        places.append(
            say(
                "类型内（{type}）第{rank}位（共{count}个）",
                type=unit.type,
                rank=unit.type_rank,
                count=of_type,
            )
        )
    # Without classes the peers are the units of the type.
    if unit.peer_rank is not None and unit.peer_count > 1 and (unit.unit_class or not places):
        group, rank, count = unit.peer_group, unit.peer_rank, unit.peer_count
        if group:
            places.append(
                say("同级同类（{group}）第{rank}位（共{count}个）", group=group, rank=rank, count=count)
            )
        else:
            places.append(say("同级同类第{rank}位（共{count}个）", rank=rank, count=count))
    return tuple(places)


def facts(
    said: Overall, unit: UnitResult, applicable: int, missing: int, dropped: str, refused: int = 0
) -> tuple[Fact, ...]:
    """The summary's key figures. applicable, missing: numbers of indicators; dropped: those that are not applicable.

    refused: those that are missing only because verification accepted no value.
    """
    items = [Fact(say("综合得分"), say("{n}分", n=said.total) if said.scored else say("未形成"), strong=True)]
    if said.level:
        by_score = said.level_by_score if said.lowered else ""
        note = say("按分数为{level}", level=by_score) if by_score else ""
        items.append(Fact(say("等级"), said.level, note, strong=True))
    if said.scored and said.base and said.base != said.total:
        items.append(Fact(say("基础总分"), say("{n}分", n=said.base)))
    if said.self_total:
        note = say("自评等级{level}", level=said.self_level) if said.self_level else ""
        items.append(Fact(say("自评总分"), say("{n}分", n=said.self_total), note))
    items.extend(Fact(say("位次"), place) for place in said.ranks)
    if unit.peer_rank is None and unit.rank is None and not unit.rankable:
        items.append(Fact(say("位次"), say("不参与排名")))
    if applicable or not said.scored:  # of a total that is told alone no indicator is
        items.append(Fact(say("适用指标"), say_as("key figure", "{count}项", count=applicable), dropped))
    if missing:
        items.append(Fact(say("缺项指标"), say_as("key figure", "{count}项", count=missing)))
    if refused:
        items.append(Fact(say("核定不予认定"), say_as("key figure", "{count}项", count=refused)))
    return tuple(items)


def steps(unit: UnitResult) -> Table:
    """Every step from the base to the level, in order."""
    columns = (
        Column(say("序号"), "right"), Column(say("步骤")), Column(say_as("of a step", "说明"), width=5),
        number_column(say("处理前")), number_column(say("处理后")),
    )  # fmt: skip
    rows = tuple(
        row(
            str(index),
            say(_STEPS[step.kind]),
            typeset(step.text),
            step.before or "",
            step.after or "",
        )
        for index, step in enumerate(unit.steps, 1)
    )
    return compact(Table(columns, rows, say("总分与等级的形成过程"), row_header=1))


def adjustments(numbers: Numbers, seen: View) -> Table:
    """Bonuses and penalties, those without effect included; no points where something restricted is among them."""
    columns = (
        Column(say("编号")),
        Column(say("事项"), width=4),
        Column(say_as("kind", "类别")),
        number_column(say_as("of an adjustment", "分值")),
        Column(say_as("of a step", "说明"), width=2),
    )
    rows = tuple(
        row(
            item.id,
            typeset(item.name),
            say("加分") if item.effect == "bonus" else say("扣分"),
            "" if seen.totals_only else numbers.signed(item.points),
            typeset(item.reason) or _unscored(seen, item),
        )
        for item in seen.unit.adjustments
    )
    return compact(Table(columns, rows, say("加分与扣分事项"), row_header=1))


def _unscored(seen: View, item: AdjustmentResult | VetoResult) -> str:
    if item.state == "scored":
        return ""
    if item.state != "missing":
        return say("不适用")
    refused = seen.audience != "public" and item.missing and all(map(seen.unit.refused, item.missing))
    return say("核定不予认定") if refused else say("未填")


def vetoes(seen: View) -> Table:
    """Bottom lines, triggered or not."""
    columns = (
        Column(say("编号")),
        Column(say("底线约束"), width=3),
        Column(say("情况")),
        Column(say_as("of a veto", "处理"), width=4),
    )
    rows = tuple(
        Row((
            cell(veto.id),
            cell(typeset(veto.name)),
            cell(say("触发") if veto.triggered else say("未触发"), bold=veto.triggered),
            cell(typeset(joined((effect.rstrip("。.;；") for effect in veto.effects), "；")) or _unscored(seen, veto)),
        ))
        for veto in seen.unit.vetoes
    )  # fmt: skip
    return compact(Table(columns, rows, say("底线约束情况"), row_header=1))


def bounds(levels: tuple[LevelText, ...], index: int) -> str:
    """The bounds of one level as text: ≥90分, <60分."""
    level = levels[index]
    if level.at_least is not None:
        return f"≥{show_plain(level.at_least)}"
    if level.above is not None:
        return f">{show_plain(level.above)}"
    if index == 0:
        return ""
    better = levels[index - 1]
    if better.at_least is not None:
        return f"<{show_plain(better.at_least)}"
    return f"≤{show_plain(better.above)}" if better.above is not None else ""


def band(numbers: Numbers, levels: tuple[LevelText, ...], unit: UnitResult) -> Chart | None:
    """Where the total stands among the levels; None without a total or levels."""
    names = [level.name for level in levels]
    if unit.total is None or len(levels) < 2 or unit.level_by_score not in names:
        return None
    upwards = tuple(reversed(range(len(levels))))
    segments = tuple(Segment(names[i], bounds(levels, i), names[i] == unit.level) for i in upwards)
    held = names.index(unit.level_by_score)
    low = _bound(levels[held], numbers.lowest)
    high = _bound(levels[held - 1], numbers.highest) if held else max(numbers.highest, unit.total)
    within = (unit.total - low) / (high - low) if high > low else Fraction(1, 2)
    position = len(levels) - 1 - held + float(min(max(within, Fraction(0)), Fraction(1)))
    value = numbers.score(unit.total)
    order = joined(
        (say("{name}（{bounds}）", name=names[i], bounds=bounds(levels, i)) for i in upwards), "、"
    )
    given = unit.level or say_as("level", "无")
    if unit.level == unit.level_by_score:
        description = say(
            "由低到高依次为{order}。综合得分{total}分，评定等级为{level}。",
            order=order,
            total=value,
            level=given,
        )
    else:
        description = say(
            "由低到高依次为{order}。综合得分{total}分，按分数属于{by_score}，评定等级为{level}。",
            order=order,
            total=value,
            by_score=unit.level_by_score,
            level=given,
        )
    return Chart(
        "level",
        BandChart(segments, position, say("{n}分", n=value)),
        say("综合得分所处等级"),
        description,
        say("综合得分所处等级（各档等宽，不按分值比例；粗体为评定等级）"),
    )


def _bound(level: LevelText, otherwise: Fraction) -> Fraction:
    if level.at_least is not None:
        return level.at_least
    return level.above if level.above is not None else otherwise
