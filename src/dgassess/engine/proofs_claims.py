"""What a proof is about: claims with a status, a sentence, and where there are any, answers that witness it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from dgassess.engine.intervals_values import End
from dgassess.values.answers import Answer, AnswerState
from dgassess.values.numbers import show_plain

Status = Literal["proved", "refuted", "undecided"]
ClaimName = Literal[
    "proof-scale", "proof-highest", "proof-lowest", "proof-level", "proof-nothing-scored", "proof-question",
    "proof-direction",
]  # fmt: skip
CLAIMS: dict[ClaimName, str] = {
    "proof-scale": "every score stays within the scale",
    "proof-highest": "the highest score of every node is reached",
    "proof-lowest": "the lowest score of every node is reached",
    "proof-level": "every level is reached",
    "proof-nothing-scored": "no level with nothing answered",
    "proof-question": "every scored question can change a score",
    "proof-direction": "every rule moves the way it says",
}
_MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Witness:
    """Answers that obey the questionnaire, and what the exact engine gives for them; questions not named are blank."""

    answers: Mapping[str, Answer]
    result: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim about units of one type.

    `subject` is the id of a node, question, adjustment or veto, or the empty id for the system; `loc` leads from there
    to the place at fault.
    """

    name: ClaimName
    subject: str
    unit_type: str | None
    status: Status
    detail: str
    loc: tuple[str | int, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    what: str = ""  # how the subject is called in the table, where not by its id
    grave: bool = False  # a refutation by which results are wrong, not only odd
    cause: str = ""  # what the refutation follows from, where that is another claim's subject


def number(value: End) -> str:
    """A number in print: with four decimals, or with nine where fewer would make a whole number of it."""
    if isinstance(value, float):
        return "unbounded" if value > 0 else "unbounded below"
    shown = show_plain(value, 4)
    return show_plain(value, 9) if Fraction(shown).denominator == 1 != value.denominator else shown


def answer_text(answer: Answer) -> str:
    """An answer as people write it."""
    value = answer.value
    if answer.state is AnswerState.NOT_APPLICABLE:
        return f"not applicable ({answer.reason})"
    if value is None:
        return "blank"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return show_plain(value)
    if isinstance(value, frozenset):
        return "[" + ", ".join(sorted(value)) + "]"
    return value


def answers_text(answers: Mapping[str, Answer]) -> str:
    """`TC-1-1.meet = 2, TC-1-1.report = true and 3 more`, blank answers left out."""
    given = [
        f"{name} = {answer_text(a)}" for name, a in answers.items() if a.state is not AnswerState.MISSING
    ]
    if not given:
        return "no answer at all"
    more = len(given) - _MOST_SHOWN
    return ", ".join(given[:_MOST_SHOWN]) + (f" and {more} more" if more > 0 else "")


def label(node_id: str) -> str:
    """A node as messages name it; the system itself has no id."""
    return node_id or "the base score"
