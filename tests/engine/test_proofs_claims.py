"""How proofs write numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dgassess.engine.intervals_values import INFINITY
from dgassess.engine.proofs_claims import number


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(100), "100"),
        (Fraction(200, 3), "66.6667"),
        (Fraction("99.99999"), "99.99999"),
        (Fraction("100.00001"), "100.00001"),
        (INFINITY, "unbounded"),
        (-INFINITY, "unbounded below"),
    ],
)
def test_a_number_beside_a_whole_one_is_not_written_as_it(value: Fraction | float, shown: str) -> None:
    assert number(value) == shown
