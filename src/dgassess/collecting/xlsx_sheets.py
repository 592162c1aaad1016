"""Excel workbooks as sheets: values as shown, merged cells filled, formulas without a value said."""

from __future__ import annotations

import datetime
import io
import warnings
import zipfile
from decimal import Decimal
from typing import Any

from dgassess.collecting.cells import MOST_COLUMNS, MOST_ROWS, Book, Cell, Findings, Row, Sheet, cleaned
from dgassess.collecting.xlsx_package import (
    NotReadable,
    Outline,
    SheetPart,
    checked_parts,
    opened,
    outline,
    reference_of,
    sheet_parts,
)
from dgassess.values.diagnostics import DefectsFound, Place, suggest
from dgassess.values.numbers import show_plain

# What openpyxl raises for parts that are not as they should be; the XML libraries' errors are SyntaxErrors.
_DAMAGES = (KeyError, ValueError, TypeError, IndexError, AttributeError, OSError, SyntaxError, OverflowError)
KEPT_SHEET = "rules"
"""The hidden sheet of an exported table that keeps rules and questions."""


def read_xlsx(data: bytes, file: str, sheet: str | None, findings: Findings) -> Book:
    """The named sheet of a workbook, or its visible sheets. Raises DefectsFound where it cannot be read."""
    try:
        archive = opened(data)
        checked_parts(archive)
        parts = sheet_parts(archive)
        chosen = _chosen(parts, sheet)
        kept = [part for part in parts if part.name == KEPT_SHEET and not part.visible]
        outlines = {part.name: outline(archive, part.part) for part in (*chosen, *kept)}
        sheets = _values(data, outlines, file, findings)
    except NotReadable as problem:
        findings.error("table-unreadable", Place(file), str(problem), problem.help)
        raise DefectsFound(findings.found) from None
    return Book([sheets[part.name] for part in chosen], sheets[KEPT_SHEET] if kept else None)


def _chosen(parts: list[SheetPart], sheet: str | None) -> list[SheetPart]:
    names = [part.name for part in parts]
    if sheet is None:
        visible = [part for part in parts if part.visible]
        if not visible:
            raise NotReadable("The workbook has no visible sheet.", "Name the sheet with --sheet.")
        return visible
    if sheet not in names:
        help_ = f"{suggest(sheet, names)} The sheets are: {'、'.join(names)}.".strip()
        raise NotReadable(f"The workbook has no sheet '{sheet}'.", help_)
    return [part for part in parts if part.name == sheet]


def _values(data: bytes, outlines: dict[str, Outline], file: str, findings: Findings) -> dict[str, Sheet]:
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that play no part here
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                return {
                    name: _sheet(book[name], found, Place(file, sheet=name), findings)
                    for name, found in outlines.items()
                }
            finally:
                book.close()
    except (*_DAMAGES, zipfile.BadZipFile) as problem:
        raise NotReadable(
            f"The workbook is damaged: {problem}.", "Open it in Excel or WPS and save it again."
        ) from problem


def _sheet(sheet: Any, found: Outline, place: Place, findings: Findings) -> Sheet:
    sheet.reset_dimensions()
    rows: list[Row] = []
    for values in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS):
        number = len(rows) + 1
        row = [Cell("", _at(place, number, column)) for column in range(1, len(values) + 1)]
        for index, value in enumerate(values):
            text = _shown(value)
            if text.startswith("#") and value.data_type == "e":
                findings.warn(
                    "cell-error", row[index].place, f"The cell shows the error {text}; it is read as blank.",
                    "Correct the formula in the workbook.",
                )  # fmt: skip
                text = ""
            row[index] = Cell(text, row[index].place)
        rows.append(row)
    used = [index for row in rows for index, cell in enumerate(row) if cell.text]
    width = min(max([*used, *(right - 1 for _, _, _, right in found.merged)], default=-1) + 1, MOST_COLUMNS)
    for number, row in enumerate(rows, 1):
        row += [Cell("", _at(place, number, column)) for column in range(len(row) + 1, width + 1)]
        del row[width:]
    for row_number, column in found.uncalculated:
        findings.warn(
            "formula-without-value", _at(place, row_number, column),
            "The cell has a formula that was never calculated; it is read as blank.",
            "Open the workbook in Excel or WPS, save it, and import it again.",
        )  # fmt: skip
    _fill_merged(rows, found)
    while rows and not any(cell.text for cell in rows[-1]):
        rows.pop()
    return Sheet(place.sheet, rows)


def _at(place: Place, row: int, column: int) -> Place:
    return Place(place.file, sheet=place.sheet, cell=reference_of(row, column))


def _fill_merged(rows: list[Row], found: Outline) -> None:
    """Give every cell of a merged range the text of its first, within what was read."""
    cells_left = MOST_ROWS * MOST_COLUMNS  # ranges that overlap, as no office program writes them, end here
    for top, left, bottom, right in found.merged:
        bottom, right = min(bottom, len(rows)), min(right, len(rows[0]) if rows else 0)
        if top > bottom or left > right:
            continue
        height, width = bottom - top + 1, right - left + 1
        cells_left -= height * width
        if cells_left < 0:
            break
        text = rows[top - 1][left - 1].text
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                filled = (row, column) != (top, left)
                place = rows[row - 1][column - 1].place
                rows[row - 1][column - 1] = Cell(text, place, filled, height, width)


def _shown(cell: Any) -> str:
    """The text of a cell as a reader sees it: percent formats as percent, whole numbers without a point."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        if value != value or value in (float("inf"), float("-inf")):
            return ""
        number = Decimal(format(value, ".15g"))
        if "%" in str(cell.number_format or ""):
            return f"{show_plain(number * 100)}%"
        return show_plain(number)
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()[:10]
    return cleaned(str(value))
