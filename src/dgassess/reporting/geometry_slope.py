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
from dgassess.values.language import msg, say

MOST_LINES = 14
MOST_UNNAMED = 200
_LEAST_REACH, _MOST_REACH = 100.0, 186.0  # of the texts beside an axis
_LEADER = 16.0  # from an axis to the texts beside it
_MOST_VALUE = 6 * SMALL
_LEAST_SPAN = 0.2  # of the scale: what hardly moved must not look as though it did
_LEAST_HIGH = 220.0
_WORDS = (("rise", msg("上升")), ("fall", msg("下降")), ("same", msg("持平")))


def slope(chart: SlopeChart) -> dict[str, Any]:
    """Two axes with a line for each thing, named and valued at both ends.

    Up to `MOST_LINES` lines are named. Of more, the strong ones are, then those that moved most; up to `MOST_UNNAMED`
    of the rest are thin and grey, and a note says how many the rest are. The axes span what the values span, and a
    fifth of the scale at least.
    """
    named, rest = _chosen(chart.lines)
    unnamed = [line for line in rest if line.before is not None and line.after is not None][:MOST_UNNAMED]
    names = [line.label for line in named]
    room = _name_room(named)
    reach = max(_LEADER + 8 + room[1] + room[0] + 2, _LEAST_REACH)
    axes = (reach, WIDTH - reach)
    sides = (
        _Side(
            names, [line.before_text for line in named], [line.before for line in named], axes[0], -1, room
        ),
        _Side(names, [line.after_text for line in named], [line.after for line in named], axes[1], 1, room),
    )
    heads = [
        label_at(
            wrap(text, SMALL, min(axes[1] - axes[0] - 10, 2 * reach - 4)),
            "",
            x,
            4,
            "middle",
            SMALL,
            SMALL_LINE,
        )
        for text, x in zip((chart.before, chart.after), axes, strict=True)
    ]
    top = max(head.box[3] for head in heads) + 6
    tall = max(min(_LEAST_HIGH, 100.0 + 40 * len(named)), *(side.high() for side in sides))
    scale = _Scale(*_span([*named, *unnamed]), top + 10, tall - 20)
    placed = [side.place(scale, top, top + tall) for side in sides]
    signs, end = legends(_entries(named), max(bottom for _, _, bottom in placed) + 8, centred=True)
    note = _note(len(rest), len(unnamed), end)
    return {
        "width": at(WIDTH), "height": at((note.box[3] if note else end) + 4), "heads": heads, "top": at(top),
        "bottom": at(top + tall), "axes": [at(x) for x in axes],
        "labels": [label for labels, _, _ in placed for label in labels],
        "bold": [line.strong for line in named for _ in range(2)] * 2,
        "leaders": [leader for _, leaders, _ in placed for leader in leaders],
        "rest": sorted({(scale.y(line.before or 0), scale.y(line.after or 0)) for line in unnamed}),
        "drawn": [
            {"kind": _kind(line), "strong": line.strong, "before": scale.y(line.before), "after": scale.y(line.after),
             "said": say("{name}：{before}→{after}", name=line.label, before=line.before_text, after=line.after_text)}
            for line in named if line.before is not None and line.after is not None
        ],
        "dots": [(at(side.axis), scale.y(ratio)) for side in sides for ratio in side.ratios if ratio is not None],
        "legends": signs, "note": note,
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


def _name_room(named: Sequence[SlopeLine]) -> tuple[float, float]:
    """How wide names and values may be on each side: no wider than they are, so that the lines get the rest."""
    texts = [text for line in named for text in (line.before_text, line.after_text)]
    values = min(max(width(text, SMALL) for text in texts), _MOST_VALUE)
    most = _MOST_REACH - _LEADER - 8 - values - 2
    return min(max(width(line.label, SMALL) for line in named), most), values


def _span(lines: Sequence[SlopeLine]) -> tuple[float, float]:
    """The lowest and the highest ratio on the axes."""
    found = [clamped(ratio) for line in lines for ratio in (line.before, line.after) if ratio is not None]
    low, high = min(found, default=0.0), max(found, default=1.0)
    if high - low < _LEAST_SPAN:
        low = clamped((low + high - _LEAST_SPAN) / 2, 1 - _LEAST_SPAN)
        high = low + _LEAST_SPAN
    return low, high


def _entries(named: Sequence[SlopeLine]) -> list[tuple[str, str]]:
    kinds = {_kind(line) for line in named}
    return [(kind, say(words)) for kind, words in _WORDS if kind in kinds]


def _kind(line: SlopeLine) -> str:
    if line.before is None or line.after is None:
        return ""
    return "same" if line.before == line.after else "rise" if line.after > line.before else "fall"


def _note(rest: int, drawn: int, top: float) -> Label | None:
    if not rest:
        return None
    if drawn == rest:
        said = say("其余{rest}项以灰线表示，未标名称", rest=rest)
    elif drawn:
        said = say("其余{rest}项中{drawn}项以灰线表示", rest=rest, drawn=drawn)
    else:
        said = say("其余{rest}项未绘出", rest=rest)
    return label_at((said,), "", WIDTH / 2, top + 2, "middle", SMALL, SMALL_LINE)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Ratios from `low` to `high`, drawn over `tall` units from `top` down."""

    low: float
    high: float
    top: float
    tall: float

    def middle(self, ratio: float) -> float:
        return self.top + self.tall * (self.high - clamped(ratio)) / (self.high - self.low)

    def y(self, ratio: float) -> str:
        return at(self.middle(ratio))


@dataclass(frozen=True, slots=True)
class _Side:
    """The names and values at one axis; `way` is -1 to its left, 1 to its right, `room` what both may take."""

    names: Sequence[str]
    texts: Sequence[str]
    ratios: Sequence[float | None]
    axis: float
    way: int
    room: tuple[float, float]

    def blocks(self) -> list[tuple[tuple[str, ...], tuple[str, ...], float]]:
        """Each name and value in lines, and how high they are."""
        blocks = []
        for name, text in zip(self.names, self.texts, strict=True):
            said = (wrap(name, SMALL, self.room[0]), wrap(text, SMALL, self.room[1]) if text else ())
            blocks.append((*said, SMALL_LINE * max(map(len, said)) + 1))
        return blocks

    def high(self) -> float:
        """How much height the texts of the things that have a value need."""
        return sum(
            high for (_, _, high), ratio in zip(self.blocks(), self.ratios, strict=True) if ratio is not None
        )

    def place(
        self, scale: _Scale, top: float, bottom: float
    ) -> tuple[list[Label], list[tuple[str, str, str, str]], float]:
        """Labels (name, value, name, value …), leaders from the axis to them, and where the last of all ends.

        Texts of things without a value stand below the axis.
        """
        blocks = self.blocks()
        marks = [None if ratio is None else scale.middle(ratio) for ratio in self.ratios]
        tops = iter(
            spread([(m, b[2]) for m, b in zip(marks, blocks, strict=True) if m is not None], top, bottom)
        )
        below, anchor = bottom + 6, "start" if self.way > 0 else "end"
        x = self.axis + (_LEADER + 2) * self.way
        far = x + (self.room[1] + 6) * self.way
        labels, leaders = [], []
        for mark, (name, text, high) in zip(marks, blocks, strict=True):
            y = below if mark is None else next(tops)
            if mark is None:
                below += high
            else:
                end = at(self.axis + _LEADER * self.way)
                leaders.append((at(self.axis + 5 * self.way), at(mark), end, at(y + SMALL_LINE / 2)))
            labels += [
                label_at(name, "", far, y, anchor, SMALL, SMALL_LINE),
                label_at(text, "", x, y, anchor, SMALL, SMALL_LINE),
            ]
        return labels, leaders, below - 6
