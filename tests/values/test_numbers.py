"""The numeric contract: which texts are numbers, how they are rounded, compared and shown."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgassess.values.numbers import (
    TIE_TOLERANCE,
    NumberProblem,
    RoundingMode,
    comparable,
    from_float,
    looks_numeric,
    normalise_text,
    parse_number,
    round_to,
    show,
    show_plain,
    tie_decided,
)

MODES: tuple[RoundingMode, ...] = ("half-up", "half-even")
WITNESS = 100 * (Fraction(4, 10) * Fraction(1389, 2024) + Fraction(6, 10) * Fraction(1477, 2083))

values = st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**7)
digits = st.integers(min_value=0, max_value=6)
modes = st.sampled_from(MODES)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("007", "7"),
        ("+5", "5"),
        ("5.", "5"),
        (".5", "0.5"),
        ("-3.20", "-3.2"),
        ("1e3", "1000"),
        ("2.5E-1", "0.25"),
        ("123456789012345", "123456789012345"),
        ("123456789012345000", "123456789012345000"),
        ("0.00000000001", "0.00000000001"),
        ("1e12", "1000000000000"),
        ("1e-12", "0.000000000001"),
        ("1.50000000000000000000", "1.5"),
        ("0e12", "0"),
    ],
)
def test_a_number_is_read_exactly(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", " ", "abc", "1/3", "1,000", "1_000", "NaN", "nan", "Infinity", "-inf", "0x10", "1e", "--1", "1.2.3",
     ".", "e5", "5%", "1\n", " 1", "１２", "٣", "1e1234567890", "½"],
)  # fmt: skip
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NumberProblem, match=r"is not a number\.$"):
        parse_number(text)


@pytest.mark.parametrize("text", ["1234567890123456", "0.1234567890123456", "1.0000000000000011", "1" * 39])
def test_more_than_fifteen_significant_digits_are_refused(text: str) -> None:
    with pytest.raises(NumberProblem, match=r"has more than 15 significant digits\.$"):
        parse_number(text)


@pytest.mark.parametrize("text", ["1e13", "1e-13", "1e30000000", "0e13", "0.0000000000001", "1" + "0" * 50])
def test_too_large_and_too_small_numbers_are_refused(text: str) -> None:
    with pytest.raises(NumberProblem, match=r"the exponent must be within ±12\.$"):
        parse_number(text)


def test_a_long_text_is_shown_by_its_beginning() -> None:
    with pytest.raises(NumberProblem) as problem:
        parse_number("x" * 5000)
    assert str(problem.value) == f"'{'x' * 37}...' is not a number."


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("９５．５％", "95.5%"),
        ("　12　", "12"),
        ("−3", "-3"),
        ("－3", "-3"),
        ("1,234,567.89", "1234567.89"),
        ("1，234", "1234"),
        ("-1,234%", "-1234%"),
        ("12,34", "12,34"),
        ("1,2345", "1,2345"),
        ("Ａ", "A"),
    ],
)
def test_what_keyboards_and_excel_add_is_folded(text: str, folded: str) -> None:
    assert normalise_text(text) == folded


@pytest.mark.parametrize("text", ["1", "-1.5", "1_000", "1e99", ".5"])
def test_texts_meant_as_numbers_look_numeric(text: str) -> None:
    assert looks_numeric(text)


@pytest.mark.parametrize("text", ["", "a1", "2026-12-20", "1/3", "TC-1"])
def test_other_texts_do_not_look_numeric(text: str) -> None:
    assert not looks_numeric(text)


@pytest.mark.parametrize(
    ("value", "decimals", "half_up", "half_even"),
    [
        ("59.995", 2, "60.00", "60.00"),
        ("59.985", 2, "59.99", "59.98"),
        ("0.125", 2, "0.13", "0.12"),
        ("1.005", 2, "1.01", "1.00"),
        ("-0.125", 2, "-0.13", "-0.12"),
        ("-1.005", 2, "-1.01", "-1.00"),
        ("2.5", 0, "3", "2"),
        ("3.5", 0, "4", "4"),
        ("-2.5", 0, "-3", "-2"),
        ("0.5", 0, "1", "0"),
        ("99.9999", 2, "100.00", "100.00"),
        ("0.124999", 2, "0.12", "0.12"),
        ("0.1251", 2, "0.13", "0.13"),
        ("-0.004", 2, "0.00", "0.00"),
        ("-0.005", 2, "-0.01", "0.00"),
        ("0", 2, "0.00", "0.00"),
        ("7", 3, "7.000", "7.000"),
    ],
)
def test_ties_follow_the_mode(value: str, decimals: int, half_up: str, half_even: str) -> None:
    assert show(Fraction(value), decimals, "half-up") == half_up
    assert show(Fraction(value), decimals, "half-even") == half_even


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("tie", [Fraction("0.125"), Fraction("69.995")])
def test_near_ties_within_the_tolerance_count_as_ties(tie: Fraction, sign: int) -> None:
    near = TIE_TOLERANCE / 100
    up, down = round_to(sign * (tie + Fraction(1, 1000)), 2), round_to(sign * (tie - Fraction(1, 1000)), 2)
    even = up if int(abs(up) * 100) % 2 == 0 else down
    for nudge in (-near, Fraction(0), near):
        assert round_to(sign * (tie + nudge), 2, "half-up") == up
        assert round_to(sign * (tie + nudge), 2, "half-even") == even
    beyond = near * Fraction(1001, 1000)
    for mode in MODES:
        assert round_to(sign * (tie - beyond), 2, mode) == down
        assert round_to(sign * (tie + beyond), 2, mode) == up


def test_the_tolerance_is_that_of_the_contract() -> None:
    assert Fraction(1, 10**6) == TIE_TOLERANCE


def test_the_witness_of_the_contract_counts_as_the_tie() -> None:
    assert Fraction("69.99499999") < WITNESS < Fraction("69.995")
    assert show(WITNESS, 2) == "70.00"
    assert show(WITNESS, 2, "half-even") == "70.00"
    assert tie_decided(WITNESS, 2)
    # The same value is no near-tie at other digits.
    assert show(WITNESS, 4) == "69.9950"
    assert not tie_decided(WITNESS, 1)


def test_an_exact_tie_and_a_clear_value_are_not_decided_by_the_tolerance() -> None:
    assert not tie_decided(Fraction("59.995"), 2)
    assert not tie_decided(Fraction("59.99"), 2)
    assert tie_decided(Fraction("-59.99499999"), 2)


@given(values, digits, modes)
def test_rounding_is_idempotent(value: Fraction, decimals: int, mode: RoundingMode) -> None:
    once = round_to(value, decimals, mode)
    assert (once * 10**decimals).denominator == 1
    assert round_to(once, decimals, mode) == once


@given(values, digits, modes)
def test_rounding_moves_by_half_a_unit_at_most(value: Fraction, decimals: int, mode: RoundingMode) -> None:
    moved = abs(round_to(value, decimals, mode) - value) * 10**decimals
    assert moved <= Fraction(1, 2) + TIE_TOLERANCE


@given(values, values, digits, modes)
def test_rounding_is_monotone(one: Fraction, other: Fraction, decimals: int, mode: RoundingMode) -> None:
    low, high = sorted((one, other))
    assert round_to(low, decimals, mode) <= round_to(high, decimals, mode)


@given(st.integers(-(10**6), 10**6), st.integers(-3, 3), modes)
def test_rounding_is_monotone_around_ties(halves: int, nudge: int, mode: RoundingMode) -> None:
    tie = Fraction(halves, 200)
    step = TIE_TOLERANCE / 200
    assert round_to(tie + nudge * step, 2, mode) <= round_to(tie + (nudge + 1) * step, 2, mode)


@given(values, digits, modes)
def test_rounding_is_symmetric(value: Fraction, decimals: int, mode: RoundingMode) -> None:
    assert round_to(-value, decimals, mode) == -round_to(value, decimals, mode)


@given(values, digits, modes)
def test_the_text_shown_reads_as_the_rounded_value(
    value: Fraction, decimals: int, mode: RoundingMode
) -> None:
    text = show(value, decimals, mode)
    assert Fraction(text) == round_to(value, decimals, mode)
    assert len(text.partition(".")[2]) == decimals
    assert not (text.startswith("-") and Fraction(text) == 0)


def test_numbers_are_compared_at_nine_decimals() -> None:
    assert comparable(Fraction(29, 100) * 100) == 29
    assert comparable(Fraction("0.3000000001")) == Fraction("0.3")
    assert comparable(Fraction("0.3000000006")) == Fraction("0.300000001")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("50", "50"),
        ("0.50", "0.5"),
        ("-3", "-3"),
        ("0", "0"),
        ("100", "100"),
        ("1e-10", "0"),
        ("1e3", "1000"),
    ],
)
def test_plain_text_is_the_shortest(value: str, text: str) -> None:
    assert show_plain(Decimal(value)) == text


def test_plain_text_has_at_most_nine_decimals() -> None:
    assert show_plain(Fraction(1, 3)) == "0.333333333"
    assert show_plain(Fraction(2, 3), 2) == "0.67"
    assert show_plain(Fraction(1999, 10), 0) == "200"


def test_floats_return_at_their_shortest_text() -> None:
    assert from_float(0.1) == Fraction(1, 10)
    assert from_float(1e-7) == Fraction(1, 10**7)
