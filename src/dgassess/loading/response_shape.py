"""Responses of the commonest shape, told without loading the models that validate files.

Whatever is not plainly sound is left to `model.response_files`, which says what is wrong; a test holds that whatever
is accepted here is accepted there, with the same content.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from dgassess.model.responses import EvidenceItem, Response, Review, Unit
from dgassess.values.texts import plain_name

_KEYS = {"format", "questionnaire", "period", "unit", "answers", "evidence", "reviews"}
_UNIT = {"id", "name", "type", "class", "parent"}
_EVIDENCE = {"file", "on_site", "title", "page", "date", "sha256", "note"}
_REVIEW = {"value", "remove", "not_applicable", "reason", "by", "date"}
_ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_SHA256 = re.compile(r"(?:sha256:)?[0-9a-f]{64}")


class _Odd(Exception):
    """Something that is not of the commonest shape."""


def plain_response(data: object) -> Response | None:
    """The response, or None when any part of it is not plainly sound."""
    try:
        return _response(data)
    except _Odd:
        return None


def _response(data: object) -> Response:
    top = _mapping(data, _KEYS)
    reference = top.get("questionnaire")
    version = None
    if isinstance(reference, dict):
        _mapping(reference, {"id", "version"})
        version = _text(reference["version"]) if "version" in reference else None
        reference = reference.get("id")
    if not isinstance(reference, str) or not _ID.fullmatch(reference):
        raise _Odd
    answers = _mapping(top.get("answers"))
    evidence = _mapping(top.get("evidence", {}))
    reviews = _mapping(top.get("reviews", {}))
    return Response(
        questionnaire_id=reference,
        questionnaire_version=version,
        period=_text(top.get("period")),
        unit=_unit(top.get("unit")),
        answers=answers,
        evidence={subject: tuple(map(_item, _listed(items))) for subject, items in evidence.items()},
        reviews={question: _review(review) for question, review in reviews.items()},
    )


def _mapping(data: object, keys: set[str] | None = None) -> dict[str, Any]:
    if not isinstance(data, dict) or (keys is not None and not data.keys() <= keys):
        raise _Odd
    return data


def _listed(data: object) -> list[Any]:
    if not isinstance(data, list):
        raise _Odd
    return data


def _text(value: object) -> str:
    """Text, or a number a file may write without quotes."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise _Odd
    return str(value)


def _plain_text(data: Mapping[str, Any], key: str) -> str | None:
    value = data.get(key)
    if value is not None and (not isinstance(value, str) or not value):
        raise _Odd
    return value


def _unit(data: object) -> Unit:
    unit = _mapping(data, _UNIT)
    name = _plain_text(unit, "name")
    unit_id = _text(unit.get("id"))
    if not name or not unit_id or not plain_name(name) or not plain_name(unit_id, strict=True):
        raise _Odd
    parent = _text(unit["parent"]) if unit.get("parent") is not None else None
    return Unit(unit_id, name, _plain_text(unit, "type"), _plain_text(unit, "class"), parent)


def _date(data: Mapping[str, Any]) -> str | None:
    value = _plain_text(data, "date")
    if value is not None:
        try:
            date.fromisoformat(value)
        except ValueError:
            raise _Odd from None
    return value


def _item(data: object) -> EvidenceItem:
    item = _mapping(data, _EVIDENCE)
    page = _text(item["page"]) if item.get("page") is not None else None
    digest = _plain_text(item, "sha256")
    if digest is not None and not _SHA256.fullmatch(digest):
        raise _Odd
    file, on_site = _plain_text(item, "file"), _plain_text(item, "on_site")
    if file is None and on_site is None:
        raise _Odd
    return EvidenceItem(
        file, on_site, _plain_text(item, "title"), page, _date(item), digest, _plain_text(item, "note")
    )


def _review(data: object) -> Review:
    review = _mapping(data, _REVIEW)
    reason = _plain_text(review, "reason")
    outcomes = [name for name in ("value", "remove", "not_applicable") if name in review]
    if not reason or not reason.strip() or len(outcomes) != 1:
        raise _Odd
    by, when = _plain_text(review, "by"), _date(review)
    if outcomes[0] == "value":
        return Review(reason, "value", review["value"], by=by, date=when)
    if outcomes[0] == "remove":
        options = tuple(map(_text, _listed(review["remove"])))
        return Review(reason, "remove", remove=options, by=by, date=when)
    declared = _plain_text(review, "not_applicable")
    if declared is None:
        raise _Odd
    return Review(reason, "not_applicable", not_applicable=declared, by=by, date=when)
