"""Which scores an indicator can have: what a reader knows of it from the handbook alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from dgassess.engine.binding import PEERS, indicator_operation
from dgassess.engine.intervals import lower
from dgassess.engine.intervals_values import NUMBERS, Reach
from dgassess.engine.proofs_plan import domain
from dgassess.expressions import operations as op
from dgassess.model.nodes import Indicator
from dgassess.model.questions import Question, Questionnaire
from dgassess.model.systems import IndicatorSystem
from dgassess.rules.fields import NoValueForType
from dgassess.values.numbers import round_to

Segments = tuple[tuple[Fraction, Fraction], ...]
"""Numbers from the first to the second of each pair, both included, rising; a pair of the same is one number."""
MOST = 200
"""Of more scores than so many, neighbours are so close that they may as well lie anywhere between."""
_MOST_PAIRS = 2_000
_WHOLE = 40  # whole answers told apart where a question sets no highest
_FAR = Fraction(10) ** 15  # stands for no bound
_ANY: Segments = ((-_FAR, _FAR),)
_ZERO = Fraction(0)


def possible_scores(
    system: IndicatorSystem, questionnaire: Questionnaire, indicator: Indicator, unit_type: str | None
) -> Segments:
    """The scores within the scale that answers can give an indicator; none where nothing but gaps is possible.

    Conditions are taken to hold or not whatever else does, and all parts of a composite to apply, so that a score may
    be listed that no answers lead to. What is given for a blank is not among them. Raises NoValueForType.
    """
    operation = indicator_operation(system, indicator, unit_type)
    leaves = frozenset(system.leaves)
    known = questionnaire.questions
    hull = lower(operation)({
        name: domain(known[name].asked, leaves) if name in known else Reach(NUMBERS, not_applicable=True)
        for name in op.input_names(operation)
    }).span  # fmt: skip
    if hull is None:
        return ()
    least, most = max(system.scale.lowest, hull.low), min(system.scale.highest, hull.high)
    return _clipped(_Walk(known).possible(operation), Fraction(least), Fraction(most))


def sharing(system: IndicatorSystem, unit_type: str | None) -> frozenset[str]:
    """The indicators that rest on a question on which another one rests too: its score may tell theirs."""
    asked: dict[str, set[str]] = {}
    for indicator in system.leaves.values():
        if indicator.applies_to(unit_type):
            with suppress(NoValueForType):
                operation = indicator_operation(system, indicator, unit_type)
                asked[indicator.id] = set(map(_question, op.input_names(operation)))
    times = Counter(name for names in asked.values() for name in names)
    return frozenset(id_ for id_, names in asked.items() if any(times[name] > 1 for name in names))


def _question(name: str) -> str:
    return name.removeprefix(PEERS).partition(".")[2] if name.startswith(PEERS) else name


def _clipped(segments: Segments, low: Fraction, high: Fraction) -> Segments:
    return tuple((max(a, low), min(b, high)) for a, b in segments if a <= high and b >= low)


@dataclass(frozen=True, slots=True)
class _Walk:
    questions: Mapping[str, Question]

    def possible(self, operation: op.Operation) -> Segments:
        """The numbers an operation can yield; none for what is unavailable."""
        match operation:
            case op.Constant(Fraction() as value):
                return ((value, value),)
            case op.Unavailable():
                return ()
            case op.Input(name):
                return self._answers(name)
            case op.Count(op.Input(name)) if name in self.questions:
                return _whole(0, len(self.questions[name].options or ()))
            case op.If(op.Applies(), then, _):
                return self.possible(then)
            case op.If(_, then, otherwise):
                return _joined((*self.possible(then), *self.possible(otherwise)))
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
                divisors = tuple(one for one in self.possible(right) if one != (_ZERO, _ZERO))
                if any(low <= 0 <= high for low, high in divisors):
                    return _ANY
                return _paired(self.possible(left), divisors, lambda a, b: a / b)
            case op.Round(operand, digits, mode):
                segments = self.possible(operand)
                return _joined((round_to(a, digits, mode), round_to(b, digits, mode)) for a, b in segments)
        return _ANY

    def _all(
        self, terms: Iterable[op.Operation], combine: Callable[[Fraction, Fraction], Fraction]
    ) -> Segments:
        return reduce(lambda a, b: _paired(a, b, combine), map(self.possible, terms))

    def _answers(self, question_id: str) -> Segments:
        """The answers to a question for numbers; whole ones each by itself, as far as there are not too many."""
        question = self.questions.get(question_id)
        if question is None or not question.asked.is_numeric:
            return _ANY
        least, most = question.asked.bounds
        low = -_FAR if least is None else Fraction(least)
        high = _FAR if most is None else Fraction(most)
        if question.type != "integer":
            return ((low, high),)
        first = 0 if least is None else -int(-low // 1)
        last = min(first + _WHOLE, int(high // 1))
        rest = ((Fraction(last + 1), high),) if last + 1 <= high else ()
        # A negative count is none that rules are made for; it stays possible where nothing forbids it.
        below = ((low, Fraction(-1)),) if least is None else ()
        return (*below, *_whole(first, last), *rest)


def _whole(low: int, high: int) -> Segments:
    return tuple((Fraction(one), Fraction(one)) for one in range(low, high + 1))


def _paired(first: Segments, second: Segments, combine: Callable[[Fraction, Fraction], Fraction]) -> Segments:
    """Every result of two numbers; `combine` rises or falls with each of them all along."""
    if len(first) * len(second) > _MOST_PAIRS:
        first, second = _hull(first), _hull(second)
    points = [[low for low, high in one if low == high] for one in (first, second)]
    found = {(value, value) for value in {combine(x, y) for x in points[0] for y in points[1]}}
    for a in first:
        for b in second:
            if a[0] != a[1] or b[0] != b[1]:
                ends = [combine(x, y) for x in a for y in b]
                found.add((min(ends), max(ends)))
    return _joined(found)


def _joined(segments: Iterable[tuple[Fraction, Fraction]]) -> Segments:
    """The same numbers, with what overlaps as one; of too many, all between the ends."""
    found: list[tuple[Fraction, Fraction]] = []
    for low, high in sorted(segments):
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return tuple(found) if len(found) <= MOST else _hull(tuple(found))


def _hull(segments: Segments) -> Segments:
    return ((segments[0][0], max(high for _, high in segments)),) if segments else ()
