"""The exact lowering: operations become closures over `fractions.Fraction`.

Only sqrt, ln and exp pass through float; they return at the shortest decimal text (docs/scoring.md).
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, cast

from dgassess.engine.outcomes import Gap, Outcome, combine
from dgassess.expressions import operations as op
from dgassess.values.language import say
from dgassess.values.numbers import comparable, from_float, round_to

Values = Mapping[str, Outcome]
Closure = Callable[[Values], Outcome]

_SIGNS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
_ZERO, _ONE = Fraction(0), Fraction(1)


def lower(operation: op.Operation) -> Closure:
    """A closure that computes the operation for one unit's values (inputs by name)."""
    return _LOWERINGS[operation.__class__](operation)


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


def compare(left: Outcome, sign: op.Comparison, right: Outcome) -> bool:
    """Numbers at nine decimals; texts and truth values as they are."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return _SIGNS[sign](comparable(left), comparable(right))
    return (left == right) is (sign == "==")


def _through_float(name: op.FunctionName, value: Fraction) -> Outcome:
    if name == "abs":
        return abs(value)
    if name == "sqrt" and value < 0:
        return Gap("not-applicable", say("负数没有平方根"))
    if name == "ln" and value <= 0:
        return Gap("not-applicable", say("非正数没有对数"))
    try:
        return from_float({"exp": math.exp, "sqrt": math.sqrt, "ln": math.log}[name](value))
    except OverflowError:
        return Gap("not-applicable", say("数值超出计算范围"))


def _constant(operation: op.Constant) -> Closure:
    value = operation.value
    return lambda values: value


def _input(operation: op.Input) -> Closure:
    return operator.itemgetter(operation.name)


def _unavailable(operation: op.Unavailable) -> Closure:
    gap = Gap(operation.state, operation.reason)
    return lambda values: gap


def _minimum(operation: op.Minimum) -> Closure:
    return _strict([lower(term) for term in operation.terms], min)


def _maximum(operation: op.Maximum) -> Closure:
    return _strict([lower(term) for term in operation.terms], max)


def _add(operation: op.Add) -> Closure:
    return _strict([lower(term) for term in operation.terms], lambda terms: sum(terms, _ZERO))


def _multiply(operation: op.Multiply) -> Closure:
    return _strict(
        [lower(factor) for factor in operation.factors], lambda factors: math.prod(factors, start=_ONE)
    )


def _subtract(operation: op.Subtract) -> Closure:
    return _strict([lower(operation.left), lower(operation.right)], lambda pair: pair[0] - pair[1])


def _divide(operation: op.Divide) -> Closure:
    def quotient(pair: list[Fraction]) -> Outcome:
        return pair[0] / pair[1] if pair[1] else Gap("not-applicable", say("分母为0"))

    return _strict([lower(operation.left), lower(operation.right)], quotient)


def _function(operation: op.Function) -> Closure:
    name = operation.name
    return _strict([lower(operation.operand)], lambda one: _through_float(name, one[0]))


def _compare(operation: op.Compare) -> Closure:
    sign = operation.sign
    return _strict(
        [lower(operation.left), lower(operation.right)], lambda pair: compare(pair[0], sign, pair[1])
    )


def _not(operation: op.Not) -> Closure:
    return _strict([lower(operation.operand)], lambda one: not one[0])


def _contains(operation: op.Contains) -> Closure:
    operands = [lower(operation.option), lower(operation.chosen)]
    return _strict(operands, lambda pair: pair[0] in cast(frozenset[object], pair[1]))


def _count(operation: op.Count) -> Closure:
    return _strict([lower(operation.chosen)], lambda one: Fraction(len(cast(frozenset[str], one[0]))))


def _round(operation: op.Round) -> Closure:
    digits, mode = operation.digits, operation.mode
    return _strict([lower(operation.operand)], lambda one: round_to(one[0], digits, mode))


_LOWERINGS: dict[type, Callable[[Any], Closure]] = {
    op.Constant: _constant,
    op.Input: _input,
    op.Unavailable: _unavailable,
    op.Add: _add,
    op.Subtract: _subtract,
    op.Multiply: _multiply,
    op.Divide: _divide,
    op.Minimum: _minimum,
    op.Maximum: _maximum,
    op.Function: _function,
    op.Compare: _compare,
    op.And: lambda operation: _until([lower(term) for term in operation.terms], stop=False),
    op.Or: lambda operation: _until([lower(term) for term in operation.terms], stop=True),
    op.Not: _not,
    op.If: lambda o: _if(lower(o.condition), lower(o.then), lower(o.otherwise)),
    op.Contains: _contains,
    op.Count: _count,
    op.Applies: lambda operation: _applies(lower(operation.operand)),
    op.Round: _round,
}
