"""An operation without what decides nothing: branches never taken, bounds that never bind, parts of one value only.

For all values within the bounds given, the simplified operation yields what the whole one does.
"""

from __future__ import annotations

from dataclasses import replace

from dgassess.engine.intervals import lower
from dgassess.engine.intervals_refining import refiner
from dgassess.engine.intervals_values import Env, Reach, Span, Texts, Truths
from dgassess.expressions import operations as op


def simplified(operation: op.Operation, env: Env) -> op.Operation:
    """The operation as it works within the bounds of its inputs."""
    constant = _constant(lower(operation)(env))
    if constant is not None:
        return constant
    match operation:
        case op.If():
            return _branches(operation, env)
        case op.Minimum(terms) | op.Maximum(terms):
            kept = _binding(
                [simplified(term, env) for term in terms], env, lowest=isinstance(operation, op.Minimum)
            )
            return kept[0] if len(kept) == 1 else type(operation)(kept)
        case op.Add(terms):
            return op.Add(tuple(simplified(term, env) for term in terms))
        case op.Multiply(factors):
            return op.Multiply(tuple(simplified(factor, env) for factor in factors))
        case op.Subtract(left, right) | op.Divide(left, right):
            return type(operation)(simplified(left, env), simplified(right, env))
        case op.Compare(left, _, right):
            return replace(operation, left=simplified(left, env), right=simplified(right, env))
        case op.Not(operand) | op.Function(_, operand) | op.Round(operand, _, _) | op.Applies(operand):
            return replace(operation, operand=simplified(operand, env))
    return operation


def _constant(reach: Reach) -> op.Constant | None:
    if reach.gaps:
        return None
    match reach.value:
        case Span(low, high) if low == high and not isinstance(low, float):
            return op.Constant(low)
        case Truths(may) if len(may) == 1:
            return op.Constant(next(iter(may)))
        case Texts(may) if may is not None and len(may) == 1:
            return op.Constant(next(iter(may)))
    return None


def _branches(operation: op.If, env: Env) -> op.Operation:
    condition = lower(operation.condition)(env)
    refine = refiner(operation.condition, lower)
    taken: list[op.Operation] = []
    for truth, branch in ((True, operation.then), (False, operation.otherwise)):
        inside = refine(env, truth) if condition.may_be(truth) else None
        if inside is not None:
            taken.append(simplified(branch, inside))
    if not taken:
        return operation
    if not condition.gaps and (len(taken) == 1 or taken[0] == taken[1]):
        return taken[0]
    # A branch that is never taken may be anything; the condition stays for its gaps.
    return op.If(simplified(operation.condition, env), taken[0], taken[-1])


def _binding(terms: list[op.Operation], env: Env, *, lowest: bool) -> tuple[op.Operation, ...]:
    """The terms that can be the lowest (or highest); one that may be without a value always counts."""
    spans = [lower(term)(env) for term in terms]
    kept: list[int] = list(range(len(terms)))
    for index, reach in enumerate(spans):
        others = [spans[other].span for other in kept if other != index]
        span = reach.span
        if reach.gaps or span is None:
            continue
        if any(
            other is not None and (other.high <= span.low if lowest else other.low >= span.high)
            for other in others
        ):
            kept.remove(index)
    return tuple(terms[index] for index in kept)
