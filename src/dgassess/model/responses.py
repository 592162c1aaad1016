"""A response: all answers of one unit, with evidence and reviews, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit (评估对象): city, county or department."""

    id: str
    name: str
    type: str | None = None
    unit_class: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One piece of evidence (佐证): a file, or where it was seen on site."""

    file: str | None = None
    on_site: str | None = None
    title: str | None = None
    page: str | None = None
    date: str | None = None
    sha256: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A verified value (核定); `outcome` says which of value, remove and not_applicable was given."""

    reason: str
    outcome: Literal["value", "remove", "not_applicable"]
    value: Any = None
    remove: tuple[str, ...] | None = None
    not_applicable: str | None = None
    by: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """All raw answers of one unit, by question id; a version of None stands for the installed one."""

    questionnaire_id: str
    questionnaire_version: str | None
    period: str
    unit: Unit
    answers: Mapping[str, Any]
    evidence: Mapping[str, tuple[EvidenceItem, ...]] = field(default_factory=dict)
    reviews: Mapping[str, Review] = field(default_factory=dict)
