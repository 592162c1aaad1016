"""Where the parts of a waterfall stand."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from dgassess.reporting.geometry import WIDTH, at, clamped, legends
from dgassess.reporting.geometry_rows import lay
from dgassess.reporting.shapes import WaterfallChart, WaterfallStep
from dgassess.values.language import msg, say

_LEAST = 1.5  # a step too small to see is still a step
_WORDS = (("up", msg("增加")), ("down", msg("减少")), ("whole", msg("合计")))


def waterfall(chart: WaterfallChart) -> dict[str, Any]:
    """A row for each step, its bar from where the last one ended; totals from the zero line."""
    laid = lay([step.label for step in chart.steps], [[step.text for step in chart.steps]])
    steps, ends = [], []
    for step, row in zip(chart.steps, laid.rows, strict=True):
        start, end = laid.x(0.0 if step.whole else clamped(step.start)), laid.x(clamped(step.end))
        length = max(abs(end - start), _LEAST)
        x = min(max(min(start, end), laid.left), laid.right - length)
        steps.append({
            "label": row.label, "text": row.texts[0], "kind": _kind(step), "x": at(x), "y": at(row.middle - 8),
            "length": at(length),
        })  # fmt: skip
        ends.append((at(end), row.middle))
    kinds = {step["kind"] for step in steps}
    signs, bottom = legends([(kind, say(words)) for kind, words in _WORDS if kind in kinds], laid.bottom + 10)
    return {
        "width": at(WIDTH), "height": at(bottom), "steps": steps, "left": at(laid.left), "bottom": at(laid.bottom),
        "links": [(x, at(one + 8), at(other - 8)) for (x, one), (_, other) in pairwise(ends)],
        "legends": signs,
    }  # fmt: skip


def _kind(step: WaterfallStep) -> str:
    if step.whole:
        return "whole"
    return "down" if step.end < step.start else "up"
