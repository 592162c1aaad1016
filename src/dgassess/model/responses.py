"""A response: all answers of one unit, with evidence and reviews."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from dgassess.model.identifiers import NodeId, Text
from dgassess.rules.fields import Strict


def _iso_date(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text}' is not a date: write it as 2026-12-20.") from None
    return text


def _sha256(text: str) -> str:
    if not re.fullmatch(r"(?:sha256:)?[0-9a-f]{64}", text):
        raise ValueError(f"'{text}' is not a SHA-256 digest: 64 hexadecimal digits.")
    return text


IsoDate = Annotated[str, AfterValidator(_iso_date)]


class Unit(Strict):
    """A unit (评估对象): city, county or department."""

    id: Text = Field(min_length=1)
    name: str = Field(min_length=1)
    type: str | None = None
    unit_class: str | None = Field(default=None, alias="class")
    parent: Text | None = None


class EvidenceItem(Strict):
    """One piece of evidence (佐证): a file, or where it was seen on site."""

    file: str | None = None
    on_site: str | None = None
    title: str | None = None
    page: Text | None = None
    date: IsoDate | None = None
    sha256: Annotated[str, AfterValidator(_sha256)] | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _something(self) -> EvidenceItem:
        if self.file is None and self.on_site is None:
            raise ValueError("Evidence needs 'file' or 'on_site'.")
        return self


class Review(Strict):
    """A verified value (核定) beside the self-assessed one: exactly one of value, remove and not_applicable."""

    value: Any = None
    remove: tuple[Text, ...] | None = None
    not_applicable: str | None = None
    reason: str = Field(min_length=1)
    by: str | None = None
    date: IsoDate | None = None

    @model_validator(mode="after")
    def _one_outcome(self) -> Review:
        outcomes = [name for name in ("value", "remove", "not_applicable") if name in self.model_fields_set]
        if len(outcomes) != 1:
            raise ValueError("A review needs exactly one of 'value', 'remove' and 'not_applicable'.")
        return self


class QuestionnaireVersion(Strict):
    """The questionnaire a response answers, with its version."""

    id: NodeId
    version: Text | None = None


def _reference_kind(value: Any) -> str:
    return "id" if isinstance(value, str) else "reference"


class ResponseFile(Strict):
    """A response as written; answers are read against the questionnaire afterwards."""

    format: str
    questionnaire: Annotated[
        Annotated[str, Tag("id")] | Annotated[QuestionnaireVersion, Tag("reference")],
        Discriminator(_reference_kind),
    ]
    period: Text
    unit: Unit
    answers: dict[str, Any]
    evidence: dict[str, tuple[EvidenceItem, ...]] = Field(default_factory=dict)
    reviews: dict[str, Review] = Field(default_factory=dict)
    note: str | None = None

    @property
    def questionnaire_id(self) -> str:
        """The id, however the reference is written."""
        return self.questionnaire if isinstance(self.questionnaire, str) else self.questionnaire.id

    @property
    def questionnaire_version(self) -> str | None:
        """The stated version; None stands for the installed one."""
        return None if isinstance(self.questionnaire, str) else self.questionnaire.version
