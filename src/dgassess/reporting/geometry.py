"""Where everything in a chart stands. Pure arithmetic; returns what the SVG macros print."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dgassess.reporting.charts import LINE, SIZE, WIDTH
from dgassess.reporting.lettering import width, wrap
from dgassess.reporting.shapes import Axis, BandChart, BarsChart, RadarChart

RADIUS = 112.0
_MOST_LINES = 5
_BASELINE = 0.36  # from a line's middle to its baseline, in em
_KEYS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"


def at(value: float) -> str:
    """A coordinate: one decimal, never -0.0."""
    text = f"{value:.1f}"
    return "0.0" if text == "-0.0" else text


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: x, its baseline y, its text-anchor."""

    x: str
    y: str
    text: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Label:
    """A label of several lines and the box it fills: left, top, right, bottom."""

    lines: tuple[Line, ...]
    box: tuple[float, float, float, float]
    value: str  # the last line, set bold


def _label(texts: Sequence[str], value: str, x: float, top: float, anchor: str, size: float = SIZE) -> Label:
    lines = [*texts, *([value] if value else [])]
    placed = tuple(
        Line(at(x), at(top + LINE * index + LINE / 2 + size * _BASELINE), text, anchor)
        for index, text in enumerate(lines)
    )
    broad = max(width(text, size) for text in lines)
    left = x - {"start": 0.0, "middle": broad / 2, "end": broad}[anchor]
    return Label(placed, (left, top, left + broad, top + LINE * len(lines)), value)


def _overlap(one: Label, other: Label) -> bool:
    a, b = one.box, other.box
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def radar(chart: RadarChart) -> dict[str, Any]:
    """Rings, spokes, one or two outlines, and labels round them, or keys with a list below where labels would touch."""
    count = len(chart.axes)
    if not 3 <= count <= 12:
        raise ValueError(f"A radar chart has 3 to 12 axes, not {count}.")
    labels = [_axis_label(axis, index, count) for index, axis in enumerate(chart.axes)]
    crowded = any(_overlap(a, b) for i, a in enumerate(labels) for b in labels[:i])
    keyed = crowded or any(len(label.lines) > _MOST_LINES for label in labels)
    if keyed:
        short = [Axis(_KEYS[i], "", axis.ratio) for i, axis in enumerate(chart.axes)]
        labels = [_axis_label(axis, index, count) for index, axis in enumerate(short)]
    top = min(min(label.box[1] for label in labels), -RADIUS) - 6
    bottom = max(max(label.box[3] for label in labels), RADIUS) + 6
    entries = _radar_key(chart.axes, bottom + 6) if keyed else []
    if entries:
        bottom = entries[-1].box[3] + 4
    has_self = any(axis.self_ratio is not None for axis in chart.axes)
    has_points = any(axis.ratio is not None for axis in chart.axes)
    legend_y = bottom + 12
    if has_self:
        bottom += 30
    return {
        "width": at(WIDTH), "height": at(bottom - top), "shift_x": at(WIDTH / 2), "shift_y": at(-top),
        "rings": [{"points": _points([ratio] * count), "label": text, "y": at(-RADIUS * ratio + 4)}
                  for ratio, text in chart.rings],
        "spokes": [_point(index, count, 1.0) for index in range(count)],
        "main": _outline([axis.ratio for axis in chart.axes]) if has_points else None,
        "second": _outline([axis.self_ratio if axis.self_ratio is not None else axis.ratio for axis in chart.axes])
        if has_self else None,
        "labels": labels, "key": entries, "series": chart.series, "self_series": chart.self_series,
        "legend_y": at(legend_y), "legend_text_y": at(legend_y + SIZE * _BASELINE),
    }  # fmt: skip


def _point(index: int, count: int, ratio: float) -> tuple[str, str]:
    angle = 2 * math.pi * index / count
    return at(RADIUS * ratio * math.sin(angle)), at(-RADIUS * ratio * math.cos(angle))


def _points(ratios: Sequence[float]) -> str:
    return " ".join(",".join(_point(index, len(ratios), ratio)) for index, ratio in enumerate(ratios))


def _outline(ratios: Sequence[float | None]) -> dict[str, Any]:
    """The closed outline when every axis has a value, else the lines between neighbours that have; and the points."""
    count = len(ratios)
    points = [
        None if ratio is None else _point(i, count, min(max(ratio, 0), 1)) for i, ratio in enumerate(ratios)
    ]
    closed = " ".join(",".join(point) for point in points if point) if all(points) else ""
    pairs = [] if closed else [(points[i], points[(i + 1) % count]) for i in range(count)]
    return {
        "closed": closed,
        "lines": [(*one, *other) for one, other in pairs if one and other],
        "points": [point for point in points if point],
    }


def _axis_label(axis: Axis, index: int, count: int) -> Label:
    angle = 2 * math.pi * index / count
    x, y = (RADIUS + 12) * math.sin(angle), -(RADIUS + 12) * math.cos(angle)
    if abs(math.sin(angle)) < 0.2:
        lines = wrap(axis.label, SIZE, 150)
        high = LINE * (len(lines) + bool(axis.value))
        return _label(lines, axis.value, 0, y - high + 4 if y < 0 else y - 4, "middle")
    lines = wrap(axis.label, SIZE, WIDTH / 2 - abs(x) - 2)
    high = LINE * (len(lines) + bool(axis.value))
    # Labels lean outwards: those above the centre upwards, those below downwards.
    top = y - high / 2 - high / 4 * math.cos(angle)
    return _label(lines, axis.value, x, top, "start" if x > 0 else "end")


def _radar_key(axes: Sequence[Axis], top: float) -> list[Label]:
    entries = []
    for index, axis in enumerate(axes):
        lines = wrap(f"{_KEYS[index]} {axis.label}", SIZE, WIDTH - 120)
        entry = _label(lines, "", -WIDTH / 2 + 24, top, "start")
        value = Line(at(WIDTH / 2 - 24), entry.lines[0].y, axis.value, "end")
        entries.append(Label((*entry.lines, value), entry.box, axis.value))
        top = entry.box[3]
    return entries


def bars(chart: BarsChart) -> dict[str, Any]:
    """Rows as high as their labels; the longest label takes at most 12 characters' width before it wraps."""
    value_width = max((width(bar.value, SIZE) for bar in chart.bars), default=0) + 10
    widest = max((width(bar.label, SIZE) for bar in chart.bars), default=0)
    label_width = min(widest, 12 * SIZE) + 2
    left = label_width + 10
    right = max(WIDTH - value_width, left + 40)
    rows, top = [], 4.0
    for bar in chart.bars:
        label = _label(wrap(bar.label, SIZE, label_width), "", label_width, top + 4, "end")
        high = max(label.box[3] - label.box[1] + 8, 28.0)
        middle = top + high / 2
        shift = middle - (label.box[1] + label.box[3]) / 2
        label = _label([line.text for line in label.lines], "", label_width, label.box[1] + shift, "end")
        length = (right - left) * min(max(bar.ratio, 0), 1) if bar.ratio is not None else 0
        target = None if bar.target is None else at(left + (right - left) * min(max(bar.target, 0), 1))
        rows.append({
            "label": label, "weak": bar.weak, "before": bar.before,
            "has_bar": bar.ratio is not None, "x": at(left), "y": at(middle - 8),
            "length": at(length), "value": Line(at(right + 8), at(middle + SIZE * _BASELINE), bar.value),
            "target": target, "target_top": at(middle - 12), "target_bottom": at(middle + 12),
        })  # fmt: skip
        top += high
    legends = _legends(chart, top + 18)
    return {
        "width": at(WIDTH), "height": at(top + (32 if legends else 6)), "rows": rows, "left": at(left),
        "right": at(right), "bottom": at(top), "full": at(right - left), "tone": chart.tone, "legends": legends,
    }  # fmt: skip


def _legends(chart: BarsChart, middle: float) -> list[dict[str, str]]:
    shown = []
    if chart.weak_legend and any(bar.weak for bar in chart.bars):
        shown.append(("weak", chart.weak_legend))
    if chart.before_legend and any(bar.before for bar in chart.bars):
        shown.append(("before", chart.before_legend))
    if chart.target_legend and any(bar.target is not None for bar in chart.bars):
        shown.append(("target", chart.target_legend))
    legends, x = [], 2.0
    for kind, text in shown:
        legends.append({
            "kind": kind, "text": text, "x": at(x), "middle_x": at(x + 12), "top": at(middle - 6),
            "bottom": at(middle + 6), "text_x": at(x + 30), "text_y": at(middle + 12 * _BASELINE),
        })  # fmt: skip
        x += 30 + width(text, 12) + 24
    return legends


def band(chart: BandChart) -> dict[str, Any]:
    """Equally wide segments with names and bounds below, and a marker above with the value."""
    count = len(chart.segments)
    step = (WIDTH - 16) / max(count, 1)
    top = 40.0
    segments, bottom = [], top
    for index, segment in enumerate(chart.segments):
        x = 8 + step * index
        names = wrap(segment.name, 13, step - 6)
        bounds = wrap(segment.bounds, 12, step - 6)
        name = _label(names, "", x + step / 2, top + 34, "middle", 13)
        bound = _label(bounds, "", x + step / 2, name.box[3], "middle", 12)
        bottom = max(bottom, bound.box[3])
        segments.append({
            "x": at(x), "width": at(step - 2), "name": name, "bound": bound, "current": segment.current,
            "tint": f"{0.12 + 0.5 * (index / max(count - 1, 1)):.2f}",
        })  # fmt: skip
    x = 8 + step * min(max(chart.position, 0), count)
    half = width(chart.value, SIZE) / 2
    return {
        "width": at(WIDTH), "height": at(bottom + 6), "segments": segments, "top": at(top), "marker_x": at(x),
        "marker_text_x": at(min(max(x, half + 2), WIDTH - half - 2)), "marker_points":
        f"{at(x - 6)},{at(top - 12)} {at(x + 6)},{at(top - 12)} {at(x)},{at(top - 2)}", "value": chart.value,
    }  # fmt: skip
