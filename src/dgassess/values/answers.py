"""The four states of an answer: answered, missing, not applicable, not asked. Zero is an answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from dgassess.values.language import say

AnswerValue = Fraction | bool | str | frozenset[str]


class AnswerState(StrEnum):
    """Where a question stands for one unit."""

    ANSWERED = "answered"
    MISSING = "missing"
    NOT_APPLICABLE = "not-applicable"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True)
class Answer:
    """One unit's answer to one question.

    `value` is set only when answered: a Fraction for numeric types (percentage points for percentages), a bool for
    yes-no, an option id or text for single, date and text, a frozenset of ids for multi and indicators.
    `parts` keeps the numerator and denominator a proportion was computed from.
    """

    state: AnswerState
    value: AnswerValue | None = None
    reason: str = ""
    parts: tuple[Fraction, Fraction] | None = None


MISSING = Answer(AnswerState.MISSING)


def not_asked() -> Answer:
    """What stands for a question that a condition hides."""
    return Answer(AnswerState.NOT_ASKED, reason=say("不满足填报条件"))


def answered(value: AnswerValue, parts: tuple[Fraction, Fraction] | None = None) -> Answer:
    """An answer with a value."""
    return Answer(AnswerState.ANSWERED, value, "", parts)


def not_applicable(reason: str) -> Answer:
    """An answer declared, or found by rule, not to apply; the reason is always stated."""
    return Answer(AnswerState.NOT_APPLICABLE, None, reason)
