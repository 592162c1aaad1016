"""Labels moved apart: in their order, without overlap, no farther than need be."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dgassess.reporting.geometry import spread


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(5, 60)), max_size=12))
def test_spread_keeps_order_and_distance(wanted: list[tuple[float, float]]) -> None:
    bottom = max(300.0, sum(high for _, high in wanted))
    tops = spread(wanted, 0.0, bottom)
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i][0], i))
    for one, other in pairwise(order):
        assert tops[one] + wanted[one][1] <= tops[other] + 1e-6
    assert all(top >= 0 and top + high <= bottom + 1e-6 for top, (_, high) in zip(tops, wanted, strict=True))


def test_spread_leaves_alone_what_does_not_touch() -> None:
    assert spread([(50, 10), (20, 10)], 0, 100) == [45, 15]
    assert spread([(50, 10), (50, 10)], 0, 100) == [40, 50]
    assert spread([], 0, 100) == []
