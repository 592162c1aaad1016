"""What answers and formulas can be, as far as the questions' types, ranges and options tell."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from dgassess.checks.walking import Formula
from dgassess.expressions import operations as op
from dgassess.expressions.kinds import KindProblem, ValueKind, kind_of
from dgassess.model.questions import Question
from dgassess.rules.fields import NumberByType, exact

if TYPE_CHECKING:
    from dgassess.engine.intervals_values import Env, Reach, Span

Range = tuple[Fraction | None, Fraction | None]


def range_of(question: Question | None) -> Range:
    """The permitted range of a numeric question; None where there is no bound."""
    if question is None or not question.asked.is_numeric:
        return None, None
    low, high = question.asked.bounds
    return (None if low is None else exact(low)), (None if high is None else exact(high))


def reach(operation: op.Operation, formula: Formula) -> Reach | None:
    """What an operation of a formula can come to for permitted answers; None where its names or kinds do not fit."""
    from dgassess.engine.intervals import lower  # only where there are formulas to look at

    env = _possible(formula)
    if env is None:
        return None
    found: Reach = lower(operation)(env)
    return found


def range_within(operation: op.Operation, formula: Formula) -> Range:
    """The least and the most that an operation of a formula can come to; None where nothing tells."""
    found = reach(operation, formula)
    span = found.span if found is not None else None
    if span is None:
        return None, None
    # Only infinite ends are floats.
    low = span.low if isinstance(span.low, Fraction) else None
    return low, span.high if isinstance(span.high, Fraction) else None


def decided(operation: op.Operation, formula: Formula) -> bool | None:
    """Whether a condition holds for all permitted answers (True) or for none (False); None where it depends."""
    found = reach(operation, formula)
    if found is None or found.may_be(True) == found.may_be(False):
        return None
    return found.may_be(True)


def within(operation: op.Operation) -> Iterator[op.Operation]:
    """The operation and everything in it."""
    yield operation
    for child in op.children(operation):
        yield from within(child)


def _possible(formula: Formula) -> Env | None:
    """What is possible for each name, blanks left aside."""
    from dgassess.engine.intervals_values import Reach
    from dgassess.engine.proofs_plan import domain

    env: dict[str, Reach] = {
        name: Reach(_span(value)) for name, value in formula.parameters.items() if value != {}
    }
    env |= {name: domain(question.asked).answered() for name, question in formula.questions.items()}
    kinds: dict[str, ValueKind] = dict.fromkeys(formula.parameters, "number")
    kinds |= {name: question.value_kind for name, question in formula.questions.items()}
    if not env.keys() >= set(op.input_names(formula.operation)):
        return None
    try:
        kind_of(formula.operation, kinds)
    except KindProblem:
        return None
    return env


def _span(value: NumberByType) -> Span:
    from dgassess.engine.intervals_values import Span

    values = [exact(own) for own in (value.values() if isinstance(value, dict) else [value])]
    return Span(min(values), max(values))
