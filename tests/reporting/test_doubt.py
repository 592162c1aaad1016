"""A restricted score is in doubt where others of few or many possible values could make up for it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dgassess.reporting.doubt import ANYWHERE, Places, Unknown, in_doubt


def at(*places: float | Fraction) -> Places:
    """Single places on the scale."""
    return tuple((Fraction(one), Fraction(one)) for one in places)


YES_NO, QUARTERS = at(0, 1), at(0, 0.25, 0.5, 0.75, 1)
CLUSTERS = ((Fraction(0), Fraction(1, 10)), (Fraction(9, 10), Fraction(1)))


def secret(weight: int, places: Places) -> Unknown:
    return Unknown("secret", Fraction(weight, 100), True, places)


def beside(*others: tuple[int, Places]) -> list[Unknown]:
    return [
        Unknown(f"other-{index}", Fraction(weight, 100), False, places)
        for index, (weight, places) in enumerate(others)
    ]


@pytest.mark.parametrize(
    ("own", "others", "expected"),
    [
        # 15 of 100 is 0.6 × 25 and nothing else, and so with every other sum.
        (secret(40, YES_NO), beside((60, QUARTERS)), False),
        # Half of the sums are reached both ways: 25, 50, 75 and 100 of the quarters' 125.
        (secret(50, QUARTERS), beside((50, QUARTERS)), True),
        # Sums from 40 to 60 alone are: a third of the cases.
        (secret(40, YES_NO), beside((60, ANYWHERE)), False),
        # Sums from 25 to 75: two thirds.
        (secret(25, YES_NO), beside((75, ANYWHERE)), True),
        (secret(60, ANYWHERE), beside((30, ANYWHERE)), True),
        (secret(90, ANYWHERE), beside((5, ANYWHERE)), False),
        # It lies within the first hundredths: the reader knows that beforehand, and learns nothing more.
        (secret(90, at(0, 0.01, 0.02, 0.04)), beside((9, ANYWHERE)), True),
        # A composite that is nine tenths yes or no is found out as a yes or no is.
        (secret(50, CLUSTERS), beside((50, QUARTERS)), False),
        # A cover that lies in the upper fifth only covers as little as that.
        (secret(40, YES_NO), beside((60, ((Fraction(4, 5), Fraction(1)),))), False),
        # 40.00 and 40.01 are printed differently.
        (secret(40, YES_NO), beside((60, at(0, 0.6668))), False),
        (secret(100, ANYWHERE), [], False),
        (secret(0, YES_NO), [], True),
    ],
)
def test_what_makes_up_for_it(own: Unknown, others: list[Unknown], expected: bool) -> None:
    assert in_doubt([own, *others]) is expected
    assert in_doubt([*others, own]) is expected


def test_two_restricted_scores_cover_each_other() -> None:
    """The reader knows neither: whoever answers for one of them may."""
    assert in_doubt([secret(50, QUARTERS), secret(50, QUARTERS)])
    assert not in_doubt([secret(50, QUARTERS), secret(20, YES_NO)])


def test_what_is_not_restricted_needs_no_doubt() -> None:
    assert in_doubt(beside((40, YES_NO), (60, QUARTERS)))


def test_sums_printed_alike_are_one() -> None:
    """A third of the scale has no end as a decimal; three of them are one all the same."""
    thirds = at(0, Fraction(1, 3), Fraction(2, 3), 1)
    others = [Unknown(f"o{index}", Fraction(1, 7), False, thirds) for index in range(6)]
    assert in_doubt([Unknown("secret", Fraction(1, 7), True, thirds), *others])


def test_finer_figures_tell_more() -> None:
    cell = [secret(40, YES_NO), *beside((60, at(0, 0.3333, 0.6667, 1)))]
    fine = [in_doubt(cell, steps) for steps in (100, 1_000_000)]
    assert fine == [True, False]
