"""A workbook read back: every cell as its number format shows it, running texts, and what the workbook carries."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dgassess.reporting.errors import ReportError

CARRIED = "dgassess-"
PIECE = 250
"""Characters of a property, in ASCII; spreadsheets take no more than 255."""
_DIGITS = re.compile(r"0(?:\.(0+))?")
_PLAIN = frozenset(("General", "@"))
_MOST_CELLS = 1_000_000
_EDGE = "|"

Place = tuple[str, int, int]
"""Sheet, row and column, both counted from 1."""


@dataclass(frozen=True, slots=True)
class SheetText:
    """Texts by place, texts that head and foot pages by what they are, sheets in order, carried files by name."""

    cells: Mapping[Place, str]
    running: Mapping[str, str]
    sheets: tuple[str, ...]
    carried: Mapping[str, str]


def read_sheet(data: bytes, name: str) -> SheetText:
    """A workbook whose archive was checked (reporting.packages). Raises ReportError."""
    import openpyxl  # type: ignore[import-untyped]

    try:
        book = openpyxl.load_workbook(io.BytesIO(data))
        cells = {place: text for place, text in _cells(book) if text}
        running = {place: text for place, text in _running(book) if text}
        carried = _carried({one.name: str(one.value) for one in book.custom_doc_props.props})
    except ReportError:
        raise
    except Exception as problem:  # the library raises whatever a damaged part leads to
        raise ReportError(f"'{name}' cannot be read as a workbook: {problem}.") from problem
    return SheetText(cells, running, tuple(book.sheetnames), carried)


def carried_properties(name: str, text: str) -> Iterator[tuple[str, str]]:
    """A file as document properties of a workbook: names and values."""
    for number, start in enumerate(range(0, len(text), PIECE), 1):
        # Blanks at a property's ends would be lost.
        yield f"{CARRIED}{name}-{number}", f"{_EDGE}{text[start : start + PIECE]}{_EDGE}"


def _carried(properties: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, dict[int, str]] = {}
    for key, value in properties.items():
        name, _, number = key.removeprefix(CARRIED).rpartition("-")
        if key.startswith(CARRIED) and number.isdecimal():
            found.setdefault(name, {})[int(number)] = value.removeprefix(_EDGE).removesuffix(_EDGE)
    return {name: "".join(pieces[number] for number in sorted(pieces)) for name, pieces in found.items()}


def _cells(book: Any) -> Iterator[tuple[Place, str]]:
    read = 0
    for page in book.worksheets:
        for row in page.iter_rows():
            read += len(row)
            if read > _MOST_CELLS:
                raise ReportError("The workbook has more cells than a report.")
            for cell in row:
                comment = getattr(cell, "comment", None)
                texts = (_shown(cell.value, cell.number_format), comment.text if comment else "")
                yield (page.title, cell.row, cell.column), "\n".join(filter(None, texts))


def _shown(value: object, form: str) -> str:
    """What a spreadsheet shows of a value."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    if found := _DIGITS.fullmatch(form):
        return f"{value:.{len(found[1] or '')}f}"
    return f"{value:.15g}" if form in _PLAIN else f"{value:.15g} ({form})"


def _running(book: Any) -> Iterator[tuple[str, str]]:
    for page in book.worksheets:
        for kind in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"):
            for side in ("left", "center", "right"):
                yield f"{page.title} {kind}", getattr(getattr(page, kind), side).text or ""
