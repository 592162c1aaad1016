"""Charts of more rows than fit a page, as several charts that do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from dgassess.reporting.geometry import MOST_HEIGHT
from dgassess.reporting.geometry_bars import bars
from dgassess.reporting.geometry_heat import MOST_COLUMNS, heat
from dgassess.reporting.shapes import BarsChart, HeatMapChart, HeatRow

MOST_ROWS = 20
MOST_BARS = 20
_Item = TypeVar("_Item")
_Part = TypeVar("_Part")


def heat_maps(chart: HeatMapChart) -> tuple[HeatMapChart, ...]:
    """The rows of a heat map in charts of at most 20 rows and 12 columns, none higher than a page holds.

    Rows keep their order and lie in charts of about one height; columns beyond the twelfth go to further charts with
    all rows again. A chart of nothing stays one.
    """
    count = len(chart.columns)
    if not chart.rows or not count:
        return (chart,)
    broad = -(-count // -(-count // MOST_COLUMNS))
    made: list[HeatMapChart] = []
    for start in range(0, count, broad):
        chosen = slice(start, start + broad)
        narrow = HeatMapChart(
            chart.columns[chosen],
            tuple(HeatRow(row.label, row.cells[chosen]) for row in chart.rows),
            chart.legend,
        )
        made += _parts(narrow.rows, MOST_ROWS, _heat_part(narrow), _heat_high)
    return tuple(made)


def bar_charts(chart: BarsChart) -> tuple[BarsChart, ...]:
    """Bars in charts of at most 20, none higher than a page holds; a chart of none stays one."""
    if not chart.bars:
        return (chart,)
    return tuple(
        _parts(
            chart.bars,
            MOST_BARS,
            lambda chosen: replace(chart, bars=tuple(chosen)),
            lambda part: float(bars(part)["height"]),
        )
    )


def _heat_part(chart: HeatMapChart) -> Callable[[Sequence[HeatRow]], HeatMapChart]:
    return lambda chosen: replace(chart, rows=tuple(chosen))


def _heat_high(chart: HeatMapChart) -> float:
    return float(heat(chart)["height"])


def _parts(
    items: Sequence[_Item],
    most: int,
    part: Callable[[Sequence[_Item]], _Part],
    high: Callable[[_Part], float],
) -> list[_Part]:
    """Parts alike in number to one item, each low enough; a single item is never parted."""
    for each in range(min(most, len(items)), 1, -1):
        made = _alike(items, each, part)
        if all(high(one) <= MOST_HEIGHT for one in made):
            return made
    return _alike(items, 1, part)


def _alike(items: Sequence[_Item], most: int, part: Callable[[Sequence[_Item]], _Part]) -> list[_Part]:
    number = -(-len(items) // most)
    bounds = [len(items) * index // number for index in range(number + 1)]
    return [part(items[start:end]) for start, end in pairwise(bounds)]
