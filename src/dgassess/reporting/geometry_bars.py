"""Where the parts of horizontal bars stand."""

from __future__ import annotations

from typing import Any

from dgassess.reporting.geometry import WIDTH, at, clamped, diamond, legends
from dgassess.reporting.geometry_rows import lay
from dgassess.reporting.shapes import BarsChart


def bars(chart: BarsChart) -> dict[str, Any]:
    """Rows with bars, the mark of the target (an upright line) and that of the peers' mean (a diamond)."""
    laid = lay([bar.label for bar in chart.bars], [[bar.value for bar in chart.bars]])
    rows = []
    for bar, row in zip(chart.bars, laid.rows, strict=True):
        length = 0.0 if bar.ratio is None else (laid.right - laid.left) * clamped(bar.ratio)
        rows.append({
            "label": row.label, "weak": bar.weak, "before": bar.before, "has_bar": bar.ratio is not None,
            "x": at(laid.left), "y": at(row.middle - 8), "length": at(length), "value": row.texts[0],
            "target": None if bar.target is None else at(laid.x(clamped(bar.target))),
            "target_top": at(row.middle - 12), "target_bottom": at(row.middle + 12),
            "peer": None if bar.peer is None else diamond(laid.x(clamped(bar.peer)), row.middle),
        })  # fmt: skip
    entries, bottom = legends(_entries(chart), laid.bottom + 10)
    return {
        "width": at(WIDTH), "height": at(bottom if entries else laid.bottom + 6), "rows": rows,
        "left": at(laid.left), "right": at(laid.right), "bottom": at(laid.bottom),
        "full": at(laid.right - laid.left), "tone": chart.tone, "legends": entries,
    }  # fmt: skip


def _entries(chart: BarsChart) -> list[tuple[str, str]]:
    """What the legend explains: only what is drawn."""
    shown = []
    if chart.weak_legend and any(bar.weak for bar in chart.bars):
        shown.append(("weak", chart.weak_legend))
    if chart.before_legend and any(bar.before for bar in chart.bars):
        shown.append(("before", chart.before_legend))
    if chart.target_legend and any(bar.target is not None for bar in chart.bars):
        shown.append(("target", chart.target_legend))
    if chart.peer_legend and any(bar.peer is not None for bar in chart.bars):
        shown.append(("peer", chart.peer_legend))
    return shown
