"""minimum and maximum: the worst or best child decides."""

from __future__ import annotations

from typing import Any

import pytest

from dgassess.rules.extremes import MaximumOf, MinimumOf
from tests.rules.scoring import FIVE, OUT, aggregate


@pytest.mark.parametrize(
    ("children", "least", "most"),
    [
        ([(1, 80), (9, 60), (1, 70)], 60, 80),
        ([(1, 80), (9, OUT), (1, 70)], 70, 80),
        ([(0, 10), (1, 70), (0, 90)], 70, 70),
        ([(1, 0), (1, 100)], 0, 100),
    ],
)
def test_the_extreme_among_those_that_count(children: list[tuple[Any, Any]], least: int, most: int) -> None:
    assert aggregate("minimum", children) == least
    assert aggregate("maximum", children) == most


def test_another_scale() -> None:
    assert aggregate("minimum", [(1, 4), (1, OUT)], FIVE) == 4
    assert aggregate("maximum", [(1, 2), (1, OUT)], FIVE) == 2


def test_they_are_not_additive() -> None:
    assert not MinimumOf.additive
    assert not MaximumOf.additive
