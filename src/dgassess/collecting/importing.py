"""From the bytes of a table to the files of a system."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath

from dgassess.collecting.cells import Book, Findings, Sheet
from dgassess.collecting.columns import unit_types_of
from dgassess.collecting.csv_sheets import read_csv
from dgassess.collecting.drafting import Drafting
from dgassess.collecting.headers import Header, find_header
from dgassess.collecting.items import Reader
from dgassess.collecting.keeping import Kept, keep_from_rows, kept_in_sheet, without_settings
from dgassess.collecting.naming import name_nodes, usable_id
from dgassess.collecting.rows import read_rows
from dgassess.collecting.tree import Branch, Entry, TableTree
from dgassess.collecting.weighing import weigh
from dgassess.collecting.xlsx_sheets import read_xlsx
from dgassess.values.diagnostics import DefectsFound, Diagnostic, Place, has_errors

_XLSX = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Imported:
    """The files of a system by their paths below the output folder, and what was found on the way."""

    id: str
    files: dict[PurePosixPath, str]
    diagnostics: tuple[Diagnostic, ...]
    indicators: int


def imported_system(data: bytes, file: str, *, sheet: str | None = None, id_: str | None = None) -> Imported:
    """The system a table describes; `file` is its name as diagnostics give it. Raises DefectsFound."""
    findings = Findings()
    excel = data.startswith(_XLSX) or PurePath(file).suffix.lower() in (".xlsx", ".xlsm", ".xls")
    book = read_xlsx(data, file, sheet, findings) if excel else read_csv(data, file, findings)
    table, header = _table(book, file, findings)
    kept = kept_in_sheet(book.kept, findings) if book.kept is not None else Kept()
    tree = read_rows(without_settings(table, header, kept, findings), header, findings)
    entries = list(tree.root.entries())
    if not entries:
        help_ = "Below the header every row names an indicator."
        findings.error("no-indicators", header.place, "The table has no indicator.", help_)
        raise DefectsFound(findings.found)
    keep_from_rows(header, tree, kept, findings)
    if kept.items:
        _place_kept(tree, kept)
    points_scale = weigh(tree, Findings() if kept.whole else findings)
    name_nodes(tree, findings)
    _tell_rows_gone(tree, kept, file, findings)
    unit_types = _unit_types(tree, header, kept)
    if not kept.whole:
        _complete_weights(tree, unit_types, findings)
    reader = Reader(header, unit_types, points_scale, findings)
    stem = PurePath(file).stem
    id_ = (
        id_ or usable_id(str(kept.documents.get("system", {}).get("id", ""))) or usable_id(stem) or "imported"
    )
    drafting = Drafting(tree, reader, kept, id_, header.title or stem, PurePath(file).name, findings)
    files = _drafted(drafting, file)
    if has_errors(findings.found):
        raise DefectsFound(findings.found)
    return Imported(id_, files, tuple(sorted(findings.found, key=lambda d: d.sort_key)), len(entries))


def _drafted(drafting: Drafting, file: str) -> dict[PurePosixPath, str]:
    """The files; where what a table keeps was changed by hand, its form may be anything."""
    try:
        return drafting.files()
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        if not (drafting.kept.items or drafting.kept.documents):
            raise
        message = f"What '{file}' keeps of the exported system was changed and cannot be read: {problem}."
        help_ = "Export the system again, or delete the hidden sheet or the column 机读."
        drafting.findings.error("kept-unreadable", Place(file), message, help_)
        raise DefectsFound(drafting.findings.found) from problem


def _table(book: Book, file: str, findings: Findings) -> tuple[Sheet, Header]:
    """The first sheet with a header, and the header."""
    for sheet in book.sheets:
        header = find_header(sheet, findings)
        if header is not None:
            others = [other.name for other in book.sheets if other is not sheet]
            if others:
                message = f"The sheet '{sheet.name}' is imported; not {'、'.join(others[:10])}."
                findings.tell("sheet-chosen", Place(file), message, "Choose another with --sheet.")
            return sheet, header
    message = f"'{file}' has no row of column titles that names indicators and something about them."
    help_ = "Titles such as 一级指标, 二级指标, 三级指标, 权重, 评分标准 are looked for in the first rows."
    findings.error("no-header", Place(file), message, help_)
    raise DefectsFound(findings.found)


def _place_kept(tree: TableTree, kept: Kept) -> None:
    """The ids of groups, as the kept indicators below them say."""
    for branch in tree.branches():
        for entry in branch.entries():
            known = kept.items.get(entry.id)
            if known is not None and branch.level and len(known.path) >= branch.level:
                branch.id = branch.id or known.path[branch.level - 1]


def _tell_rows_gone(tree: TableTree, kept: Kept, file: str, findings: Findings) -> None:
    """What an exported table keeps goes with its row; an id changed in a cell takes the rule away unseen."""
    here = {entry.id for entry in [*tree.root.entries(), *tree.beside]}
    for id_, item in kept.items.items():
        if id_ not in here:
            name = str(item.item.get("name", ""))[:40]
            message = f"No row has the id {id_} ('{name}') any more: its rule and questions are left out."
            help_ = (
                f"If it was deleted, all is well. To rename it, leave {id_} here and change the YAML files."
            )
            findings.warn("row-gone", Place(file), message, help_)


def _complete_weights(tree: TableTree, unit_types: tuple[str, ...], findings: Findings) -> None:
    """A weight by unit type that leaves out a type is 0 for it: such units are not scored on it."""
    for node in [part for branch in tree.branches() for part in branch.parts]:
        if not isinstance(node.final, dict) or "default" in node.final:
            continue
        without = [name for name in unit_types if name not in node.final]
        if without:
            node.final["default"] = 0
            message = (
                f"The weight of '{node.name[:40]}' says nothing for {'、'.join(without)}; it is 0 there."
            )
            findings.warn("weight-missing", node.place, message, "State it, or limit 适用对象.")


def _unit_types(tree: TableTree, header: Header, kept: Kept) -> tuple[str, ...]:
    if kept.whole:
        stated = kept.documents["system"].get("unit_types", [])
        return tuple(map(str, stated)) if isinstance(stated, list) else ()
    nodes: Iterable[Branch | Entry] = [part for branch in tree.branches() for part in branch.parts]
    found = dict.fromkeys(unit_types_of([*tree.root.entries(), *tree.beside], header))
    for node in nodes:
        if isinstance(node.final, dict):
            found |= dict.fromkeys(name for name in node.final if name != "default")
    for item in kept.items.values():
        stated = item.item.get("unit_types")
        found |= dict.fromkeys(map(str, stated)) if isinstance(stated, list) else {}
        weight = item.item.get("weight")
        if isinstance(weight, dict):
            found |= dict.fromkeys(name for name in weight if name != "default")
    return tuple(name for name in found if re.fullmatch(r"[^\s{}\[\],:#]{1,20}", name))
