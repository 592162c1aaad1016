"""Charts as data, their geometry, and their SVG; the macros in reports/charts only draw what is computed here.

A chart is as wide as `WIDTH` user units and as high as its labels need. Coordinates are texts with one decimal, so
that every machine writes the same bytes. Values are shown as the finished texts they arrive as.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dgassess.reporting.blocks import Figure
from dgassess.reporting.shapes import BandChart, BarsChart, RadarChart, Shape

if TYPE_CHECKING:
    from jinja2 import Environment

WIDTH = 480.0
SIZE = 14.0  # of labels
LINE = 18.0


@dataclass(frozen=True, slots=True)
class Chart:
    """A shape with the words around it; `figure` draws it."""

    name: str
    shape: Shape
    title: str
    description: str
    caption: str


def figure(chart: Chart, folder: Path) -> Figure:
    """The chart as a figure. folder: reports/charts, with one `<kind>.svg.j2` per shape."""
    from dgassess.reporting import geometry

    match chart.shape:
        case RadarChart():
            kind, drawing = "radar", geometry.radar(chart.shape)
        case BarsChart():
            kind, drawing = "bars", geometry.bars(chart.shape)
        case BandChart():
            kind, drawing = "band", geometry.band(chart.shape)
        case _:
            raise NotImplementedError(type(chart.shape).__name__)
    template = _environment(folder).get_template(f"{kind}.svg.j2")
    svg = template.render(id=chart.name, title=chart.title, description=chart.description, **drawing)
    return Figure(svg.strip(), chart.title, chart.description, chart.caption)


@functools.lru_cache(maxsize=4)
def _environment(folder: Path) -> Environment:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
