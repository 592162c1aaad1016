"""Answers worth trying: the ends of ranges, what formulas compare with and one step beside it, options, all, none."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from fractions import Fraction

from dgassess.expressions import operations as op
from dgassess.values.answers import Answer, AnswerValue, answered
from dgassess.values.questions import AskedQuestion

_MOST_CONSTANTS = 8  # quotients of constants (a cap ÷ the points of one) are only tried among so few
_MOST_OPTIONS = 12
_FEW = 24  # a range of so few steps is tried whole
_FAR = Fraction(1000)  # how far to go where a range is open
_DATE, _TEXT = "2026-06-30", "示例"


def candidates(
    question: AskedQuestion, constants: Iterable[Fraction], indicators: Iterable[str] = ()
) -> list[Answer]:
    """Answers to a question in rising order, given the numbers that occur in the formulas that use it."""
    return [answered(value) for value in _values(question, constants, indicators)]


def _values(
    question: AskedQuestion, constants: Iterable[Fraction], indicators: Iterable[str]
) -> list[AnswerValue]:
    if question.is_numeric:
        return list(_numbers(question, set(constants)))
    match question.type:
        case "yes-no":
            return [False, True]
        case "single":
            return list(question.options)
        case "multi":
            return list(_sets(list(question.options)))
        case "indicators":
            return list(_sets(list(indicators)))
        case "date":
            return [_DATE]
    return [_TEXT]


def _sets(options: list[str]) -> Iterator[frozenset[str]]:
    """None, every single one, all but one, all."""
    every = frozenset(options)
    shown = options[:_MOST_OPTIONS]
    found = [
        frozenset[str](),
        *(frozenset((option,)) for option in shown),
        *(every - {option} for option in shown),
        every,
    ]
    yield from dict.fromkeys(found)


def step_of(question: AskedQuestion) -> Fraction:
    """The smallest difference between answers that people give."""
    if question.type == "integer":
        return Fraction(1)
    return Fraction(1, 10 ** (2 if question.decimals is None else question.decimals))


def _numbers(question: AskedQuestion, constants: set[Fraction]) -> Iterator[Fraction]:
    low, high = _range(question, constants)
    step = step_of(question)
    found = {low, high, _on_grid(low + (high - low) / 2, step)}
    wanted = {Fraction(0), Fraction(1), Fraction(100), *constants}
    if len(constants) <= _MOST_CONSTANTS:
        wanted |= {a / b for a in constants for b in constants if b}
    for value in wanted:
        down, up = math.floor(value / step) * step, math.ceil(value / step) * step
        found |= {down, up}
        if value in constants:
            found |= {down - step, up + step}
    if high - low <= _FEW * step:
        found |= {low + step * n for n in range(int((high - low) / step) + 1)}
    yield from sorted(value for value in found if low <= value <= high)


def _range(question: AskedQuestion, constants: set[Fraction]) -> tuple[Fraction, Fraction]:
    """The range to try, on the grid of what people answer."""
    least, most = question.bounds
    far = max((abs(value) for value in constants), default=Fraction(0)) * 2 + _FAR
    low = Fraction(least) if least is not None else -far
    high = Fraction(most) if most is not None else max(far, low + far)
    if least is None and most is not None:
        low = min(low, high - far)
    return (
        (Fraction(math.ceil(low)), Fraction(math.floor(high))) if question.type == "integer" else (low, high)
    )


def _on_grid(value: Fraction, step: Fraction) -> Fraction:
    return math.floor(value / step) * step


def constants_of(operation: op.Operation) -> Iterator[Fraction]:
    """Every number that occurs in an operation."""
    match operation:
        case op.Constant(Fraction() as value):
            yield value
    for child in op.children(operation):
        yield from constants_of(child)


def denominators_of(operation: op.Operation) -> Iterator[str]:
    """Inputs that an operation divides by."""
    match operation:
        case op.Divide(_, op.Input(name)):
            yield name
    for child in op.children(operation):
        yield from denominators_of(child)
