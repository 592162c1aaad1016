"""What must hold between a unit's answers: parts within wholes, cross-checks (勾稽), answers nobody asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from dgassess.engine.evaluation import effective_answers
from dgassess.engine.exact import lower
from dgassess.engine.outcomes import Gap, Outcome
from dgassess.engine.plan import Plan, bindings
from dgassess.expressions import operations as op
from dgassess.expressions.parser import parse_formula
from dgassess.model.nodes import Described
from dgassess.model.questions import CrossCheck
from dgassess.rules.composite import Composite
from dgassess.rules.fields import NoValueForType, pick
from dgassess.rules.ratio import Ratio
from dgassess.rules.rule import Rule
from dgassess.values.answers import Answer, AnswerState
from dgassess.values.diagnostics import Severity
from dgassess.values.numbers import show_plain


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Something that does not hold, at the answer to one question."""

    check: str
    severity: Severity
    question: str
    message: str
    help: str = ""


def consistency(
    plan: Plan, answers: Mapping[str, Answer], written: Mapping[str, Any]
) -> Iterator[Inconsistency]:
    """Every inconsistency between the answers of one unit, verified values included."""
    effective, values = effective_answers(plan, answers)
    for question_id, answer in answers.items():
        hidden = effective.get(question_id)
        if (
            hidden is not None
            and hidden.state is AnswerState.NOT_ASKED
            and answer.state is AnswerState.ANSWERED
        ):
            yield _not_asked(plan, question_id)
    yield from _parts_of_wholes(plan, values)
    for check in plan.questionnaire.cross_checks:
        yield from _cross_check(plan, check, values, written)


def _not_asked(plan: Plan, question_id: str) -> Inconsistency:
    question = plan.asked[question_id]
    condition = question.visible_when or ""
    names = bindings(question.owner, question.inputs, set(op.input_names(parse_formula(condition))))
    deciding = " and ".join(sorted(names.values()))
    message = f"{question_id} is answered although it is asked only when '{condition}' holds; it is ignored."
    help_ = f"Leave it out, or check the answer to {deciding}, which decides whether it is asked."
    return Inconsistency("answer-not-asked", "warning", question_id, message, help_)


def _parts_of_wholes(plan: Plan, values: Mapping[str, Outcome]) -> Iterator[Inconsistency]:
    for indicator in plan.system.leaves.values():
        if not indicator.applies_to(plan.unit_type):
            continue
        for ratio in _ratios(indicator.rule):
            found = _part_over_whole(indicator, ratio, values)
            if found is not None:
                yield found


def _ratios(rule: Rule) -> Iterator[Ratio]:
    if isinstance(rule, Ratio) and rule.part_of_whole:
        yield rule
    if isinstance(rule, Composite):
        for part in rule.parts:
            yield from _ratios(part.rule)


def _part_over_whole(item: Described, ratio: Ratio, values: Mapping[str, Outcome]) -> Inconsistency | None:
    names = bindings(item.id, item.inputs, {*ratio.numerators, ratio.denominator})
    tops = [values.get(names[key]) for key in ratio.numerators]
    bottom = values.get(names[ratio.denominator])
    if not isinstance(bottom, Fraction) or not all(isinstance(top, Fraction) for top in tops):
        return None
    total = sum((top for top in tops if isinstance(top, Fraction)), Fraction(0))
    if total <= bottom:
        return None
    parts = " + ".join(names[key] for key in ratio.numerators)
    message = (
        f"The numerator {parts} is {show_plain(total)}, above the denominator {names[ratio.denominator]} of "
        f"{show_plain(bottom)}."
    )
    help_ = "Check both figures: a part cannot be larger than its whole; they may have been swapped."
    return Inconsistency("numerator-over-denominator", "error", names[ratio.numerators[0]], message, help_)


def _cross_check(
    plan: Plan, check: CrossCheck, values: Mapping[str, Outcome], written: Mapping[str, Any]
) -> Iterator[Inconsistency]:
    if any(question not in plan.asked for question in check.inputs.values()):
        return
    try:
        replaced: dict[str, op.Operation] = {
            key: op.number(pick(value, plan.unit_type)) for key, value in check.parameters.items()
        }
    except NoValueForType:
        return
    replaced |= {key: op.Input(question) for key, question in check.inputs.items()}
    outcome = lower(op.substitute(parse_formula(check.require), replaced))(values)
    if isinstance(outcome, Gap) or outcome:
        return  # what is missing or not applicable cannot contradict anything
    subject = next((q for q in check.inputs.values() if q in written), next(iter(check.inputs.values())))
    figures = ", ".join(f"{question} = {_figure(values[question])}" for question in check.inputs.values())
    message = f"{check.id}: {check.message} ({figures})."
    meant = ", ".join(f"{key} = {question}" for key, question in check.inputs.items())
    help_ = f"What must hold: {check.require}, where {meant}."
    yield Inconsistency("cross-check", check.severity, subject, message, help_)


def _figure(value: Outcome) -> str:
    if isinstance(value, Fraction):
        return show_plain(value, 4)
    if isinstance(value, bool):
        return str(value).lower()
    return "|".join(sorted(value)) if isinstance(value, frozenset) else str(value)
