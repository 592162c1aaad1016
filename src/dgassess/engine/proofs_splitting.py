"""Tightening by splitting: where one interval says too much, smaller ones together say less."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import reduce
from itertools import count

from dgassess.engine.intervals import lower
from dgassess.engine.intervals_values import (
    Choices,
    End,
    Env,
    Possible,
    Reach,
    Span,
    Texts,
    Truths,
    at_nine,
    join,
    narrowed,
    point,
)  # fmt: skip
from dgassess.expressions import operations as op

_MOST_BOXES = 400
_SMALLEST = Fraction(1, 10**6)
_FAR = Fraction(1000)  # where an open range is cut first


def tightened(operation: op.Operation, env: Env, scale: tuple[Fraction, Fraction]) -> Span | None:
    """The span of an operation, the boxes that leave the scale split until none does or the budget is spent."""
    names = tuple(dict.fromkeys(op.input_names(operation)))
    compute = lower(operation)
    lowest, highest = scale
    order = count()
    inside: list[Reach] = []
    outside: list[tuple[End, int, dict[str, Reach], Reach]] = []

    def add(box: dict[str, Reach]) -> None:
        reach = Reach(compute(box).value)
        if reach.span is None:
            return
        beyond = max(at_nine(reach.span.high) - highest, lowest - at_nine(reach.span.low))
        if beyond <= 0:
            inside.append(reach)
        else:
            heapq.heappush(outside, (-beyond, next(order), box, reach))

    add({name: env[name] for name in names})
    for turn in range(_MOST_BOXES):
        if not outside:
            break
        halves = list(split(outside[0][2], names, turn))
        if not halves:
            break
        heapq.heappop(outside)
        for half in halves:
            add(half)
    found = reduce(join, [*inside, *(reach for *_, reach in outside)], Reach(None))
    return found.span


def excluded(
    names: tuple[str, ...], box: dict[str, Reach], possible: Callable[[dict[str, Reach]], bool]
) -> bool:
    """Whether something can be shown to be impossible by splitting a box of answers within a budget."""
    boxes = [box]
    for turn in range(_MOST_BOXES):
        if not boxes:
            return True
        halves = list(split(boxes.pop(), names, turn))
        if not halves:
            return False
        boxes += [half for half in halves if possible(half)]
    return not boxes


def split(box: dict[str, Reach], names: tuple[str, ...], turn: int) -> Iterator[dict[str, Reach]]:
    """A box cut in two at one of its inputs, each input in turn; nothing when all are single values."""
    for offset in range(len(names)):
        name = names[(turn + offset) % len(names)]
        parts = parts_of(box[name])
        if len(parts) > 1:
            yield from ({**box, name: part} for part in parts)
            return


def parts_of(reach: Reach) -> list[Reach]:
    """What is possible, in two or more parts; one part where it cannot be cut."""
    states = []
    if reach.value is not None:
        states.append(Reach(reach.value))
    if reach.missing:
        states.append(Reach(None, missing=True))
    if reach.not_applicable:
        states.append(Reach(None, not_applicable=True))
    if len(states) != 1 or reach.value is None:
        return states
    return [Reach(value) for value in _halves(reach.value)]


def _halves(value: Possible) -> list[Possible]:
    match value:
        case Truths(may) if len(may) > 1:
            return [point(False), point(True)]
        case Texts(may) if may is not None and len(may) > 1:
            ordered = sorted(may)
            middle = len(ordered) // 2
            return [Texts(frozenset(ordered[:middle])), Texts(frozenset(ordered[middle:]))]
        case Choices(must, may) if must != may:
            option = min(may - must)
            return [Choices(must, may - {option}), Choices(must | {option}, may)]
        case Span():
            return _halved(value)
    return [value]


def _halved(span: Span) -> list[Possible]:
    low, high = span.low, span.high
    if isinstance(low, float):
        middle = Fraction(0) if isinstance(high, float) else -(2 * abs(high) + _FAR)
    elif isinstance(high, float):
        middle = 2 * abs(low) + _FAR
    elif high - low <= (0 if span.whole else _SMALLEST):
        return [span]
    else:
        middle = (low + high) / 2
    if span.whole:
        floor = Fraction(middle.numerator // middle.denominator)
        parts = [narrowed(span, low, floor), narrowed(span, floor + 1, high)]
    else:
        parts = [narrowed(span, low, middle), narrowed(span, middle, high)]
    return [part for part in parts if part is not None]
