"""What single functions and comparisons make of what is possible."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from dgassess.engine.intervals_values import (
    BOTH,
    INFINITY,
    ZERO,
    End,
    Possible,
    Reach,
    Span,
    Texts,
    Truths,
    at_nine,
)
from dgassess.expressions import operations as op
from dgassess.values.numbers import from_float, round_to

# Floats are not monotone to the last digit; their results are widened by this share.
_FLOAT_SLACK = Fraction(1, 10**12)
_LARGEST_FLOAT = Fraction(2) ** 1023


def absolute(span: Span) -> Span:
    """The span of the absolute values."""
    low, high = span.low, span.high
    least = low if low >= 0 else -high if high <= 0 else ZERO
    return Span(least, max(-low, high), span.whole)


def root(span: Span) -> Reach:
    """Square roots; negative numbers have none."""
    too_large = span.high > _LARGEST_FLOAT
    if span.high < 0:
        return Reach(None, not_applicable=True)
    value = Span(_float(math.sqrt, max(span.low, ZERO), -1), _float(math.sqrt, span.high, 1))
    return Reach(value, not_applicable=span.low < 0 or too_large)


def logarithm(span: Span) -> Reach:
    """Natural logarithms; zero and less have none."""
    too_large = span.high > _LARGEST_FLOAT
    if span.high <= 0:
        return Reach(None, not_applicable=True)
    low = _float(math.log, span.low, -1) if span.low > Fraction(1, 10**300) else -INFINITY
    return Reach(Span(low, _float(math.log, span.high, 1)), not_applicable=span.low <= 0 or too_large)


def exponential(span: Span) -> Reach:
    """Powers of e; not applicable where a float cannot hold them."""
    low = ZERO if span.low < -700 else _float(math.exp, span.low, -1)
    high = INFINITY if span.high > 700 else _float(math.exp, span.high, 1)
    return Reach(Span(low, high), not_applicable=span.high > 700)


def _float(function: Callable[[float], float], end: End, side: int) -> End:
    try:
        value = function(float(end))
    except OverflowError:
        return side * INFINITY
    if math.isinf(value):
        return value
    exact = from_float(value)
    return exact + side * (abs(exact) * _FLOAT_SLACK + _FLOAT_SLACK**20)


def compared(left: Possible, sign: op.Comparison, right: Possible) -> Truths:
    """The truth values a comparison can have."""
    if isinstance(left, Span) and isinstance(right, Span):
        return _spans_compared(left, sign, right)
    if isinstance(left, Truths | Texts) and isinstance(right, Truths | Texts):
        if left.may is None or right.may is None:
            return BOTH
        equal = bool(set(left.may) & set(right.may))
        differ = len(left.may) > 1 or len(right.may) > 1 or not equal
        return truths(equal, differ) if sign == "==" else truths(differ, equal)
    return BOTH


def _spans_compared(left: Span, sign: op.Comparison, right: Span) -> Truths:
    low, high = at_nine(left.low), at_nine(left.high)
    least, most = at_nine(right.low), at_nine(right.high)
    match sign:
        case "<":
            return truths(low < most, high >= least)
        case "<=":
            return truths(low <= most, high > least)
        case ">":
            return truths(high > least, low <= most)
        case ">=":
            return truths(high >= least, low < most)
    equal, differ = low <= most and least <= high, not low == high == least == most
    return truths(equal, differ) if sign == "==" else truths(differ, equal)


def truths(yes: bool, no: bool) -> Truths:
    """The truth values that are possible."""
    return Truths(frozenset(truth for truth, may in ((True, yes), (False, no)) if may))


def rounded(span: Span, digits: int, mode: Any) -> Span:
    """The span of the rounded numbers: rounding never turns two numbers round."""
    low, high = (
        end if isinstance(end, float) else round_to(end, digits, mode) for end in (span.low, span.high)
    )
    return Span(low, high, span.whole or digits == 0)
