"""What an operation yields for one unit: a value, or a gap that says why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dgassess.values.answers import Answer, AnswerState, AnswerValue


@dataclass(frozen=True, slots=True)
class Gap:
    """No value: missing (and which questions' blanks made it so) or not applicable (and why)."""

    state: Literal["missing", "not-applicable"]
    reason: str = ""
    questions: tuple[str, ...] = ()


Outcome = AnswerValue | Gap


def outcome_of(question_id: str, answer: Answer) -> Outcome:
    """An answer as formulas see it; a question that is not asked counts as not applicable."""
    if answer.state is AnswerState.ANSWERED:
        assert answer.value is not None
        return answer.value
    if answer.state is AnswerState.MISSING:
        return Gap("missing", "", (question_id,))
    return Gap("not-applicable", answer.reason)


def combine(gaps: list[Gap]) -> Gap:
    """The gap of an operation whose operands have these: not applicable comes before missing."""
    for gap in gaps:
        if gap.state == "not-applicable":
            return gap
    questions = dict.fromkeys(question for gap in gaps for question in gap.questions)
    return Gap("missing", gaps[0].reason, tuple(questions))
