"""What a condition that is known to hold, or not to hold, says about the inputs it speaks of.

Comparisons are made at nine decimals, so a bound lets in what rounds to it: `x >= 50` may hold for 49.9999999995.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from dgassess.engine.intervals_values import (
    INFINITY,
    Choices,
    End,
    Env,
    Possible,
    Reach,
    Span,
    Texts,
    Truths,
    at_nine,
    join,
    narrowed,
)
from dgassess.expressions import operations as op

Evaluated = Callable[[Env], Reach]
Refiner = Callable[[Env, bool], Env | None]
"""From what is possible and a condition's truth to what is possible then; None when that cannot be."""

# What rounds to a number at nine decimals lies nearer than the first; what rounds to its neighbours, not nearer than
# the second. Half a unit of the ninth decimal and the tolerance around a tie lie between them.
_OUTER, _INNER = Fraction(6, 10**10), Fraction(4, 10**10)
_MIRRORED: dict[op.Comparison, op.Comparison] = {
    "<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!=",
}  # fmt: skip
_OPPOSITE: dict[op.Comparison, op.Comparison] = {
    "<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "==",
}  # fmt: skip


def refiner(condition: op.Operation, lower: Callable[[op.Operation], Evaluated]) -> Refiner:
    """What narrows the inputs of a condition; inputs it does not understand stay as they are."""
    match condition:
        case op.Input(name):
            return lambda env, truth: _set(env, name, _only(env[name], Truths(frozenset((truth,)))))
        case op.Not(operand):
            inner = refiner(operand, lower)
            return lambda env, truth: inner(env, not truth)
        case op.And(terms):
            return _series([(lower(term), refiner(term, lower)) for term in terms], stop=False)
        case op.Or(terms):
            return _series([(lower(term), refiner(term, lower)) for term in terms], stop=True)
        case op.Compare(left, sign, right):
            return _comparison(left, sign, right, lower)
        case op.Contains(op.Constant(str(option)), op.Input(name)):
            return lambda env, truth: _set(env, name, _chosen(env[name], option, truth))
        case op.Applies(op.Input(name)):
            return lambda env, truth: _set(env, name, _applying(env[name], truth))
    return lambda env, truth: env


def _set(env: Env, name: str, reach: Reach) -> Env | None:
    if reach.is_empty:
        return None
    return {**env, name: reach}


def _series(terms: list[tuple[Evaluated, Refiner]], *, stop: bool) -> Refiner:
    """And (stop: False) or Or (stop: True): all terms run without a stop, or one stops after those before did not."""

    def refine(env: Env, truth: bool) -> Env | None:
        found: Env | None = None
        current: Env | None = env
        for evaluate, narrow in terms:
            assert current is not None
            if truth is stop and evaluate(current).may_be(stop):
                stopped = narrow(current, stop)
                if stopped is not None:
                    found = stopped if found is None else _either(found, stopped)
            current = narrow(current, not stop) if evaluate(current).may_be(not stop) else None
            if current is None:
                break
        return found if truth is stop else current

    return refine


def _either(left: Env, right: Env) -> Env:
    return {name: reach if reach is right[name] else join(reach, right[name]) for name, reach in left.items()}


def _only(reach: Reach, wanted: Truths) -> Reach:
    may = reach.value.may & wanted.may if isinstance(reach.value, Truths) else frozenset[bool]()
    return Reach(Truths(may) if may else None)


def _chosen(reach: Reach, option: str, truth: bool) -> Reach:
    if not isinstance(reach.value, Choices):
        return Reach(None)
    must, may = reach.value.must, reach.value.may
    if (truth and option not in may) or (not truth and option in must):
        return Reach(None)
    return Reach(Choices(must | {option}, may) if truth else Choices(must, may - {option}))


def _applying(reach: Reach, truth: bool) -> Reach:
    if truth:
        return replace(reach, not_applicable=False)
    return Reach(None, not_applicable=reach.not_applicable)


def _comparison(
    left: op.Operation, sign: op.Comparison, right: op.Operation, lower: Callable[[op.Operation], Evaluated]
) -> Refiner:
    sides = []
    if isinstance(left, op.Input):
        sides.append((left.name, sign, lower(right)))
    if isinstance(right, op.Input):
        sides.append((right.name, _MIRRORED[sign], lower(left)))

    def refine(env: Env, truth: bool) -> Env | None:
        current: Env | None = env
        for name, own, other in sides:
            assert current is not None
            bound = other(current).value
            value = current[name].value
            if bound is None or value is None:
                return None
            kept = _compared(value, own if truth else _OPPOSITE[own], bound)
            current = _set(current, name, Reach(kept))
            if current is None:
                return None
        return current

    return refine


def _compared(value: Possible, sign: op.Comparison, bound: Possible) -> Possible | None:
    """The values for which the comparison can hold."""
    if isinstance(value, Span) and isinstance(bound, Span):
        return _numbers(value, sign, bound)
    if isinstance(value, Texts) and isinstance(bound, Texts):
        return _texts(value, sign, bound)
    if isinstance(value, Truths) and isinstance(bound, Truths) and len(bound.may) == 1:
        kept = value.may & bound.may if sign == "==" else value.may - bound.may
        return Truths(kept) if kept else None
    return value


def _texts(value: Texts, sign: op.Comparison, bound: Texts) -> Texts | None:
    if bound.may is None:
        return value
    if sign == "==":
        kept = bound.may if value.may is None else value.may & bound.may
        return Texts(kept) if kept else None
    if value.may is None or len(bound.may) > 1:
        return value
    return Texts(value.may - bound.may) if value.may - bound.may else None


def _numbers(value: Span, sign: op.Comparison, bound: Span) -> Span | None:
    low, high = at_nine(bound.low), at_nine(bound.high)
    match sign:
        case ">=":
            return narrowed(value, _moved(low, -_OUTER), INFINITY)
        case ">":
            return narrowed(value, _moved(low, _INNER), INFINITY)
        case "<=":
            return narrowed(value, -INFINITY, _moved(high, _OUTER))
        case "<":
            return narrowed(value, -INFINITY, _moved(high, -_INNER))
        case "==":
            return narrowed(value, _moved(low, -_OUTER), _moved(high, _OUTER))
    # Not equal: a single number is cut off where it is an end.
    if low != high:
        return value
    least = _moved(low, _INNER) if at_nine(value.low) == low else -INFINITY
    most = _moved(low, -_INNER) if at_nine(value.high) == low else INFINITY
    return narrowed(value, least, most)


def _moved(end: End, by: Fraction) -> End:
    return end if isinstance(end, float) else end + by
