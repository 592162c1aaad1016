"""A workbook read back: every cell as its number format shows it, running texts, and what the workbook carries."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dgassess.reporting.errors import ReportError
from dgassess.reporting.uncertain import Piece, doubtful

CARRIED = "dgassess-"
PIECE = 250
"""Characters of a property, in ASCII; spreadsheets take no more than 255."""
_DIGITS = re.compile(r"0(?:\.(0+))?")
_PLAIN = frozenset(("General", "@"))
_THIN = 2
"""Points of a row, or characters of a column, that show nothing any more."""
_DRAWN = re.compile(r"xl/(?:charts|chartsheets|dialogsheets|embeddings|externalLinks|macrosheets|media)")
_LATER_FORMATS = re.compile(rb"<(?:\w+:)?conditionalFormattings\b")
_READINGS = re.compile(rb"<(?:\w+:)?rPh\b")
_MOST_CELLS = 1_000_000
_EDGE = "|"

Place = tuple[str, int, int]
"""Sheet, row and column, both counted from 1."""


@dataclass(frozen=True, slots=True)
class SheetText:
    """Texts by place, texts that head and foot pages by what they are, sheets in order, carried files by name, and what
    may make people see something else than the texts."""

    cells: Mapping[Place, str]
    running: Mapping[str, str]
    sheets: tuple[str, ...]
    carried: Mapping[str, str]
    uncertain: tuple[Piece, ...] = ()


def read_sheet(data: bytes, found: Mapping[str, bytes], name: str) -> SheetText:
    """A workbook and its parts (reporting.packages). Raises ReportError."""
    import openpyxl  # type: ignore[import-untyped]

    try:
        with warnings.catch_warnings():
            # Of what the library leaves out; the parts are looked through for it.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data))
        cells = {place: text for place, text in _cells(book) if text}
        running = {place: text for place, text in _running(book) if text}
        uncertain = (*_uncertain(book), *_other_parts(found))
        carried = _carried({one.name: str(one.value) for one in book.custom_doc_props.props})
    except ReportError:
        raise
    except Exception as problem:  # the library raises whatever a damaged part leads to
        raise ReportError(f"'{name}' cannot be read as a workbook: {problem}.") from problem
    return SheetText(cells, running, tuple(book.sheetnames), carried, uncertain)


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


def _uncertain(book: Any) -> Iterator[Piece]:
    """What hides cells or shows them as something else."""
    for page in book.worksheets:
        if page.sheet_state != "visible":
            yield doubtful(f"the hidden sheet '{page.title}'")
        for kind, lines in (("row", page.row_dimensions), ("column", page.column_dimensions)):
            for key, line in lines.items():
                size = line.height if kind == "row" else line.width
                if line.hidden or (size is not None and size < _THIN):
                    yield doubtful(f"the hidden {kind} {key} of '{page.title}'")
        for ranged in page.conditional_formatting:
            for rule in ranged.rules:
                bars = (rule.iconSet, rule.dataBar)
                if (rule.dxf is not None and rule.dxf.numFmt is not None) or any(
                    one is not None and one.showValue is False for one in bars
                ):
                    yield doubtful(f"a conditional format for numbers in {ranged.sqref} of '{page.title}'")


def _other_parts(found: Mapping[str, bytes]) -> Iterator[Piece]:
    """What the library does not read: drawings, sheets that are no worksheets, formats of later versions."""
    for part, content in found.items():
        # LibreOffice adds a drawing with nothing in it.
        if _DRAWN.match(part) or (part.startswith("xl/drawings/drawing") and b"Anchor" in content):
            yield doubtful(f"the part '{part}'")
        elif part.startswith("xl/worksheets/") and _LATER_FORMATS.search(content):
            yield doubtful(f"conditional formats of later versions in '{part}'")
        elif part.startswith(("xl/sharedStrings", "xl/worksheets/")) and _READINGS.search(content):
            yield doubtful(f"readings above letters in '{part}'")


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
