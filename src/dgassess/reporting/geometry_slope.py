"""Where the parts of a slope chart stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dgassess.reporting.geometry import (
    SMALL,
    SMALL_LINE,
    WIDTH,
    Label,
    at,
    clamped,
    label_at,
    legends,
    spread,
)
from dgassess.reporting.lettering import width, wrap
from dgassess.reporting.shapes import SlopeChart, SlopeLine

MOST_LINES = 14
MOST_UNNAMED = 200
_AXES = (186.0, WIDTH - 186.0)
_LEADER = 16.0  # from an axis to the texts beside it
_MOST_VALUE = 6 * SMALL
_LEAST_SPAN = 0.2  # of the scale: what hardly moved must not look as though it did
_LEAST_HIGH = 220.0
_WORDS = (("rise", "上升"), ("fall", "下降"), ("same", "持平"))


def slope(chart: SlopeChart) -> dict[str, Any]:
    """Two axes with a line for each thing, named and valued at both ends.

    Up to `MOST_LINES` lines are named. Of more, the strong ones are, then those that moved most; up to `MOST_UNNAMED`
    of the rest are thin and grey, and a note says how many the rest are. The axes span what the values span, and a
    fifth of the scale at least.
    """
    named, rest = _chosen(chart.lines)
    drawn_rest = [line for line in rest if line.before is not None and line.after is not None][:MOST_UNNAMED]
    low, high = _span([*named, *drawn_rest])
    sides = (
        _Side([line.label for line in named], [line.before_text for line in named], -1),
        _Side([line.label for line in named], [line.after_text for line in named], 1),
    )
    heads = [
        label_at(wrap(text, SMALL, 2 * _AXES[0] - 200), "", x, 4, "middle", SMALL, SMALL_LINE)
        for text, x in zip((chart.before, chart.after), _AXES, strict=True)
    ]
    top = max(head.box[3] for head in heads) + 6
    tall = max(_LEAST_HIGH, *(side.high(_ratios(named, index)) for index, side in enumerate(sides)))

    def y(ratio: float) -> float:
        return top + 10 + (tall - 20) * (high - clamped(ratio)) / (high - low)

    labels: list[Label] = []
    leaders, bottom = [], top + tall
    for index, side in enumerate(sides):
        marks = [None if ratio is None else y(ratio) for ratio in _ratios(named, index)]
        made, lines, end = side.place(marks, top, top + tall)
        labels += made
        leaders += lines
        bottom = max(bottom, end)
    kinds = {_kind(line) for line in named}
    signs, end = legends([(kind, words) for kind, words in _WORDS if kind in kinds], bottom + 8, centred=True)
    note = _note(len(rest), len(drawn_rest), end)
    return {
        "width": at(WIDTH), "height": at((note.box[3] if note else end) + 4), "heads": heads, "top": at(top),
        "bottom": at(top + tall), "axes": [at(x) for x in _AXES], "labels": labels, "leaders": leaders,
        "rest": sorted({(at(y(line.before or 0)), at(y(line.after or 0))) for line in drawn_rest}),
        "drawn": [
            {"kind": _kind(line), "strong": line.strong, "before": at(y(line.before)), "after": at(y(line.after))}
            for line in named if line.before is not None and line.after is not None
        ],
        "dots": [
            (at(_AXES[index]), at(y(ratio)))
            for index in (0, 1) for ratio in _ratios(named, index) if ratio is not None
        ],
        "bold": [line.strong for line in named for _ in range(2)] * 2, "legends": signs, "note": note,
    }  # fmt: skip


def _chosen(lines: Sequence[SlopeLine]) -> tuple[list[SlopeLine], list[SlopeLine]]:
    """The lines that are named, and the rest, both in the order they came in."""

    def moved(index: int) -> tuple[bool, float, int]:
        line = lines[index]
        both = line.before is not None and line.after is not None
        return (not line.strong, -abs((line.after or 0) - (line.before or 0)) if both else 0.0, index)

    first = set(sorted(range(len(lines)), key=moved)[:MOST_LINES])
    return [line for i, line in enumerate(lines) if i in first], [
        line for i, line in enumerate(lines) if i not in first
    ]


def _ratios(lines: Sequence[SlopeLine], side: int) -> list[float | None]:
    return [line.after if side else line.before for line in lines]


def _span(lines: Sequence[SlopeLine]) -> tuple[float, float]:
    found = [clamped(ratio) for side in (0, 1) for ratio in _ratios(lines, side) if ratio is not None]
    low, high = min(found, default=0.0), max(found, default=1.0)
    if high - low < _LEAST_SPAN:
        low = clamped((low + high - _LEAST_SPAN) / 2, 1 - _LEAST_SPAN)
        high = low + _LEAST_SPAN
    return low, high


def _kind(line: SlopeLine) -> str:
    if line.before is None or line.after is None:
        return ""
    return "same" if line.before == line.after else "rise" if line.after > line.before else "fall"


def _note(rest: int, drawn: int, top: float) -> Label | None:
    if not rest:
        return None
    said = f"其余{rest}项" + (
        "以灰线表示，未标名称" if drawn == rest else f"中{drawn}项以灰线表示" if drawn else "未绘出"
    )
    return label_at((said,), "", WIDTH / 2, top + 2, "middle", SMALL, SMALL_LINE)


@dataclass(frozen=True, slots=True)
class _Side:
    """The names and values at one axis; `way` is -1 to its left, 1 to its right."""

    names: Sequence[str]
    texts: Sequence[str]
    way: int

    def _blocks(self) -> list[tuple[tuple[str, ...], tuple[str, ...], float]]:
        """Each name and value in lines, and how high they are."""
        blocks = []
        for name, text in zip(self.names, self.texts, strict=True):
            said = (wrap(name, SMALL, self._room()), wrap(text, SMALL, _MOST_VALUE) if text else ())
            blocks.append((*said, SMALL_LINE * max(map(len, said)) + 1))
        return blocks

    def _value_room(self) -> float:
        return min(max(width(text, SMALL) for text in self.texts), _MOST_VALUE)

    def _room(self) -> float:
        return _AXES[0] - _LEADER - 2 - self._value_room() - 6 - 2

    def high(self, ratios: Sequence[float | None]) -> float:
        """How much height the texts of the things that have a value need."""
        return sum(
            high for (_, _, high), ratio in zip(self._blocks(), ratios, strict=True) if ratio is not None
        )

    def place(
        self, marks: Sequence[float | None], top: float, bottom: float
    ) -> tuple[list[Label], list[tuple[str, str, str, str]], float]:
        """Labels (name, value, name, value …), leaders from the axis to them, and where the last label ends.

        Texts of things without a value stand below the axis.
        """
        blocks = self._blocks()
        wanted = [(mark, blocks[i][2]) for i, mark in enumerate(marks) if mark is not None]
        tops = iter(spread(wanted, top, bottom))
        end, anchor = bottom + 6, "start" if self.way > 0 else "end"
        axis = _AXES[self.way > 0]
        labels, leaders = [], []
        for mark, (name, text, high) in zip(marks, blocks, strict=True):
            y = end if mark is None else next(tops)
            if mark is None:
                end += high
            else:
                leaders.append((
                    at(axis + 5 * self.way), at(mark), at(axis + _LEADER * self.way), at(y + SMALL_LINE / 2)
                ))  # fmt: skip
            x = axis + (_LEADER + 2) * self.way
            far = x + (self._value_room() + 6) * self.way
            labels += [
                label_at(name, "", far, y, anchor, SMALL, SMALL_LINE),
                label_at(text, "", x, y, anchor, SMALL, SMALL_LINE),
            ]
        return labels, leaders, end if end > bottom + 6 else bottom
