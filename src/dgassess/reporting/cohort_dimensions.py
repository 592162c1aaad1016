"""The top-level nodes of a cohort: how each is spread, and a heat map of units or groups by them."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dgassess.engine.results import NodeResult
from dgassess.reporting.blocks import Column, Table
from dgassess.reporting.charts import Chart
from dgassess.reporting.cohort_audience import Cohort
from dgassess.reporting.cohort_groups import UnitGroup, unit_groups
from dgassess.reporting.cohort_statistics import Statistics, statistics
from dgassess.reporting.cohort_totals import kinds
from dgassess.reporting.shapes import HeatMapChart, HeatRow
from dgassess.reporting.wording import compact, number_column, row
from dgassess.values.language import joined, say, say_as

MAP_ROWS = 30  # units on one heat map


@dataclass(frozen=True, slots=True)
class Dimensions:
    """What is said of top-level nodes: named with their mean score rates, the strongest or the weakest first."""

    word: str  # 维度, or 指标 in a system without groups
    grouped: bool  # whether the system has groups
    count: int
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    table: Table
    maps: tuple[Chart, ...]
    by_group: bool  # whether the maps have a row per group rather than per unit
    # Names of groups not shown, because something restricted would follow from their scores.
    left_out: tuple[str, ...]


def dimensions(seen: Cohort, map_units: int, most: int, problems: Container[str] = ()) -> Dimensions:
    """Everything about top-level nodes. most: how many strong and weak ones are named; problems: ids of indicators that
    are listed as such, which are no strengths."""
    top = seen.top()
    found = [
        (node, figures)
        for node in top
        if (figures := statistics(seen.score(unit, node.id) for unit in seen.results.units)) is not None
        and seen.averaged(node.id, figures)
    ]
    most = min(most, len(found) // 2)
    ordered = sorted(found, key=lambda one: -one[1].mean)
    rate = seen.numbers.rate
    named = [
        (node.id, say("{name}（得分率{rate}）", name=seen.said(node.id), rate=rate(figures.mean)))
        for node, figures in ordered
    ]
    maps, by_group = _maps(seen, top, map_units)
    grouped = any(node.kind == "group" for node in top)
    return Dimensions(
        word=say_as("in a sentence", "维度") if grouped else say_as("in a sentence", "指标"),
        grouped=grouped,
        count=len(top),
        strong=tuple(text for id_, text in named[:most] if id_ not in problems),
        weak=tuple(text for _, text in reversed(named[-most:])) if most else (),
        table=_table(seen, found, grouped),
        maps=maps,
        by_group=by_group,
        left_out=tuple(seen.said(node.id) for node in seen.left_out()),
    )


def _table(seen: Cohort, found: Sequence[tuple[NodeResult, Statistics]], grouped: bool) -> Table:
    numbers = seen.numbers
    columns = (
        Column(say("名称"), width=3), number_column(say("单位数")), number_column(say("均值")),
        number_column(say("平均得分率")), number_column(say("中位数")), number_column(say("最低")),
        number_column(say("最高")), number_column(say("标准差")),
    )  # fmt: skip
    rows = []
    for node, figures in found:
        several, extremes = figures.count > 1, seen.extremes(figures)
        rows.append(
            row(
                seen.said(node.id), str(figures.count), numbers.score(figures.mean), numbers.rate(figures.mean),
                numbers.score(figures.median if several else None),
                numbers.score(figures.lowest if extremes else None),
                numbers.score(figures.highest if extremes else None),
                numbers.score(figures.deviation if several else None),
            )
        )  # fmt: skip
    caption = say("各维度得分统计") if grouped else say("各指标得分统计")
    return compact(Table(columns, tuple(rows), caption))


def _maps(seen: Cohort, top: Sequence[NodeResult], map_units: int) -> tuple[tuple[Chart, ...], bool]:
    if len(top) < 2:
        return (), False
    if not seen.scores or len(seen.results.units) > map_units:
        groups = [group for group in unit_groups(seen) if len(group.units) > 1]
        rows = [_group_row(seen, top, group) for group in groups]
        chart = _map(seen, top, "map-1", rows, say("各类单位各维度平均得分"))
        return ((chart,) if len(groups) > 1 else ()), True
    several = len(kinds(seen.results.units)) > 1
    by_rank = seen.ranking == "full" and not (several and seen.anonymous)
    title = say("各单位各维度得分")
    parts: list[tuple[str, list[HeatRow]]] = []
    for kind in (None,) if seen.anonymous else kinds(seen.results.units):
        members = [unit for unit in seen.units if kind is None or (unit.type or "") == kind]
        rows = [
            HeatRow(seen.name(unit), tuple(_cell(seen, seen.score(unit, node.id)) for node in top))
            for unit in (seen.by_rank(members) if by_rank else members)
        ]
        pages = -(-len(rows) // MAP_ROWS)
        each = -(-len(rows) // pages)  # of equal length rather than a full map and a remnant
        for number in range(pages):
            said = [kind] if several and kind else []
            said += [f"{number + 1}/{pages}"] if pages > 1 else []
            full = say("{title}（{part}）", title=title, part=joined(said, "，")) if said else title
            parts.append((full, rows[number * each : (number + 1) * each]))
    if sum(len(rows) for _, rows in parts) < 2:
        return (), False
    charts = [_map(seen, top, f"map-{number}", rows, full) for number, (full, rows) in enumerate(parts, 1)]
    return tuple(charts), False


def _map(seen: Cohort, top: Sequence[NodeResult], name: str, rows: Sequence[HeatRow], title: str) -> Chart:
    columns = tuple(seen.said(node.id) for node in top)

    def scores(one: HeatRow) -> str:
        each = zip(columns, one.cells, strict=True)
        return joined(
            (say_as("heat map", "{name}{score}", name=column, score=text) for column, (text, _) in each), "，"
        )

    lines = joined((say("{name}：{scores}", name=one.label, scores=scores(one)) for one in rows), "；")
    return Chart(name, HeatMapChart(columns, tuple(rows)), title, say("{text}。", text=lines), title)


def _group_row(seen: Cohort, top: Sequence[NodeResult], group: UnitGroup) -> HeatRow:
    cells = []
    for node in top:
        figures = statistics(seen.score(unit, node.id) for unit in group.units)
        shown = figures is not None and seen.averaged(node.id, figures)
        cells.append(_cell(seen, figures.mean if figures is not None and shown else None))
    return HeatRow(say("{group}（{count}个）", group=group.label, count=len(group.units)), tuple(cells))


def _cell(seen: Cohort, score: Fraction | None) -> tuple[str, float | None]:
    ratio = seen.numbers.ratio(score)
    return seen.numbers.score(score), None if ratio is None else float(ratio)
