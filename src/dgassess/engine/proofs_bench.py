"""Trying answers on one indicator, adjustment or veto, with the exact engine on nothing but that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Literal

from dgassess.engine.adjusting import adjust
from dgassess.engine.evaluation import ExactPlan
from dgassess.engine.exact import lower
from dgassess.engine.intervals_means import weighted_parts
from dgassess.engine.method import AdjustmentPlan, Leaf, Method, Plan, VetoPlan
from dgassess.engine.outcomes import Gap
from dgassess.engine.proofs_candidates import candidates, constants_of, denominators_of
from dgassess.engine.vetoes import judge
from dgassess.expressions.operations import Operation, input_names
from dgassess.values.answers import Answer, not_applicable

Answers = dict[str, Answer]
Result = Fraction | Literal["not-applicable"] | None
"""What an indicator, adjustment or veto gives; None where the answers are not permitted together or do not suffice."""
_ROUNDS = 2


class Consistency:
    """What must hold between the answers of one unit: parts within wholes, cross-checks that are errors."""

    def __init__(self, plan: Plan) -> None:
        self._wholes = plan.parts_of_wholes
        self._checks = [
            (tuple(question for _, question in check.inputs), lower(check.operation))
            for check in plan.cross_checks
            if check.severity == "error"
        ]

    def among(self, names: set[str]) -> Consistency:
        """What concerns only some of the questions."""
        found = object.__new__(Consistency)
        found._wholes = tuple(p for p in self._wholes if names.issuperset((*p.parts, p.whole)))
        found._checks = [one for one in self._checks if names.issuperset(one[0])]
        return found

    def holds(self, exact: ExactPlan, answers: Mapping[str, Answer]) -> bool:
        """Whether the answers contradict one another in nothing."""
        if not self._wholes and not self._checks:
            return True
        _, values = exact.effective_answers(answers)
        for pair in self._wholes:
            parts, whole = [values[part] for part in pair.parts], values[pair.whole]
            numbers = [part for part in parts if isinstance(part, Fraction)]
            if isinstance(whole, Fraction) and len(numbers) == len(parts) and sum(numbers) > whole:
                return False
        outcomes = [check(values) for _, check in self._checks]
        return all(isinstance(outcome, Gap) or bool(outcome) for outcome in outcomes)


@dataclass(slots=True)
class Explored:
    """What was found: the distinct results, each with answers that give it, and for questions two that differ."""

    results: dict[Fraction, Answers] = field(default_factory=dict)
    changes: dict[str, tuple[Answers, Answers]] = field(default_factory=dict)
    out: Answers | None = None  # answers by which it does not apply

    @property
    def best(self) -> Answers:
        """Answers to the highest result."""
        return self.results[max(self.results)] if self.results else {}

    @property
    def worst(self) -> Answers:
        """Answers to the lowest result."""
        return self.results[min(self.results)] if self.results else {}


@dataclass(slots=True)
class Bench:
    """One part of a plan with the questions it takes and the answers to try."""

    names: tuple[str, ...]
    choices: dict[str, list[Answer]]
    wholes: frozenset[str]
    measure: Callable[[Answers], Result]
    declared_out: Answers  # not applicable wherever that is permitted

    def explored(self) -> Explored:
        """Vary one question after the other from several starts, once upwards and once downwards."""
        found = Explored()
        for start in self._starts():
            for upwards in (True, False):
                current = dict(start)
                for _ in range(_ROUNDS):
                    before = dict(current)
                    for name in self.names:
                        self._vary(name, current, upwards, found)
                    if current == before:
                        break
        if found.out is None and self.measure(self.declared_out) == "not-applicable":
            found.out = self.declared_out
        return found

    def _vary(self, name: str, current: Answers, upwards: bool, found: Explored) -> None:
        """Put the best answer to one question into `current`."""
        seen: dict[Fraction | str, Answers] = {}
        for answer in self.choices[name]:
            tried = {**current, name: answer}
            result = self.measure(tried)
            if result is not None:
                seen.setdefault(result, tried)
        if found.out is None:
            found.out = seen.get("not-applicable")
        if len(seen) > 1:
            found.changes.setdefault(name, (next(iter(seen.values())), list(seen.values())[-1]))
        numbers = {result: tried for result, tried in seen.items() if isinstance(result, Fraction)}
        for result, tried in numbers.items():
            found.results.setdefault(result, tried)
        if numbers:
            best = max(numbers) if upwards else min(numbers)
            if self.measure(current) != best:
                current[name] = numbers[best][name]

    def _starts(self) -> list[Answers]:
        """All near 100, all low but what is divided by, all in the middle."""
        near = {name: _nearest(self.choices[name], Fraction(100)) for name in self.names}
        low = {name: near[name] if name in self.wholes else self.choices[name][0] for name in self.names}
        middle = {
            name: near[name] if name in self.wholes else self.choices[name][len(self.choices[name]) // 2]
            for name in self.names
        }
        return [near, low, middle]


def _nearest(answers: list[Answer], wanted: Fraction) -> Answer:
    """The number nearest to a wanted one; the last answer where they are no numbers."""
    numbers = [answer for answer in answers if isinstance(answer.value, Fraction)]
    if not numbers:
        return answers[-1]
    return min(numbers, key=lambda answer: abs(answer.value - wanted))  # type: ignore[operator]


class Benches:
    """Makes the benches of one plan."""

    def __init__(self, method: Method, plan: Plan, extra: frozenset[Fraction] = frozenset()) -> None:
        self.method, self.plan, self.extra = method, plan, extra
        self.consistency = Consistency(plan)
        self.asked = frozenset(plan.asked)
        self.leaves = tuple(node.id for node in plan.nodes if isinstance(node, Leaf))

    def of(self, part: Leaf | AdjustmentPlan | VetoPlan) -> Bench:
        """The bench of a part."""
        nodes = (part,) if isinstance(part, Leaf) else ()
        adjustments = (part,) if isinstance(part, AdjustmentPlan) else ()
        vetoes = (part,) if isinstance(part, VetoPlan) else ()
        names = self.names(part.operation)
        exact = self.restricted(
            names, replace(self.plan, nodes=nodes, adjustments=adjustments, vetoes=vetoes)
        )
        own = self.consistency.among(set(names))

        def measure(answers: Answers) -> Result:
            if not own.holds(exact, answers):
                return None
            run = exact.evaluate(answers)
            if isinstance(part, Leaf):
                value = run.nodes[part.id]
                if value.state == "not-applicable":
                    return "not-applicable"
                return value.score if value.state == "scored" else None
            if isinstance(part, AdjustmentPlan):
                results, _ = adjust(exact, run, no_bonus=False)
                return results[0].points
            return Fraction(judge(exact, run).results[0].triggered)

        wholes = frozenset(self._wholes(part.operation))
        return Bench(names, self.choices(names), wholes, measure, self.declared_out(names))

    def declared_out(self, names: Iterable[str]) -> Answers:
        """Not applicable for every question that permits it."""
        reasons = {name: self.method.questions[name].not_applicable for name in names}
        return {name: not_applicable(permitted[0]) for name, permitted in reasons.items() if permitted}

    def restricted(self, names: tuple[str, ...], plan: Plan) -> ExactPlan:
        """The exact engine with some questions only."""
        conditions = {name: c for name, c in self.plan.conditions.items() if name in names}
        # A question that units of the type are not asked may still decide whether another one is.
        switches = [name for condition in conditions.values() for name in input_names(condition)]
        questions = {
            name: self.method.questions[name]
            for name in dict.fromkeys((*names, *self._inputs(plan), *switches))
            if name in self.method.questions
        }
        method = replace(self.method, questions=questions)
        return ExactPlan(method, replace(plan, asked=names, conditions=conditions))

    def _inputs(self, plan: Plan) -> list[str]:
        parts = [*plan.nodes, *plan.adjustments, *plan.vetoes]
        return [name for part in parts for name in input_names(part.operation)]

    def names(self, operation: Operation) -> tuple[str, ...]:
        """The asked questions an operation takes, and those that decide whether these are asked."""
        found = dict.fromkeys(name for name in input_names(operation) if name in self.asked)
        waiting = list(found)
        while waiting:
            condition = self.plan.conditions.get(waiting.pop())
            for name in input_names(condition) if condition is not None else ():
                if name in self.asked and name not in found:
                    found[name] = None
                    waiting.append(name)
        return tuple(found)

    def choices(self, names: tuple[str, ...]) -> dict[str, list[Answer]]:
        """Answers to try for each question, from every formula of the plan that uses it."""
        return {
            name: candidates(
                self.method.questions[name], {*self._constants.get(name, ()), *self.extra}, self.leaves
            )
            for name in names
        }

    @cached_property
    def _constants(self) -> Mapping[str, set[Fraction]]:
        found: dict[str, set[Fraction]] = {}
        parts = (*self.plan.nodes, *self.plan.adjustments, *self.plan.vetoes)
        for operation in (*(part.operation for part in parts), *self.plan.conditions.values()):
            for formula in _formulas(operation):
                constants = set(constants_of(formula))
                for name in input_names(formula):
                    found.setdefault(name, set()).update(constants)
        for level in self.method.levels:
            for gate in level.gates:
                bound = gate.bound.at_least if gate.bound.at_least is not None else gate.bound.above
                if gate.question is not None and bound is not None:
                    found.setdefault(gate.question, set()).add(bound)
        return found

    def _wholes(self, operation: Operation) -> set[str]:
        return {*denominators_of(operation), *(pair.whole for pair in self.plan.parts_of_wholes)}


def _formulas(operation: Operation) -> Iterator[Operation]:
    """The parts of a weighted mean on their own, so that the numbers of one are not tried on another's questions."""
    parts = weighted_parts(operation)
    if parts is None:
        yield operation
    for _, part in parts or ():
        yield from _formulas(part)
