"""The table of a system as CSV that Excel and WPS open as it is: UTF-8 with a byte order mark."""

from __future__ import annotations

import re

from dgassess.collecting.keeping import SETTINGS_MARK, Kept
from dgassess.collecting.table_rows import Table

KEPT_TITLE = "机读"
# What a spreadsheet would take for a formula, or for a command.
_FORMULA = re.compile(r"\s*[=+\-@\t\r]|'")  # an apostrophe, because one in front of it is taken away again


def as_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula; an apostrophe in front where one would."""
    return f"'{text}" if _FORMULA.match(text) and not re.fullmatch(r"-?\d+(?:\.\d+)?", text) else text


def csv_bytes(table: Table, kept: Kept) -> bytes:
    """The table with a last column that keeps rules and questions."""
    rows = [[title for _, title in table.columns] + [KEPT_TITLE]]
    for line in table.lines:
        if line.heading:
            rows.append([line.heading] + [""] * len(table.columns))
            continue
        cells = [as_text(line.cells.get(key, "")) for key, _ in table.columns]
        rows.append([*cells, kept.item_text(line.id)])
    for name, text in kept.settings():
        rows.append([SETTINGS_MARK, name, *[""] * (len(table.columns) - 2), text])
    return "\ufeff".encode() + "".join(",".join(map(_field, row)) + "\r\n" for row in rows).encode()


def _field(text: str) -> str:
    if re.search(r'[",\r\n]', text):
        return '"' + text.replace('"', '""') + '"'
    return text
