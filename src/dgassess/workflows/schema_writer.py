"""JSON Schema of the models that read files: exactly their keys, what each may hold, and what it means in Chinese."""

from __future__ import annotations

import keyword
import types
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from dgassess.expressions.parser import FUNCTIONS
from dgassess.model.descriptions import DESCRIPTIONS
from dgassess.model.identifiers import ClauseId, Condition, Key, NodeId, QuestionId, Text
from dgassess.model.response_files import IsoDate
from dgassess.rules.aggregations import AGGREGATIONS, AggregationField

Schema = dict[str, Any]

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_BRACKETS = f"{_NUMERAL}[(\uff08]{_NUMERAL}[)\uff09]"
_ID = "[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"
_WORDS = [*FUNCTIONS, *(word for word in keyword.kwlist if word.islower())]
_KEY: Schema = {
    "description": "本地代号:小写字母开头,小写字母、数字、下划线;不得是公式里的词(min、if、and 等)。",
    "type": "string",
    "pattern": "^[a-z][a-z0-9_]*$",
    "not": {"enum": _WORDS},
}


def _validator(alias: Any) -> Any:
    """The function that validates an annotated type, by which the type is told in a model's field."""
    return next(extra.func for extra in get_args(alias)[1:] if hasattr(extra, "func"))


_BY_VALIDATOR: dict[Any, Schema] = {
    _validator(NodeId): {"type": "string", "pattern": f"^{_ID}$"},
    _validator(QuestionId): {"type": "string", "pattern": f"^{_ID}\\.[a-z][a-z0-9_]*$"},
    _validator(Key): _KEY,
    _validator(Condition): {"type": "string", "minLength": 1},
    _validator(Text): {"type": ["string", "number"]},
    _validator(ClauseId): {
        "type": ["string", "number"],
        "pattern": f"^\\s*(?:{_BRACKETS}|[0-9]{{1,2}}\\.[0-9]{{1,2}})\\s*$",
        "exclusiveMinimum": 0,
    },
    _validator(IsoDate): {
        "type": "string",
        "pattern": "^[0-9]{4}-?(?:[0-9]{2}-?[0-9]{2}|W[0-9]{2}-?[0-9]?)$",
    },
}
# What of a model's own validation a schema can say. It never refuses what loading accepts.
_FURTHER: dict[str, Schema] = {
    "Band": {"anyOf": [{"required": ["at_least"]}, {"required": ["above"]}]},
    "EvidenceFile": {"anyOf": [{"required": ["file"]}, {"required": ["on_site"]}]},
    "Gate": {
        "allOf": [
            {"anyOf": [{"required": ["nodes"]}, {"required": ["question"]}]},
            {"anyOf": [{"required": ["at_least"]}, {"required": ["above"]}]},
        ]
    },
    "Group": {"anyOf": [{"required": ["groups"]}, {"required": ["indicators"]}]},
    "Question": {
        "if": {"properties": {"type": {"enum": ["single", "multi"]}}, "required": ["type"]},
        "then": {"required": ["options"]},
    },
    "Ratio": {"anyOf": [{"required": ["floor", "target"]}, {"required": ["bands", "otherwise"]}]},
    "ReviewFile": {
        "oneOf": [{"required": ["value"]}, {"required": ["remove"]}, {"required": ["not_applicable"]}]
    },
    "SystemFile": {"anyOf": [{"required": ["dimensions"]}, {"required": ["indicators"]}]},
    "View": {"anyOf": [{"required": ["by"]}, {"required": ["groups"]}]},
}
_ANSWER: Schema = {
    "description": "答案:数字、文字、true/false、选项列表,或 {not_applicable: 理由},"
    "或 {numerator: 分子, denominator: 分母};null 为没有填。",
    "anyOf": [
        {"type": ["string", "number", "boolean", "array", "null"]},
        {
            "type": "object",
            "properties": {"not_applicable": {"type": "string", "description": "不适用的理由。"}},
            "required": ["not_applicable"],
            "additionalProperties": False,
        },
        {
            "type": "object",
            "properties": {
                "numerator": {"type": ["string", "number", "null"], "description": "分子。"},
                "denominator": {"type": ["string", "number", "null"], "description": "分母。"},
            },
            "additionalProperties": False,
        },
    ],
}


def description(model: type, key: str = "") -> str:
    """What a key of a model means (or the model itself), taken from the nearest class that says it.

    Raises KeyError when none does.
    """
    for cls in model.__mro__:
        said = DESCRIPTIONS.get(cls.__name__, {})
        if key in said:
            return said[key]
    raise KeyError(f"{model.__name__}.{key}")


class SchemaWriter:
    """Turns models into schemas, each model defined once."""

    def __init__(self, formats: Mapping[type[BaseModel], str]) -> None:
        self.formats = formats  # the format that a model's files state
        self.definitions: dict[str, Schema] = {}

    def model(self, model: type[BaseModel]) -> Schema:
        """A model as an object with exactly its keys."""
        properties: dict[str, Schema] = {}
        required: list[str] = []
        for name, field in model.model_fields.items():
            key = field.alias or name
            properties[key] = self._property(model, key, field)
            if field.is_required() or _is_constant(field.annotation):
                required.append(key)
        if "kind" in properties:
            properties = {"kind": properties.pop("kind"), **properties}
        described: Schema = {"description": description(model), "type": "object", "properties": properties}
        if required:
            described["required"] = required
        return described | {"additionalProperties": False} | _FURTHER.get(model.__name__, {})

    def _property(self, model: type[BaseModel], key: str, field: FieldInfo) -> Schema:
        if key == "format":
            return {"const": self.formats[model], "description": description(model, key)}
        found: Schema = {}
        # A constant says which model this is, so it means what the model means.
        found["description"] = description(model, "" if _is_constant(field.annotation) else key)
        found |= self._type(_annotated(field.annotation, field.metadata))
        default = _shown_default(field)
        return found if default is None else found | {"default": default}

    def _reference(self, model: type[BaseModel]) -> Schema:
        name = model.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # stands while the model is written, as groups hold groups
            self.definitions[name] = self.model(model)
        return {"$ref": f"#/$defs/{name}"}

    def _type(self, annotation: Any) -> Schema:
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self._with_metadata(arguments[0], arguments[1:])
        if origin in (Union, types.UnionType):
            return self._union(arguments)
        if origin is Literal:
            return {"const": arguments[0]} if len(arguments) == 1 else {"enum": list(arguments)}
        if origin is dict:
            return self._mapping(*arguments)
        if origin is tuple:
            return self._list(arguments)
        if annotation is Any:
            self.definitions["Answer"] = _ANSWER
            return {"$ref": "#/$defs/Answer"}
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return self._reference(annotation)
        return {"type": _PLAIN[annotation]}

    def _with_metadata(self, inner: Any, metadata: tuple[Any, ...]) -> Schema:
        found: Schema | None = None
        limits: Schema = {}
        for extra in metadata:
            validator = getattr(extra, "func", None)
            if validator in _BY_VALIDATOR:
                found = dict(_BY_VALIDATOR[validator])
            elif validator is _validator(AggregationField):
                found = {"anyOf": [{"enum": list(AGGREGATIONS)}, self._type(inner)]}
            for limit, word in (("ge", "minimum"), ("le", "maximum")):
                if hasattr(extra, limit):
                    limits[word] = getattr(extra, limit)
            if hasattr(extra, "min_length"):
                limits["minItems" if get_origin(inner) is tuple else "minLength"] = extra.min_length
        return (self._type(inner) if found is None else found) | limits

    def _union(self, members: tuple[Any, ...]) -> Schema:
        flat = _flat(members)
        found = [self._type(member) for member in flat if member is not types.NoneType]
        for member, one in zip(flat, found, strict=False):
            if get_origin(member) is dict and get_args(member)[1] in flat:
                # A mapping by unit type beside what holds for all types.
                others = {"description": DESCRIPTIONS["ByType"]["default"], **one["additionalProperties"]}
                one["properties"] = {"default": others}
        if types.NoneType in members:
            found.append({"type": "null"})
        if len(found) > 1 and all(_is_one_of_kinds(member) for member in flat):
            return {"type": "object", "oneOf": found}
        if all(one.keys() == {"type"} for one in found):
            return {"type": [kind for one in found for kind in _listed(one["type"])]}
        if len(found) == 2 and found[1] == {"type": "null"}:
            return _or_null(found[0])
        spread = [part for one in found for part in (one["anyOf"] if one.keys() == {"anyOf"} else [one])]
        return {"anyOf": spread}

    def _mapping(self, key: Any, value: Any) -> Schema:
        found: Schema = {"type": "object", "additionalProperties": self._type(value)}
        names = self._type(key)
        if names == _KEY:
            self.definitions["Key"] = _KEY
            names = {"$ref": "#/$defs/Key"}
        if names != {"type": "string"} and "number" not in names.get("type", ()):
            found["propertyNames"] = names
        return found

    def _list(self, arguments: tuple[Any, ...]) -> Schema:
        found: Schema = {"type": "array", "items": self._type(arguments[0])}
        if arguments[-1] is not Ellipsis:
            # A point of a curve: as many items as types, all alike.
            found |= {"minItems": len(arguments), "maxItems": len(arguments)}
        return found


_PLAIN: dict[Any, str] = {
    str: "string", bool: "boolean", int: "integer", Decimal: "number",
}  # fmt: skip


def _annotated(annotation: Any, metadata: list[Any]) -> Any:
    """A field's type with the metadata that Pydantic has taken off it."""
    for extra in reversed(metadata):
        annotation = Annotated[annotation, extra]
    return annotation


def _flat(members: tuple[Any, ...]) -> list[Any]:
    """The members of a union with the unions within it taken apart."""
    found: list[Any] = []
    for member in members:
        plain = get_origin(member) is not Annotated
        if not plain and any(hasattr(extra, "func") for extra in get_args(member)[1:]):
            found.append(member)  # read in a way of its own
            continue
        inner = member if plain else get_args(member)[0]
        parts = get_args(inner) if get_origin(inner) in (Union, types.UnionType) else ()
        found += _flat(parts) if parts else [member]
    return found


def _is_constant(annotation: Any) -> bool:
    return get_origin(annotation) is Literal and len(get_args(annotation)) == 1


def _is_one_of_kinds(member: Any) -> bool:
    """Whether a member of a union is told from the others by its `kind`."""
    if not (isinstance(member, type) and issubclass(member, BaseModel)):
        return False
    kind = member.model_fields.get("kind")
    return kind is not None and _is_constant(kind.annotation)


def _listed(types_: str | list[str]) -> list[str]:
    return types_ if isinstance(types_, list) else [types_]


def _or_null(found: Schema) -> Schema:
    """The same, or null, which stands for a key that is left out."""
    if "enum" in found:
        return found | {"enum": [*found["enum"], None]}
    if "type" in found and "oneOf" not in found:
        return found | {"type": [*_listed(found["type"]), "null"]}
    return {"anyOf": [found, {"type": "null"}]}


def _shown_default(field: FieldInfo) -> Any:
    """The default where it is a plain value; defaults that stand for "nothing" are not shown."""
    if field.is_required() or _is_constant(field.annotation):
        return None
    default = field.get_default(call_default_factory=True, validated_data={})
    if isinstance(default, Decimal):
        return int(default) if default == default.to_integral_value() else float(default)
    return default if isinstance(default, bool | int) or (isinstance(default, str) and default) else None
