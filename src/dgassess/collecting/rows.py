"""The rows below the header as a tree: names filled down, subtotals checked, notes told apart."""

from __future__ import annotations

import re
from fractions import Fraction

from dgassess.collecting.cells import Cell, Findings, Row, Sheet, blank, folded, one_line, spoken
from dgassess.collecting.columns import shorten
from dgassess.collecting.headers import Header, key_of
from dgassess.collecting.tree import Branch, Entry, Kind, TableTree, Weight
from dgassess.collecting.weights import split_name, sum_of, weight_in
from dgassess.values.numbers import show_plain

_SUBTOTAL = re.compile(r"(.*)(小计|合计|总计|总分|共计)[:(]?.{0,12}")
_NOTE = re.compile(r"(注|备注|说明|填表说明|填报说明|注释|\*|※|#)\s*[::\d]?.*", re.DOTALL)
_NONE = {"—", "-", "--", "——", "/", "\\", "无"}
_KINDS: dict[str, Kind] = {
    "加分": "bonus", "扣分": "penalty", "减分": "penalty", "否决": "veto", "底线": "veto",
}  # fmt: skip
_BESIDE = re.compile(
    r"(?:[一二三四五六七八九十]+、)?(?:一票)?(加分|扣分|减分|否决|底线)(?:约束|指标|项|事项)?(?:\(.*\))?"
)
_SAYING = ("standard", "definition", "data", "evidence", "note", "questions")


def read_rows(sheet: Sheet, header: Header, findings: Findings) -> TableTree:
    """The tree that the rows below the header describe."""
    reader = _Reader(header, findings)
    for row in sheet.rows[header.body :]:
        reader.read(row)
    reader.finish()
    return reader.tree


class _Reader:
    """What is known while the rows are read from top to bottom."""

    def __init__(self, header: Header, findings: Findings) -> None:
        self.header, self.findings = header, findings
        self.tree = TableTree(Branch(header.title, header.place, 0))
        levels = header.levels
        self.leaf_level = 0 if header.of("name") else (levels[-1] if levels else 0)
        self.levels = [level for level in levels if level != self.leaf_level]
        self.open: dict[int, Branch] = {}
        self.entry: Entry | None = None
        self.section: Kind = "indicator"
        self.headed = False  # the section has a row of its own as its heading, not a group's name
        self.entries: list[Entry] = []
        self.since: list[Entry] = []

    def read(self, row: Row) -> None:
        """Take in one row."""
        shorten(row, self.header, self.findings)
        if blank(row) or self._repeats_header(row) or self._subtotal(row):
            return
        said = list(spoken(row))
        if not said:
            self._continue(row)
            return
        if len(said) == 1 and self._alone(said[0], row):
            return
        if self.headed and (named := self._section_named(row)):
            self._open_section(named)
            self.headed = True
        beside = self._kind(row) != "indicator" and (self.headed or self.section == "indicator")
        self._indicator(row, None if beside else self._groups(row))

    # ---- rows that are no indicators ----

    def _repeats_header(self, row: Row) -> bool:
        same = [c for c in self.header.columns if row[c.index].text and row[c.index].text == c.title]
        return len(same) >= 2 and all(key_of(cell.text) is not None for cell in spoken(row))

    def _subtotal(self, row: Row) -> bool:
        names = [c.index for c in self.header.columns if c.key in ("number", "level", "name", "id")]
        labels = [row[i] for i in names if row[i].text and not (row[i].filled and row[i].height > 1)]
        if self.leaf_level and not labels:
            return False
        label = next((cell for cell in labels if _SUBTOTAL.fullmatch(folded(cell.text))), None)
        if label is None or len(folded(label.text)) > 16:
            return False
        for key in ("weight", "points"):
            cell = self.header.cell(row, key)
            if cell is not None and cell.number is not None:
                self._compare(cell, key, partial="小计" in label.text)
        if "小计" in label.text:
            self.since = []
        return True

    def _compare(self, cell: Cell, key: str, *, partial: bool) -> None:
        """Say so where a subtotal is none of the sums it may mean."""
        current = next(iter(self.open.values()), None)
        if partial:
            sets = [self.since, *([*branch.entries()] for branch in self.open.values())]
            siblings = [[p for p in branch.parts if isinstance(p, Branch)] for branch in self.open.values()]
        else:
            sets, siblings = [self.entries], [[p for p in self.tree.root.parts if isinstance(p, Branch)]]
        sums = [sum_of([getattr(e, key) or Fraction(0) for e in entries]) for entries in sets]
        sums += [sum_of([g.value or Fraction(0) for g in groups]) for groups in siblings if groups]
        if partial and current is not None and not isinstance(current.value, dict):
            sums.append(current.value if isinstance(current.value, Fraction) else None)
        number = Fraction(cell.number or 0)
        if number not in sums:
            counted = show_plain(next((total for total in sums if total is not None), Fraction(0)))
            message = f"The subtotal says {cell.text}, but the rows above add up to {counted}."
            self.findings.warn(
                "subtotal", cell.place, message, "Correct the subtotal, or the rows it counts."
            )

    def _alone(self, cell: Cell, row: Row) -> bool:
        """A row with one text only: a note, the heading of a section, or the name of a group."""
        text = folded(cell.text)
        if _BESIDE.fullmatch(text):
            self._open_section(text)
            self.headed = True
            return True
        at = next(index for index, own in enumerate(row) if own is cell)
        column = next((c for c in self.header.columns if c.index == at), None)
        if _NOTE.fullmatch(cell.text):
            self._remark(cell)
            return True
        in_names = column is not None and column.key in ("level", "name")
        if in_names and cell.width == 1:
            return False
        heading = (
            re.match(r"[一二三四五六七八九十]{1,3}[、.]|第[一二三四五六七八九十]+", text)
            or split_name(cell.text)[1]
        )
        if not self.levels and len(text) <= 40 and (heading or cell.width > 2):
            self._open(1, cell)
            return True
        if not in_names or len(text) > 40:
            if self.entry is not None and column is not None and column.key in _SAYING and cell.width == 1:
                return False
            self._remark(cell)
            return True
        return False

    def _remark(self, cell: Cell) -> None:
        self.tree.remarks.append(one_line(cell.text))
        self.findings.tell(
            "row-not-imported", cell.place, f"The row '{one_line(cell.text)[:40]}' is taken for a note.",
            "It is kept as the system's description.",
        )  # fmt: skip

    # ---- groups ----

    def _open_section(self, text: str) -> None:
        match = _BESIDE.fullmatch(text)
        self.section = _KINDS[match[1]] if match else "indicator"
        self.headed = False
        self.open, self.entry = {}, None

    def _section_named(self, row: Row) -> str:
        """The section a row under a heading names in its columns of groups, which may be another one."""
        cells = [self.header.cell(row, "level", level) for level in self.levels]
        said = (folded(cell.text) for cell in cells if cell is not None and not cell.filled)
        return next((text for text in said if _BESIDE.fullmatch(text)), "")

    def _open(self, level: int, cell: Cell) -> Branch:
        """The group a cell names: the one that is open already, one of that name further up, or a new one."""
        name, weight, percent = split_name(cell.text)
        current = self.open.get(level)
        if current is not None and current.name == name:
            return current
        self.section, self.entry = "indicator", None
        parent = next(
            (self.open[above] for above in range(level - 1, 0, -1) if above in self.open), self.tree.root
        )
        branch = next((p for p in parent.parts if isinstance(p, Branch) and p.name == name), None)
        if branch is None:
            branch = Branch(name, cell.place, level, weight=weight, percent=percent)
            parent.parts.append(branch)
        else:
            message = f"The group '{name[:40]}' is continued here; its rows do not stand together."
            self.findings.warn("group-continued", cell.place, message, "Name groups that differ differently.")
        self.open = {above: known for above, known in self.open.items() if above < level}
        self.open[level] = branch
        return branch

    def _groups(self, row: Row) -> Branch | None:
        """Open the groups a row names; the deepest that is new."""
        opened: Branch | None = None
        for level in self.levels:
            cell = self.header.cell(row, "level", level)
            if cell is None or not cell.text:
                continue
            if cell.text in _NONE:
                self.open = {above: known for above, known in self.open.items() if above < level}
                continue
            if _BESIDE.fullmatch(folded(cell.text)):
                if not cell.filled:
                    self._open_section(folded(cell.text))
                return None
            before = self.open.get(level)
            branch = self._open(level, cell)
            opened = branch if branch is not before else opened
            self._describe(branch, row, level, cell)
        return opened

    def _describe(self, branch: Branch, row: Row, level: int, name: Cell) -> None:
        """What a row says of a group: its id, its weight, its points."""
        id_ = self.header.text(row, "id", level)
        branch.id = branch.id or id_
        for key in ("weight", "points"):
            cell = self.header.cell(row, key, level) or self._spread(row, key, name)
            if cell is None or not cell.text or cell.filled:
                continue
            value = self._weight(cell)
            known = branch.weight if key == "weight" else branch.points
            if value is None:
                continue
            if known is not None and known != value:
                message = f"The weight of '{branch.name}' was stated before and differs: {cell.text}."
                self.findings.warn(
                    "weight-differs", cell.place, message, "State one weight; the first is imported."
                )
            elif key == "weight":
                branch.weight, branch.percent = value, cell.is_percent
            elif isinstance(value, Fraction):
                branch.points = value

    def _spread(self, row: Row, key: str, name: Cell) -> Cell | None:
        """The indicators' own weight cell, where it is merged over the same rows as the group's name."""
        cell = self.header.cell(row, key)
        if cell is None or cell.height == 1 or cell.height != name.height or self.leaf_level == 0:
            return None
        leaf = self.header.cell(row, "level", self.leaf_level)
        return cell if leaf is not None and leaf.height < cell.height else None

    def _weight(self, cell: Cell) -> Weight | None:
        value = weight_in(cell.text)
        if value is None and cell.text not in _NONE:
            message = f"'{one_line(cell.text)[:40]}' is not a weight."
            self.findings.warn(
                "weight-unreadable", cell.place, message, "Write a number, such as 18, 18% or 18分."
            )
        return value

    # ---- indicators ----

    def _leaf(self, row: Row) -> Cell | None:
        return (
            self.header.cell(row, "level", self.leaf_level)
            if self.leaf_level
            else self.header.cell(row, "name")
        )

    def _indicator(self, row: Row, opened: Branch | None) -> None:
        leaf = self._leaf(row)
        id_ = self.header.cell(row, "id")
        renewed = id_ is not None and bool(id_.text) and not id_.filled
        if leaf is None or not leaf.text or leaf.text in _NONE:
            tells = any(self.header.text(row, key) for key in _SAYING)
            if opened is not None and not opened.parts and tells:
                self._group_is_indicator(opened, row)
            elif opened is None:
                self._continue(row)
            return
        name, weight, percent = split_name(leaf.text)
        same = self.entry is not None and self.entry.name == name and opened is None and not renewed
        if same and not leaf.filled and self._weighs(row):
            message = f"'{name[:40]}' stands in several rows, with a weight in each; they are one indicator."
            help_ = "Name each indicator differently, or leave its further rows without a weight."
            self.findings.warn("row-repeated", leaf.place, message, help_)
        if same or (leaf.filled and leaf.height > 1 and self.entry is not None):
            self._continue(row)
            return
        entry = Entry(name, leaf.place, [row], self._kind(row), percent=percent, weight=weight)
        self._add(entry, row)
        deepest = max(self.open, default=0)
        parent = self.open[deepest] if deepest else self.tree.root
        (self.tree.beside if entry.kind != "indicator" else parent.parts).append(entry)

    def _weighs(self, row: Row) -> bool:
        """Whether a row states a weight or points of its own."""
        cells = [self.header.cell(row, key) for key in ("weight", "points")]
        return any(cell is not None and bool(cell.text) and not cell.filled for cell in cells)

    def _group_is_indicator(self, branch: Branch, row: Row) -> None:
        """A group without indicators of which the row says how it is scored is an indicator itself."""
        entry = Entry(branch.name, branch.place, [row], weight=branch.weight, percent=branch.percent)
        entry.points, entry.id = branch.points, branch.id
        self._add(entry, row)
        for parent in self.tree.branches():
            if branch in parent.parts:
                parent.parts[parent.parts.index(branch)] = entry
        self.open.pop(branch.level, None)

    def _add(self, entry: Entry, row: Row) -> None:
        entry.id = entry.id or self.header.text(row, "id")
        for key in ("weight", "points"):
            cell = self.header.cell(row, key)
            leaf = self._leaf(row)
            if cell is None or not cell.text or (leaf and cell.height > max(1, leaf.height)):
                continue
            value = self._weight(cell)
            if key == "weight" and value is not None:
                entry.weight, entry.percent = value, cell.is_percent
            elif isinstance(value, Fraction):
                entry.points = value
        self.entry = entry
        if entry.kind == "indicator":
            self.entries.append(entry)
            self.since.append(entry)

    def _kind(self, row: Row) -> Kind:
        said = folded(self.header.text(row, "category"))
        found = next(
            (kind for word, kind in _KINDS.items() if said.startswith(word) or said == f"一票{word}"), None
        )
        return found or self.section

    def _continue(self, row: Row) -> None:
        """A further row of the indicator above: its texts are added, its points too."""
        new = [cell for cell in row if cell.text and not cell.filled]
        if self.entry is None:
            if new:
                message = f"The row with '{one_line(new[0].text)[:40]}' belongs to no indicator."
                self.findings.warn(
                    "row-not-imported", new[0].place, message, "Name the indicator in this row."
                )
            return
        if not new:
            return
        self.entry.rows.append(row)
        for key in ("weight", "points"):
            cell = self.header.cell(row, key)
            if cell is not None and cell.text and not cell.filled and cell.number is not None:
                known = getattr(self.entry, key)
                if isinstance(known, Fraction) and known != Fraction(cell.number):
                    setattr(self.entry, key, known + Fraction(cell.number))

    def finish(self) -> None:
        """Leave out groups that stayed empty."""
        for branch in reversed(list(self.tree.branches())):
            for part in [p for p in branch.parts if isinstance(p, Branch) and not p.parts]:
                branch.parts.remove(part)
                message = f"The group '{part.name}' has no indicators; it is not imported."
                self.findings.warn(
                    "empty-group", part.place, message, "Add its indicators, or delete the row."
                )
