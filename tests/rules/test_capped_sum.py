"""sum: the children's scores add up, to a cap."""

from __future__ import annotations

from typing import Any

import pytest

from dgassess.rules.capped_sum import CappedSum
from tests.rules.scoring import FIVE, OUT, aggregate, aggregation_sentence


@pytest.mark.parametrize(
    ("children", "score"),
    [
        ([(1, 30), (9, 20)], 50),
        ([(1, 30), (9, OUT)], 30),
        ([(0, 30), (1, 20)], 20),
        ([(1, 60), (1, 60)], 100),
        ([(1, 0), (1, 0)], 0),
    ],
)
def test_weights_do_not_weigh_and_the_scale_is_the_cap(children: list[tuple[Any, Any]], score: int) -> None:
    assert aggregate("sum", children) == score


def test_a_stated_cap() -> None:
    assert aggregate({"kind": "sum", "cap": 40}, [(1, 30), (1, 20)]) == 40
    assert aggregate({"kind": "sum", "cap": 0}, [(1, 30), (1, 20)]) == 0
    assert aggregate("sum", [(1, 3), (1, 4)], FIVE) == 5
    assert aggregation_sentence({"kind": "sum", "cap": 40.5}) == "下级得分累计,最高40.5分"
    assert CappedSum.additive
