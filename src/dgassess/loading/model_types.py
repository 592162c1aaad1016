"""What a model allows at a location: its keys, the kinds of a union, the values of a literal; for suggestions only."""

from __future__ import annotations

import types
from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Tag


def types_at(model: type[BaseModel], loc: Iterable[str | int]) -> list[Any]:
    """The types that can stand at a Pydantic location, unions taken apart; best effort."""
    found: list[Any] = [model]
    for element in loc:
        named = [one for one in found if _is_named(one, element)] if len(found) > 1 else []
        if named:
            found = [_bare(one) for one in named]
            continue
        below = [part for one in found for part in _step(one, element)]
        found = below or found
    return [_bare(one) for one in found]


def keys_of(found: Iterable[Any]) -> list[str]:
    """The keys of those of the types that are models."""
    keys: dict[str, None] = {}
    for one in found:
        if _is_model(one):
            keys.update(dict.fromkeys(field.alias or name for name, field in one.model_fields.items()))
    return list(keys)


def values_of(found: Iterable[Any]) -> list[Any]:
    """The values of those of the types that are literals or enumerations."""
    values: list[Any] = []
    for one in found:
        if get_origin(one) is Literal:
            values += get_args(one)
        elif isinstance(one, type) and issubclass(one, Enum):
            values += [member.value for member in one]
    return values


def kinds_of(found: Iterable[Any], key: str) -> list[Any]:
    """The values that `key` has in those of the types that are models: the kinds one may choose from."""
    return [value for one in found for value in values_of(_step(one, key))]


def _is_model(one: Any) -> bool:
    return isinstance(one, type) and issubclass(one, BaseModel)


def _bare(one: Any) -> Any:
    """A member of a union without the tag it has there."""
    return get_args(one)[0] if get_origin(one) is Annotated else one


def _is_named(one: Any, element: str | int) -> bool:
    """Whether a union's label in a location stands for this member: its class name or a literal of its own."""
    if get_origin(one) is Annotated:
        return any(isinstance(extra, Tag) and extra.tag == element for extra in get_args(one)[1:])
    if not _is_model(one):
        return False
    literal = [value for name in ("kind", "type", "effect") for value in values_of(_step(one, name))]
    return one.__name__ == element or element in literal


def _step(one: Any, element: str | int) -> list[Any]:
    one = _bare(one)
    if _is_model(one):
        for name, field in one.model_fields.items():
            if element in (name, field.alias):
                return _members(field.annotation)
        return []
    origin, arguments = get_origin(one), get_args(one)
    if isinstance(origin, type) and issubclass(origin, Mapping) and len(arguments) == 2:
        return _members(arguments[1])
    if isinstance(origin, type) and issubclass(origin, Collection) and isinstance(element, int) and arguments:
        repeated = len(arguments) == 1 or arguments[-1] is Ellipsis
        return _members(arguments[0] if repeated or element >= len(arguments) else arguments[element])
    return []


def _members(one: Any) -> list[Any]:
    """A type taken apart: aliases resolved, unions flattened; annotations dropped unless they tag a member."""
    origin = get_origin(one)
    if origin is Annotated:
        inner, *extras = get_args(one)
        tags = [extra for extra in extras if isinstance(extra, Tag)]
        if tags and _is_model(inner):
            return [one]
        return _members(inner)
    if origin in (Union, types.UnionType):
        return [part for member in get_args(one) if member is not types.NoneType for part in _members(member)]
    if hasattr(one, "__value__"):
        return _members(one.__value__)
    return [one]
