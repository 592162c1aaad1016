"""What differs between two states of a method, in its own terms: indicators, questions, levels, by id and by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel

from dgassess.loading.systems import LoadedSystem
from dgassess.model.nodes import Group
from dgassess.values.numbers import show_plain

Plain = Any
"""Text, int, Decimal, bool, None, lists and mappings."""
_SYSTEM_FIELDS = (
    "id", "name", "version", "description", "unit_types", "classes", "scale_field", "weights_sum", "aggregation",
    "missing", "not_applicable_limit", "rounding", "ranking",
)  # fmt: skip
_NAMED_OTHERWISE = {"scale_field": "scale"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a thing, such as `weight` or `rule.points.A`; None stands for its absence."""

    field: str
    before: Plain
    after: Plain


@dataclass(frozen=True, slots=True)
class Change:
    """A thing of the method that came, went, or has other fields."""

    action: Literal["added", "removed", "changed"]
    what: str  # system, group, indicator, question, level, ...
    id: str
    name: str
    fields: tuple[FieldChange, ...] = ()
    origin: str = ""  # its id before, where that was another


def method_changes(
    before: LoadedSystem, after: LoadedSystem, origins: Mapping[str, str] | None = None
) -> tuple[Change, ...]:
    """Everything that differs: first as the method stands now, then what is gone.

    origins: from ids of indicators and questions now to their ids before, as lineage tells; without it a thing with a
    new id was added and the one it comes from removed.
    """
    old, new = dict(_things(before)), dict(_things(after))
    known: Mapping[str, str] = origins or {}
    found: list[Change] = []
    compared: set[tuple[str, str]] = set()
    for (what, id_), (name, fields) in new.items():
        was = (what, id_) if (what, id_) in old else (what, known.get(id_, id_))
        if was not in old:
            found.append(Change("added", what, id_, name))
            continue
        compared.add(was)
        differing = tuple(_differing(old[was][1], fields, ""))
        if differing:
            origin = was[1] if was[1] != id_ else ""
            found.append(Change("changed", what, id_, name, differing, origin))
    gone = {key: name for key, (name, _) in old.items() if key not in compared}
    found += [Change("removed", what, id_, name) for (what, id_), name in gone.items()]
    return tuple(found)


def shown(value: Plain) -> str:
    """A value as a file has it, on one line."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {shown(part)}' for key, part in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(shown(part) for part in value)}]"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    return show_plain(value) if isinstance(value, int | Decimal) else str(value)


_Thing = tuple[tuple[str, str], tuple[str, dict[str, Plain]]]


def _things(loaded: LoadedSystem) -> Iterator[_Thing]:
    """Everything a method consists of: its kind and id, its name, its fields."""
    system = loaded.system
    own = {_NAMED_OTHERWISE.get(name, name): _plain(getattr(system, name)) for name in _SYSTEM_FIELDS}
    yield ("system", ""), (system.name, _stated(own))
    for node, parent, _ in system.walk():
        fields = _fields(node, "groups", "indicators", "format") | {"parent": parent.id if parent else None}
        yield ("group" if isinstance(node, Group) else "indicator", node.id), (node.name, fields)
    for level in system.levels:
        yield ("level", level.name), ("", _fields(level))
    if system.adjustments is not None:
        yield ("adjustments", ""), ("", _fields(system.adjustments, "items", "format"))
        for item in system.adjustments.items:
            yield (item.effect, item.id), (item.name, _fields(item, "effect"))
    for veto in system.vetoes:
        yield ("veto", veto.id), (veto.name, _fields(veto))
    for clause in system.clauses:
        yield ("clause", clause.id), (clause.title, _fields(clause))
    for view in system.views:
        yield ("view", view.id), (view.name, _fields(view))
    yield from _asked(loaded)


def _asked(loaded: LoadedSystem) -> Iterator[_Thing]:
    questionnaire = loaded.questionnaire
    own = {"id": questionnaire.id, "name": questionnaire.name, "version": questionnaire.version}
    yield ("questionnaire", ""), (questionnaire.name, own)
    for section in questionnaire.sections:
        for question in section.questions:
            yield ("question", question.id), (question.text, _fields(question) | {"section": section.id})
    for check in questionnaire.cross_checks:
        yield ("cross-check", check.id), ("", _fields(check))


def _fields(model: BaseModel, *without: str) -> dict[str, Plain]:
    """The fields of a model by their YAML keys, without those that say nothing."""
    return _stated(
        {
            field.alias or name: _plain(getattr(model, name))
            for name, field in type(model).model_fields.items()
            if name not in without
        }
    )


def _stated(fields: dict[str, Plain]) -> dict[str, Plain]:
    return {key: value for key, value in fields.items() if value is not None and value != [] and value != {}}


def _plain(value: Any) -> Plain:
    if isinstance(value, BaseModel):
        return _fields(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, tuple | list) else value


def _differing(before: Plain, after: Plain, field: str) -> Iterator[FieldChange]:
    """The innermost fields that differ; of another rule kind, the whole rule."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict) and before.get("kind") == after.get("kind"):
        for key in {**before, **after}:
            yield from _differing(before.get(key), after.get(key), f"{field}.{key}" if field else key)
    elif _alike(before) and _alike(after) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after, strict=True), 1):
            yield from _differing(one, other, f"{field}[{index}]")
    else:
        yield FieldChange(field, before, after)


def _alike(value: Plain) -> bool:
    """Whether it is a list of mappings, which are compared one by one."""
    return isinstance(value, list) and bool(value) and all(isinstance(part, dict) for part in value)
