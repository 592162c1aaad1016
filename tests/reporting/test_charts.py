"""Charts: labels neither clip nor touch, texts are escaped, bytes repeat."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgassess.reporting.geometry import SIZE, WIDTH, at
from dgassess.reporting.geometry_band import band
from dgassess.reporting.geometry_bars import bars
from dgassess.reporting.geometry_radar import radar
from dgassess.reporting.lettering import width, wrap
from dgassess.reporting.shapes import Axis, BandChart, Bar, BarsChart, RadarChart, Segment, Shape
from tests.reporting.drawings import SVG, assert_legible, drawn, touching

NAMES = ("政务", "数据共享开放", "关键信息基础设施安全", "统筹推进数字政府建设与营商环境优化协同发展水平")
RINGS = tuple((step / 5, str(step * 20)) for step in range(1, 6))


def radar_of(count: int, name: str) -> RadarChart:
    axes = tuple(Axis(name, f"{50 + i}.00", (50 + i) / 100, (60 + i) / 100) for i in range(count))
    return RadarChart(axes, RINGS)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("count", range(3, 13))
def test_radar_labels_fit(count: int, name: str) -> None:
    drawing = radar(radar_of(count, name))
    shift = float(drawing["shift_y"])
    high = float(drawing["height"])
    boxes = [label.box for label in (*drawing["labels"], *drawing["key"])]
    assert not touching(boxes)
    for left, top, right, bottom in boxes:
        assert left >= -WIDTH / 2
        assert right <= WIDTH / 2
        assert top + shift >= 0
        assert bottom + shift <= high
    shown = "".join(line.text for label in (*drawing["labels"], *drawing["key"]) for line in label.lines)
    assert shown.count(name) == count or shown.replace(" ", "").count(name) == count


@pytest.mark.parametrize("count", [0, 2, 13])
def test_radar_refuses_other_counts(count: int) -> None:
    with pytest.raises(ValueError, match="3 to 12"):
        radar(radar_of(count, "名"))


def test_radar_with_gaps_draws_lines_between_neighbours_only() -> None:
    ratios = (0.5, None, 0.7, 0.8, 0.9)
    axes = tuple(Axis(f"轴{i}", "不适用" if r is None else "1", r) for i, r in enumerate(ratios))
    outline = radar(RadarChart(axes, RINGS))["main"]
    assert outline["closed"] == ""
    assert len(outline["lines"]) == 3
    assert len(outline["points"]) == 4
    drawn(RadarChart(axes, RINGS))
    nothing = tuple(Axis(axis.label, "不适用", None) for axis in axes)
    assert radar(RadarChart(nothing, RINGS))["main"] is None
    drawn(RadarChart(nothing, RINGS))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("count", [1, 2, 10, 20])
def test_bar_labels_fit(count: int, name: str) -> None:
    chart = BarsChart(
        tuple(Bar(name, "100.00（100%）", i / count, 0.8, i % 2 == 0) for i in range(count)), "斜纹", "目标"
    )
    drawing = bars(chart)
    boxes = [row["label"].box for row in drawing["rows"]]
    assert not touching(boxes)
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert right < float(drawing["left"])
        assert top >= 0
        assert bottom <= float(drawing["height"])
    for row in drawing["rows"]:
        assert row["value"].box[2] <= WIDTH
        assert "".join(line.text for line in row["label"].lines) == name


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("count", range(2, 13))
def test_band_labels_fit(count: int, name: str) -> None:
    segments = tuple(Segment(name, "≥90.5", i == 1) for i in range(count))
    for position in (0.0, count / 2, float(count)):
        drawing = band(BandChart(segments, position, "95.38分"))
        boxes = [part.box for segment in drawing["segments"] for part in (segment["name"], segment["bound"])]
        assert not touching(boxes)
        assert all(left >= 0 and right <= WIDTH for left, _, right, _ in boxes)
        assert max(box[3] for box in boxes) <= float(drawing["height"])
        half = width("95.38分", SIZE) / 2
        assert half <= float(drawing["marker_text_x"]) <= WIDTH - half


def test_every_chart_is_an_image_with_words() -> None:
    shapes: tuple[Shape, ...] = (
        radar_of(5, "统筹管理"), BarsChart((Bar("甲", "1", 0.5),)),
        BandChart((Segment("甲", "<60"), Segment("乙", "≥60")), 1, "9"),
    )  # fmt: skip
    for shape in shapes:
        root = drawn(shape, "y", "标题 & <b>")
        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == "y-title y-desc"
        title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None
        assert description is not None
        assert (title.text, description.text) == ("标题 & <b>", "述")
        assert "Noto Sans SC" in str(root.get("font-family"))
        assert_legible(root)


def test_labels_are_literal() -> None:
    root = drawn(BarsChart((Bar("<script>alert(1)</script>&", "{{7*7}}", 0.5),)))
    texts = "".join(text.text or "" for text in root.iter(f"{SVG}text"))
    assert "<script>alert(1)</script>&" in texts
    assert "{{7*7}}" in texts
    assert not list(root.iter(f"{SVG}script"))


def test_coordinates_repeat() -> None:
    assert ElementTree.tostring(drawn(radar_of(7, "名称"))) == ElementTree.tostring(
        drawn(radar_of(7, "名称"))
    )
    assert at(-0.04) == "0.0"


@given(st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=40), st.integers(28, 200))
def test_wrap_keeps_every_character_within_the_width(text: str, most: int) -> None:
    lines = wrap(text, SIZE, most)
    assert "".join(lines) == text
    assert all(width(line, SIZE) <= most or len(line) == 1 for line in lines)


def test_lines_do_not_open_with_closing_punctuation() -> None:
    for most in range(56, 140):
        assert all(
            line[0] not in "，。）、" for line in wrap("数据共享（含公共数据），开放、利用。", SIZE, most)
        )
