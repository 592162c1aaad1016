"""What an operation can possibly yield over many units at once: intervals, sets of truths, texts and options, gaps.

Everything here errs on the side of more: what can happen is always contained, what cannot may be as well.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from dgassess.engine.outcomes import Gap, Outcome
from dgassess.values.numbers import comparable

End = Fraction | float
"""An end of an interval; a float only where it is infinite."""

INFINITY = math.inf
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers from `low` to `high`, both included; `whole` when only whole numbers are among them."""

    low: End
    high: End
    whole: bool = False

    @property
    def is_point(self) -> bool:
        """Whether there is one number only."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Truths:
    """Truth values."""

    may: frozenset[bool]


@dataclass(frozen=True, slots=True)
class Texts:
    """Single choices and texts; None stands for any text."""

    may: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Choices:
    """Sets of options that hold all of `must` and nothing outside `may`."""

    must: frozenset[str]
    may: frozenset[str]


Possible = Span | Truths | Texts | Choices

BOTH = Truths(frozenset((False, True)))
YES, NO = Truths(frozenset((True,))), Truths(frozenset((False,)))
NUMBERS = Span(-INFINITY, INFINITY)


@dataclass(frozen=True, slots=True)
class Reach:
    """The values that are possible (None: no value is), and whether there may be a gap instead."""

    value: Possible | None
    missing: bool = False
    not_applicable: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is possible: the case cannot arise."""
        return self.value is None and not self.missing and not self.not_applicable

    @property
    def gaps(self) -> bool:
        """Whether there may be no value."""
        return self.missing or self.not_applicable

    @property
    def span(self) -> Span | None:
        """The numbers that are possible."""
        return self.value if isinstance(self.value, Span) else None

    def answered(self) -> Reach:
        """The same without gaps."""
        return replace(self, missing=False, not_applicable=False)

    def may_be(self, truth: bool) -> bool:
        """Whether a truth value is possible."""
        return isinstance(self.value, Truths) and truth in self.value.may

    def holds(self, outcome: Outcome) -> bool:
        """Whether an outcome of the exact engine is among what is possible."""
        if isinstance(outcome, Gap):
            return self.missing if outcome.state == "missing" else self.not_applicable
        match self.value:
            case Truths(may):
                return outcome in may
            case Span(low, high, whole):
                assert isinstance(outcome, Fraction)
                return low <= outcome <= high and (not whole or outcome.denominator == 1)
            case Texts(allowed):
                return allowed is None or outcome in allowed
            case Choices(must, may):
                assert isinstance(outcome, frozenset)
                return must <= outcome <= may
        return False


Env = Mapping[str, Reach]
"""What is possible for each input, by name."""

NOTHING = Reach(None)
OUT = Reach(None, not_applicable=True)


def point(value: Fraction | str | bool) -> Possible:
    """One value alone."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, str):
        return Texts(frozenset((value,)))
    return Span(value, value, value.denominator == 1)


def join(left: Reach, right: Reach) -> Reach:
    """What is possible in either of two cases."""
    value = left.value if right.value is None else right.value
    if left.value is not None and right.value is not None:
        value = joined(left.value, right.value)
    return Reach(value, left.missing or right.missing, left.not_applicable or right.not_applicable)


def joined(left: Possible, right: Possible) -> Possible:
    """The values possible in either of two cases."""
    match left, right:
        case Span(), Span():
            return Span(min(left.low, right.low), max(left.high, right.high), left.whole and right.whole)
        case Truths(), Truths():
            return Truths(left.may | right.may)
        case Texts(), Texts():
            return Texts(None if left.may is None or right.may is None else left.may | right.may)
        case Choices(), Choices():
            return Choices(left.must & right.must, left.may | right.may)
    raise TypeError(f"{left} and {right} are of different kinds.")


def narrowed(span: Span, low: End, high: End) -> Span | None:
    """The numbers of a span from `low` to `high`; None when there is none."""
    low, high = max(span.low, low), min(span.high, high)
    if span.whole:
        low = low if isinstance(low, float) else Fraction(math.ceil(low))
        high = high if isinstance(high, float) else Fraction(math.floor(high))
    return Span(low, high, span.whole) if low <= high else None


_MOST_BITS = 996
_FARTHEST = Fraction(2**_MOST_BITS)  # about 10^300: with further ends, infinity cannot be calculated


def bounded(span: Span) -> Span:
    """A span that holds the same and has no finite end of 2^996 or more."""
    low, high = span.low, span.high
    if not (_far(low) or _far(high)):
        return span
    if _far(low):
        low = _FARTHEST if low > 0 else -INFINITY
    if _far(high):
        high = INFINITY if high > 0 else -_FARTHEST
    return Span(low, high, span.whole)


def _far(end: End) -> bool:
    return (
        not isinstance(end, float) and end.numerator.bit_length() - end.denominator.bit_length() > _MOST_BITS
    )


def at_nine(end: End) -> End:
    """An end as rules compare it."""
    return end if isinstance(end, float) else comparable(end)


def times(left: End, right: End) -> End:
    """The product of two ends; nothing times infinity is nothing."""
    if not left or not right:
        return ZERO
    return left * right


def multiplied(left: Span, right: Span) -> Span:
    """The product of two spans."""
    ends = [times(a, b) for a in (left.low, left.high) for b in (right.low, right.high)]
    return bounded(Span(min(ends), max(ends), left.whole and right.whole))


def inverted(span: Span) -> list[Span]:
    """1 ÷ the numbers of a span but zero: one span for those above it, one for those below."""
    found = []
    if span.high > 0:
        least = max(span.low, Fraction(1)) if span.whole else span.low
        found.append(Span(_inverse(span.high), _inverse(least) if least > 0 else INFINITY))
    if span.low < 0:
        most = min(span.high, Fraction(-1)) if span.whole else span.high
        found.append(Span(_inverse(most) if most < 0 else -INFINITY, _inverse(span.low)))
    return [bounded(span) for span in found]


def _inverse(end: End) -> End:
    return ZERO if isinstance(end, float) else 1 / end
