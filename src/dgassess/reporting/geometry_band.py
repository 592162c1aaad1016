"""Where the parts of a level band stand."""

from __future__ import annotations

from typing import Any

from dgassess.reporting.geometry import SIZE, WIDTH, at, clamped, label_at
from dgassess.reporting.lettering import width, wrap
from dgassess.reporting.shapes import BandChart


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
        name = label_at(names, "", x + step / 2, top + 34, "middle", 13)
        bound = label_at(bounds, "", x + step / 2, name.box[3], "middle", 12)
        bottom = max(bottom, bound.box[3])
        segments.append({
            "x": at(x), "width": at(step - 2), "name": name, "bound": bound, "current": segment.current,
            "tint": f"{0.12 + 0.5 * (index / max(count - 1, 1)):.2f}",
        })  # fmt: skip
    x = 8 + step * clamped(chart.position, count)
    half = width(chart.value, SIZE) / 2
    return {
        "width": at(WIDTH), "height": at(bottom + 6), "segments": segments, "top": at(top), "marker_x": at(x),
        "marker_text_x": at(min(max(x, half + 2), WIDTH - half - 2)), "marker_points":
        f"{at(x - 6)},{at(top - 12)} {at(x + 6)},{at(top - 12)} {at(x)},{at(top - 2)}", "value": chart.value,
    }  # fmt: skip
