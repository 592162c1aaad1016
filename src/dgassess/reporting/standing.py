"""Where the unit stands: total and level, and every step that led there."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from dgassess.engine.results import Results, UnitResult
from dgassess.reporting.audience import View
from dgassess.reporting.blocks import Column, Fact, Row, Table
from dgassess.reporting.charts import Chart
from dgassess.reporting.contents import LevelText
from dgassess.reporting.shapes import BandChart, Segment
from dgassess.reporting.wording import Numbers, cell, compact, number_column, row, typeset
from dgassess.values.numbers import show_plain

_STEPS = {
    "base": "基础总分", "veto-zero": "底线约束", "adjustments": "加分与扣分", "cap": "封顶", "clamp": "限值",
    "rounding": "取整", "level": "定级", "gate": "门槛条件", "veto-level": "底线约束", "veto-total": "底线约束",
    "veto-award": "评优资格", "rejected": "退回", "unscored": "未计分", "unranked": "不参与排名",
}  # fmt: skip
_STATES = {"scored": "", "missing": "未填", "not-applicable": "不适用"}


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
        reason=typeset("".join(causes)) or "没有可以计分的指标。",
        ranks=ranks(results, unit),
        award=unit.award,
        triggered=tuple(typeset(veto.name) for veto in unit.vetoes if veto.triggered),
    )


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
        places.append(f"全部评估对象第{unit.rank}位（共{ranked}个）")
    elif unit.type and unit.type_rank is not None and of_type > 1:
        places.append(f"类型内（{unit.type}）第{unit.type_rank}位（共{of_type}个）")
    if unit.peer_rank is not None and unit.peer_count > 1:
        group = f"（{unit.peer_group}）" if unit.peer_group else ""
        places.append(f"同级同类{group}第{unit.peer_rank}位（共{unit.peer_count}个）")
    return tuple(places)


def facts(said: Overall, unit: UnitResult, applicable: int, missing: int, dropped: str) -> tuple[Fact, ...]:
    """The summary's key figures. applicable, missing: numbers of indicators; dropped: those that are not applicable."""
    items = [Fact("综合得分", f"{said.total}分" if said.scored else "未形成", strong=True)]
    if said.level:
        note = f"按分数为{said.level_by_score}" if said.lowered and said.level_by_score else ""
        items.append(Fact("等级", said.level, note, strong=True))
    if said.scored and said.base and said.base != said.total:
        items.append(Fact("基础总分", f"{said.base}分"))
    if said.self_total:
        items.append(
            Fact("自评总分", f"{said.self_total}分", said.self_level and f"自评等级{said.self_level}")
        )
    items.extend(Fact("位次", place) for place in said.ranks)
    if unit.peer_rank is None and unit.rank is None and not unit.rankable:
        items.append(Fact("位次", "不参与排名"))
    items.append(Fact("适用指标", f"{applicable}项", dropped))
    if missing:
        items.append(Fact("缺项指标", f"{missing}项"))
    return tuple(items)


def steps(unit: UnitResult) -> Table:
    """Every step from the base to the level, in order."""
    columns = (
        Column("序号", "right"), Column("步骤"), Column("说明", width=5), number_column("处理前"),
        number_column("处理后"),
    )  # fmt: skip
    rows = tuple(
        row(
            str(index),
            _STEPS.get(step.kind, step.kind),
            typeset(step.text),
            step.before or "",
            step.after or "",
        )
        for index, step in enumerate(unit.steps, 1)
    )
    return compact(Table(columns, rows, "总分与等级的形成过程", row_header=1))


def adjustments(numbers: Numbers, seen: View) -> Table:
    """Bonuses and penalties, those without effect included; no points where something restricted is among them."""
    columns = (
        Column("编号"),
        Column("事项", width=4),
        Column("类别"),
        number_column("分值"),
        Column("说明", width=2),
    )
    rows = tuple(
        row(
            item.id,
            typeset(item.name),
            "加分" if item.effect == "bonus" else "扣分",
            "" if seen.totals_only else numbers.signed(item.points),
            typeset(item.reason) or _STATES[item.state],
        )
        for item in seen.unit.adjustments
    )
    return compact(Table(columns, rows, "加分与扣分事项", row_header=1))


def vetoes(seen: View) -> Table:
    """Bottom lines, triggered or not."""
    columns = (Column("编号"), Column("底线约束", width=3), Column("情况"), Column("处理", width=4))
    rows = tuple(
        Row((
            cell(veto.id),
            cell(typeset(veto.name)),
            cell("触发" if veto.triggered else "未触发", bold=veto.triggered),
            cell(typeset("；".join(effect.rstrip("。;；") for effect in veto.effects)) or _STATES[veto.state]),
        ))
        for veto in seen.unit.vetoes
    )  # fmt: skip
    return compact(Table(columns, rows, "底线约束情况", row_header=1))


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
    order = "、".join(f"{names[i]}（{bounds(levels, i)}）" for i in upwards)
    lowered = f"，按分数属于{unit.level_by_score}" if unit.level != unit.level_by_score else ""
    return Chart(
        "level",
        BandChart(segments, position, f"{value}分"),
        "综合得分所处等级",
        f"由低到高依次为{order}。综合得分{value}分{lowered}，评定等级为{unit.level or '无'}。",
        "综合得分所处等级（各档等宽，不按分值比例；粗体为评定等级）",
    )


def _bound(level: LevelText, otherwise: Fraction) -> Fraction:
    if level.at_least is not None:
        return level.at_least
    return level.above if level.above is not None else otherwise
