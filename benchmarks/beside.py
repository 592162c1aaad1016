"""check-jsonschema on the content that ships: one process for all files, with one schema made of those we export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("indicators", "questionnaires", "examples")


def write_schema(path: Path) -> None:
    """Write a schema that applies, by a file's `format`, the one that `dgassess schema` exports for it.

    A process for every kind of file would be slower; what is compared is the checking, not the starting.
    """
    kinds: dict[str, Any] = {}
    for file in sorted((ROOT / "schemas").glob("*.json")):
        # With an id of its own, a schema's references stay within it.
        kinds[file.stem] = {**json.loads(file.read_text("utf-8")), "$id": f"urn:dgassess:{file.stem}"}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "allOf": [
            {
                "if": {"properties": {"format": {"const": f"dgassess/{kind}/1"}}, "required": ["format"]},
                "then": {"$ref": f"urn:dgassess:{kind}"},
            }
            for kind in kinds
        ],
        "$defs": kinds,
    }
    path.write_text(json.dumps(whole, ensure_ascii=False), "utf-8")


def schema_check(schema: Path) -> tuple[str, ...]:
    """The arguments to the interpreter that check every file that ships."""
    files = sorted(
        path.relative_to(ROOT).as_posix() for name in FOLDERS for path in (ROOT / name).rglob("*.yaml")
    )
    return ("-m", "check_jsonschema", "--schemafile", str(schema), *files)
