"""Weighted means over parts that may drop out: exact bounds, where the plain quotient would lose them."""

from __future__ import annotations

from fractions import Fraction

from dgassess.engine.intervals_refining import Evaluated as Closure
from dgassess.engine.intervals_values import NOTHING, ZERO, End, Env, Reach, Span
from dgassess.expressions import operations as op


def weighted_parts(operation: op.Operation) -> list[tuple[Fraction, op.Operation]] | None:
    """Weights and parts of a weighted mean as `operations.weighted_mean` builds it; None for any other operation."""
    match operation:
        case op.Divide(op.Add(terms), op.Add(weights)) if terms and len(terms) == len(weights):
            pass
        case _:
            return None
    found = []
    for term, weight in zip(terms, weights, strict=True):
        match term, weight:
            case (
                op.If(op.Applies(part), op.Multiply((op.Constant(Fraction() as own), weighed)), op.Constant(none)),
                op.If(op.Applies(same), op.Constant(share), op.Constant(nothing)),
            ) if part == weighed == same and own == share and own > 0 and none == nothing == 0:  # fmt: skip
                found.append((own, part))
            case _:
                return None
    return found


def weighted_mean(parts: list[tuple[Fraction, Closure]]) -> Closure:
    """Any part that may be not applicable may drop out; the mean of those left is the highest or lowest possible."""

    def run(env: Env) -> Reach:
        reaches = [(weight, part(env)) for weight, part in parts]
        if any(reach.is_empty for _, reach in reaches):
            return NOTHING
        out = all(reach.not_applicable for _, reach in reaches)
        missing = any(reach.missing for _, reach in reaches)
        if any(reach.value is None and not reach.not_applicable for _, reach in reaches):
            return Reach(None, missing, out)
        fixed: list[tuple[Fraction, Span]] = []
        free: list[tuple[Fraction, Span]] = []
        for weight, reach in reaches:
            if reach.span is not None:
                (free if reach.not_applicable else fixed).append((weight, reach.span))
        if not fixed and not free:
            return Reach(None, missing, out)
        high = _highest([(w, s.high) for w, s in fixed], [(w, s.high) for w, s in free])
        low = -_highest([(w, -s.low) for w, s in fixed], [(w, -s.low) for w, s in free])
        return Reach(Span(low, high), missing, out)

    return run


def _highest(fixed: list[tuple[Fraction, End]], free: list[tuple[Fraction, End]]) -> End:
    """The highest mean of all that is fixed and any of what is free: the best come in while they raise it."""
    together = sum((weight for weight, _ in fixed), ZERO)
    total = _total(fixed)
    for weight, end in sorted(free, key=lambda one: one[1], reverse=True):
        if together and end <= total / together:
            break
        together, total = together + weight, total + weight * end
    return total / together


def _total(weighed: list[tuple[Fraction, End]]) -> End:
    total: End = ZERO
    for weight, end in weighed:
        total = total + weight * end
    return total
