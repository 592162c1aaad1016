"""Claim: every rule moves the way it says, question by question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from dgassess.engine.binding import bound
from dgassess.engine.evaluation import ExactPlan
from dgassess.engine.exact import lower
from dgassess.engine.intervals import lower as lower_intervals
from dgassess.engine.intervals_refining import refiner
from dgassess.engine.intervals_values import Env
from dgassess.engine.proofs_bench import Answers, Benches
from dgassess.engine.proofs_claims import Claim, Status, Witness, answer_text, answers_text, number
from dgassess.engine.proofs_trends import TOLERANCE, Trend, answered_env, trend
from dgassess.expressions import operations as op
from dgassess.model.adjustments import Adjustment
from dgassess.model.nodes import Indicator
from dgassess.model.systems import IndicatorSystem
from dgassess.rules.bands import BandRule
from dgassess.rules.checklist import Checklist
from dgassess.rules.composite import Composite
from dgassess.rules.count import CountRule
from dgassess.rules.deduction import Deduction
from dgassess.rules.fields import exact, pick
from dgassess.rules.linear import Linear
from dgassess.rules.peers import PeerRule
from dgassess.rules.piecewise import Piecewise
from dgassess.rules.ratio import Ratio
from dgassess.rules.rule import Rule
from dgassess.rules.value import Value
from dgassess.rules.yes_no import YesNo
from dgassess.values.answers import Answer

Loc = tuple[str | int, ...]
Item = Indicator | Adjustment
_WORDS = {"up": "rises", "down": "falls"}


@dataclass(frozen=True, slots=True)
class Direction:
    """That a rule's result moves one way with one of its keys; `nonzero`: where that answer is 0, nothing is said."""

    item: Item
    rule: Rule
    key: str
    way: Trend
    loc: Loc
    nonzero: bool = False


def directions(system: IndicatorSystem, unit_type: str | None) -> Iterator[Direction]:
    """What the rules that apply to a unit type say of themselves. Raises NoValueForType."""
    items: list[Item] = [*system.leaves.values(), *(system.adjustments.items if system.adjustments else ())]
    for item in items:
        if item.applies_to(unit_type):
            for rule, loc in _simple(item.rule, unit_type, ("rule",)):
                for key, way, field, nonzero in _said(item, rule, unit_type, top=loc == ("rule",)):
                    yield Direction(item, rule, key, way, (*loc, *field), nonzero)


def _simple(rule: Rule, unit_type: str | None, loc: Loc) -> Iterator[tuple[Rule, Loc]]:
    """The rules within a rule that look at answers alone."""
    if isinstance(rule, Composite):
        for index, part in enumerate(rule.parts):
            if part.applies_to(unit_type):
                yield from _simple(part.rule, unit_type, (*loc, "parts", index, "rule"))
    elif isinstance(rule, PeerRule):
        yield from _simple(rule.fallback, unit_type, (*loc, "fallback"))
    else:
        yield rule, loc


def _said(
    item: Item, rule: Rule, unit_type: str | None, *, top: bool
) -> Iterator[tuple[str, Trend, Loc, bool]]:
    """Key, direction and field; choices and expressions say nothing."""
    match rule:
        case Checklist() | YesNo() | Value() | CountRule():
            yield rule.question, "up", ("question",), False
        case Linear():
            yield rule.question, _toward(rule.floor, rule.target, unit_type), ("question",), False
        case BandRule():
            bands = pick(rule.bands, unit_type)
            yield from _curve(item, rule.question, exact(bands[0].score) - exact(rule.otherwise), top)
        case Piecewise():
            points = pick(rule.points, unit_type)
            yield from _curve(item, rule.question, exact(points[-1][1]) - exact(points[0][1]), top)
        case Deduction():
            for index, taken in enumerate(rule.items):
                yield taken.question, "down", ("items", index, "question"), False
        case Ratio():
            yield from _ratio(rule, unit_type)


def _toward(floor: object, target: object, unit_type: str | None) -> Trend:
    return "up" if pick(floor, unit_type) < pick(target, unit_type) else "down"  # type: ignore[operator]


def _curve(item: Item, key: str, rise: Fraction, top: bool) -> Iterator[tuple[str, Trend, Loc, bool]]:
    """Bands and points go the indicator's declared direction, else from their first score to their last."""
    declared = (
        item.direction if isinstance(item, Indicator) and "direction" in item.model_fields_set else None
    )
    if declared == "interval" and top:
        return
    way: Trend = "up" if rise >= 0 else "down"
    if top and declared is not None:
        way = "up" if declared == "higher" else "down"
    yield key, way, ("question",), False


def _ratio(rule: Ratio, unit_type: str | None) -> Iterator[tuple[str, Trend, Loc, bool]]:
    if rule.floor is not None and rule.target is not None:
        way = _toward(rule.floor, rule.target, unit_type)
    else:
        assert rule.bands is not None and rule.otherwise is not None
        way = "up" if exact(pick(rule.bands, unit_type)[0].score) >= exact(rule.otherwise) else "down"
    single = isinstance(rule.numerator, str)
    for index, key in enumerate(rule.numerators):
        yield key, way, ("numerator",) if single else ("numerator", index), False
    yield rule.denominator, "down" if way == "up" else "up", ("denominator",), True


class RuleProver:
    """Decides the directions of one unit type."""

    def __init__(self, system: IndicatorSystem, benches: Benches, env: Env) -> None:
        self.system, self.benches, self.env = system, benches, env
        self.unit_type = benches.plan.unit_type

    def claims(self) -> Iterator[Claim]:
        """One claim for every rule and question."""
        for said in directions(self.system, self.unit_type):
            yield self._claim(said)

    def _claim(self, said: Direction) -> Claim:
        unbound = said.rule.operation(self.system.scale, self.unit_type)
        operation = bound(unbound, said.item, self.unit_type)
        question = next(op.input_names(bound(op.Input(said.key), said.item, self.unit_type)), None)
        if question is None or question not in self.benches.asked:
            return self._made(said, said.key, "proved", f"{said.key} is not asked")
        env = answered_env({name: self.env[name] for name in op.input_names(operation)}, question)
        if said.nonzero:
            env = _without_zero(env, question)
        word = _WORDS[said.way]
        found = trend(operation, question, env)
        if found in (said.way, "constant"):
            return self._made(said, question, "proved", f"{word} with {question}")
        against = self._against(operation, question, said)
        if against is None:
            detail = f"it could not be shown that the rule {word} with {question}; no answers against it were found"
            return self._made(said, question, "undecided", detail)
        (before, low), (after, high) = against
        detail = (
            f"the rule should have a result that {word} with {question}, but from "
            f"{answer_text(before[question])} to {answer_text(after[question])} it goes from {number(low)} to "
            f"{number(high)}{_others(before, question)}"
        )
        witnesses = (Witness(before, number(low)), Witness(after, number(high)))
        return self._made(said, question, "refuted", detail, witnesses)

    def _made(
        self, said: Direction, question: str, status: Status, detail: str, witnesses: tuple[Witness, ...] = ()
    ) -> Claim:
        what = f"{said.item.id} {question.removeprefix(said.item.id + '.')}"
        return Claim(
            "proof-direction", said.item.id, self.unit_type, status, detail, said.loc, witnesses, what
        )

    def _against(
        self, operation: op.Operation, question: str, said: Direction
    ) -> tuple[tuple[Answers, Fraction], tuple[Answers, Fraction]] | None:
        """Two neighbouring answers between which the rule's result goes the other way."""
        names = self.benches.names(operation)
        plan = ExactPlan(self.benches.method, self.benches.plan)
        exact_plan = self.benches.restricted(names, replace(plan.plan, nodes=(), adjustments=(), vetoes=()))
        consistency = self.benches.consistency.among(set(names))
        compute = lower(operation)

        def result(answers: Answers) -> Fraction | None:
            if not consistency.holds(exact_plan, answers):
                return None
            _, values = exact_plan.effective_answers(answers)
            outcome = compute(values)
            return outcome if isinstance(outcome, Fraction) else None

        choices = self.benches.choices(names)
        for others in _backgrounds(choices, question):
            results = [
                ({**others, question: answer}, value)
                for answer in choices[question]
                if not (said.nonzero and answer.value == 0)
                if (value := result({**others, question: answer})) is not None
            ]
            for first, second in _pairs(results, question):
                if _goes_against(first[1], second[1], said.way):
                    return first, second
        return None


def _goes_against(low: Fraction, high: Fraction, way: Trend) -> bool:
    slack = TOLERANCE * max(abs(low), abs(high))
    return high < low - slack if way == "up" else high > low + slack


def _pairs(
    results: list[tuple[Answers, Fraction]], question: str
) -> Iterator[tuple[tuple[Answers, Fraction], tuple[Answers, Fraction]]]:
    """Pairs of which the second answers more: neighbouring numbers, or sets of which one holds the other."""
    if results and isinstance(results[0][0][question].value, frozenset):
        for first in results:
            for second in results:
                small, large = first[0][question].value, second[0][question].value
                if isinstance(small, frozenset) and isinstance(large, frozenset) and small < large:
                    yield first, second
        return
    yield from pairwise(results)


def _backgrounds(choices: Mapping[str, list[Answer]], question: str) -> Iterator[Answers]:
    """A few answers to the other questions: all first, all last, all in the middle, all at each third."""
    for share in (Fraction(0), Fraction(1), Fraction(1, 2), Fraction(1, 3), Fraction(2, 3)):
        yield {
            name: answers[int(share * (len(answers) - 1))]
            for name, answers in choices.items()
            if name != question
        }


def _others(answers: Answers, question: str) -> str:
    others = {name: answer for name, answer in answers.items() if name != question}
    return f", with {answers_text(others)}" if others else ""


def _without_zero(env: Env, question: str) -> Env:
    nonzero = refiner(op.Compare(op.Input(question), "!=", op.number(0)), lower_intervals)
    return nonzero(env, True) or env
