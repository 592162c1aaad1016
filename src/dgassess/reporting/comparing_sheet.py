"""A workbook compared with what it would be now, cell by cell."""

from __future__ import annotations

from collections.abc import Collection

from dgassess.reporting.comparing import Difference
from dgassess.reporting.visible_sheet import SheetText


def sheet_differences(told: SheetText, read: SheetText, free: Collection[int]) -> list[Difference]:
    """Where a workbook is not what it would be now. free: columns whose empty cells others fill in."""
    found = []
    header = _header(told)
    last = _last(told)
    for place in sorted(
        told.cells.keys() | read.cells.keys(), key=lambda one: (one[0] not in told.sheets, *one)
    ):
        expected, shown = told.cells.get(place, ""), read.cells.get(place, "")
        sheet, row, column = place
        left = sheet in told.sheets and ((not expected and column in free) or row > last)
        if expected != shown and not left:
            name = " ".join(filter(None, (sheet, f"{_letters(column)}{row}", header.get(column, ""))))
            found.append(Difference(name, expected, shown, around=_beside(read, sheet, row)))
    for name in sorted(told.running.keys() | read.running.keys()):
        expected, shown = told.running.get(name, ""), read.running.get(name, "")
        if expected != shown:
            found.append(Difference(name, expected, shown))
    return found


def added_rows(told: SheetText, read: SheetText) -> int:
    """How many rows stand below the list, which people may add."""
    last = _last(told)
    return len({row for sheet, row, _ in read.cells if sheet in told.sheets and row > last})


def _last(text: SheetText) -> int:
    return max((row for _, row, _ in text.cells), default=0)


def _header(text: SheetText) -> dict[int, str]:
    """The names of the columns: the first row that has more than one cell."""
    rows: dict[int, dict[int, str]] = {}
    for (_, row, column), shown in text.cells.items():
        rows.setdefault(row, {})[column] = shown
    return next((rows[row] for row in sorted(rows) if len(rows[row]) > 1), {})


def _beside(text: SheetText, sheet: str, row: int) -> str:
    shown = [value for (one, at, _), value in sorted(text.cells.items()) if (one, at) == (sheet, row)]
    return " ".join(shown).replace("\n", " ")[:60]


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

    return str(get_column_letter(column))
