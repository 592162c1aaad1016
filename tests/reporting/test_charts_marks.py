"""Every mark of a chart says in full what it stands for: what a page shows beside the pointer."""

from __future__ import annotations

import re
from html import unescape

import pytest

from dgassess.reporting.charts import Chart, figure
from dgassess.reporting.shapes import (
    Axis,
    BandChart,
    Bar,
    BarsChart,
    DistributionBin,
    DistributionChart,
    HeatMapChart,
    HeatRow,
    ParetoChart,
    RadarChart,
    Segment,
    Shape,
    SlopeChart,
    SlopeLine,
    WaterfallChart,
    WaterfallStep,
)
from tests.reporting.conftest import REPORTS

LONG = "政务数据资源目录编制与一体化共享交换平台建设应用"
LATIN = "Public data catalogue and exchange platform"
BARS = (Bar(LONG, "87.13", 0.87), Bar(LATIN, "不适用", None))
MARKS: list[tuple[Shape, list[str]]] = [
    (BarsChart(BARS), [f"{LONG}：87.13", f"{LATIN}：不适用"]),
    (ParetoChart(BARS, (0.9, 1.0), ("90%", "100%")), [f"{LONG}：87.13，90%", f"{LATIN}：不适用，100%"]),
    (WaterfallChart((WaterfallStep(LONG, 0, 0.8, "80.00", whole=True),)), [f"{LONG}：80.00"]),
    (BandChart((Segment("追赶型", "<60"), Segment("引领型", "≥60")), 1.5, "90分"), ["追赶型：<60", "引领型：≥60"]),
    (HeatMapChart(("安全保障",), (HeatRow(LONG, (("94.73", 0.95),)),)), [f"{LONG}：安全保障，94.73"]),
    (SlopeChart((SlopeLine(LONG, 0.8, 0.9, "80.00", "90.00"),), "2025", "2026"), [f"{LONG}：80.00→90.00"]),
    (DistributionChart((DistributionBin("60—70", 3),)), ["60—70：3个"]),
    (
        RadarChart(tuple(Axis(f"维度{n}", f"{n}0.00", n / 10) for n in (1, 2, 3)), ()),
        ["维度1：10.00", "维度2：20.00", "维度3：30.00"],
    ),
]  # fmt: skip


def titles(shape: Shape) -> list[str]:
    svg = figure(Chart("c", shape, "题", "述", "名"), REPORTS / "charts").svg
    return [unescape(text) for text in re.findall(r"<title>(.*?)</title>", svg, re.DOTALL)]


@pytest.mark.parametrize(("shape", "marks"), MARKS, ids=lambda value: type(value).__name__)
def test_marks_say_what_they_stand_for(shape: Shape, marks: list[str]) -> None:
    assert titles(shape) == marks


def test_marks_are_literal() -> None:
    shape = BarsChart((Bar("<b>&amp;</title>", "{{ 1 }}", 0.5),))
    assert titles(shape) == ["<b>&amp;</title>：{{ 1 }}"]
