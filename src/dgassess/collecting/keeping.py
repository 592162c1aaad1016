"""What an exported table keeps beside its visible columns, so that importing it gives the whole system back.

A workbook keeps it in a hidden sheet, one thing a row: what it is, its id, its JSON (long ones in several cells).
A CSV file keeps an indicator with its questions in the row's last column, and the system as a whole in its last rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dgassess.collecting.cells import Findings, Sheet
from dgassess.collecting.headers import Header
from dgassess.collecting.items import Item
from dgassess.collecting.json_text import NotJson, json_of, json_value
from dgassess.collecting.naming import usable_id
from dgassess.collecting.tree import TableTree

LONGEST_PIECE = 30_000
KEPT_TITLES = ("what", "id", "json")
SETTINGS_MARK = "体系"
"""What stands under 序号 in the rows of a CSV file that keep the system as a whole."""


@dataclass
class KeptItem:
    """An indicator, adjustment or veto as its file holds it, where it stands, and what its row showed."""

    item: dict[str, Any]
    path: list[str]
    shown: dict[str, str]


@dataclass
class Kept:
    """Everything kept, by what it is."""

    documents: dict[str, Any] = field(default_factory=dict)  # system, clauses, adjustments, questionnaire, …
    groups: dict[str, dict[str, Any]] = field(default_factory=dict)
    items: dict[str, KeptItem] = field(default_factory=dict)
    sections: dict[str, dict[str, Any]] = field(default_factory=dict)
    questions: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether the system as a whole is kept, not only its indicators."""
        return "system" in self.documents and "questionnaire" in self.documents

    def things(self) -> Iterator[tuple[str, str, str]]:
        """Everything as rows of the hidden sheet."""
        for name, document in self.documents.items():
            yield name, "", json_of(document)
        for id_, group in self.groups.items():
            yield "group", id_, json_of(group)
        for id_, kept in self.items.items():
            yield "item", id_, json_of({"item": kept.item, "path": kept.path, "shown": kept.shown})
        for id_, section in self.sections.items():
            yield "section", id_, json_of(section)
        for id_, asked in self.questions.items():
            yield "question", id_, json_of(asked)

    def settings(self) -> Iterator[tuple[str, str]]:
        """What concerns the system as a whole, as rows of a CSV file: what it is, and its JSON."""
        for name, document in self.documents.items():
            yield name, json_of(document)
        yield "groups", json_of(self.groups)
        yield "sections", json_of(self.sections)

    def add(self, what: str, id_: str, value: Any) -> None:
        """Take in one thing. Raises NotJson where it has not the form it should have."""
        if what in ("group", "item", "section"):
            _must_be_id(id_)
        if what == "item":
            self.items[id_] = _item(value)
            return
        if not isinstance(value, dict):
            raise NotJson("It is not a mapping.")
        by_id = {"group": self.groups, "section": self.sections, "question": self.questions}
        if what in ("groups", "sections"):
            if not all(isinstance(part, dict) for part in value.values()):
                raise NotJson("It is not a mapping of mappings.")
            for name in value:
                _must_be_id(name)
            by_id[what[:-1]].update(value)
        elif what in by_id:
            by_id[what][id_] = value
        else:
            self.documents[what] = value

    def item_text(self, id_: str) -> str:
        """An item with its questions as JSON, for a row of a CSV file."""
        kept = self.items[id_]
        owned = {qid: asked for qid, asked in self.questions.items() if qid.rpartition(".")[0] == id_}
        value = {"item": kept.item, "path": kept.path, "shown": kept.shown}
        return json_of(value | {"questions": list(owned.values())})


def _must_be_id(text: str) -> None:
    """Ids become the names of files, so nothing else may stand in their place."""
    if usable_id(text) != text:
        raise NotJson(f"'{text[:40]}' is not an id.")


def _item(value: Any) -> KeptItem:
    if not isinstance(value, dict):
        raise NotJson("It is not a mapping.")
    item, path, shown = value.get("item"), value.get("path", []), value.get("shown", {})
    if not (isinstance(item, dict) and isinstance(item.get("id"), str) and isinstance(item.get("name"), str)):
        raise NotJson("It has no item with an id and a name.")
    if not (isinstance(path, list) and isinstance(shown, dict) and all(isinstance(p, str) for p in path)):
        raise NotJson("Its path or what it shows is not as it was written.")
    return KeptItem(item, path, {str(key): str(text) for key, text in shown.items()})


def pieces(text: str) -> list[str]:
    """A text cut to what a cell of a workbook holds, never beside a blank, which a cell may lose."""
    found: list[str] = []
    while len(text) > LONGEST_PIECE:
        end = LONGEST_PIECE
        while " " in text[end - 1 : end + 1]:
            end -= 1
        found.append(text[:end])
        text = text[end:]
    return [*found, text]


def kept_in_sheet(sheet: Sheet, findings: Findings) -> Kept:
    """What a hidden sheet keeps; a row that was changed so that it cannot be read is said and left out."""
    kept = Kept()
    for row in sheet.rows[1:]:
        if len(row) < 3 or not row[0].text:
            continue
        try:
            kept.add(row[0].text, row[1].text, json_value("".join(cell.text for cell in row[2:])))
        except NotJson as problem:
            _damaged(findings, row[2], f"{row[0].text} {row[1].text}".strip(), problem)
    return kept


def without_settings(sheet: Sheet, header: Header, kept: Kept, findings: Findings) -> Sheet:
    """The sheet without the rows at the end of an exported CSV file that keep the system as a whole."""
    rows = []
    for index, row in enumerate(sheet.rows):
        cell = header.cell(row, "kept") if index >= header.body else None
        if cell is None or not cell.text or header.text(row, "number") != SETTINGS_MARK:
            rows.append(row)
            continue
        what = header.text(row, "id")
        try:
            kept.add(what, "", json_value(cell.text))
        except NotJson as problem:
            _damaged(findings, cell, what, problem)
    return Sheet(sheet.name, rows)


def keep_from_rows(header: Header, tree: TableTree, kept: Kept, findings: Findings) -> None:
    """Take in what the rows of a CSV file keep of each item."""
    for entry in (*tree.root.entries(), *tree.beside):
        cell = header.cell(entry.rows[0], "kept")
        if cell is None or not cell.text:
            continue
        try:
            value = json_value(cell.text)
            kept.add("item", value["item"]["id"], value)
            for asked in value.get("questions", []):
                kept.add("question", asked["id"], asked)
        except (NotJson, KeyError, TypeError, AttributeError) as problem:
            _damaged(findings, cell, entry.name, problem)


def _damaged(findings: Findings, cell: Any, what: str, problem: Exception) -> None:
    message = f"What is kept of '{what[:40]}' cannot be read: {problem}"
    findings.warn(
        "kept-unreadable", cell.place, message, "Export the system again, or do without what it kept."
    )


def owned_questions(kept: Kept, owner: str) -> list[dict[str, Any]]:
    """The kept questions of an item."""
    return [dict(asked) for id_, asked in kept.questions.items() if id_.rpartition(".")[0] == owner]


def merged_item(
    fresh: Item, kept: KeptItem, changes: Mapping[str, Any], questions: list[dict[str, Any]]
) -> Item:
    """A kept item with what was changed in the visible cells; a value of None takes the key away."""
    item = dict(kept.item)
    for key, value in changes.items():
        if value is None or value == [] or value == "":
            item.pop(key, None)
        else:
            item[key] = value
    order = list(fresh.item)
    known = {key: value for key, value in item.items() if key in kept.item}
    added = {key: item[key] for key in order if key in item and key not in kept.item}
    return Item(known | added, questions)
