"""JSON Schema (draft 2020-12) of every file people write, for editors: keys, values, and what they mean in Chinese.

The schemas follow from the fields of the models themselves, so that they cannot say anything else than what loading
accepts; what they cannot express (weights that add up, ids that exist) is for `dgassess validate`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from dgassess.model.adjustments import Adjustments, VetoFile
from dgassess.model.cases import CaseFile
from dgassess.model.clauses import ClauseFile
from dgassess.model.descriptions import DESCRIPTIONS
from dgassess.model.nodes import Group
from dgassess.model.questions import CrossCheckFile, QuestionnaireFile, Section
from dgassess.model.response_files import ResponseFile
from dgassess.model.systems import SystemFile
from dgassess.reporting.definition import SUBJECTS, options_of
from dgassess.reporting.look import COLOURS, FONTS
from dgassess.values.diagnostics import suggest
from dgassess.workflows.content import UsageProblem
from dgassess.workflows.schema_writer import Schema, SchemaWriter

DRAFT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: the model that reads it (none for reports and their looks), and its name in Chinese."""

    name: str
    model: type[BaseModel] | None
    title: str

    @property
    def format(self) -> str:
        """What the file's `format` line says."""
        return f"dgassess/{self.name}/1"


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("indicator-system", SystemFile, "评估指标体系"),
        Kind("dimension", Group, "一级指标"),
        Kind("clauses", ClauseFile, "政策条款"),
        Kind("adjustments", Adjustments, "调节项"),
        Kind("vetoes", VetoFile, "底线约束"),
        Kind("questionnaire", QuestionnaireFile, "问卷"),
        Kind("section", Section, "问卷的一节"),
        Kind("cross-checks", CrossCheckFile, "勾稽关系"),
        Kind("response", ResponseFile, "答卷"),
        Kind("cases", CaseFile, "黄金用例"),
        Kind("report", None, "报告"),
        Kind("theme", None, "报告的外观"),
    )
}
"""Every kind of file people write."""

_FORMATS = {kind.model: kind.format for kind in KINDS.values() if kind.model is not None}


def kind_named(name: str) -> Kind:
    """The kind of file by its name, or by the format it opens with. Raises UsageProblem naming the nearest."""
    plain = name.removeprefix("dgassess/").removesuffix("/1")
    if plain in KINDS:
        return KINDS[plain]
    hint = suggest(plain, KINDS)
    raise UsageProblem(
        f"There is no kind of file '{name}'. {hint} Kinds: {', '.join(KINDS)}.".replace("  ", " ")
    )


def schema_files(folder: Path) -> dict[Path, bytes]:
    """The schema of every kind, by the file it belongs into."""
    return {folder / f"{name}.json": schema_text(name).encode() for name in KINDS}


def schema_text(name: str) -> str:
    """The schema of a kind of file as JSON text; the same models give the same bytes."""
    return json.dumps(schema_of(name), ensure_ascii=False, indent=1) + "\n"


@cache
def schema_of(name: str) -> Schema:
    """The schema of a kind of file. Raises KeyError for a kind there is not."""
    kind = KINDS[name]
    head: Schema = {
        "$schema": DRAFT,
        "$id": f"urn:dgassess:schema:{name}:1",
        "title": f"dgassess {kind.title}({kind.format})",
    }
    if kind.model is None:
        return head | (_theme(kind) if name == "theme" else _report(kind))
    writer = SchemaWriter(_FORMATS)
    root = writer.model(kind.model)
    # A file of its own says its format first, also where the part could stand inside another file.
    root["required"] = list(dict.fromkeys(["format", *root.get("required", ())]))
    return head | root | {"$defs": dict(sorted(writer.definitions.items()))}


def _report(kind: Kind) -> Schema:
    """report.yaml, which is read without a model."""

    def said(key: str) -> str:
        return DESCRIPTIONS["ReportDefinition"][key]

    def text(key: str) -> Schema:
        return {"description": said(key), "type": ["string", "null"]}

    properties = {
        "format": {"const": kind.format, "description": said("format")},
        "id": text("id"),
        "name": text("name"),
        "description": text("description"),
        "extends": text("extends"),
        "template": text("template") | {"default": "report.md.j2"},
        "numbering": {"description": said("numbering"), "enum": ["chinese", "none"], "default": "chinese"},
        "subject": {"description": said("subject"), "enum": list(SUBJECTS), "default": "unit"},
        "options": {"description": said("options"), "type": ["object", "null"]},
    }
    return {
        "description": said(""),
        "type": "object",
        "properties": properties,
        "required": ["format"],
        "additionalProperties": False,
        "allOf": [_options(subject, options_of(subject)) for subject in SUBJECTS],
    }


def _theme(kind: Kind) -> Schema:
    """theme.yaml of a report's folder, which is read without a model."""
    texts = DESCRIPTIONS["Look"]

    def mapping(key: str, names: Sequence[str], value: Schema) -> Schema:
        properties = {name: {"description": texts[f"{key}.{name}"], **value} for name in names}
        return {
            "description": texts[key], "type": "object", "properties": properties, "additionalProperties": False,
        }  # fmt: skip

    properties = {
        "format": {"const": kind.format, "description": texts["format"]},
        "colours": mapping("colours", COLOURS, {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"}),
        "logo": {"description": texts["logo"], "type": "string"},
        "logo_text": {"description": texts["logo_text"], "type": ["string", "number", "boolean", "null"]},
        "fonts": mapping("fonts", FONTS, {"type": "string", "maxLength": 60}),
    }
    return {
        "description": texts[""], "type": "object", "properties": properties, "required": ["format"],
        "additionalProperties": False,
    }  # fmt: skip


def _options(subject: str, known: type[Any]) -> Schema:
    """The options of reports with one subject; a report that does not say its subject is on units."""
    texts = DESCRIPTIONS[known.__name__]
    choices = getattr(known, "CHOICES", {})
    kinds: dict[str, Schema] = {
        "int": {"type": "integer", "minimum": 0, "maximum": 9999},
        "bool": {"type": "boolean"},
        "Fraction": {"type": "number", "minimum": 0, "maximum": 9999},
    }

    def option(name: str, kind: str, default: Any) -> Schema:
        type_ = {"enum": list(choices[name])} if name in choices else kinds.get(kind, {"type": "string"})
        shown = float(default) if isinstance(default, Fraction) else default
        return {"description": texts[name], **type_, "default": shown}

    condition: Schema = {"properties": {"subject": {"const": subject}}}
    options: Schema = {
        "properties": {part.name: option(part.name, str(part.type), part.default) for part in fields(known)},
        "additionalProperties": False,
    }
    required = {} if subject == "unit" else {"required": ["subject"]}
    return {"if": condition | required, "then": {"properties": {"options": options}}}
