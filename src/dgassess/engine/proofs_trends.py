"""Whether an operation rises or falls with one input, told from its structure and the intervals of its parts.

Truths rise from no to yes, sets of options rise by inclusion. Only cases in which there are two values are compared:
what is missing or not applicable is neither more nor less. A step of less than a millionth of the result's size at the
bound of a branch is no fall: comparisons are made at nine decimals.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from dgassess.engine.intervals import lower
from dgassess.engine.intervals_refining import refiner
from dgassess.engine.intervals_values import Env, Span
from dgassess.expressions import operations as op

Trend = Literal["constant", "up", "down", "mixed"]
_FLIPPED: dict[Trend, Trend] = {"constant": "constant", "up": "down", "down": "up", "mixed": "mixed"}
TOLERANCE = Fraction(1, 10**6)


def trend(operation: op.Operation, name: str, env: Env) -> Trend:
    """How an operation moves as one input rises and all others stay, wherever within `env` they are."""
    if name not in set(op.input_names(operation)):
        return "constant"
    match operation:
        case op.Input():
            return "up"
        case op.Add(terms) | op.Minimum(terms) | op.Maximum(terms) | op.And(terms) | op.Or(terms):
            return _together(trend(term, name, env) for term in terms)
        case op.Subtract(left, right):
            return _together((trend(left, name, env), _FLIPPED[trend(right, name, env)]))
        case op.Multiply(factors):
            return _product(factors, name, env)
        case op.Divide(left, right):
            return _quotient(left, right, name, env)
        case op.Function("abs", operand):
            return _by_sign(trend(operand, name, env), _span(operand, env))
        case op.Function(_, operand) | op.Round(operand, _, _) | op.Count(operand):
            return trend(operand, name, env)
        case op.Not(operand):
            return _FLIPPED[trend(operand, name, env)]
        case op.Contains(option, chosen):
            return trend(chosen, name, env) if name not in set(op.input_names(option)) else "mixed"
        case op.Applies(operand):
            return "mixed" if lower(operand)(env).not_applicable else "constant"
        case op.Compare():
            return _comparison(operation, name, env)
        case op.If():
            return _branches(operation, name, env)
    return "mixed"


def _together(trends: Iterable[Trend]) -> Trend:
    found = set(trends) - {"constant"}
    if not found:
        return "constant"
    return found.pop() if len(found) == 1 else "mixed"


def _span(operation: op.Operation, env: Env) -> Span | None:
    return lower(operation)(env).span


def _by_sign(found: Trend, factor: Span | None) -> Trend:
    """The trend of a value times a factor that does not move."""
    if found == "constant" or factor is None or factor.low >= 0:
        return found
    return _FLIPPED[found] if factor.high <= 0 else "mixed"


def _product(factors: tuple[op.Operation, ...], name: str, env: Env) -> Trend:
    first, *rest = factors
    if not rest:
        return trend(first, name, env)
    others = op.Multiply(tuple(rest))
    return _together(
        (
            _by_sign(trend(first, name, env), _span(others, env)),
            _by_sign(trend(others, name, env), _span(first, env)),
        )
    )


def _quotient(left: op.Operation, right: op.Operation, name: str, env: Env) -> Trend:
    bottom, below = _span(right, env), trend(right, name, env)
    if bottom is None:
        return "constant"  # there is never a value
    if below != "constant" and not (bottom.low >= 0 or bottom.high <= 0):
        return "mixed"
    return _together((_by_sign(trend(left, name, env), bottom), _by_sign(_FLIPPED[below], _span(left, env))))


def _comparison(operation: op.Compare, name: str, env: Env) -> Trend:
    left, right = _span(operation.left, env), _span(operation.right, env)
    if left is None or right is None:
        return "mixed"
    ahead = _together((trend(operation.left, name, env), _FLIPPED[trend(operation.right, name, env)]))
    match operation.sign:
        case ">" | ">=":
            return ahead
        case "<" | "<=":
            return _FLIPPED[ahead]
    # Equal at the lowest there is, and never again; or at the highest only.
    if not right.is_point or not (left.low == right.low or left.high == right.high):
        return "mixed"
    equal = ahead if left.high == right.high else _FLIPPED[ahead]
    return equal if operation.sign == "==" else _FLIPPED[equal]


def _branches(operation: op.If, name: str, env: Env) -> Trend:
    condition = lower(operation.condition)(env)
    refine = refiner(operation.condition, lower)
    insides: list[tuple[op.Operation, Env]] = []
    for truth, branch in ((True, operation.then), (False, operation.otherwise)):
        inside = refine(env, truth) if condition.may_be(truth) else None
        if inside is not None and _valued(branch, inside):
            insides.append((branch, inside))
    within = _together(trend(branch, name, inside) for branch, inside in insides)
    switches = trend(operation.condition, name, env)
    if len(insides) < 2 or switches == "constant" or within == "mixed":
        return within
    return _together((within, _switched(switches, *insides)))


def _valued(branch: op.Operation, env: Env) -> bool:
    return lower(branch)(env).value is not None


def _switched(switches: Trend, then: tuple[op.Operation, Env], other: tuple[op.Operation, Env]) -> Trend:
    """How the result moves where the condition turns."""
    upper, below = _span(*then), _span(*other)
    if switches == "mixed" or upper is None or below is None:
        equal = upper is not None and below is not None and upper.is_point and upper == below
        return "constant" if equal else "mixed"
    if upper.is_point and upper == below:
        return "constant"
    ends = [abs(end) for end in (upper.low, upper.high, below.low, below.high) if isinstance(end, Fraction)]
    slack = TOLERANCE * max(ends, default=Fraction(0))
    if upper.low >= below.high - slack:
        return switches
    return _FLIPPED[switches] if upper.high <= below.low + slack else "mixed"


def answered_env(env: Env, name: str) -> Env:
    """The same with one input answered."""
    return {**env, name: replace(env[name], missing=False, not_applicable=False)}
