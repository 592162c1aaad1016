"""What must hold between a unit's answers: parts within wholes, cross-checks (勾稽), answers nobody asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from dgassess.engine.evaluation import ExactPlan
from dgassess.engine.exact import lower
from dgassess.engine.method import CrossCheckPlan, PartOfWhole
from dgassess.engine.outcomes import Gap, Outcome
from dgassess.expressions.operations import input_names
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
    exact: ExactPlan, answers: Mapping[str, Answer], written: Mapping[str, Any]
) -> Iterator[Inconsistency]:
    """Every inconsistency between the answers of one unit, verified values included."""
    effective, values = exact.effective_answers(answers)
    for question_id, answer in answers.items():
        hidden = effective.get(question_id)
        if (
            hidden is not None
            and hidden.state is AnswerState.NOT_ASKED
            and answer.state is AnswerState.ANSWERED
        ):
            yield _not_asked(exact, question_id)
    for pair in exact.plan.parts_of_wholes:
        found = _part_over_whole(pair, values)
        if found is not None:
            yield found
    for check in exact.plan.cross_checks:
        yield from _cross_check(check, values, written)


def _not_asked(exact: ExactPlan, question_id: str) -> Inconsistency:
    condition = exact.method.questions[question_id].visible_when
    deciding = " and ".join(sorted(set(input_names(exact.plan.conditions[question_id]))))
    message = f"{question_id} is answered although it is asked only when '{condition}' holds; it is ignored."
    help_ = f"Leave it out, or check the answer to {deciding}, which decides whether it is asked."
    return Inconsistency("answer-not-asked", "warning", question_id, message, help_)


def _part_over_whole(pair: PartOfWhole, values: Mapping[str, Outcome]) -> Inconsistency | None:
    tops = [values.get(part) for part in pair.parts]
    bottom = values.get(pair.whole)
    if not isinstance(bottom, Fraction) or not all(isinstance(top, Fraction) for top in tops):
        return None
    total = sum((top for top in tops if isinstance(top, Fraction)), Fraction(0))
    if total <= bottom:
        return None
    message = (
        f"The numerator {' + '.join(pair.parts)} is {show_plain(total)}, above the denominator {pair.whole} of "
        f"{show_plain(bottom)}."
    )
    help_ = "Check both figures: a part cannot be larger than its whole; they may have been swapped."
    return Inconsistency("numerator-over-denominator", "error", pair.parts[0], message, help_)


def _cross_check(
    check: CrossCheckPlan, values: Mapping[str, Outcome], written: Mapping[str, Any]
) -> Iterator[Inconsistency]:
    outcome = lower(check.operation)(values)
    if isinstance(outcome, Gap) or outcome:
        return  # what is missing or not applicable cannot contradict anything
    asked = [question for _, question in check.inputs]
    subject = next((question for question in asked if question in written), asked[0])
    figures = ", ".join(f"{question} = {_figure(values[question])}" for question in asked)
    message = f"{check.id}: {check.message} ({figures})."
    meant = ", ".join(f"{key} = {question}" for key, question in check.inputs)
    help_ = f"What must hold: {check.require}, where {meant}."
    yield Inconsistency("cross-check", check.severity, subject, message, help_)


def _figure(value: Outcome) -> str:
    if isinstance(value, Fraction):
        return show_plain(value, 4)
    if isinstance(value, bool):
        return str(value).lower()
    return "|".join(sorted(value)) if isinstance(value, frozenset) else str(value)
