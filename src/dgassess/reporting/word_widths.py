"""How wide the columns of a Word table are and how large its text: estimated, so that every program agrees."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from dgassess.reporting.blocks import Row, Table
from dgassess.reporting.lettering import width as text_width
from dgassess.reporting.word_styles import TABLE_SIZES, table_sizes
from dgassess.reporting.word_theme import WordTheme

PADDING = 4.0  # left and right of a cell, as in the table style
# How many characters a line of shared columns must hold before text of a size is small enough, by TABLE_SIZES.
_CHARACTERS = (11, 7, 7)
INDENT, DEEPEST = 9.0, 6  # of a cell's depth
_PARTS = re.compile(r"[^ -]+-?")


def fitted(table: Table, room: float, theme: WordTheme) -> tuple[str, list[float]]:
    """The suffix of the text style and the column widths in points: the largest text whose columns are wide enough."""
    widths: list[float] = []
    for suffix, size, characters in zip(TABLE_SIZES, table_sizes(theme), _CHARACTERS, strict=True):
        widths, fits = _widths(table, room, size, characters)
        if fits:
            return suffix, widths
    return TABLE_SIZES[-1], widths


def _widths(table: Table, room: float, size: float, characters: int) -> tuple[list[float], bool]:
    """The widths at one size, and whether columns that share what is left have enough `characters` on a line.

    Columns without a width are as wide as their content.
    """
    natural = [_natural(table, index, size) for index in range(len(table.columns))]
    shares = [column.width for column in table.columns]
    total = sum(shares)

    def at_least(count: int) -> list[float]:
        most = count * size + 2 * PADDING
        return [min(width, most) if share else width for width, share in zip(natural, shares, strict=True)]

    least = at_least(_CHARACTERS[-1])
    spare = room - sum(least)
    if spare < 0:
        return _capped(least, room), False
    # What is left over goes by the shares, or to all alike.
    parts = [share / total if total else 1 / len(shares) for share in shares]
    widths = [width + spare * part for width, part in zip(least, parts, strict=True)]
    return widths, sum(at_least(characters)) <= room


def height(row: Row, widths: Sequence[float], size: float) -> float:
    """About how high a row will be in points."""
    rooms = widths if len(row.cells) > 1 else [sum(widths)]
    lines = max(
        (
            sum(
                max(1, math.ceil(text_width(text[:2000], size) / (room - 2 * PADDING)))
                for text in cell.texts()
            )
            for cell, room in zip(row.cells, rooms, strict=False)
        ),
        default=1,
    )
    return lines * size * 1.4 + 5


def _capped(widths: Sequence[float], room: float) -> list[float]:
    """The widest give way until all fit."""
    left, waiting, result = (
        room,
        sorted(range(len(widths)), key=lambda index: widths[index]),
        [0.0] * len(widths),
    )
    while waiting:
        index = waiting.pop(0)
        result[index] = min(widths[index], left / (len(waiting) + 1))
        left -= result[index]
    return result


def _natural(table: Table, index: int, size: float) -> float:
    """What the widest text of a column needs, at most twenty characters."""
    column = table.columns[index]
    # The head of a column of numbers breaks between its words and behind hyphens, where it has any.
    heads = [column.header] if column.width else _PARTS.findall(column.header) or [""]
    widest = max(_needed(head, size, bold=True) for head in heads)
    for row in table.rows:
        if len(row.cells) == 1 and len(table.columns) > 1:
            continue
        for cell in row.cells[index : index + 1]:
            inset = INDENT * min(cell.depth, DEEPEST)
            bold = row.kind != "body"
            widest = max(widest, *(_needed(text, size, bold=bold) + inset for text in cell.texts()))
    return min(widest, 20 * size) + 2 * PADDING + 1.5


def _needed(text: str, size: float, *, bold: bool) -> float:
    """The width of a text in whatever font stands in for one the reader's computer lacks; bold digits differ most."""
    text = text[:200]
    if any(character > "\u2e80" for character in text):
        return text_width(text, size)
    digits = bold and not any(character.isalpha() for character in text)
    return text_width(text, size) * (1.2 if digits else 1.08)
