"""The exact lowering: operations become closures over `fractions.Fraction`.

Only sqrt, ln and exp pass through float; they return at the shortest decimal text (docs/scoring.md).
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import cast

from dgassess.engine.outcomes import Gap, Outcome, combine
from dgassess.expressions import operations as op
from dgassess.values.numbers import comparable, from_float, round_to

Values = Mapping[str, Outcome]
Closure = Callable[[Values], Outcome]

_SIGNS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
_DIVISION_BY_ZERO = Gap("not-applicable", "分母为0")


def lower(operation: op.Operation) -> Closure:
    """A closure that computes the operation for one unit's values (inputs by name)."""
    match operation:
        case op.Constant(value):
            return lambda values: value
        case op.Input(name):
            return lambda values: values[name]
        case op.Unavailable(state, reason):
            gap = Gap(state, reason)
            return lambda values: gap
        case op.If(condition, then, otherwise):
            return _if(lower(condition), lower(then), lower(otherwise))
        case op.And(terms):
            return _until([lower(term) for term in terms], stop=False)
        case op.Or(terms):
            return _until([lower(term) for term in terms], stop=True)
        case op.Applies(operand):
            return _applies(lower(operand))
    return _strict([lower(child) for child in op.children(operation)], _compute(operation))


def _if(condition: Closure, then: Closure, otherwise: Closure) -> Closure:
    def run(values: Values) -> Outcome:
        truth = condition(values)
        if truth.__class__ is Gap:
            return truth
        return then(values) if truth else otherwise(values)

    return run


def _until(terms: list[Closure], *, stop: bool) -> Closure:
    def run(values: Values) -> Outcome:
        for term in terms:
            truth = term(values)
            if truth.__class__ is Gap or bool(truth) is stop:
                return truth
        return not stop

    return run


def _applies(operand: Closure) -> Closure:
    def run(values: Values) -> Outcome:
        outcome = operand(values)
        return not (isinstance(outcome, Gap) and outcome.state == "not-applicable")

    return run


def _strict(operands: list[Closure], compute: Callable[[list[Fraction]], Outcome]) -> Closure:
    def run(values: Values) -> Outcome:
        outcomes = [operand(values) for operand in operands]
        gaps = [outcome for outcome in outcomes if isinstance(outcome, Gap)]
        if gaps:
            return combine(gaps)
        return compute(cast(list[Fraction], outcomes))

    return run


def _compute(operation: op.Operation) -> Callable[[list[Fraction]], Outcome]:
    """The arithmetic of an operation whose operands all have values."""
    match operation:
        case op.Add():
            return lambda terms: sum(terms, Fraction(0))
        case op.Subtract():
            return lambda pair: pair[0] - pair[1]
        case op.Multiply():
            return lambda factors: math.prod(factors, start=Fraction(1))
        case op.Divide():
            return lambda pair: pair[0] / pair[1] if pair[1] else _DIVISION_BY_ZERO
        case op.Minimum():
            return min
        case op.Maximum():
            return max
        case op.Function(name, _):
            return lambda one: _through_float(name, one[0])
        case op.Compare(_, sign, _):
            return lambda pair: compare(pair[0], sign, pair[1])
        case op.Not():
            return lambda one: not one[0]
        case op.Contains():
            return lambda pair: pair[0] in cast(frozenset[object], pair[1])
        case op.Count():
            return lambda one: Fraction(len(cast(frozenset[str], one[0])))
        case op.Round(_, digits, mode):
            return lambda one: round_to(one[0], digits, mode)
    raise AssertionError(f"no exact lowering for {type(operation).__name__}")


def compare(left: Outcome, sign: op.Comparison, right: Outcome) -> bool:
    """Numbers at nine decimals; texts and truth values as they are."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return _SIGNS[sign](comparable(left), comparable(right))
    return (left == right) is (sign == "==")


def _through_float(name: op.FunctionName, value: Fraction) -> Outcome:
    if name == "abs":
        return abs(value)
    if name == "sqrt" and value < 0:
        return Gap("not-applicable", "负数没有平方根")
    if name == "ln" and value <= 0:
        return Gap("not-applicable", "非正数没有对数")
    try:
        return from_float({"exp": math.exp, "sqrt": math.sqrt, "ln": math.log}[name](value))
    except OverflowError:
        return Gap("not-applicable", "数值超出计算范围")
