"""Where the parts of a Pareto chart stand."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from dgassess.reporting.geometry import WIDTH, at, clamped, legends
from dgassess.reporting.geometry_rows import lay
from dgassess.reporting.shapes import ParetoChart
from dgassess.values.language import say

_GUIDE = 0.8  # the share that tells the vital few from the trivial many


def pareto(chart: ParetoChart) -> dict[str, Any]:
    """Bars from the longest down, and across them the running share, on the same width as 0 to 100%.

    A dashed guide stands at 80% where the share gets there. Raises ValueError where bars, shares and texts differ in
    number.
    """
    counts = {len(chart.bars), len(chart.running), len(chart.running_texts)}
    if len(counts) > 1:
        raise ValueError(
            f"A Pareto chart has a running share and its text for each bar: {len(chart.bars)} bars, "
            f"{len(chart.running)} shares, {len(chart.running_texts)} texts."
        )
    laid = lay(
        [bar.label for bar in chart.bars], [[bar.value for bar in chart.bars], chart.running_texts], 4.0,
        (chart.value_head, chart.running_head),
    )  # fmt: skip
    rows = []
    for bar, row in zip(chart.bars, laid.rows, strict=True):
        length = 0.0 if bar.ratio is None else (laid.right - laid.left) * clamped(bar.ratio)
        rows.append({
            "label": row.label, "texts": row.texts, "has_bar": bar.ratio is not None, "weak": bar.weak,
            "y": at(row.middle - 8), "length": at(length),
        })  # fmt: skip
    points = [
        (at(laid.x(clamped(share))), at(row.middle))
        for share, row in zip(chart.running, laid.rows, strict=True)
    ]
    reached = any(share >= _GUIDE for share in chart.running)
    signs, end = legends(
        [
            ("bar", chart.value_head),
            ("line", chart.running_head),
            *([("guide", say("累计80%"))] if reached else []),
        ],
        laid.bottom + 10,
    )
    return {
        "width": at(WIDTH), "height": at(end), "rows": rows, "heads": laid.heads, "left": at(laid.left),
        "full": at(laid.right - laid.left), "top": at(laid.top), "bottom": at(laid.bottom), "points": points,
        "segments": [(*one, *other) for one, other in pairwise(points)],
        "guide": at(laid.x(_GUIDE)) if reached else None, "legends": signs,
    }  # fmt: skip
