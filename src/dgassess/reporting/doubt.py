"""Whether a reader who knows a weighted sum of scores, and which scores rules can give, knows one of them.

The sum is what a shown score, or the total, says of the indicators that are not shown below it. A restricted score is
in doubt where the same sum is also reached with another score that is far enough from it. Doubt is judged over every
score that is possible, not by the unit's own: what is hidden must not tell which they are. Sums are counted on a grid,
as bits of one number each.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

Places = tuple[tuple[Fraction, Fraction], ...]
"""Where on the scale, 0 to 1, a score can lie: from the first to the second of each pair."""
ANYWHERE: Places = ((Fraction(0), Fraction(1)),)
LEAST_DOUBT = Fraction(1, 10)
"""How far from its score another possible one lies at least, as a part of all it can be."""
LEAST_SHARE = Fraction(1, 2)
"""In how many of the possible cases a score is in doubt at least. At the ends of what is possible none ever is."""
STEPS = 10_000  # of the last printed digit, on a scale of 100 with two decimals
# Steps of the grid to one of the last printed digit, so that rounding them moves no sum by a digit.
_FINER = 10
_FINEST = 1_000_000
_SAMPLES = 20


@dataclass(frozen=True, slots=True)
class PossibleScores:
    """What readers can know of scores beforehand.

    steps: how many of the last printed digit make the scale. places: of an indicator, by its id and the unit's type.
    told: the indicators that others may tell of, by unit type.
    """

    steps: int = STEPS
    places: Callable[[str, str | None], Places] = lambda indicator, unit_type: ANYWHERE
    told: Callable[[str | None], frozenset[str]] = lambda unit_type: frozenset()


@dataclass(frozen=True, slots=True)
class Unknown:
    """A score that is not shown: its weight in the sum, and where on the scale it can lie."""

    id: str
    weight: Fraction
    restricted: bool
    places: Places = ANYWHERE


def in_doubt(cell: Sequence[Unknown], steps: int = STEPS) -> bool:
    """Whether every restricted score among those a sum is made of stays in doubt."""
    known = tuple(sorted((one.weight, one.restricted, one.places) for one in cell if one.weight))
    return _in_doubt(known, min(steps * _FINER, _FINEST))


_Known = tuple[Fraction, bool, Places]


@functools.lru_cache(maxsize=4096)
def _in_doubt(cell: tuple[_Known, ...], grid: int) -> bool:
    return all(
        _doubtful(one, [*cell[:index], *cell[index + 1 :]], grid) for index, one in enumerate(cell) if one[1]
    )


def _doubtful(one: _Known, others: Sequence[_Known], grid: int) -> bool:
    rest = 1
    for other in others:
        rest = _added(rest, other, other[2], grid)
    weight, _, places = one
    far = LEAST_DOUBT * (places[-1][1] - places[0][0])
    samples = list(_samples(places))
    doubtful = 0
    for place in samples:
        elsewhere = _added(rest, one, _without(places, place - far, place + far), grid)
        sums = rest << _steps(weight * place, grid)
        doubtful += (sums & _blurred(elsewhere, len(others) + 1)).bit_count()
    return doubtful >= LEAST_SHARE * len(samples) * rest.bit_count()


def _samples(places: Places) -> Iterator[Fraction]:
    for low, high in places:
        parts = int((high - low) * _SAMPLES) + (high > low)
        yield from (low + (high - low) * step / max(parts, 1) for step in range(parts + 1))


def _without(places: Places, start: Fraction, end: Fraction) -> Places:
    """Places no nearer than both ends of a gap."""
    below = ((low, min(high, start)) for low, high in places if low <= start)
    return (*below, *((max(low, end), high) for low, high in places if high >= end))


def _added(sums: int, one: _Known, places: Places, grid: int) -> int:
    """The sums with one more score put in, at each of the places."""
    found = 0
    for low, high in places:
        start = _steps(one[0] * low, grid)
        found |= _spread(sums, _steps(one[0] * high, grid) - start) << start
    return found


def _spread(sums: int, width: int) -> int:
    """Every sum, and those up to so many steps above it."""
    covered = 0
    while covered < width:
        step = min(covered + 1, width - covered)
        sums |= sums << step
        covered += step
    return sums


def _blurred(sums: int, steps: int) -> int:
    """Sums so many steps apart are the same: each of their parts was rounded to the grid."""
    return _spread(sums << steps, 2 * steps) >> 2 * steps


def _steps(part: Fraction, grid: int) -> int:
    return round(part * grid)
