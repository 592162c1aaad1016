"""The table of a system as an Excel workbook: merged groups, a header that stays, ready to print, the same bytes."""

from __future__ import annotations

import datetime
import io
import re
from typing import Any

from dgassess.collecting.keeping import KEPT_TITLES, Kept, pieces
from dgassess.collecting.table_rows import Line, Table
from dgassess.collecting.xlsx_sheets import KEPT_SHEET

SHEET = "指标体系"
# A fixed date: the same system gives the same bytes. Versions are in the content, not in the file's dates.
_CREATED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - the library takes no time zones
_WIDTHS = {
    "number": 4, "id": 7, "name": 12, "weight": 6, "points": 6, "definition": 22, "source": 6, "standard": 24,
    "questions": 24, "clauses": 6, "responsible": 7, "evidence": 14, "applicability": 5, "note": 10,
}  # fmt: skip
_NUMERIC = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?")
_LINE_HEIGHT, _MOST_HEIGHT = 12.5, 400


def xlsx_bytes(table: Table, kept: Kept) -> bytes:
    """The workbook."""
    import xlsxwriter  # type: ignore[import-untyped]

    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"title": table.title, "created": _CREATED, "author": "", "comments": ""})
    sheet = book.add_worksheet(SHEET)
    formats = _formats(book)
    _page(sheet, table, formats)
    _body(sheet, table, formats)
    _keep(book, kept)
    book.close()
    return stream.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    cell = {"font_name": "宋体", "font_size": 9, "border": 1, "border_color": "#808080", "valign": "vcenter"}
    return {
        "text": book.add_format(cell | {"text_wrap": True, "align": "left", "num_format": "@"}),
        "centre": book.add_format(cell | {"text_wrap": True, "align": "center"}),
        # On top, so that a group over several pages is named on the first of them.
        "group": book.add_format(cell | {"text_wrap": True, "align": "center", "valign": "top"}),
        "head": book.add_format(
            cell | {"text_wrap": True, "align": "center", "bold": True, "bg_color": "#DDE6F0"}
        ),
        "heading": book.add_format(cell | {"align": "left", "bold": True, "bg_color": "#F2F2F2"}),
        "title": book.add_format(
            {"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"}
        ),
    }


def _width(key: str) -> int:
    return 9 if key.startswith("level") else _WIDTHS.get(key, 6)


def _page(sheet: Any, table: Table, formats: dict[str, Any]) -> None:
    last = len(table.columns) - 1
    sheet.merge_range(0, 0, 0, last, table.title, formats["title"])
    sheet.set_row(0, 30)
    for column, (key, title) in enumerate(table.columns):
        sheet.set_column(column, column, _width(key))
        sheet.write_string(1, column, title, formats["head"])
    sheet.set_row(1, 24)
    sheet.freeze_panes(2, 2)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.set_margins(left=0.3, right=0.3, top=0.4, bottom=0.5)
    sheet.set_footer("&C第 &P 页,共 &N 页")


def _body(sheet: Any, table: Table, formats: dict[str, Any]) -> None:
    last = len(table.columns) - 1
    for index, line in enumerate(table.lines):
        row = index + 2
        if line.heading:
            sheet.merge_range(row, 0, row, last, line.heading, formats["heading"])
            continue
        for column, (key, _) in enumerate(table.columns):
            text = line.cells.get(key, "")
            narrow = _width(key) <= 10
            _write(sheet, row, column, text, formats["centre" if narrow else "text"])
        sheet.set_row(row, _height(line, table))
    for level in range(1, table.depth + 1):
        for first, end in _runs(table.lines, level):
            for key in (f"level{level}", f"weight{level}"):
                column = next(i for i, (own, _) in enumerate(table.columns) if own == key)
                text = table.lines[first].cells.get(key, "")
                sheet.merge_range(first + 2, column, end + 2, column, "", formats["group"])
                _write(sheet, first + 2, column, text, formats["group"])


def _write(sheet: Any, row: int, column: int, text: str, form: Any) -> None:
    """Numbers as numbers, all else as text: a text that begins with = is never a formula."""
    if _NUMERIC.fullmatch(text):
        sheet.write_number(row, column, float(text), form)
    elif text:
        sheet.write_string(row, column, text[:32_767], form)
    else:
        sheet.write_blank(row, column, None, form)


def _runs(lines: list[Line], level: int) -> list[tuple[int, int]]:
    """First and last of the rows, two or more, that stand in the same group of a level."""
    found: list[tuple[int, int]] = []
    start = 0
    for index in range(1, len(lines) + 1):
        same = index < len(lines) and len(lines[start].above) >= level
        if same and lines[index].above[:level] == lines[start].above[:level]:
            continue
        if index - start > 1:
            found.append((start, index - 1))
        start = index
    return [(first, end) for first, end in found if len(lines[first].above) >= level]


def _height(line: Line, table: Table) -> float:
    """Enough for the longest cell: spreadsheets do not fit rows to wrapped text that a program wrote."""
    most = 1
    for key, _ in table.columns:
        if key.startswith(("level", "weight")) and key != "weight":
            continue
        per_line = max(1, int(_width(key) * 1.15))
        wide = (sum(2 if c > "\u2e80" else 1 for c in part) for part in line.cells.get(key, "").split("\n"))
        most = max(most, sum(max(1, -(-cells // per_line)) for cells in wide))
    return min(_MOST_HEIGHT, most * _LINE_HEIGHT + 4)


def _keep(book: Any, kept: Kept) -> None:
    sheet = book.add_worksheet(KEPT_SHEET)
    for column, title in enumerate(KEPT_TITLES):
        sheet.write_string(0, column, title)
    for row, (what, id_, text) in enumerate(kept.things(), 1):
        sheet.write_string(row, 0, what)
        if id_:
            sheet.write_string(row, 1, id_)
        for offset, piece in enumerate(pieces(text)):
            sheet.write_string(row, 2 + offset, piece)
    sheet.very_hidden() if hasattr(sheet, "very_hidden") else sheet.hide()
