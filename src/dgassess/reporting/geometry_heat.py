"""Where the parts of a heat map stand, and the tints of its cells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from dgassess.reporting.geometry import (
    KEYS,
    SMALL,
    SMALL_LINE,
    WIDTH,
    Label,
    at,
    clamped,
    label_at,
    parted,
    small_label,
)
from dgassess.reporting.lettering import width, wrap
from dgassess.reporting.shapes import HeatMapChart

MOST_COLUMNS = len(KEYS)
_TINTS = ((0.0, (247, 251, 255)), (0.5, (158, 202, 225)), (0.75, (66, 137, 196)), (1.0, (8, 69, 148)))
_SIZES = (13.0, 12.0, 11.0, 10.0, 9.0)
_MOST_LABEL = ((6, 12), (9, 9), (MOST_COLUMNS, 7))  # characters a row's name has, by the number of columns
_MOST_CELL = 96.0
_MOST_HEAD_LINES = 4
_LEAST = 24.0
_GAP = 2.0


def heat(chart: HeatMapChart) -> dict[str, Any]:
    """A cell for each value, its text printed on a tint from pale to dark.

    Columns whose names would need more than four lines, or part words, are numbered, and the names listed below.
    Raises ValueError for more than twelve columns, and for a row that has not one cell for each column.
    """
    count = len(chart.columns)
    if count > MOST_COLUMNS:
        raise ValueError(f"A heat map has at most {MOST_COLUMNS} columns, not {count}.")
    for row in chart.rows:
        if len(row.cells) != count:
            raise ValueError(
                f"Row '{row.label}' of a heat map has {len(row.cells)} cells for {count} columns."
            )
    most_label = next(most for columns, most in _MOST_LABEL if count <= columns) * SMALL
    label_width = min(max(width(row.label, SMALL) for row in chart.rows), most_label) + 2
    left = label_width + 8
    step = min((WIDTH - 2 - left) / count, _MOST_CELL)
    size = _cell_size(chart, step - _GAP - 2)
    heads, entries = _heads(chart.columns, left, step)
    top = max(head.box[3] for head in heads) + 4
    rows = []
    for row in chart.rows:
        lines = wrap(row.label, SMALL, label_width)
        texts = [wrap(text, size, step - _GAP - 2) for text, _ in row.cells]
        high = max(SMALL_LINE * len(lines), *(size * 1.25 * len(said) for said in texts)) + 6
        high = max(high, _LEAST)
        middle = top + high / 2
        rows.append({
            "label": small_label(lines, label_width, middle, "end"), "y": at(top), "high": at(high - _GAP),
            "cells": [
                {
                    "x": at(left + step * i),
                    **_looks(ratio),
                    "label": small_label(texts[i], left + step * i + (step - _GAP) / 2, middle - 1, "middle", size),
                }
                for i, (_, ratio) in enumerate(row.cells)
            ],
        })  # fmt: skip
        top += high
    key = _key(entries, top + 8)
    bottom = key[-1].box[3] if key else top
    legend = label_at(wrap(chart.legend, SMALL, WIDTH - 4), "", 2, bottom + 6, "start", SMALL, SMALL_LINE)
    return {
        "width": at(WIDTH), "height": at((legend.box[3] if chart.legend else bottom) + 4), "heads": heads,
        "rows": rows, "cell": at(step - _GAP), "size": f"{size:g}", "key": key,
        "legend": legend if chart.legend else None,
    }  # fmt: skip


def _cell_size(chart: HeatMapChart, room: float) -> float:
    """The largest size at which every value stands in one line, the smallest where none does."""
    texts = [text for row in chart.rows for text, _ in row.cells]
    return next((size for size in _SIZES if all(width(t, size) <= room for t in texts)), _SIZES[-1])


def _heads(columns: Sequence[str], left: float, step: float) -> tuple[list[Label], list[str]]:
    """The names above the columns, on a common bottom line; or their numbers, and the names to list."""
    said = [wrap(name, SMALL, step - 4) for name in columns]
    keyed = any(
        len(lines) > _MOST_HEAD_LINES or parted(name, lines)
        for name, lines in zip(columns, said, strict=True)
    )
    if keyed:
        said = [(KEYS[index],) for index in range(len(columns))]
    bottom = 4 + SMALL_LINE * max(map(len, said))
    heads = [
        label_at(lines, "", left + step * index + (step - _GAP) / 2, bottom - SMALL_LINE * len(lines), "middle",
                 SMALL, SMALL_LINE)
        for index, lines in enumerate(said)
    ]  # fmt: skip
    return heads, [f"{KEYS[index]} {name}" for index, name in enumerate(columns)] if keyed else []


def _key(entries: Sequence[str], top: float) -> list[Label]:
    """The names of numbered columns, in two columns where all fit half the width."""
    across = 2 if all(width(entry, SMALL) <= WIDTH / 2 - 8 for entry in entries) else 1
    key = []
    for start in range(0, len(entries), across):
        placed = [
            label_at(wrap(entry, SMALL, WIDTH / across - 8), "", 2 + WIDTH / across * column, top, "start", SMALL,
                     SMALL_LINE)
            for column, entry in enumerate(entries[start : start + across])
        ]  # fmt: skip
        key += placed
        top = max(label.box[3] for label in placed)
    return key


def _looks(ratio: float | None) -> dict[str, str | None]:
    """The tint of a cell and the colour of its text; a cell without a ratio has none."""
    if ratio is None:
        return {"fill": None, "ink": None}
    shade = tint(ratio)
    return {"fill": f"#{bytes(shade).hex()}", "ink": "#000000" if contrast(shade, 0.0) >= 4.5 else "#ffffff"}


def tint(ratio: float) -> tuple[int, int, int]:
    """The red, green and blue of a ratio, 0–255: the higher the darker, in colour and in grey."""
    ratio = clamped(ratio)
    for (low, one), (high, other) in pairwise(_TINTS):
        if ratio <= high:
            part = (ratio - low) / (high - low)
            red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
            return red, green, blue
    return _TINTS[-1][1]


def contrast(colour: tuple[int, int, int], luminance: float) -> float:
    """The contrast ratio between a colour and a grey of this relative luminance (WCAG 2.2)."""
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (c / 255 for c in colour)]
    own = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return (max(own, luminance) + 0.05) / (min(own, luminance) + 0.05)
