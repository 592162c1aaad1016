"""Small tables, made in memory, and what importing them gives."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from openpyxl import Workbook  # type: ignore[import-untyped]

from dgassess.collecting.importing import Imported, imported_system
from dgassess.loading.yaml_tree import parse_yaml

Rows = Sequence[Sequence[Any]]


def workbook(
    rows: Rows, merged: Sequence[str] = (), percent: Sequence[str] = (), sheet: str = "指标"
) -> bytes:
    """A workbook with one sheet; `merged` ranges, and cells shown in percent."""
    book = Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for reference in merged:
        page.merge_cells(reference)
    for reference in percent:
        page[reference].number_format = "0%"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv_table(text: str) -> bytes:
    """A CSV file of lines that are separated by |."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return "\n".join(",".join(f'"{cell}"' for cell in line.split("|")) for line in lines).encode()


def imported(data: bytes, name: str = "t.xlsx") -> Imported:
    """What importing a table gives."""
    return imported_system(data, name)


def document(result: Imported, path: str) -> Any:
    """A file of the result as data."""
    parsed, found = parse_yaml(result.files[PurePosixPath(path)], path)
    assert parsed is not None, found
    assert not found
    return parsed.data


def indicators(result: Imported) -> dict[str, Any]:
    """Every indicator of the result by its name."""
    found: dict[str, Any] = {}

    def walk(node: Any) -> None:
        for item in node.get("indicators", []):
            found[item["name"]] = item
        for group in node.get("groups", []):
            walk(group)

    for path in result.files:
        if path.parts[0] == "indicators":
            walk(document(result, str(path)))
    return found


def told(result: Imported) -> list[tuple[str, str]]:
    """The diagnostics as (check, cell or line)."""
    return [(d.check, d.place.cell or str(d.place.line)) for d in result.diagnostics]


def places(result: Imported, check: str) -> list[str]:
    """Where a check found something."""
    return [place for name, place in told(result) if name == check]


def shown_text(result: Imported) -> str:
    """All files in one text, without comments."""
    return re.sub(r"^#.*\n", "", "\n".join(result.files.values()), flags=re.MULTILINE)
