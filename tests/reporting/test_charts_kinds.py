"""What each kind of chart shows: marks where the values are, words for what cannot be drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dgassess.reporting import geometry_heat
from dgassess.reporting.geometry_slope import MOST_LINES
from dgassess.reporting.shapes import (
    Axis,
    Bar,
    BarsChart,
    DistributionBin,
    DistributionChart,
    HeatMapChart,
    HeatRow,
    ParetoChart,
    RadarChart,
    SlopeChart,
    SlopeLine,
    WaterfallChart,
    WaterfallStep,
)
from tests.reporting.drawings import (
    all_text,
    assert_legible,
    drawn,
    heat_of,
    pieces,
    slope_of,
    texts,
)


def test_peers_have_a_third_outline_and_a_diamond() -> None:
    axes = tuple(Axis(f"轴{i}", "80", 0.8, None, ratio) for i, ratio in enumerate((0.5, None, 0.7, 0.6)))
    root = drawn(RadarChart(axes, ((1.0, "100"),), peer_series="东部均值"))
    third = [element for element in root.iter() if element.get("class") == "third"]
    assert third[0].get("stroke-linecap") == "round"
    assert len(list(third[0])) == 2  # neighbours only: 2–3 and 3–0
    assert "得分" in all_text(root)
    assert "东部均值" in all_text(root)
    assert "东部均值" not in all_text(drawn(RadarChart(tuple(replace(a, peer_ratio=None) for a in axes), ())))
    bars = BarsChart((Bar("甲", "80", 0.8, 0.9, 0.5), Bar("乙", "70", 0.7)), "", "目标", peer_legend="均值")
    marks = [piece for piece in pieces(drawn(bars)) if piece.element.get("class") == "hollow"]
    assert [piece.tag for piece in marks] == ["polygon", "polygon"]  # the mark and its legend
    assert "均值" not in all_text(drawn(BarsChart((Bar("乙", "70", 0.7),), peer_legend="均值")))


def test_pareto_line_goes_through_the_shares() -> None:
    bars = (Bar("甲", "6", 1.0), Bar("乙", "2", 1 / 3), Bar("丙", "1", None))
    chart = ParetoChart(bars, (0.6, 0.8, 0.9), ("60%", "80%", "90%"))
    root = drawn(chart)
    tracks = [piece.box for piece in pieces(root) if piece.element.get("class") == "track"]
    circles = [piece.box for piece in pieces(root) if piece.tag == "circle"][:3]
    left, right = tracks[0][0], tracks[0][2]
    middles = [((box[0] + box[2]) / 2 - left) / (right - left) for box in circles]
    assert middles == pytest.approx([0.6, 0.8, 0.9], abs=0.001)
    assert "累计80%" in all_text(root)
    assert "累计80%" not in all_text(drawn(ParetoChart(chart.bars[:1], (0.6,), ("60%",))))
    with pytest.raises(ValueError, match="3 bars, 2 shares, 3 texts"):
        drawn(replace(chart, running=(0.6, 0.8)))


def test_heat_text_is_readable_on_every_tint_and_darkens_with_the_value() -> None:
    lightness = []
    for step in range(1001):
        shade = geometry_heat.tint(step / 1000)
        looks = geometry_heat._looks(step / 1000)
        assert geometry_heat.contrast(shade, 0.0 if looks["ink"] == "#000000" else 1.0) >= 4.5
        lightness.append(geometry_heat.contrast(shade, 0.0))
    assert lightness == sorted(lightness, reverse=True)
    assert geometry_heat.contrast((255, 255, 255), 0.0) == pytest.approx(21)


def test_heat_prints_every_value_and_leaves_what_has_no_ratio_untinted() -> None:
    rows = (HeatRow("甲", (("12.5", 0.125), ("不适用", None))), HeatRow("乙", (("150", 1.5), ("-8", -0.08))))
    root = drawn(HeatMapChart(("一", "二"), rows, legend=""))
    assert all_text(root) == "一二甲12.5不适用乙150-8"
    fills = [piece.element.attrib["fill"] for piece in pieces(root) if piece.tag == "rect"]
    assert fills[1] == "none"
    assert fills[2:] == ["#084594", "#f7fbff"]
    with pytest.raises(ValueError, match="has 1 cells for 2 columns"):
        drawn(HeatMapChart(("一", "二"), (HeatRow("甲", (("1", 1.0),)),)))
    with pytest.raises(ValueError, match="at most 12 columns, not 13"):
        drawn(heat_of(1, 13))


def test_slope_names_the_strong_and_what_moved_most() -> None:
    chart = slope_of(3000, "县")
    chart = replace(chart, lines=(replace(chart.lines[0], strong=True), *chart.lines[1:]))
    root = drawn(chart)
    assert_legible(root)
    named = {piece.text for piece in texts(root) if piece.text.startswith("县")}
    assert named == {"县0", *(f"县{i}" for i in range(2987, 3000))}
    assert "其余2986项中200项以灰线表示" in all_text(root)
    assert "其余6项以灰线表示，未标名称" in all_text(drawn(slope_of(20, "县")))
    assert "其余" not in all_text(drawn(slope_of(MOST_LINES)))


def test_slope_says_what_has_no_value_and_does_not_magnify() -> None:
    lines = (
        SlopeLine("甲", None, 0.8, "未设", "80"), SlopeLine("乙", 0.8, None, "80", "取消"),
        SlopeLine("丙", 0.8, 0.801, "80", "80.1"),
    )  # fmt: skip
    root = drawn(SlopeChart(lines, "前", "后"))
    assert_legible(root)
    for text in ("未设", "取消", "80.1", "上升"):
        assert text in all_text(root)
    assert len([piece for piece in pieces(root) if piece.tag == "circle"]) == 4
    (moved,) = [piece.box for piece in pieces(root) if piece.element.get("class") == "stroke"][:1]
    assert moved[3] - moved[1] < 2  # a tenth of a point of a hundred
    assert "持平" in all_text(drawn(SlopeChart((SlopeLine("甲", 0.5, 0.5, "50", "50"),), "前", "后")))


def test_distribution_lies_as_its_scale_and_points_out_marks() -> None:
    counts = (0, 1, 2, 5, 40, 3000, 20, 7, 0, 1)
    bins = tuple(
        DistributionBin(f"{i}0–{i + 1}0", count, "低" if i < 5 else "高") for i, count in enumerate(counts)
    )
    root = drawn(DistributionChart(bins, ((5.5, "本单位"), (99, "最高"), (-1, "最低"))))
    assert_legible(root)
    rects = [piece for piece in pieces(root) if piece.tag == "rect"]
    assert [rects[4].element.get("width"), rects[9].element.get("width")] != ["0.0", "0.0"]
    assert rects[9].element.get("width") == "0.0"  # the first bin, at the bottom, holds none
    marks = [piece.box[1] for piece in pieces(root) if piece.element.get("class") == "halo"]
    middle = (rects[4].box[1] + rects[4].box[3]) / 2
    assert marks == pytest.approx([middle, 8.0, rects[9].box[3] + 2], abs=0.11)
    for text in ("3000个", "0个", "低", "高", "本单位"):
        assert text in all_text(root)
    nothing = drawn(DistributionChart((DistributionBin("全部", 0),)))
    assert [piece.element.get("width") for piece in pieces(nothing) if piece.tag == "rect"] == ["0.0"]
    with pytest.raises(ValueError, match="at most 40 bins, not 41"):
        drawn(DistributionChart((DistributionBin("", 1),) * 41))


def test_waterfall_steps_hang_together() -> None:
    steps = (
        WaterfallStep("基础", 0.3, 0.8, "80", True), WaterfallStep("加", 0.8, 0.9, "+10"),
        WaterfallStep("减", 0.9, 0.85, "-5"), WaterfallStep("舍入", 0.85, 0.85, "0"),
    )  # fmt: skip
    root = drawn(WaterfallChart(steps))
    rects = [piece.box for piece in pieces(root) if piece.tag == "rect"]
    solid = [p for p in pieces(root) if p.tag == "line" and p.element.get("stroke-dasharray") is None]
    axis = solid[0].box[0]
    assert rects[0][0] == axis  # a total starts at zero whatever its start says
    assert rects[1][0] == pytest.approx(rects[0][2], abs=0.11)
    assert rects[2][2] == pytest.approx(rects[1][2], abs=0.11)
    assert rects[3][2] - rects[3][0] == pytest.approx(1.5, abs=0.11)
    assert "增加减少合计" in all_text(root)
    assert "减少" not in all_text(drawn(WaterfallChart(steps[:2])))
