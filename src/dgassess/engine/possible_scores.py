"""Which scores an indicator can have, where these are few: what a reader knows of it from the handbook alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from dgassess.engine.binding import indicator_operation
from dgassess.expressions import operations as op
from dgassess.model.questions import Question, Questionnaire
from dgassess.model.systems import IndicatorSystem
from dgassess.rules.fields import NoValueForType, exact
from dgassess.values.numbers import round_to

MOST = 200
"""Of more scores than so many, neighbours are so close that they may as well lie anywhere."""
_MOST_PAIRS = 2 * MOST * MOST
_Few = frozenset[Fraction] | None  # None: any, or too many to list
_NONE: frozenset[Fraction] = frozenset()


def possible_scores(
    system: IndicatorSystem, questionnaire: Questionnaire, unit_type: str | None
) -> dict[str, tuple[Fraction, ...]]:
    """The scores of each indicator that has few, by id, rising; those of others lie anywhere within the scale.

    Conditions are taken to hold or not whatever else does, and all parts of a composite to apply, so that a score
    may be listed that no answers lead to. Indicators without a value for the unit type are left out.
    """
    walk = _Walk(questionnaire.questions)
    found: dict[str, tuple[Fraction, ...]] = {}
    for indicator in system.leaves.values():
        if not indicator.applies_to(unit_type):
            continue
        try:
            scores = walk.few(indicator_operation(system, indicator, unit_type))
        except NoValueForType:
            continue
        if scores:
            found[indicator.id] = tuple(sorted(scores))
    return found


@dataclass(frozen=True, slots=True)
class _Walk:
    questions: Mapping[str, Question]

    def few(self, operation: op.Operation) -> _Few:
        """The numbers an operation can yield; none for what is unavailable."""
        match operation:
            case op.Constant(Fraction() as value):
                return frozenset((value,))
            case op.Unavailable():
                return _NONE
            case op.Input(name):
                return self._answers(name)
            case op.Count(op.Input(name)):
                question = self.questions.get(name)
                return None if question is None else _whole(0, len(question.options or ()))
            case op.If(op.Applies(), then, _):
                return self.few(then)
            case op.If(_, then, otherwise):
                return _either(self.few(then), self.few(otherwise))
            case op.Add(terms):
                return self._all(terms, lambda a, b: a + b)
            case op.Multiply(factors):
                return self._all(factors, lambda a, b: a * b)
            case op.Minimum(terms):
                return self._all(terms, min)
            case op.Maximum(terms):
                return self._all(terms, max)
            case op.Subtract(left, right):
                return self._all((left, right), lambda a, b: a - b)
            case op.Divide(left, right):
                divisors = self.few(right)
                if divisors is None:
                    return None
                return _paired(self.few(left), divisors - {Fraction(0)}, lambda a, b: a / b)
            case op.Round(operand, digits, mode):
                values = self.few(operand)
                return None if values is None else frozenset(round_to(one, digits, mode) for one in values)
        return None

    def _all(self, terms: Iterable[op.Operation], combine: Callable[[Fraction, Fraction], Fraction]) -> _Few:
        return reduce(lambda a, b: _paired(a, b, combine), map(self.few, terms))

    def _answers(self, question_id: str) -> _Few:
        """The answers to a question for whole numbers; without a bound, so many that rules have reached theirs."""
        question = self.questions.get(question_id)
        if question is None or question.type != "integer":
            return None
        low = 0 if question.minimum is None else int(exact(question.minimum))
        high = low + MOST if question.maximum is None else int(exact(question.maximum))
        return _whole(low, high) if high - low <= MOST else None


def _whole(low: int, high: int) -> frozenset[Fraction]:
    return frozenset(map(Fraction, range(low, high + 1)))


def _either(first: _Few, second: _Few) -> _Few:
    return None if first is None or second is None else _limited(first | second)


def _paired(first: _Few, second: _Few, combine: Callable[[Fraction, Fraction], Fraction]) -> _Few:
    if first is None or second is None or len(first) * len(second) > _MOST_PAIRS:
        return None
    return _limited(frozenset(combine(a, b) for a in first for b in second))


def _limited(values: frozenset[Fraction]) -> _Few:
    return values if len(values) <= MOST + 1 else None
