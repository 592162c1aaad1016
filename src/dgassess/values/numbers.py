"""The numeric contract: which texts are numbers, how numbers are rounded, compared and shown (docs/scoring.md).

Exact values are `fractions.Fraction`; nothing here passes through binary floating point.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import Literal

RoundingMode = Literal["half-up", "half-even"]

MAX_SIGNIFICANT_DIGITS = 15
MAX_EXPONENT = 12
# A value this close to a rounding tie, in units of the last kept digit, counts as the tie in every engine: 1e-8 at the
# usual two decimals, far above what double precision loses and far below what an answer can mean.
_TIE_PARTS = 10**6
TIE_TOLERANCE = Fraction(1, _TIE_PARTS)
# Computed numbers are compared inside rules at this many decimals, so that exact and float engines agree.
COMPARISON_DIGITS = 9
_COMPARISON_UNIT = 10**COMPARISON_DIGITS

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,9})?")
_LOOKS_NUMERIC = re.compile(r"[+-]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")


class NumberProblem(ValueError):
    """A text that is not an acceptable number; the message is a whole sentence that names it."""


def looks_numeric(text: str) -> bool:
    """Whether a text was plainly meant as a number, acceptable or not."""
    return _LOOKS_NUMERIC.fullmatch(text) is not None


def parse_number(text: str) -> Decimal:
    """Read a decimal text exactly: at most 15 significant digits and an exponent within ±12.

    Raises NumberProblem for anything else, including NaN, infinity, `1/3` and group separators.
    """
    shown = text if len(text) <= 40 else text[:37] + "..."
    if not text.isascii() or not _NUMBER.fullmatch(text):
        raise NumberProblem(f"'{shown}' is not a number.")
    mantissa, _, exponent = text.lower().partition("e")
    digits = mantissa.lstrip("+-").replace(".", "").lstrip("0")
    if "." in mantissa:
        digits = digits.rstrip("0")
    if len(digits) > MAX_SIGNIFICANT_DIGITS and len(digits.rstrip("0")) > MAX_SIGNIFICANT_DIGITS:
        raise NumberProblem(f"'{shown}' has more than {MAX_SIGNIFICANT_DIGITS} significant digits.")
    if (exponent and abs(int(exponent)) > MAX_EXPONENT) or len(mantissa) > 40:
        raise NumberProblem(
            f"'{shown}' is too large or too small: the exponent must be within ±{MAX_EXPONENT}."
        )
    value = Decimal(text)
    if value and not -MAX_EXPONENT <= value.adjusted() <= MAX_EXPONENT + MAX_SIGNIFICANT_DIGITS:
        raise NumberProblem(
            f"'{shown}' is too large or too small: the exponent must be within ±{MAX_EXPONENT}."
        )
    return value


def normalise_text(text: str) -> str:
    """Fold what a keyboard or Excel adds to a number: full-width forms, surrounding blanks, thousands commas."""
    folded = unicodedata.normalize("NFKC", text).strip().replace("\u2212", "-")
    if re.fullmatch(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?%?", folded):
        folded = folded.replace(",", "")
    return folded


def round_to(value: Fraction, digits: int, mode: RoundingMode = "half-up") -> Fraction:
    """Round |value| to `digits` decimals and restore the sign; near-ties within TIE_TOLERANCE count as ties.

    half-up is administrative habit; half-even is GB/T 8170-2008 (四舍六入五成双).
    """
    return Fraction(_rounded_units(value, digits, mode), 10**digits)


def _rounded_units(value: Fraction, digits: int, mode: RoundingMode) -> int:
    """How many units of the last kept digit `value` is rounded to."""
    # Whole numbers throughout: remainder ÷ denominator is what the digits cut off, and ½ ± tolerance is the tie.
    numerator, denominator = value.numerator, value.denominator
    unit: int = 10**digits
    whole, remainder = divmod(abs(numerator) * unit, denominator)
    beyond_tie = 2 * remainder - denominator
    if abs(beyond_tie) * _TIE_PARTS <= 2 * denominator:
        up = mode == "half-up" or bool(whole & 1)
    else:
        up = beyond_tie > 0
    return -(whole + up) if numerator < 0 else whole + up


def tie_decided(value: Fraction, digits: int) -> bool:
    """Whether the tolerance, not the exact digits, decided how `value` was rounded (near-tie but no exact tie)."""
    scaled = abs(value) * 10**digits
    distance = scaled - scaled.numerator // scaled.denominator - Fraction(1, 2)
    return bool(distance) and abs(distance) <= TIE_TOLERANCE


def comparable(value: Fraction) -> Fraction:
    """The value at the nine decimals at which rules compare computed numbers."""
    if _COMPARISON_UNIT % value.denominator == 0:
        return value  # has no more decimals than that
    return round_to(value, COMPARISON_DIGITS)


def show(value: Fraction, digits: int, mode: RoundingMode = "half-up") -> str:
    """Decimal text with exactly `digits` decimals; never '-0.00'."""
    return _placed(_rounded_units(value, digits, mode), digits)


def show_percent(share: Fraction, digits: int, mode: RoundingMode = "half-up") -> str:
    """A share of 0–1 in percent with exactly `digits` decimals, without the sign %."""
    return _placed(_rounded_units(share, digits + 2, mode), digits)


def _placed(units: int, digits: int) -> str:
    text = str(abs(units)).rjust(digits + 1, "0")
    sign = "-" if units < 0 else ""
    return sign + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)


def show_plain(value: Fraction | Decimal | int, most_digits: int = 9) -> str:
    """Shortest decimal text, at most `most_digits` decimals, for formulas and explanations."""
    text = show(Fraction(value), most_digits)
    return text.rstrip("0").rstrip(".") if "." in text else text


def from_float(value: float) -> Fraction:
    """A float at its shortest decimal text, as irrational steps (ln, roots) return to exact arithmetic."""
    return Fraction(Decimal(repr(value)))
