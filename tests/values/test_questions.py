"""What reading an answer needs to know of a question."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dgassess.values.questions import AskedQuestion, split_question

ZERO, TEN, HUNDRED = Decimal(0), Decimal(10), Decimal(100)


def asked(
    type: str, unit: str = "", minimum: Decimal | None = None, maximum: Decimal | None = None
) -> AskedQuestion:
    return AskedQuestion("TC-1-2.q", type, unit=unit, minimum=minimum, maximum=maximum)


@pytest.mark.parametrize(
    ("type", "numeric", "percentage", "unit"),
    [
        ("single", False, False, ""),
        ("multi", False, False, ""),
        ("yes-no", False, False, ""),
        ("number", True, False, ""),
        ("integer", True, False, ""),
        ("percent", True, True, "%"),
        ("proportion", True, True, "%"),
        ("date", False, False, ""),
        ("text", False, False, ""),
        ("indicators", False, False, ""),
    ],
)
def test_what_follows_from_the_type(type: str, numeric: bool, percentage: bool, unit: str) -> None:
    question = asked(type)
    assert (question.is_numeric, question.is_percentage, question.shown_unit) == (numeric, percentage, unit)
    assert asked(type, unit="项").shown_unit == "项"


def test_the_range_of_percentages() -> None:
    assert asked("number").bounds == (None, None)
    assert asked("percent").bounds == (ZERO, HUNDRED)
    assert asked("percent", minimum=-TEN).bounds == (-TEN, HUNDRED)
    assert asked("proportion", maximum=2 * HUNDRED).bounds == (ZERO, 2 * HUNDRED)


def test_a_question_id_splits_at_its_dot() -> None:
    assert split_question("TC-1-2.lvl") == ("TC-1-2", "lvl")
    assert asked("number").owner == "TC-1-2"
