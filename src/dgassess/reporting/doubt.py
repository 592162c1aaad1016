"""Whether a reader who knows a weighted sum of scores, and which scores rules can give, knows one of them.

The sum is what a shown score, or the total, says of the indicators that are not shown below it. A restricted score is
in doubt where the same sum is also reached with another score that is far enough from it. Doubt is judged over every
score that is possible, not by the unit's own: what is hidden must not tell which they are. Sums are counted on a grid,
as bits of one number each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

LEAST_DOUBT = Fraction(1, 10)
"""How far from its score another possible one lies at least, as a part of the scale."""
LEAST_SHARE = Fraction(1, 2)
"""In how many of the possible cases a score is in doubt at least. At the ends of the scale none ever is."""
_GRID = 10_000  # steps from the lowest to the highest sum: hundredths of a point on a scale of 100, as reports print
_SAMPLES = 20


@dataclass(frozen=True, slots=True)
class Unknown:
    """A score that is not shown: its weight in the sum, and where on the scale it can lie (0 to 1; None: anywhere)."""

    id: str
    weight: Fraction
    restricted: bool
    places: tuple[Fraction, ...] | None = None


def in_doubt(cell: Sequence[Unknown]) -> bool:
    """Whether every restricted score among those a sum is made of stays in doubt."""
    return all(
        _doubtful(one, [*cell[:index], *cell[index + 1 :]])
        for index, one in enumerate(cell)
        if one.restricted and one.weight
    )


def _doubtful(one: Unknown, others: Sequence[Unknown]) -> bool:
    rest = 1
    for other in others:
        rest = _added(rest, other)
    places = one.places or tuple(Fraction(step, _SAMPLES) for step in range(_SAMPLES + 1))
    doubtful = 0
    for place in places:
        sums = rest << _steps(one.weight * place)
        doubtful += (sums & _blurred(_elsewhere(one, place, rest))).bit_count()
    return doubtful >= LEAST_SHARE * len(places) * rest.bit_count()


def _elsewhere(one: Unknown, place: Fraction, rest: int) -> int:
    """The sums with the score at any other place that is far enough from this one."""
    found = 0
    if one.places is not None:
        for other in one.places:
            if abs(other - place) >= LEAST_DOUBT:
                found |= rest << _steps(one.weight * other)
        return found
    for low, high in ((Fraction(0), place - LEAST_DOUBT), (place + LEAST_DOUBT, Fraction(1))):
        if low <= high:
            found |= _spread(rest, _steps(one.weight * (high - low))) << _steps(one.weight * low)
    return found


def _added(sums: int, other: Unknown) -> int:
    """The sums with one more score put in."""
    if other.places is None:
        return _spread(sums, _steps(other.weight))
    found = 0
    for place in other.places:
        found |= sums << _steps(other.weight * place)
    return found


def _spread(sums: int, width: int) -> int:
    """Every sum, and those up to so many steps above it."""
    covered = 0
    while covered < width:
        step = min(covered + 1, width - covered)
        sums |= sums << step
        covered += step
    return sums


def _blurred(sums: int) -> int:
    """Sums a step apart are printed alike: each of them was rounded to the grid."""
    return sums | sums << 1 | sums >> 1


def _steps(part: Fraction) -> int:
    return round(part * _GRID)
