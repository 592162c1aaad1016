"""The interval lowering: operations become closures over what is possible, for proofs about a method.

It lowers the same closed set as `exact`. Whatever the exact closure yields for values within the inputs' bounds is
contained in what the interval closure yields for the bounds; it may contain more, never less.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, cast

from dgassess.engine.intervals_functions import (
    absolute,
    compared,
    exponential,
    logarithm,
    root,
    rounded,
    truths,
)
from dgassess.engine.intervals_means import weighted_mean, weighted_parts
from dgassess.engine.intervals_refining import Evaluated as Closure
from dgassess.engine.intervals_refining import Refiner, refiner
from dgassess.engine.intervals_values import (
    BOTH,
    NO,
    NOTHING,
    YES,
    ZERO,
    Choices,
    End,
    Env,
    Reach,
    Span,
    Texts,
    Truths,
    bounded,
    inverted,
    join,
    joined,
    multiplied,
    point,
)
from dgassess.expressions import operations as op


def lower(operation: op.Operation) -> Closure:
    """A closure that tells what the operation can yield, given what is possible for its inputs."""
    return _LOWERINGS[operation.__class__](operation)


def _strict(operands: list[Closure], compute: Callable[[list[Any]], Reach]) -> Closure:
    def run(env: Env) -> Reach:
        reaches = [operand(env) for operand in operands]
        if any(reach.is_empty for reach in reaches):
            return NOTHING
        out = any(reach.not_applicable for reach in reaches)
        # Not applicable comes before missing, so an operand that never applies leaves nothing to be missing.
        applying = all(reach.missing or reach.value is not None for reach in reaches)
        missing = applying and any(reach.missing for reach in reaches)
        values = [reach.value for reach in reaches]
        if any(value is None for value in values):
            return Reach(None, missing, out)
        found = compute(values)
        return Reach(found.value, missing or found.missing, out or found.not_applicable)

    return run


def _constant(operation: op.Constant) -> Closure:
    reach = Reach(point(operation.value))
    return lambda env: reach


def _unavailable(operation: op.Unavailable) -> Closure:
    reach = Reach(
        None, missing=operation.state == "missing", not_applicable=operation.state == "not-applicable"
    )
    return lambda env: reach


def _input(operation: op.Input) -> Closure:
    name = operation.name
    return lambda env: env[name]


def _folded(fold: Callable[[list[End]], End]) -> Callable[[list[Any]], Reach]:
    """A fold that rises with each of its terms."""

    def compute(spans: list[Any]) -> Reach:
        whole = all(span.whole for span in spans)
        low, high = fold([span.low for span in spans]), fold([span.high for span in spans])
        return Reach(bounded(Span(low, high, whole)))

    return compute


def _sum(ends: list[End]) -> End:
    total: End = ZERO
    for end in ends:
        total = total + end
    return total


def _add(operation: op.Add) -> Closure:
    return _strict([lower(term) for term in operation.terms], _folded(_sum))


def _minimum(operation: op.Minimum) -> Closure:
    return _strict([lower(term) for term in operation.terms], _folded(min))


def _maximum(operation: op.Maximum) -> Closure:
    return _strict([lower(term) for term in operation.terms], _folded(max))


def _subtract(operation: op.Subtract) -> Closure:
    def difference(pair: list[Span]) -> Reach:
        left, right = pair
        return Reach(bounded(Span(left.low - right.high, left.high - right.low, left.whole and right.whole)))

    return _strict([lower(operation.left), lower(operation.right)], difference)


def _multiply(operation: op.Multiply) -> Closure:
    def product_of(factors: list[Span]) -> Reach:
        found = Span(Fraction(1), Fraction(1), True)
        for factor in factors:
            found = multiplied(found, factor)
        return Reach(found)

    return _strict([lower(factor) for factor in operation.factors], product_of)


def _divide(operation: op.Divide) -> Closure:
    weighed = weighted_parts(operation)
    if weighed is not None:
        return weighted_mean([(weight, lower(part)) for weight, part in weighed])

    def quotient(pair: list[Span]) -> Reach:
        top, bottom = pair
        found: Span | None = None
        for inverse in inverted(bottom):
            one = multiplied(top, inverse)
            found = one if found is None else cast(Span, joined(found, one))
        return Reach(found, not_applicable=bottom.low <= 0 <= bottom.high)

    return _strict([lower(operation.left), lower(operation.right)], quotient)


def _function(operation: op.Function) -> Closure:
    if operation.name == "abs":
        return _strict([lower(operation.operand)], lambda one: Reach(absolute(one[0])))
    compute = {"sqrt": root, "ln": logarithm, "exp": exponential}[operation.name]
    return _strict([lower(operation.operand)], lambda one: compute(one[0]))


def _compare(operation: op.Compare) -> Closure:
    sign = operation.sign
    if operation.left == operation.right:
        same = YES if sign in ("==", "<=", ">=") else NO
        return _strict([lower(operation.left)], lambda one: Reach(same))
    return _strict(
        [lower(operation.left), lower(operation.right)], lambda pair: Reach(compared(pair[0], sign, pair[1]))
    )


def _until(terms: tuple[op.Operation, ...], *, stop: bool) -> Closure:
    closures = [(lower(term), _refiner_for(term, terms[index + 1 :])) for index, term in enumerate(terms)]

    def run(env: Env) -> Reach:
        found, current = NOTHING, env
        for term, refine in closures:
            reach = term(current)
            found = join(found, Reach(None, reach.missing, reach.not_applicable))
            if reach.may_be(stop):
                found = join(found, Reach(point(stop)))
            refined = refine(current, not stop) if reach.may_be(not stop) else None
            if refined is None:
                return found
            current = refined
        return join(found, Reach(point(not stop)))

    return run


def _not(operation: op.Not) -> Closure:
    return _strict(
        [lower(operation.operand)], lambda one: Reach(Truths(frozenset(not truth for truth in one[0].may)))
    )


def _refiner_for(condition: op.Operation, later: tuple[op.Operation, ...]) -> Refiner:
    """A refiner where what comes later uses an input of the condition; otherwise nothing is narrowed."""
    named = set(op.input_names(condition))
    if any(name in named for operation in later for name in op.input_names(operation)):
        return refiner(condition, lower)
    return lambda env, truth: env


def _if(operation: op.If) -> Closure:
    condition = lower(operation.condition)
    branches = [
        (truth, lower(branch), _refiner_for(operation.condition, (branch,)))
        for truth, branch in ((True, operation.then), (False, operation.otherwise))
    ]

    def run(env: Env) -> Reach:
        truth = condition(env)
        found = Reach(None, truth.missing, truth.not_applicable)
        for wanted, branch, refine in branches:
            inside = refine(env, wanted) if truth.may_be(wanted) else None
            if inside is not None:
                found = join(found, branch(inside))
        return found

    return run


def _contains(operation: op.Contains) -> Closure:
    def among(pair: list[Any]) -> Reach:
        option: Texts = pair[0]
        chosen: Choices = pair[1]
        if option.may is None:
            return Reach(BOTH)
        return Reach(truths(bool(option.may & chosen.may), bool(option.may - chosen.must)))

    return _strict([lower(operation.option), lower(operation.chosen)], among)


def _count(operation: op.Count) -> Closure:
    return _strict(
        [lower(operation.chosen)],
        lambda one: Reach(Span(Fraction(len(one[0].must)), Fraction(len(one[0].may)), True)),
    )


def _applies(operation: op.Applies) -> Closure:
    operand = lower(operation.operand)

    def run(env: Env) -> Reach:
        reach = operand(env)
        if reach.is_empty:
            return NOTHING
        return Reach(truths(reach.value is not None or reach.missing, reach.not_applicable))

    return run


def _round(operation: op.Round) -> Closure:
    digits, mode = operation.digits, operation.mode
    return _strict([lower(operation.operand)], lambda one: Reach(rounded(one[0], digits, mode)))


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
    op.And: lambda operation: _until(operation.terms, stop=False),
    op.Or: lambda operation: _until(operation.terms, stop=True),
    op.Not: _not,
    op.If: _if,
    op.Contains: _contains,
    op.Count: _count,
    op.Applies: _applies,
    op.Round: _round,
}
