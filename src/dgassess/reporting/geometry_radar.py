"""Where the parts of a radar chart stand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from dgassess.reporting.geometry import (
    KEYS,
    LINE,
    SIZE,
    WIDTH,
    Label,
    Line,
    at,
    clamped,
    diamond,
    label_at,
    legends,
    overlap,
    parted,
)
from dgassess.reporting.lettering import width, wrap
from dgassess.reporting.shapes import Axis, RadarChart

RADIUS = 112.0
_MOST_LINES = 5


def radar(chart: RadarChart) -> dict[str, Any]:
    """Rings, spokes, up to three outlines, and labels round them.

    Where labels would touch or part words, keys stand in their place and a list below.
    """
    count = len(chart.axes)
    if not 3 <= count <= 12:
        raise ValueError(f"A radar chart has 3 to 12 axes, not {count}.")
    labels = [_axis_label(axis, index, count) for index, axis in enumerate(chart.axes)]
    crowded = any(overlap(a, b) for i, a in enumerate(labels) for b in labels[:i]) or any(
        parted(axis.label, [line.text for line in label.lines])
        for axis, label in zip(chart.axes, labels, strict=True)
    )
    keyed = crowded or any(
        len(label.lines) > _MOST_LINES or max(-label.box[0], label.box[2]) > WIDTH / 2 for label in labels
    )
    if keyed:
        short = [Axis(KEYS[i], "", axis.ratio) for i, axis in enumerate(chart.axes)]
        labels = [_axis_label(axis, index, count) for index, axis in enumerate(short)]
    top = min(min(label.box[1] for label in labels), -RADIUS) - 6
    bottom = max(max(label.box[3] for label in labels), RADIUS) + 6
    entries = _radar_key(chart.axes, bottom + 6) if keyed else []
    if entries:
        bottom = entries[-1].box[3] + 4
    main = [axis.ratio for axis in chart.axes]
    second = [axis.self_ratio if axis.self_ratio is not None else axis.ratio for axis in chart.axes]
    third = [axis.peer_ratio for axis in chart.axes]
    has_self = any(axis.self_ratio is not None for axis in chart.axes)
    outlines = {
        "main": _outline(main) if any(ratio is not None for ratio in main) else None,
        "second": _outline(second) if has_self else None,
        "third": _outline(third) if any(ratio is not None for ratio in third) else None,
    }
    words = (("main", chart.series), ("second", chart.self_series), ("third", chart.peer_series))
    shown = [(kind, series) for kind, series in words if outlines[kind]]
    alone = len(shown) == 1 and outlines["third"] is None
    signs, end = legends([] if alone else shown, bottom + 4, -WIDTH / 2 + 8, WIDTH / 2 - 8, centred=True)
    return {
        "width": at(WIDTH), "height": at(end - top), "shift_x": at(WIDTH / 2), "shift_y": at(-top),
        "rings": [{"points": _points([ratio] * count), "label": text, "y": at(-RADIUS * ratio + 4)}
                  for ratio, text in chart.rings],
        "spokes": [_point(index, count, 1.0) for index in range(count)],
        **outlines, "labels": labels, "key": entries, "legends": signs,
    }  # fmt: skip


def _point(index: int, count: int, ratio: float) -> tuple[str, str]:
    angle = 2 * math.pi * index / count
    return at(RADIUS * ratio * math.sin(angle)), at(-RADIUS * ratio * math.cos(angle))


def _points(ratios: Sequence[float]) -> str:
    return " ".join(",".join(_point(index, len(ratios), ratio)) for index, ratio in enumerate(ratios))


def _outline(ratios: Sequence[float | None]) -> dict[str, Any]:
    """The closed outline when every axis has a value, else the lines between neighbours that have; and the points."""
    count = len(ratios)
    points = [None if ratio is None else _point(i, count, clamped(ratio)) for i, ratio in enumerate(ratios)]
    closed = " ".join(",".join(point) for point in points if point) if all(points) else ""
    pairs = [] if closed else [(points[i], points[(i + 1) % count]) for i in range(count)]
    return {
        "closed": closed,
        "lines": [(*one, *other) for one, other in pairs if one and other],
        "points": [point for point in points if point],
        "diamonds": [diamond(float(point[0]), float(point[1]), 4.5) for point in points if point],
    }


def _axis_label(axis: Axis, index: int, count: int) -> Label:
    angle = 2 * math.pi * index / count
    x, y = (RADIUS + 12) * math.sin(angle), -(RADIUS + 12) * math.cos(angle)
    if abs(math.sin(angle)) < 0.2:
        lines = wrap(axis.label, SIZE, 150)
        high = LINE * (len(lines) + bool(axis.value))
        return label_at(lines, axis.value, 0, y - high + 4 if y < 0 else y - 4, "middle")
    lines = wrap(axis.label, SIZE, WIDTH / 2 - abs(x) - 2)
    high = LINE * (len(lines) + bool(axis.value))
    # Labels lean outwards: those above the centre upwards, those below downwards.
    top = y - high / 2 - high / 4 * math.cos(angle)
    return label_at(lines, axis.value, x, top, "start" if x > 0 else "end")


def _radar_key(axes: Sequence[Axis], top: float) -> list[Label]:
    entries = []
    for index, axis in enumerate(axes):
        room = max(WIDTH - 60 - max(width(axis.value, SIZE), 60.0), 8 * SIZE)
        lines = wrap(f"{KEYS[index]} {axis.label}", SIZE, room)
        entry = label_at(lines, "", -WIDTH / 2 + 24, top, "start")
        value = Line(at(WIDTH / 2 - 24), entry.lines[0].y, axis.value, "end")
        entries.append(Label((*entry.lines, value), entry.box, axis.value))
        top = entry.box[3]
    return entries
