"""The tables of a change note: what was changed, whom it moves and how far."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dgassess.reporting.blocks import Cell, Column, Row, Table, Text
from dgassess.reporting.change_text import ChangeNoteText, ChangeText, NodeMove, Status, UnitMove
from dgassess.reporting.wording import ABSENT, Numbers, cell, compact, number_column, row, typeset

STATUSES: dict[Status, str] = {
    "new": "新增", "gone": "停用", "renamed": "改名", "redefined": "改口径", "changed": "调整",
}  # fmt: skip
_ON_ONE_LINE = 3  # dimensions that leave room for a pair and its difference beside each other
_SHORT = 24  # characters that two values have together at most to stand on one line


def counts(text: ChangeNoteText) -> Table:
    """How many of each sort stayed and changed."""
    rows = []
    for count in text.counts:
        own = [change for change in text.changes if change.sort == count.sort]
        numbers = [sum(change.status == status for change in own) for status in STATUSES]
        rows.append(row(count.sort, str(count.before), str(count.after), str(count.kept), *map(str, numbers)))
    columns = (
        Column("内容", width=2), number_column(text.before), number_column(text.after), number_column("未变"),
        *(number_column(word) for word in STATUSES.values()),
    )  # fmt: skip
    return Table(columns, tuple(rows), "变化概览")


def changes(found: Sequence[ChangeText], sort: str) -> Table:
    """One row for each thing that differs, grouped by what became of it."""
    rows: list[Row] = []
    for status, word in STATUSES.items():
        own = [change for change in found if change.status == status]
        if own:
            rows.append(Row((cell(f"{word}（{len(own)}项）"),), "group"))
        rows += [Row((cell(change.id or ABSENT), _named(change), _fields(change))) for change in own]
    columns = (Column("编号"), Column("名称", width=3), Column("变化", width=6))
    return Table(columns, tuple(rows), f"{sort}变化", row_header=1)


def _named(change: ChangeText) -> Cell:
    more = ((Text(f"原{typeset(change.origin)}", muted=True),),) if change.origin else ()
    return Cell((Text(typeset(change.name) or change.sort),), more=more)


def _fields(change: ChangeText) -> Cell:
    """Every field as `权重：25 → 30`, long ones as the text before and the text after below one another."""
    lines: list[tuple[Text, ...]] = []
    for field in change.fields:
        before, after = typeset(field.before) or "无", typeset(field.after) or "无"
        name = Text(f"{typeset(field.name)}：", bold=True)
        if len(before) + len(after) <= _SHORT:
            lines.append((name, Text(f"{before} → {after}")))
        else:
            lines += [(name, Text("原："), Text(before)), (Text("现："), Text(after))]
    return Cell(lines[0], more=tuple(lines[1:])) if lines else cell("内容未变" if change.origin else ABSENT)


def units(text: ChangeNoteText, shown: Sequence[UnitMove]) -> Table:
    """Every unit's total, level and rank then and now, those that moved farthest first."""
    numbers = text.numbers
    rows = tuple(
        row(
            cell(unit.name), unit.type or ABSENT, numbers.score(unit.before), numbers.score(unit.after),
            moved(numbers, unit.by), both(unit.level), ranks(unit.rank),
        )
        for unit in shown
    )  # fmt: skip
    columns = (
        Column("评估对象", width=3), Column("类型"), number_column(f"{text.before}总分"),
        number_column(f"{text.after}总分"), number_column("变动"), Column("等级", width=2.6), Column("位次", width=3.8),
    )  # fmt: skip
    note = "按总分变动幅度由大到小排列；位次为参与比较的评估对象中的位次。"
    return compact(Table(columns, rows, "总分、等级与位次变动", notes=(note,)))


def dimensions(text: ChangeNoteText, shown: Sequence[UnitMove]) -> Table:
    """A row for each unit, a column for each dimension that moves for anybody: before → after."""
    names = {node.id: node.name for unit in shown for node in unit.nodes if node.top}
    rows = []
    for unit in shown:
        own = {node.id: node for node in unit.nodes if node.top}
        rows.append(
            Row(
                (
                    cell(unit.name),
                    *(_pair(text.numbers, own.get(one), len(names) <= _ON_ONE_LINE) for one in names),
                )
            )
        )
    columns = (Column("评估对象", width=2), *(Column(typeset(name), "right", 1.5) for name in names.values()))
    notes = (f"只列有变动的维度；“{ABSENT}”为该评估对象在该维度没有变动。",)
    return Table(columns, tuple(rows) if names else (), "各维度得分变动", notes=notes, wide=len(names) > 5)


def _pair(numbers: Numbers, node: NodeMove | None, one_line: bool) -> Cell:
    if node is None:
        return cell(ABSENT)
    if one_line:
        pair = f"{numbers.score(node.before)} → {numbers.score(node.after)}"
        return cell(f"{pair}（{moved(numbers, node.by)}）")
    first = (Text(f"{numbers.score(node.before)} → {numbers.score(node.after)}"),)
    return Cell(first, more=((Text(moved(numbers, node.by)),),))


def indicators(text: ChangeNoteText, shown: Sequence[UnitMove], most: int) -> Table:
    """The indicators that move most units, and how far on average and at most."""
    by_node: dict[str, list[tuple[NodeMove, UnitMove]]] = {}
    for unit in shown:
        for node in unit.nodes:
            if node.indicator:
                by_node.setdefault(node.id, []).append((node, unit))
    ordered = sorted(by_node.items(), key=lambda entry: (-_weighed(entry[1]), entry[0]))
    rows = []
    for id_, found in ordered[:most]:
        node, unit = max(found, key=lambda one: distance(one[0].by))
        known = [one.by for one, _ in found if one.by is not None]
        mean = moved(text.numbers, sum(known, Fraction(0)) / len(known)) if known else ABSENT
        pair = f"{text.numbers.score(node.before)} → {text.numbers.score(node.after)}"
        rows.append(row(cell(id_), typeset(node.name), str(len(found)), mean, pair, cell(unit.name)))
    columns = (
        Column("编号"), Column("指标", width=3.5), number_column("涉及对象"), number_column("平均变动"),
        Column("变动最大", "right", 2), Column("评估对象", width=2),
    )  # fmt: skip
    return Table(columns, tuple(rows), "变动较大的指标", row_header=1)


def _weighed(found: Sequence[tuple[NodeMove, UnitMove]]) -> Fraction:
    return sum((distance(node.by) for node, _ in found), Fraction(0))


def unit_indicators(text: ChangeNoteText, unit: UnitMove, most: int) -> Table:
    """One unit's indicators that rose or fell most."""
    known = [node for node in unit.nodes if node.indicator and node.by]
    rising = sorted((n for n in known if (n.by or 0) > 0), key=lambda n: (-(n.by or 0), n.id))[:most]
    falling = sorted((n for n in known if (n.by or 0) < 0), key=lambda n: ((n.by or 0), n.id))[:most]
    other = [node for node in unit.nodes if node.indicator and node.by is None][:most]
    rows: list[Row] = []
    for title, nodes in (("上升", rising), ("下降", falling), ("只有一方有得分", other)):
        if nodes:
            rows.append(Row((cell(title),), "group"))
        rows += [
            row(
                node.id, typeset(node.name), text.numbers.score(node.before), text.numbers.score(node.after),
                moved(text.numbers, node.by),
            )
            for node in nodes
        ]  # fmt: skip
    columns = (
        Column("编号"), Column("指标", width=5), number_column(text.before), number_column(text.after),
        number_column("变动"),
    )  # fmt: skip
    return Table(columns, tuple(rows), f"{unit.name}变动较大的指标", row_header=1)


def moved(numbers: Numbers, by: Fraction | None) -> str:
    """A difference with its sign."""
    return ABSENT if by is None else numbers.signed(by)


def distance(by: Fraction | None) -> Fraction:
    """How far; to have a score or none is the whole scale and more."""
    return abs(by) if by is not None else Fraction(1000)


def both(pair: tuple[str, str]) -> str:
    """`优质型 → 引领型`, or the one word where nothing changed."""
    before, after = (one or ABSENT for one in pair)
    return before if before == after else f"{before} → {after}"


def ranks(pair: tuple[int | None, int | None]) -> str:
    """`3 → 1（上升2位）`."""
    before, after = pair
    if before is None and after is None:
        return ABSENT
    shown = both(("" if before is None else str(before), "" if after is None else str(after)))
    if before is None or after is None or before == after:
        return shown
    return f"{shown}（{'上升' if after < before else '下降'}{abs(after - before)}位）"
