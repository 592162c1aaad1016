"""Every kind of chart: legible whatever it is given, truthful at the edges, escaped, repeatable, drawable by typst."""

from __future__ import annotations

import io
import typing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from dgassess.reporting import pdf
from dgassess.reporting.blocks import Cover, Document
from dgassess.reporting.charts import Chart, figure
from dgassess.reporting.geometry import MOST_HEIGHT, NOTHING
from dgassess.reporting.geometry_slope import MOST_LINES
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
from tests.reporting.drawings import LONG, all_text, assert_legible, bars_of, drawn, heat_of, slope_of

HOSTILE = "<script>alert(1)</script>&\"'{{7*7}}"
CHINESE = st.text("政务数据共享开放，（）统筹推进“一网通办”安全", min_size=2, max_size=24)
LATIN = st.sampled_from(["Hangzhou", "Xinjiang Production and Construction Corps", "GB/T 9704", "W" * 24])
NAMES = CHINESE | LATIN
TEXTS = st.sampled_from(
    ["0.00", "87.25", "100.00", "-3.00", "不适用", "", "未填报，按最低分计入，待补材料后核定"]
)
RATIOS = st.none() | st.sampled_from([-0.5, 0.0, 0.8, 0.801, 1.0, 1.7]) | st.floats(0, 1)
SOME = st.floats(-0.2, 1.2)
BARS = st.builds(Bar, NAMES, TEXTS, RATIOS, RATIOS, RATIOS, st.booleans(), st.booleans())


def several(item: st.SearchStrategy[typing.Any], most: int = 20) -> st.SearchStrategy[tuple[typing.Any, ...]]:
    return st.lists(item, max_size=most).map(tuple)


@st.composite
def radars(draw: st.DrawFn) -> RadarChart:
    count = draw(st.integers(3, 12))
    axis = st.builds(Axis, NAMES, st.sampled_from(["87.25", "不适用", "100.00"]), RATIOS, RATIOS, RATIOS)
    axes = draw(st.lists(axis, min_size=count, max_size=count))
    rings = tuple((step / 5, str(step * 20)) for step in range(1, 6))
    return RadarChart(tuple(axes), rings, "得分", draw(NAMES), draw(NAMES))


@st.composite
def paretos(draw: st.DrawFn) -> ParetoChart:
    bars = draw(several(BARS))
    running = draw(st.lists(SOME, min_size=len(bars), max_size=len(bars)))
    return ParetoChart(bars, tuple(running), tuple(f"{share * 100:.1f}%" for share in running))


@st.composite
def heats(draw: st.DrawFn) -> HeatMapChart:
    columns = draw(several(NAMES, 12))
    cells = st.tuples(*[st.tuples(TEXTS, RATIOS)] * len(columns))
    return HeatMapChart(columns, draw(several(st.builds(HeatRow, NAMES, cells), 6)))


SLOPES = st.builds(
    SlopeChart, several(st.builds(SlopeLine, NAMES, RATIOS, RATIOS, TEXTS, TEXTS, st.booleans()), 20), NAMES, NAMES
)  # fmt: skip
BINS = st.builds(DistributionBin, NAMES, st.integers(0, 3000), st.sampled_from(["", "引领型", LONG]))
DISTRIBUTIONS = st.builds(
    DistributionChart, several(BINS, 40), several(st.tuples(st.floats(-2, 45), NAMES), 8),
    st.sampled_from(["个", "家单位"]),
)  # fmt: skip
WATERFALLS = st.builds(
    WaterfallChart, several(st.builds(WaterfallStep, NAMES, SOME, SOME, TEXTS, st.booleans()))
)
BAR_CHARTS = st.builds(
    BarsChart, several(BARS), st.just("") | NAMES, NAMES, st.sampled_from(["score", "lost"]), NAMES, NAMES
)
SHAPES: dict[type[Shape], st.SearchStrategy[typing.Any]] = {
    RadarChart: radars(), BarsChart: BAR_CHARTS, ParetoChart: paretos(), HeatMapChart: heats(), SlopeChart: SLOPES,
    DistributionChart: DISTRIBUTIONS, WaterfallChart: WATERFALLS,
}  # fmt: skip


@pytest.mark.parametrize("kind", SHAPES, ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_every_chart_is_legible(kind: type[Shape], data: st.DataObject) -> None:
    assert_legible(drawn(data.draw(SHAPES[kind])))


def full() -> dict[str, Shape]:
    """One of every kind, all parts used, as many and as long as they may be."""
    levels = ("起步型", "追赶型", "成长型", "引领型")
    rings = tuple((step / 5, str(step * 20)) for step in range(1, 6))
    steps = [WaterfallStep(LONG, 0.8, 0.8 + 0.02 * (-1) ** i, "+2.00") for i in range(14)]
    return {
        "radar": RadarChart(tuple(Axis(LONG, "80.00", 0.8, 0.9, 0.7) for _ in range(12)), rings),
        "bars": BarsChart(bars_of(16), "斜纹", "目标值", "score", "原得分", "同类均值"),
        "band": BandChart(tuple(Segment(LONG, "≥60") for _ in range(5)), 3, "90分"),
        "pareto": ParetoChart(bars_of(16), (0.9,) * 16, ("90.0%",) * 16),
        "heat": heat_of(10, 5), "slope": slope_of(MOST_LINES, LONG[:22]),
        "distribution": DistributionChart(
            tuple(DistributionBin(f"{i}–{i + 1}", 75 * i, levels[i // 10]) for i in range(40)),
            ((20.5, "本单位 51.20"), (20.4, "中位数 51.00")),
        ),
        "waterfall": WaterfallChart((*steps, WaterfallStep("总分", 0, 0.8, "80.00", True))),
    }  # fmt: skip


def test_every_kind_is_tested_and_fits_a_page() -> None:
    assert {type(shape) for shape in full().values()} == set(typing.get_args(Shape))
    for shape in full().values():
        root = drawn(shape)
        assert_legible(root)
        assert float(root.attrib["height"]) <= MOST_HEIGHT


@pytest.mark.parametrize("kind", full())
def test_the_same_chart_has_the_same_bytes(kind: str) -> None:
    chart = Chart("x", full()[kind], "题", "述", "")
    assert figure(chart, REPORTS / "charts") == figure(chart, REPORTS / "charts")


def test_typst_draws_every_chart_and_every_text_can_be_found() -> None:
    """Warnings of typst are errors, so whatever it cannot draw fails here."""
    charts = [Chart(kind, shape, "题", "述", "图") for kind, shape in full().items()]
    figures = tuple(figure(chart, REPORTS / "charts") for chart in charts)
    data = pdf.pages(Document(Cover("图表"), figures), REPORTS / "theme" / "pdf", REPORTS / "fonts").compile()
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).replace("\n", "")
    for needed in ("同类均值", "累计占比", "颜色越深", "2025年", "51.20", "2925", "总分"):
        assert needed in text.replace(" ", ""), needed


EMPTY: tuple[Shape, ...] = (
    BarsChart(()), BandChart((), 0, ""), ParetoChart((), (), ()), HeatMapChart((), ()), HeatMapChart(("列",), ()),
    HeatMapChart((), (HeatRow("行", ()),)), SlopeChart((), "前", "后"), DistributionChart(()), WaterfallChart(()),
)  # fmt: skip


@pytest.mark.parametrize("shape", EMPTY, ids=repr)
def test_a_chart_of_nothing_says_so(shape: Shape) -> None:
    root = drawn(shape)
    assert_legible(root)
    assert all_text(root) == NOTHING


ONE: tuple[Shape, ...] = (
    BarsChart((Bar(HOSTILE, HOSTILE, 1.4, 1.2, -1),), target_legend=HOSTILE, peer_legend=HOSTILE),
    ParetoChart((Bar(HOSTILE, HOSTILE, 2.0),), (1.5,), (HOSTILE,)),
    HeatMapChart((HOSTILE,), (HeatRow(HOSTILE, ((HOSTILE, -3.0),)),)),
    SlopeChart((SlopeLine(HOSTILE, -1, 2, HOSTILE, HOSTILE),), HOSTILE, HOSTILE),
    DistributionChart((DistributionBin(HOSTILE, 0, HOSTILE),), ((9, HOSTILE),), "&"),
    WaterfallChart((WaterfallStep(HOSTILE, -1, 2, HOSTILE, True),)),
)


@pytest.mark.parametrize("shape", ONE, ids=lambda shape: type(shape).__name__)
def test_one_hostile_item_beyond_the_scale_is_literal_and_within(shape: Shape) -> None:
    root = drawn(shape, title=HOSTILE)
    assert_legible(root)
    assert HOSTILE in all_text(root)
    assert not [element for element in root.iter() if element.tag.endswith("script")]
