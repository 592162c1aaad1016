"""Rules and questions as drafts: what a file will hold, before ids are put in front of the keys."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dgassess.collecting.weights import exact_decimal


@dataclass
class Draft:
    """A rule with the questions it needs; `remarks` say what was assumed, `rest` what plays no part in the rule."""

    rule: dict[str, Any]
    questions: list[dict[str, Any]]
    remarks: list[str] = field(default_factory=list)
    rest: str = ""
    applies_when: str | None = None


@dataclass(frozen=True)
class Subject:
    """What the scoring sentence is read with: the indicator's name and the other texts of its rows."""

    name: str
    standard: str
    definition: str = ""
    data: str = ""
    unit: str = ""
    full: tuple[Fraction, ...] = (
        Fraction(100),
    )  # the points that may be meant by full marks, likeliest first
    unit_types: tuple[str, ...] = ()
    points_from_weight: bool = False  # nothing but a weight says that full marks are not 100

    @property
    def texts(self) -> str:
        """All texts, to look for formulas and lists in."""
        return "\n".join(text for text in (self.definition, self.data, self.standard) if text)


def full_marks(highest: Fraction, subject: Subject) -> Fraction | None:
    """The full marks a sentence counts in: the row's points, or 100; None where its best score is neither."""
    if highest in subject.full:
        return highest
    return Fraction(100) if highest == 100 else None


def score(value: Fraction, full: Fraction, remarks: list[str], *, up: bool = False) -> Decimal | int:
    """A score in hundredths of full marks; rounded, and said so, where six decimals do not hold it.

    What is taken away is rounded `up`, so that three thirds take all.
    """
    found = value * 100 / full
    if (found * 10**6).denominator != 1:
        found = Fraction(math.ceil(found * 10**6) if up else round(found * 10**6), 10**6)
        remark = "折算为百分制的分值取六位小数"
        if remark not in remarks:
            remarks.append(remark)
    return exact_decimal(found)


def number(text: str) -> Fraction:
    """A number in a sentence."""
    return Fraction(text)


def question(key: str, type_: str, text: str, **more: Any) -> dict[str, Any]:
    """A question's draft; what is empty is left out."""
    return {
        "key": key,
        "type": type_,
        "text": text,
        **{name: v for name, v in more.items() if v not in (None, "")},
    }


def figure_question(key: str, text: str, unit: str) -> dict[str, Any]:
    """The question for the figure a rule looks at."""
    if unit in ("%", "%"):
        return question(key, "percent", text)
    return question(key, "number", text, unit=unit, minimum=0)


def count_question(key: str, text: str, unit: str) -> dict[str, Any]:
    """The question for how often something happened."""
    return question(key, "integer", text, unit=unit, minimum=0)


def keys(count: int) -> Sequence[str]:
    """Local keys for several questions of one kind."""
    return ["n"] if count == 1 else [f"n{number}" for number in range(1, count + 1)]


def skeleton(subject: Subject) -> Draft:
    """The rule for a sentence that was not understood: the score itself is asked for, to be replaced."""
    text = f"{subject.name}得分(0—100,计分方法待转换)"
    asked = question("value", "number", text, minimum=0, maximum=100, unit="分", answered_by="assessor")
    return Draft({"kind": "value", "question": "value"}, [asked])
