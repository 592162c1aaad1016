"""Charts and their SVG; the macros in reports/charts only draw what the geometry of each kind computes.

A chart is as wide as `geometry.WIDTH` user units and as high as its labels need. Coordinates are texts with one
decimal, so that every machine writes the same bytes. Values are shown as the finished texts they arrive as; what
cannot be drawn (a ratio below 0 or above 1) is drawn at the end of the scale. A chart of nothing says so in words.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dgassess.reporting.blocks import Figure
from dgassess.reporting.geometry import Label, empty
from dgassess.reporting.geometry_band import band
from dgassess.reporting.geometry_bars import bars
from dgassess.reporting.geometry_distribution import distribution
from dgassess.reporting.geometry_heat import heat
from dgassess.reporting.geometry_pareto import pareto
from dgassess.reporting.geometry_radar import radar
from dgassess.reporting.geometry_slope import slope
from dgassess.reporting.geometry_waterfall import waterfall
from dgassess.reporting.shapes import (
    BandChart,
    BarsChart,
    DistributionChart,
    HeatMapChart,
    ParetoChart,
    RadarChart,
    Shape,
    SlopeChart,
    WaterfallChart,
)
from dgassess.values.language import joined, say

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment


@dataclass(frozen=True, slots=True)
class Chart:
    """A shape with the words around it; `figure` draws it."""

    name: str
    shape: Shape
    title: str
    description: str
    caption: str


def figure(chart: Chart, folder: Path, compiled: BytecodeCache | None = None) -> Figure:
    """The chart as a figure. folder: reports/charts, with one `<kind>.svg.j2` per shape.

    Raises ValueError for a shape that cannot be drawn: a radar of other than 3 to 12 axes, a heat map of more than 12
    columns, a distribution of more than 40 bins, parts that differ in number.
    """
    kind, drawing = _drawn(chart.shape)
    template = environment(folder, compiled).get_template(f"{kind}.svg.j2")
    svg = template.render(id=chart.name, title=chart.title, description=chart.description, **drawing)
    return Figure(svg.strip(), chart.title, chart.description, chart.caption)


def _drawn(shape: Shape) -> tuple[str, dict[str, Any]]:
    """The name of the template and what it prints."""
    match shape:
        case RadarChart():
            return "radar", radar(shape)
        case BarsChart(bars=()) | ParetoChart(bars=()) | BandChart(segments=()) | SlopeChart(lines=()):
            return "empty", empty()
        case HeatMapChart(rows=()) | HeatMapChart(columns=()):
            return "empty", empty()
        case DistributionChart(bins=()) | WaterfallChart(steps=()):
            return "empty", empty()
        case BarsChart():
            return "bars", bars(shape)
        case BandChart():
            return "band", band(shape)
        case ParetoChart():
            return "pareto", pareto(shape)
        case HeatMapChart():
            return "heat", heat(shape)
        case SlopeChart():
            return "slope", slope(shape)
        case DistributionChart():
            return "distribution", distribution(shape)
        case WaterfallChart():
            return "waterfall", waterfall(shape)


@functools.lru_cache(maxsize=4)
def environment(folder: Path, compiled: BytecodeCache | None = None) -> Environment:
    """What the macros of a folder are rendered in. compiled: where compiled templates are kept."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    # No sandbox: these templates ship, and nobody else's take their place.
    found = Environment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=compiled,
    )
    found.filters["told"] = _told
    return found


def _told(label: Label, values: Sequence[Label]) -> str:
    """What stands for one thing, in full: its name and its values."""
    if not values:
        return _whole(label)
    return say("{name}：{value}", name=_whole(label), value=joined(map(_whole, values), "，"))


def _whole(label: Label) -> str:
    """The text of a label before it was broken into lines: Latin words were parted at blanks, Chinese anywhere."""
    text = ""
    for line in label.lines[:-1] if label.value else label.lines:
        text += " " if text[-1:].isascii() and line.text[:1].isascii() and text else ""
        text += line.text
    return say("{name}：{value}", name=text, value=label.value) if label.value else text
