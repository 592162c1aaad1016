"""What was changed in the visible cells of an exported table since it was written."""

from __future__ import annotations

from typing import Any

from dgassess.collecting.cells import Cell, Findings, folded, one_line
from dgassess.collecting.columns import described
from dgassess.collecting.headers import Header
from dgassess.collecting.keeping import KeptItem
from dgassess.collecting.tree import Entry
from dgassess.collecting.weights import split_name, stated, weight_in

_DESCRIBED = {
    "definition": "definition", "source": "source", "clauses": "clauses", "responsible": "responsible",
    "evidence": "evidence", "applicability": "unit_types",
}  # fmt: skip
_NOT_READ = {
    "standard": ("The rule of {id} stays as exported", "Change it in the YAML files."),
    "questions": ("The questions of {id} stay as exported", "Change them in the YAML files."),
    "points": ("The points of {id} follow from the weights and stay", "Change the weight."),
}


def changes_of(
    entry: Entry, kept: KeptItem, header: Header, unit_types: tuple[str, ...], findings: Findings
) -> dict[str, Any]:
    """The keys of an item that its row now says otherwise, with their new values; None takes a key away."""
    own = described(entry, header, unit_types, Findings())
    found: dict[str, Any] = {}
    row = entry.rows[0]
    for column, shown in kept.shown.items():
        level = header.levels[-1] if column == "name" and not header.of("name") and header.levels else 0
        cell = header.cell(row, "level" if level else column, level)
        if cell is None or folded(cell.text) == folded(shown):
            continue
        if column in _DESCRIBED:
            found[_DESCRIBED[column]] = own.get(_DESCRIBED[column])
        elif column in _NOT_READ:
            _not_read(*_NOT_READ[column], cell, kept, findings)
        elif column == "weight":
            weight = weight_in(cell.text)
            if weight is None:
                message = f"'{one_line(cell.text)[:40]}' is not a weight; the one exported stays."
                findings.warn("weight-unreadable", cell.place, message, "Write a number, such as 18.")
            else:
                found["weight"] = stated(weight)
        elif column == "name":
            found["name"] = split_name(cell.text)[0]
        elif column == "note":
            found["note"] = one_line(cell.text)
    return found


def _not_read(what: str, help_: str, cell: Cell, kept: KeptItem, findings: Findings) -> None:
    message = f"{what.format(id=kept.item['id'])}; the cell changed to '{one_line(cell.text)[:40]}'."
    findings.warn("change-not-read", cell.place, message, help_)
