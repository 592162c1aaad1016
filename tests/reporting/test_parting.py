"""Charts of any number of rows become charts that fit a page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dgassess.reporting.geometry import MOST_HEIGHT
from dgassess.reporting.parting import MOST_BARS, MOST_ROWS, bar_charts, heat_maps
from dgassess.reporting.shapes import (
    BarsChart,
)
from tests.reporting.drawings import (
    LONG,
    assert_legible,
    bars_of,
    drawn,
    heat_of,
)


@pytest.mark.parametrize(
    ("rows", "columns"), [(0, 3), (1, 1), (20, 5), (21, 5), (45, 12), (61, 30), (3000, 6)]
)
@pytest.mark.parametrize("name", ["县", LONG])
def test_heat_maps_of_any_size_are_parted(rows: int, columns: int, name: str) -> None:
    chart = heat_of(rows, columns, name)
    made = heat_maps(chart)
    for one in made if len(made) < 10 else (made[0], made[-1]):
        root = drawn(one)
        assert_legible(root)
        assert float(root.attrib["height"]) <= MOST_HEIGHT
        assert len(one.rows) <= MOST_ROWS
    blocks = -(-columns // 12)
    assert sum(len(one.rows) for one in made) == rows * blocks
    first = [row.label for one in made[: len(made) // blocks] for row in one.rows]
    assert first == [row.label for row in chart.rows]
    assert max(len(one.rows) for one in made) - min(len(one.rows) for one in made) <= 1


def test_bars_of_any_number_are_parted() -> None:
    chart = BarsChart(
        tuple(replace(bar, label=f"{i}{LONG}") for i, bar in enumerate(bars_of(50))), "", "目标"
    )
    made = bar_charts(chart)
    assert tuple(bar for one in made for bar in one.bars) == chart.bars
    assert all(len(one.bars) <= MOST_BARS and one.target_legend == "目标" for one in made)
    assert all(float(drawn(one).attrib["height"]) <= MOST_HEIGHT for one in made)
    assert bar_charts(BarsChart(())) == (BarsChart(()),)
