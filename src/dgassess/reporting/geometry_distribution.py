"""Where the parts of a distribution stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from dgassess.reporting.geometry import SMALL, SMALL_LINE, WIDTH, Label, at, clamped, small_label, spread
from dgassess.reporting.lettering import width, wrap
from dgassess.reporting.shapes import DistributionBin, DistributionChart

MOST_BINS = 40
_ROWS = ((20, 24.0), (MOST_BINS, 16.0))  # how high a bin is, by how many there are
_MOST_LEVEL = (6 * SMALL, 9 * SMALL)  # and for the sake of a Latin word
_MOST_LABEL = (9 * SMALL, 14 * SMALL)  # with levels beside the labels, and without
_MOST_MARK = 9 * SMALL
_LEADER = 18.0


def distribution(chart: DistributionChart) -> dict[str, Any]:
    """A bar lying for each bin, the first bin at the bottom as on an upright scale, with how many units are in it.

    Levels are named left of their bins; marks are dashed lines across, named at the right. Raises ValueError for more
    than forty bins.
    """
    count = len(chart.bins)
    if count > MOST_BINS:
        raise ValueError(f"A distribution has at most {MOST_BINS} bins, not {count}.")
    bins = chart.bins[::-1]
    counts = [f"{one.count}{chart.unit}" for one in bins]
    columns = _columns(bins, counts, chart.marks)
    left, right = columns["left"], columns["right"]
    highs = _highs(bins, columns)
    starts = [8.0]
    for high in highs:
        starts.append(starts[-1] + high)
    most = max(one.count for one in bins)
    rows = []
    for index, one in enumerate(bins):
        middle = (starts[index] + starts[index + 1]) / 2
        thick = min(highs[index] - 4, 20.0)
        rows.append({
            "label": small_label(wrap(one.label, SMALL, _label_room(bins)), columns["label"], middle, "end"),
            "count": small_label((counts[index],), columns["count"], middle, "end"), "y": at(middle - thick / 2),
            "thick": at(thick), "length": at((right - left) * clamped(one.count / most) if most > 0 else 0.0),
        })  # fmt: skip
    names, edges = _levels(bins, starts, columns["level"])
    marks, bottom = _marks(chart.marks, starts, right)
    return {
        "width": at(WIDTH), "height": at(max(bottom, starts[-1]) + 8), "rows": rows, "left": at(left),
        "right": at(right), "top": at(starts[0]), "bottom": at(starts[-1]), "levels": names, "edges": edges,
        "edge_left": at(2), "marks": marks,
    }  # fmt: skip


def _columns(
    bins: Sequence[DistributionBin], counts: Sequence[str], marks: Sequence[tuple[float, str]]
) -> dict[str, float]:
    """Where the columns of texts end (levels start at the left), and from where to where bars can go."""
    level = min(max(width(one.level, SMALL) for one in bins), _level_room(bins))
    label = (
        2
        + (level + 10 if level else 0)
        + min(max(width(one.label, SMALL) for one in bins), _label_room(bins))
    )
    count = label + 10 + max(width(text, SMALL) for text in counts)
    named = min(max((width(text, SMALL) for _, text in marks), default=0.0), _MOST_MARK)
    return {
        "level": 2.0, "label": label, "count": count, "left": count + 8,
        "right": WIDTH - 4 - (named + _LEADER if marks else 0),
    }  # fmt: skip


def _level_room(bins: Sequence[DistributionBin]) -> float:
    words = [word for one in bins for word in one.level.split() if word.isascii()]
    least, most = _MOST_LEVEL
    return max(least, min(max((width(word, SMALL) for word in words), default=0.0), most))


def _label_room(bins: Sequence[DistributionBin]) -> float:
    return _MOST_LABEL[not any(one.level for one in bins)]


def _groups(bins: Sequence[DistributionBin]) -> list[tuple[str, list[int]]]:
    """Neighbouring bins of one level: its name and their positions."""
    found = groupby(range(len(bins)), key=lambda index: bins[index].level)
    return [(name, list(members)) for name, members in found]


def _highs(bins: Sequence[DistributionBin], columns: dict[str, float]) -> list[float]:
    """How high each bin is: its label and its level's name must fit."""
    base = next(high for most, high in _ROWS if len(bins) <= most)
    highs = [max(base, SMALL_LINE * len(wrap(one.label, SMALL, _label_room(bins))) + 2) for one in bins]
    for name, members in _groups(bins):
        lacking = SMALL_LINE * len(wrap(name, SMALL, _level_room(bins))) + 4 - sum(highs[i] for i in members)
        if name and lacking > 0:
            for index in members:
                highs[index] += lacking / len(members)
    return highs


def _levels(
    bins: Sequence[DistributionBin], starts: Sequence[float], x: float
) -> tuple[list[Label], list[str]]:
    """The names of the levels, and the heights at which one ends and the next begins."""
    names, edges = [], []
    for name, members in _groups(bins):
        top, bottom = starts[members[0]], starts[members[-1] + 1]
        if name:
            names.append(small_label(wrap(name, SMALL, _level_room(bins)), x, (top + bottom) / 2, "start"))
        if members[0]:
            edges.append(at(top))
    return names, edges


def _marks(
    marks: Sequence[tuple[float, str]], starts: Sequence[float], right: float
) -> tuple[list[dict[str, Any]], float]:
    """The marks with their names moved apart, and where the lowest name ends."""
    count = len(starts) - 1
    said = [wrap(text, SMALL, _MOST_MARK) for _, text in marks]
    heights = [_height(position, count, starts) for position, _ in marks]
    wanted = [(y, SMALL_LINE * len(lines) + 1) for y, lines in zip(heights, said, strict=True)]
    tops = spread(wanted, 2.0, max(starts[-1] + 6, 2.0 + sum(high for _, high in wanted)))
    found, bottom = [], 0.0
    for y, lines, top in zip(heights, said, tops, strict=True):
        middle = top + SMALL_LINE * len(lines) / 2
        label = small_label(lines, right + _LEADER, middle, "start")
        found.append({
            "y": at(y), "from": at(right), "to": at(right + _LEADER - 3), "end": at(middle), "label": label,
        })  # fmt: skip
        bottom = max(bottom, label.box[3])
    return found, bottom


def _height(position: float, count: int, starts: Sequence[float]) -> float:
    """The height of a position in bins, counted from the bottom."""
    upside = count - clamped(position, count)
    index = min(int(upside), count - 1)
    return starts[index] + (starts[index + 1] - starts[index]) * (upside - index)
