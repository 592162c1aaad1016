"""The top-level nodes of a cohort: how each is spread, and a heat map of units or groups by them."""

from __future__ import annotations

from collections.abc import Sequence
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

MAP_ROWS = 30  # units on one heat map


@dataclass(frozen=True, slots=True)
class Dimensions:
    """What is said of top-level nodes: named with their mean score rates, the strongest or the weakest first."""

    word: str  # 维度, or 指标 in a system without groups
    count: int
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    table: Table
    maps: tuple[Chart, ...]
    by_group: bool  # whether the maps have a row per group rather than per unit


def dimensions(seen: Cohort, map_units: int, most: int) -> Dimensions:
    """Everything about top-level nodes. most: how many strong and weak ones are named."""
    top = seen.top()
    found = [
        (node, figures)
        for node in top
        if (figures := statistics(seen.score(unit, node.id) for unit in seen.results.units)) is not None
        and seen.averaged(node.id, figures)
    ]
    most = min(most, len(found) // 2)
    ordered = sorted(found, key=lambda one: -one[1].mean)
    named = [f"{seen.said(node.id)}（得分率{seen.numbers.rate(figures.mean)}）" for node, figures in ordered]
    maps, by_group = _maps(seen, top, map_units)
    word = "维度" if any(node.kind == "group" for node in top) else "指标"
    return Dimensions(
        word=word,
        count=len(top),
        strong=tuple(named[:most]),
        weak=tuple(reversed(named[-most:])) if most else (),
        table=_table(seen, found, word),
        maps=maps,
        by_group=by_group,
    )


def _table(seen: Cohort, found: Sequence[tuple[NodeResult, Statistics]], word: str) -> Table:
    numbers = seen.numbers
    columns = (
        Column("名称", width=3), number_column("单位数"), number_column("均值"), number_column("平均得分率"),
        number_column("中位数"), number_column("最低"), number_column("最高"), number_column("标准差"),
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
    return compact(Table(columns, tuple(rows), f"各{word}得分统计"))


def _maps(seen: Cohort, top: Sequence[NodeResult], map_units: int) -> tuple[tuple[Chart, ...], bool]:
    if len(top) < 2:
        return (), False
    if not seen.scores or len(seen.results.units) > map_units:
        groups = [group for group in unit_groups(seen) if len(group.units) > 1]
        chart = _map(
            seen, top, "map-1", [_group_row(seen, top, group) for group in groups], "各类单位各维度平均得分"
        )
        return ((chart,) if len(groups) > 1 else ()), True
    several = len(kinds(seen.results.units)) > 1
    by_rank = seen.ranking == "full" and not (several and seen.anonymous)
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
            parts.append(("，".join(said), rows[number * each : (number + 1) * each]))
    if sum(len(rows) for _, rows in parts) < 2:
        return (), False
    title = "各单位各维度得分"
    charts = [
        _map(seen, top, f"map-{number}", rows, f"{title}（{said}）" if said else title)
        for number, (said, rows) in enumerate(parts, 1)
    ]
    return tuple(charts), False


def _map(seen: Cohort, top: Sequence[NodeResult], name: str, rows: Sequence[HeatRow], title: str) -> Chart:
    columns = tuple(seen.said(node.id) for node in top)
    said = "；".join(
        f"{one.label}："
        + "，".join(f"{column}{text}" for column, (text, _) in zip(columns, one.cells, strict=True))
        for one in rows
    )
    return Chart(name, HeatMapChart(columns, tuple(rows)), title, f"{said}。", title)


def _group_row(seen: Cohort, top: Sequence[NodeResult], group: UnitGroup) -> HeatRow:
    cells = []
    for node in top:
        figures = statistics(seen.score(unit, node.id) for unit in group.units)
        shown = figures is not None and seen.averaged(node.id, figures)
        cells.append(_cell(seen, figures.mean if figures is not None and shown else None))
    return HeatRow(f"{group.label}（{len(group.units)}个）", tuple(cells))


def _cell(seen: Cohort, score: Fraction | None) -> tuple[str, float | None]:
    ratio = seen.numbers.ratio(score)
    return seen.numbers.score(score), None if ratio is None else float(ratio)
