"""The answer to a question, or the problem with it."""

from __future__ import annotations

from typing import Any

import pytest

from dgassess.model.answers import AnswerProblem, read_answer
from dgassess.values.questions import AskedQuestion


def value(asked: AskedQuestion, raw: Any) -> object:
    reading = read_answer(asked, raw)
    assert reading.remarks == ()
    return reading.answer.value


def problem(asked: AskedQuestion, raw: Any) -> AnswerProblem:
    with pytest.raises(AnswerProblem) as caught:
        read_answer(asked, raw)
    assert str(caught.value) == caught.value.message
    return caught.value


def remarks(asked: AskedQuestion, raw: Any) -> list[tuple[str, str]]:
    return [(remark.check, remark.severity) for remark in read_answer(asked, raw).remarks]
