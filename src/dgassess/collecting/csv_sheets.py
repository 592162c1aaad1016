"""CSV files as sheets, with the line and column of every field."""

from __future__ import annotations

import re

from dgassess.collecting.cells import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    Book,
    Cell,
    Findings,
    Row,
    Sheet,
    cleaned,
)
from dgassess.collecting.headers import key_of
from dgassess.values.diagnostics import DefectsFound, Place

_DELIMITERS = ",\t;"
_SEARCHED, _HEAD = 40, 2_000
# The apostrophe in front of a text that a spreadsheet would take for a formula.
_GUARDED = re.compile(r"^'(?=[=+\-@'])")


def read_csv(data: bytes, file: str, findings: Findings) -> Book:
    """The rows of a CSV file in UTF-8 or GB18030. Raises DefectsFound where it cannot be read."""
    text = _decoded(data, file, findings)
    rows: list[Row] = []
    for row in _fields(text, file, _delimiter(text)):
        while len(row) > 1 and not row[-1].text:
            row.pop()
        if len(row) > MOST_COLUMNS or len(rows) >= MOST_ROWS:
            _refuse(
                findings, row[0].place, f"The table has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns."
            )
        rows.append(row)
    width = max((len(row) for row in rows), default=0)
    for row in rows:
        end = row[-1].place if row else Place(file, 1, 1)
        row += [Cell("", end) for _ in range(width - len(row))]
    return Book([Sheet("", rows)])


def _refuse(findings: Findings, place: Place, message: str, help_: str = "") -> None:
    findings.error("table-unreadable", place, message, help_ or "Import the table of indicators alone.")
    raise DefectsFound(findings.found)


def _decoded(data: bytes, file: str, findings: Findings) -> str:
    if len(data) > MOST_BYTES:
        _refuse(findings, Place(file), f"'{file}' has {len(data):,} bytes; at most {MOST_BYTES:,} are read.")
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        _refuse(findings, Place(file), f"'{file}' is not a text file.", "Save the table as .csv or .xlsx.")
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    help_ = "Save it again as 'CSV UTF-8' in Excel or WPS."
    _refuse(findings, Place(file), f"'{file}' is in neither UTF-8 nor GB18030.", help_)
    raise AssertionError


def _delimiter(text: str) -> str:
    """The delimiter by which one of the first lines has the most titles that are known."""
    lines = [line[:_HEAD] for line in text[: _HEAD * _SEARCHED].splitlines()[:_SEARCHED]]

    def titles(mark: str) -> int:
        return max(
            (sum(key_of(cell.strip('"')) is not None for cell in line.split(mark)) for line in lines),
            default=0,
        )

    return max(_DELIMITERS, key=lambda mark: (titles(mark), -_DELIMITERS.index(mark)))


def _fields(text: str, file: str, delimiter: str) -> list[Row]:
    """The fields of every row. A quotation mark within an unquoted field is text; an unclosed one ends at the end."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows: list[Row] = []
    row: Row = []
    at, line, start_of_line = 0, 1, 0
    while at < len(text) or row:
        place = Place(file, line, at - start_of_line + 1)
        if text.startswith('"', at):
            value, end = _quoted(text, at + 1)
            for offset in range(at, end):
                if text[offset] == "\n":
                    line, start_of_line = line + 1, offset + 1
        else:
            value, end = "", at
        stop = end
        while stop < len(text) and text[stop] != delimiter and text[stop] != "\n":
            stop += 1
        row.append(Cell(_GUARDED.sub("", cleaned(value + text[end:stop])), place))
        at = stop + 1
        if stop >= len(text) or text[stop] == "\n":
            rows.append(row)
            row, line, start_of_line = [], line + 1, at
    return rows


def _quoted(text: str, start: int) -> tuple[str, int]:
    parts: list[str] = []
    while True:
        end = text.find('"', start)
        if end < 0:
            return "".join(parts) + text[start:], len(text)
        parts.append(text[start:end])
        if text.startswith('"', end + 1):
            parts.append('"')
            start = end + 2
            continue
        return "".join(parts), end + 1
