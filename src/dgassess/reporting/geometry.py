"""What the geometry of every chart is made of: coordinates, labels and their boxes, legends.

A chart is `WIDTH` user units wide and as high as its labels need; callers keep it below `MOST_HEIGHT`, which fits a
page (see `parting`). Pure arithmetic: the functions of `geometry_<kind>` return what the SVG macros print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from dgassess.reporting.lettering import width, wrap
from dgassess.values.language import msg, say

WIDTH = 480.0
MOST_HEIGHT = 780.0
SIZE = 14.0  # of labels
LINE = 18.0
SMALL = 12.0  # where much must be said in little room
SMALL_LINE = 15.0
BASELINE = 0.36  # from a line's middle to its baseline, in em
KEYS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"
NOTHING = msg("暂无数据")


def at(value: float) -> str:
    """A coordinate: one decimal, never -0.0."""
    text = f"{value:.1f}"
    return "0.0" if text == "-0.0" else text


def clamped(ratio: float, most: float = 1.0) -> float:
    """A ratio as it can be drawn, from 0 to `most`; what is printed beside it stays what it was."""
    return min(max(ratio, 0.0), most)


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


@dataclass(frozen=True, slots=True)
class Legend:
    """One entry of a legend: what its sign shows (`kind`), the sign's box and middle, and its words."""

    kind: str
    x: str
    end: str
    centre: str
    top: str
    middle: str
    bottom: str
    diamond: str
    label: Label


def label_at(
    texts: Sequence[str],
    value: str,
    x: float,
    top: float,
    anchor: str,
    size: float = SIZE,
    line: float = LINE,
) -> Label:
    """Lines of text below one another from `top` on, a `value` as the last of them."""
    lines = [*texts, *([value] if value else [])]
    placed = tuple(
        Line(at(x), at(top + line * index + line / 2 + size * BASELINE), text, anchor)
        for index, text in enumerate(lines)
    )
    broad = max((width(text, size) for text in lines), default=0.0)
    left = x - {"start": 0.0, "middle": broad / 2, "end": broad}[anchor]
    return Label(placed, (left, top, left + broad, top + line * len(lines)), value)


def small_label(texts: Sequence[str], x: float, middle: float, anchor: str, size: float = SMALL) -> Label:
    """Small lines of text whose block is centred on `middle`."""
    line = SMALL_LINE * size / SMALL
    return label_at(texts, "", x, middle - line * len(texts) / 2, anchor, size, line)


def parted(text: str, lines: Sequence[str]) -> bool:
    """Whether a Latin word of a text stands whole in none of its lines."""
    return any(word.isascii() and not any(word in line for line in lines) for word in text.split())


def overlap(one: Label, other: Label) -> bool:
    """Whether two labels share any room."""
    a, b = one.box, other.box
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def diamond(x: float, y: float, half: float = 6.0) -> str:
    """The points of a diamond, which is the sign of a mean wherever one is drawn."""
    return f"{at(x)},{at(y - half)} {at(x + half)},{at(y)} {at(x)},{at(y + half)} {at(x - half)},{at(y)}"


def spread(wanted: Sequence[tuple[float, float]], top: float, bottom: float) -> list[float]:
    """Where blocks (middle, height) start so that none overlap: as near to their middles as can be, in their order.

    They stay between `top` and `bottom` where there is room for all, and below `top` where there is not. Neighbours in
    each other's way share the shift (pool adjacent violators, which is least squares).
    """
    pools: list[tuple[list[int], float, float]] = []  # members, sum of the starts they want, height

    def start(pool: tuple[list[int], float, float]) -> float:
        return max(top, min(pool[1] / len(pool[0]), bottom - pool[2]))

    for index in sorted(range(len(wanted)), key=lambda i: (wanted[i][0], i)):
        middle, high = wanted[index]
        pool = ([index], middle - high / 2, high)
        while pools and start(pools[-1]) + pools[-1][2] > start(pool):
            members, total, height = pools.pop()
            pool = ([*members, *pool[0]], total + pool[1] - height * len(pool[0]), height + pool[2])
        pools.append(pool)
    starts = [0.0] * len(wanted)
    for pool in pools:
        heights = [wanted[i][1] for i in pool[0]]
        for index, shift in zip(pool[0], accumulate(heights, initial=0.0), strict=False):
            starts[index] = start(pool) + shift
    return starts


def legends(
    entries: Sequence[tuple[str, str]],
    top: float,
    left: float = 2.0,
    right: float = WIDTH - 2,
    centred: bool = False,
) -> tuple[list[Legend], float]:
    """Entries (kind, words) side by side, in as many rows as they need, and where the last row ends.

    Without entries the legend ends where it would have begun.
    """
    sign, gap, line = 30.0, 24.0, SMALL_LINE
    placed: list[tuple[int, float, float, str, tuple[str, ...]]] = []
    row, x, bottom = 0, left, top
    rows: list[list[int]] = [[]]
    tops = [top]
    for index, (kind, words) in enumerate(entries):
        lines = wrap(words, SMALL, right - left - sign)
        broad = sign + max(width(text, SMALL) for text in lines)
        if rows[row] and x + broad > right:
            row, x = row + 1, left
            rows.append([])
            tops.append(bottom)
        placed.append((row, x, broad, kind, lines))
        rows[row].append(index)
        x += broad + gap
        bottom = max(bottom, tops[row] + line * len(lines) + 7)
    shifts = [
        (right - placed[row[-1]][1] - placed[row[-1]][2]) / 2 if centred and row else 0.0 for row in rows
    ]
    made = []
    for row, x, _, kind, lines in placed:
        start, middle = x + shifts[row], tops[row] + line / 2
        made.append(
            Legend(
                kind, at(start), at(start + 24), at(start + 12), at(middle - 6), at(middle), at(middle + 6),
                diamond(start + 12, middle), label_at(lines, "", start + sign, tops[row], "start", SMALL, line),
            )
        )  # fmt: skip
    return made, bottom


def empty() -> dict[str, Any]:
    """What stands where a chart has nothing to show: words that say so."""
    return {
        "width": at(WIDTH),
        "height": at(48),
        "label": label_at((say(NOTHING),), "", WIDTH / 2, 15, "middle"),
    }
