"""Ids for what a table leaves without, and the names of files."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dgassess.collecting.cells import Findings, folded
from dgassess.collecting.tree import Branch, Entry, TableTree

_ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_BESIDE = {"bonus": "JF", "penalty": "KF", "veto": "FJ"}
_TAKEN_BY_SYSTEM = {"system", "clauses", "adjustments", "vetoes", "cases"}
_TAKEN_BY_QUESTIONNAIRE = {"questionnaire", "cross-checks"}
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


def usable_id(text: str) -> str:
    """The id a text states, with dots and blanks as hyphens; empty where it is none."""
    text = re.sub(r"[._\s—–-]+", "-", folded(text)).strip("-")
    return text if _ID.fullmatch(text) and len(text) <= 40 else ""


def file_stem(id_: str, *, section: bool = False) -> str:
    """The name of a dimension's or section's file, which is no other file's and no device's."""
    stem = id_.lower()
    taken = _DEVICES | (_TAKEN_BY_QUESTIONNAIRE if section else _TAKEN_BY_SYSTEM)
    return f"part-{stem}" if stem in taken else stem


def name_nodes(tree: TableTree, findings: Findings) -> None:
    """Give every group, indicator, adjustment and veto an id of its own."""
    taken: set[str] = set()
    for entry in (*tree.root.entries(), *tree.beside):
        _own_id(entry, taken, findings)
    for branch in list(tree.branches())[1:]:
        branch.id = usable_id(branch.id)
        if branch.id.casefold() in taken:
            branch.id = ""
        taken.add(branch.id.casefold())
    for branch in reversed(list(tree.branches())[1:]):
        if not branch.id:
            branch.id = _from_children(branch.parts, taken)
            taken.add(branch.id.casefold())
    _number(tree.root, "", taken)
    for entry in tree.beside:
        if not entry.id:
            entry.id = _free(_BESIDE[entry.kind] + "-", 1, taken)


def _own_id(entry: Entry, taken: set[str], findings: Findings) -> None:
    stated, entry.id = entry.id, usable_id(entry.id)
    if stated and not entry.id:
        message = f"'{stated[:40]}' is not an id; '{entry.name[:40]}' gets one."
        findings.warn(
            "id-unreadable", entry.place, message, "Write letters, digits and hyphens, such as TC-1-2."
        )
    elif entry.id.casefold() in taken and entry.id:
        message = f"The id '{entry.id}' stands twice; '{entry.name[:40]}' gets another."
        findings.warn("id-repeated", entry.place, message, "Give every indicator an id of its own.")
        entry.id = ""
    if entry.id:
        taken.add(entry.id.casefold())


def _from_children(parts: Iterable[Branch | Entry], taken: set[str]) -> str:
    """The id that the ids of all parts begin with, such as TC-1 of TC-1-1 and TC-1-2."""
    heads = {part.id.rpartition("-")[0] for part in parts}
    head = heads.pop() if len(heads) == 1 else ""
    return head if head and head.casefold() not in taken else ""


def _number(branch: Branch, prefix: str, taken: set[str]) -> None:
    for index, part in enumerate(branch.parts):
        if not part.id:
            if prefix:
                part.id = _free(f"{prefix}-", index + 1, taken)
            else:
                part.id = _letter(index, taken) if isinstance(part, Branch) else _free("A", index + 1, taken)
        if isinstance(part, Branch):
            _number(part, part.id, taken)


def _letter(index: int, taken: set[str]) -> str:
    letter = chr(65 + index) if index < 26 else f"D{index + 1}"
    if letter.casefold() in taken:
        return _free("D", index + 1, taken)
    taken.add(letter.casefold())
    return letter


def _free(prefix: str, number: int, taken: set[str]) -> str:
    while f"{prefix}{number}".casefold() in taken:
        number += 1
    taken.add(f"{prefix}{number}".casefold())
    return f"{prefix}{number}"
