"""Response files as written, for validation; what is sound becomes a plain `Response`."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from dgassess.model.identifiers import NodeId, Text
from dgassess.model.responses import EvidenceItem, Response, Review, Unit
from dgassess.rules.fields import Strict
from dgassess.values.texts import unseen


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


def _plain(text: str, strict: bool) -> str:
    character = unseen(text, strict=strict)
    if character is not None:
        raise ValueError(f"'{text}' has a character that nobody sees ({character}); delete it.")
    if text != text.strip():
        raise ValueError(f"'{text}' has blanks around it; delete them.")
    return text


def _plain_id(text: str) -> str:
    return _plain(text, strict=True)


def _plain_text(text: str) -> str:
    return _plain(text, strict=False)


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("A reason is needed here, not blanks.")
    return text


IsoDate = Annotated[str, AfterValidator(_iso_date)]


class UnitFile(Strict):
    """A unit (评估对象): city, county or department."""

    id: Annotated[Text, AfterValidator(_plain_id)] = Field(min_length=1)
    name: Annotated[str, AfterValidator(_plain_text)] = Field(min_length=1)
    type: str | None = None
    unit_class: str | None = Field(default=None, alias="class")
    parent: Text | None = None


class EvidenceFile(Strict):
    """One piece of evidence (佐证): a file, or where it was seen on site."""

    file: str | None = None
    on_site: str | None = None
    title: str | None = None
    page: Text | None = None
    date: IsoDate | None = None
    sha256: Annotated[str, AfterValidator(_sha256)] | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _something(self) -> "EvidenceFile":
        if self.file is None and self.on_site is None:
            raise ValueError("Evidence needs 'file' or 'on_site'.")
        return self


class ReviewFile(Strict):
    """A verified value (核定) beside the self-assessed one: exactly one of value, remove and not_applicable."""

    value: Any = None
    remove: tuple[Text, ...] | None = None
    not_applicable: str | None = None
    reason: Annotated[str, AfterValidator(_said)] = Field(min_length=1)
    by: str | None = None
    date: IsoDate | None = None

    @model_validator(mode="after")
    def _one_outcome(self) -> "ReviewFile":
        outcomes = [name for name in ("value", "remove", "not_applicable") if name in self.model_fields_set]
        if len(outcomes) != 1:
            raise ValueError("A review needs exactly one of 'value', 'remove' and 'not_applicable'.")
        if outcomes != ["value"] and getattr(self, outcomes[0]) is None:
            raise ValueError(f"'{outcomes[0]}' of a review must not be blank.")
        return self

    def plain(self) -> Review:
        """The review as plain data."""
        outcome: Literal["value", "remove", "not_applicable"] = "value"
        if "value" not in self.model_fields_set:
            outcome = "remove" if self.remove is not None else "not_applicable"
        return Review(self.reason, outcome, self.value, self.remove, self.not_applicable, self.by, self.date)


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
    unit: UnitFile
    answers: dict[str, Any]
    evidence: dict[str, tuple[EvidenceFile, ...]] = Field(default_factory=dict)
    reviews: dict[str, ReviewFile] = Field(default_factory=dict)
    note: str | None = None

    def plain(self) -> Response:
        """The response as plain data."""
        reference = self.questionnaire
        unit = self.unit
        return Response(
            questionnaire_id=reference if isinstance(reference, str) else reference.id,
            questionnaire_version=None if isinstance(reference, str) else reference.version,
            period=self.period,
            unit=Unit(unit.id, unit.name, unit.type, unit.unit_class, unit.parent),
            answers=self.answers,
            evidence={
                subject: tuple(EvidenceItem(**item.model_dump()) for item in items)
                for subject, items in self.evidence.items()
            },
            reviews={question: review.plain() for question, review in self.reviews.items()},
        )
