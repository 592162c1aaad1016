"""Every key of every file has a Chinese description, and none is left over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields

import pytest
from pydantic import BaseModel

from dgassess.model.descriptions import DESCRIPTIONS
from dgassess.reporting.definition import _FIELDS as REPORT_FIELDS
from dgassess.reporting.definition import SUBJECTS, options_of
from dgassess.reporting.look import _FIELDS as LOOK_FIELDS
from dgassess.reporting.look import COLOURS, FONTS
from dgassess.rules.aggregations import AGGREGATIONS
from dgassess.rules.kinds import RULES
from dgassess.workflows.schema_writer import description
from dgassess.workflows.schemas import KINDS, schema_of

NOT_MODELS = {"ReportDefinition", "Look", "ByType", *(one.__name__ for one in map(options_of, SUBJECTS))}


def subclasses(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for below in model.__subclasses__():
        yield from subclasses(below)


def models() -> dict[str, type[BaseModel]]:
    """Every model of the package by name: those that files are made of, and their bases."""
    return {
        model.__name__: model
        for model in subclasses(BaseModel)
        if model.__module__.startswith("dgassess.")  # tests have models of the same names
    }


def written_models() -> dict[str, type[BaseModel]]:
    """The models that stand in a schema, so in a file."""
    named = {kind.model.__name__ for kind in KINDS.values() if kind.model is not None}
    for kind in KINDS:
        named |= set(schema_of(kind).get("$defs", {})) - {"Answer", "Key"}
    return {name: models()[name] for name in sorted(named)}


def keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


@pytest.mark.parametrize("name", sorted(written_models()))
def test_every_key_is_described(name: str) -> None:
    model = written_models()[name]
    assert description(model)
    for key in keys(model):
        constant = key == "kind" and "const" in str(schema_named(name)["properties"]["kind"])
        assert constant or description(model, key), key


def schema_named(name: str) -> dict[str, dict[str, object]]:
    for kind in KINDS.values():
        schema = schema_of(kind.name)
        if kind.model is not None and kind.model.__name__ == name:
            return schema
        if name in schema.get("$defs", {}):
            return dict(schema["$defs"][name])
    raise KeyError(name)


def test_every_rule_kind_and_aggregation_is_described_by_its_name() -> None:
    for kind, model in {**RULES, **AGGREGATIONS}.items():
        assert description(model).startswith(f"{kind} "), kind


def test_no_description_is_left_over() -> None:
    known = models()
    left = [name for name in DESCRIPTIONS if name not in known and name not in NOT_MODELS]
    for name in DESCRIPTIONS.keys() - NOT_MODELS - set(left):
        own = [one for one in known[name].__annotations__ if one in known[name].model_fields]
        declared = {known[name].model_fields[one].alias or one for one in own} | {""}
        left += [f"{name}.{key}" for key in DESCRIPTIONS[name] if key not in declared]
    assert left == []
    assert DESCRIPTIONS["ReportDefinition"].keys() == {"", *REPORT_FIELDS}
    within = {*(f"colours.{name}" for name in COLOURS), *(f"fonts.{name}" for name in FONTS)}
    assert DESCRIPTIONS["Look"].keys() == {"", *LOOK_FIELDS, *within}
    for options in map(options_of, SUBJECTS):
        assert DESCRIPTIONS[options.__name__].keys() == {"", *(one.name for one in fields(options))}


def test_descriptions_are_chinese_sentences() -> None:
    for name, texts in DESCRIPTIONS.items():
        for key, text in texts.items():
            assert re.search(r"[\u4e00-\u9fff]", text), (name, key)
            assert text.endswith(("。", ")")), (name, key)
