"""Questions, indicators and systems as files have them, with only what a test is about stated."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from dgassess.model.questions import Question
from dgassess.values.questions import AskedQuestion

OPTIONS = {"A": "制度健全", "B": "制度基本健全", "C": "尚未建立"}


def question(type: str, **fields: Any) -> Question:
    """A question of a type, with options where the type has them."""
    options = {"options": OPTIONS} if type in ("single", "multi") else {}
    return Question.model_validate({"id": "TC-1-2.q", "type": type, "text": "问题", **options, **fields})


def asked(type: str, **fields: Any) -> AskedQuestion:
    """What reading an answer needs of such a question."""
    return question(type, **fields).asked


def indicator(**fields: Any) -> dict[str, Any]:
    """An indicator as a file has it."""
    return {"id": "TC-1-1", "name": "指标", "rule": {"kind": "value", "question": "q"}, **fields}


def system(**fields: Any) -> dict[str, Any]:
    """The smallest system as a file has it."""
    return {
        "format": "dgassess/indicator-system/1",
        "id": "mini",
        "name": "最小体系",
        "questionnaire": {"id": "mini"},
        "indicators": [indicator()],
        **fields,
    }


def refusal(model: type[BaseModel], data: object) -> str:
    """The message of the first thing a model finds wrong."""
    with pytest.raises(ValidationError) as problem:
        model.model_validate(data)
    return problem.value.errors()[0]["msg"].removeprefix("Value error, ")
