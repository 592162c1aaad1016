"""Exact numbers, parameters by unit type, and numbers in sentences."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from dgassess.rules.fields import NoValueForType, Number, exact, pick, plain, spread

NUMBER: TypeAdapter[Any] = TypeAdapter(Number)


@pytest.mark.parametrize("value", [0, -3, 10**15, Decimal("0.5"), Decimal("1E+3")])
def test_ints_and_decimals_are_numbers(value: int | Decimal) -> None:
    assert NUMBER.validate_python(value) == Decimal(value)


@pytest.mark.parametrize("value", [True, False, 0.5, "5", None, [1], {"省": 1}, Fraction(1, 2)])
def test_nothing_else_is(value: object) -> None:
    with pytest.raises(ValidationError) as problem:
        NUMBER.validate_python(value)
    assert problem.value.errors()[0]["type"] == "decimal_type"


def test_a_parameter_by_unit_type() -> None:
    by_type: int | dict[str, int] = {"省": 98, "default": 90}
    assert pick(95, None) == 95
    assert pick(by_type, "省") == 98
    assert pick(by_type, "县") == 90
    assert pick(by_type, None) == 90


@pytest.mark.parametrize(("unit_type", "shown"), [("县", "'县'"), (None, "'None'")])
def test_a_parameter_that_says_nothing_for_a_type(unit_type: str | None, shown: str) -> None:
    only: int | dict[str, int] = {"省": 98}
    with pytest.raises(NoValueForType, match=f"There is no value for unit type {shown}."):
        pick(only, unit_type)


def test_numbers_in_sentences() -> None:
    assert plain(Decimal("50.0")) == "50"
    assert plain(Fraction(1, 3)) == "0.333333333"
    assert spread(Decimal(95), "%") == "95%"
    assert spread(Decimal(95), "%", "≥") == "≥95%"
    assert spread({"省": Decimal(98), "default": Decimal("90.5")}, "%", "≥") == "省≥98%、其他≥90.5%"


def test_exact_keeps_every_digit() -> None:
    assert exact(Decimal("0.1")) == Fraction(1, 10)
