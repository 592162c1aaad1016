"""Rows with a label on the left, room to draw in, and columns of texts on the right: bars, Pareto, waterfall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dgassess.reporting.geometry import LINE, SIZE, SMALL, SMALL_LINE, WIDTH, Label, label_at
from dgassess.reporting.lettering import width, wrap

_MOST_LABEL = 12 * SIZE
_MOST_TEXT = {1: 12 * SIZE, 2: 7 * SIZE}  # by the number of columns
_LEAST = 28.0


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its label, its texts, and where it lies."""

    label: Label
    texts: tuple[Label, ...]
    top: float
    middle: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows, the headings of the columns, and the room to draw in."""

    rows: tuple[Row, ...]
    heads: tuple[Label, ...]
    left: float
    right: float
    top: float
    bottom: float

    def x(self, ratio: float) -> float:
        """Where a ratio from 0 to 1 stands."""
        return self.left + (self.right - self.left) * ratio


def lay(
    labels: Sequence[str], columns: Sequence[Sequence[str]], top: float = 4.0, heads: Sequence[str] = ()
) -> Rows:
    """Rows as high as their texts. A label wraps after 12 characters' width; so does the text of a single column.

    A single column of texts is aligned to the left, where bars end; two are aligned to the right, as numbers are.
    """
    label_width = min(max(width(text, SIZE) for text in labels), _MOST_LABEL) + 2
    most = _MOST_TEXT[len(columns)]
    broad = [min(max(width(text, SIZE) for text in column), most) for column in columns]
    for index, head in enumerate(heads):
        broad[index] = max(broad[index], min(width(head, SMALL), most))
    left, right = label_width + 10, WIDTH - sum(broad) - 2 - 10 * len(columns)
    anchor = "start" if len(columns) == 1 else "end"
    starts = [right + 10 + sum(broad[:index]) + 10 * index for index in range(len(columns))]
    stand = [start if anchor == "start" else start + broad[index] for index, start in enumerate(starts)]
    said = [wrap(head, SMALL, most) for head in heads]
    heads_high = max((len(lines) for lines in said), default=0) * SMALL_LINE
    placed = tuple(
        label_at(lines, "", stand[i], top + heads_high - SMALL_LINE * len(lines), anchor, SMALL, SMALL_LINE)
        for i, lines in enumerate(said)
    )
    top += heads_high + (4 if heads else 0)
    rows, y = [], top
    for index, text in enumerate(labels):
        blocks = [wrap(text, SIZE, label_width), *(wrap(column[index], SIZE, most) for column in columns)]
        high = max(LINE * max(map(len, blocks)) + 8, _LEAST)
        middle = y + high / 2
        made = [
            label_at(lines, "", x, middle - LINE * len(lines) / 2, side)
            for lines, x, side in zip(
                blocks, (label_width, *stand), ("end", *[anchor] * len(columns)), strict=True
            )
        ]
        rows.append(Row(made[0], tuple(made[1:]), y, middle, y + high))
        y += high
    return Rows(tuple(rows), placed, left, right, top, y)
