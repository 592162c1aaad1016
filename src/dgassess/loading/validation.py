"""A document to a model, or to diagnostics with places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from dgassess.loading.model_types import keys_of, kinds_of, types_at, values_of
from dgassess.loading.problems import Problem, word
from dgassess.loading.tree import Document, Loc
from dgassess.loading.unions import Defect, likeliest
from dgassess.loading.wording import quoted
from dgassess.values.diagnostics import Diagnostic, Place, nearest

M = TypeVar("M", bound=BaseModel)
Path = tuple[str | int, ...]

_KEY = "[key]"


def validate(
    model: type[M], document: Document, *, within: Loc = (), context: dict[str, Any] | None = None
) -> M | list[Diagnostic]:
    """The part of a document at `within` as a model, or what is wrong with it, each slip once.

    A `format` key is left out when the model has no such field. `context` is handed to the model's validators. What
    reading the document already reported is not reported again, so that the list may be empty.
    """
    data = document.at(within)
    if isinstance(data, dict) and "format" in data and "format" not in model.model_fields and not within:
        data = {key: value for key, value in data.items() if key != "format"}
    try:
        return model.model_validate(data, context=context)
    except ValidationError as problem:
        errors = problem.errors(include_url=False)
        defects = [_defect(dict(error), model, document, tuple(within)) for error in errors]
        return diagnose(defects, model, document)


def diagnose(defects: Iterable[Defect], model: type[BaseModel], document: Document) -> list[Diagnostic]:
    """Diagnostics for the defects worth reporting, in file order."""
    reported = {d.place for d in document.diagnostics if d.severity == "error" and d.place.line}
    found: dict[tuple[str, Place, str], Diagnostic] = {}
    for defect in _without_echoes(likeliest(list(defects))):
        place = _place(document, defect)
        if place not in reported:
            wording = word(_problem(document, defect))
            diagnostic = Diagnostic(
                wording.check, "error", place, wording.message, wording.help, fix=wording.fix
            )
            found.setdefault((wording.check, place, wording.message), diagnostic)
    return sorted(found.values(), key=lambda diagnostic: diagnostic.sort_key)


def _defect(error: dict[str, Any], model: type[BaseModel], document: Document, within: Path) -> Defect:
    loc: Path = tuple(error["loc"])
    if isinstance(getattr(error.get("ctx", {}).get("error"), "loc", None), tuple):
        # A validator of a whole model may say which of its parts is at fault.
        loc += error["ctx"]["error"].loc
    taken = document.taken(loc, within)
    # The last element may name what is not in the data: a missing key, or that the key itself is meant.
    stem = loc[:-1] if error["type"] == "missing" or loc[-1:] == (_KEY,) else loc
    path = (*within, *(element for element, is_key in zip(stem, taken, strict=False) if is_key))
    steps = tuple((not is_key, element) for element, is_key in zip(stem, taken, strict=False))
    return Defect(error, path, steps, allowed=_allowed(error, model, loc))


def _allowed(error: dict[str, Any], model: type[BaseModel], loc: Path) -> tuple[Any, ...]:
    """Keys, kinds or values that the model allows where the error is."""
    match error["type"]:
        case "extra_forbidden":
            return tuple(keys_of(types_at(model, loc[:-1])))
        case "union_tag_invalid" | "union_tag_not_found":
            return tuple(kinds_of(types_at(model, loc), _discriminator(error)))
        case "literal_error" | "enum":
            stated = re.findall(r"'([^']*)'", str(error.get("ctx", {}).get("expected", "")))
            return tuple(stated or values_of(types_at(model, loc)))
    return ()


def _discriminator(error: dict[str, Any]) -> str:
    return str(error.get("ctx", {}).get("discriminator", "kind")).strip("'")


def _without_echoes(defects: list[Defect]) -> list[Defect]:
    """Without what follows from another slip: the missing key that a misspelt one was meant to be, and lists that
    Pydantic finds too short because it does not count their faulty items."""
    meant = set()
    for defect in defects:
        if defect.type == "extra_forbidden":
            meant.add((defect.path[:-1], nearest(str(defect.path[-1]), map(str, defect.allowed))))
    return [
        defect
        for defect in defects
        if not (defect.type == "missing" and (defect.path, defect.error["loc"][-1]) in meant)
        and not (
            defect.type == "too_short" and len(defect.error["input"]) >= defect.error["ctx"]["min_length"]
        )
    ]


def _place(document: Document, defect: Defect) -> Place:
    if defect.type == "union_tag_invalid":
        return document.place_of((*defect.path, _discriminator(defect.error)))
    on_key = defect.type == "extra_forbidden" or defect.error["loc"][-1:] == (_KEY,)
    return document.place_of(defect.path, key=on_key)


def _problem(document: Document, defect: Defect) -> Problem:
    error, path, loc = defect.error, defect.path, defect.error["loc"]
    key = str(path[-1]) if path else ""
    holder = path[:-1]
    value = error["input"]
    if defect.type == "missing":
        key, holder = str(loc[-1]), path
    elif defect.type.startswith("union_tag"):
        key = _discriminator(error)
    elif loc[-1:] == (_KEY,):
        value = key
    elif defect.type != "extra_forbidden":
        value = document.at(path)
    names = [element for element in path if isinstance(element, str)]
    return Problem(
        type=defect.type,
        subject=f"the key {quoted(key)}" if loc[-1:] == (_KEY,) else _named(document, path, defect.type),
        holder=_named(document, holder),
        key=key,
        value=value,
        context=error.get("ctx", {}),
        said=str(error["msg"]),
        expected=defect.expected,
        allowed=defect.allowed,
        in_rule=names[-1:] in (["rule"], ["fallback"]),
    )


def _named(document: Document, path: Path, error_type: str = "") -> str:
    """What a message calls the value at a path: its id, or its key within the nearest thing that has an id."""
    own = document.at(path)
    if isinstance(own, dict) and isinstance(own.get("id"), str):
        return quoted(own["id"])
    if not path:
        return "the file"
    owner = ""
    for end in range(len(path) - 1, -1, -1):
        above = document.at(path[:end])
        if isinstance(above, dict) and isinstance(above.get("id"), str) and path[end:] != ("id",):
            owner = f" of {quoted(above['id'])}"
            break
    kind = (
        f" (kind {quoted(own['kind'])})" if isinstance(own, dict) and isinstance(own.get("kind"), str) else ""
    )
    return f"{_key_phrase(path)}{kind}{owner}"


def _key_phrase(path: Path) -> str:
    keys = [element for element in path if isinstance(element, str)]
    key = quoted(keys[-1]) if keys else "the file"
    numbers: list[int] = []
    for element in reversed(path):
        if not isinstance(element, int):
            break
        numbers.append(element + 1)
    return "".join(f"item {number} of " for number in numbers) + key
