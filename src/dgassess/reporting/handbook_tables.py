"""The tables of a handbook beside its cards: the tree, levels, clauses, cross-checks, who does what, examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from dgassess.reporting.blocks import Cell, Column, Row, Table, Text
from dgassess.reporting.handbook_cards import Reader, by_node, share_texts, standard_lines, who_fills
from dgassess.reporting.handbook_text import ExampleText, HandbookText, ItemText, NodeText
from dgassess.reporting.wording import (
    ABSENT,
    breakable,
    cell,
    clause_number,
    compact,
    lines_cell,
    listing,
    number_column,
    row,
    typeset,
)  # fmt: skip
from dgassess.values.language import joined, say, say_as


def tree(text: HandbookText) -> Table:
    """Every node with its weight and what it comes to in the total, a column for each set of unit types."""
    columns = (
        Column(say("编号")), Column(say("名称"), width=6), Column(say("权重"), width=0 if _narrow(text) else 4),
        *_share_columns(text),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                cell(node.id, depth=node.tier - 1), cell(typeset(node.name), bold=node.kind == "group"),
                cell(typeset(node.weight)), *map(cell, share_texts(node, text.numbers)),
            ),
        )
        for node in text.nodes
    )  # fmt: skip
    notes = [say("权重是同一上级之内的相对权重；占总分为逐级相乘所得，按全部适用指标都计分计算。")]
    if any(not all(node.applies) for node in text.nodes):
        notes.append(say("“{mark}”为不适用于该类评估对象，其权重归同一上级的其他各项。", mark=ABSENT))
    return Table(columns, rows, say("指标与权重"), row_header=1, notes=tuple(notes))


def below(text: HandbookText, group: NodeText) -> Table:
    """What stands directly below a group, with weights."""
    rows = tuple(
        Row(
            (
                cell(node.id), cell(typeset(node.name)), cell(typeset(node.weight)),
                *map(cell, share_texts(node, text.numbers)),
            ),
        )
        for node in text.nodes
        if node.parent == group.id
    )  # fmt: skip
    columns = (
        Column(say("编号")), Column(say("名称"), width=6), Column(say("权重"), width=0 if _narrow(text) else 4),
        *_share_columns(text),
    )  # fmt: skip
    return Table(columns, rows, caption="", row_header=1)


def _share_columns(text: HandbookText) -> Iterator[Column]:
    for types in text.types:
        yield number_column(say("{types}占总分", types=types) if types else say("占总分"))


def _narrow(text: HandbookText) -> bool:
    return all(len(node.weight) <= 12 for node in text.nodes)


def levels(text: HandbookText) -> Table:
    """Levels with their bounds and gates."""
    rows = tuple(
        Row(
            (
                cell(typeset(level.name), bold=True),
                cell(typeset(level.bounds)),
                lines_cell(
                    "\n".join(typeset(gate) for gate in level.gates) + "\n" if level.gates else ABSENT
                ),
                cell(typeset(level.description) or ABSENT),
            )
        )
        for level in text.levels
    )
    columns = (
        Column(say("等级")), Column(say("总分")), Column(say_as("several", "门槛条件"), width=5),
        Column(say_as("column", "说明"), width=4),
    )  # fmt: skip
    return compact(Table(columns, rows, say("等级与门槛条件")))


def clauses(text: HandbookText) -> Table:
    """One row per clause: how many indicators serve it, what they weigh together, and which they are."""
    nodes = by_node(text)
    rows: list[Row] = []
    part = ""
    for clause in text.clauses:
        if clause.part and clause.part != part:
            part = clause.part
            rows.append(Row((cell(typeset(part)),), "group"))
        serving = [item for item in text.items if clause.id in item.clauses]
        scored = [item for item in serving if item.sort == "indicator"]
        rows.append(
            Row(
                (
                    cell(clause_number(clause.id)),
                    cell(typeset(clause.title)),
                    cell(str(len(scored))),
                    *(cell(one) for one in _together(text, [nodes[item.id].shares for item in scored])),
                    cell(joined((item.id for item in serving), "、") or ABSENT),
                )
            )
        )
    columns = (
        Column(say("条款")), Column(say("要求"), width=4), number_column(say_as("column", "指标数")),
        *_share_columns(text),
        Column(say("指标、加分扣分与底线约束"), width=5),
    )  # fmt: skip
    notes = (say("同一指标可对应多个条款，各条款的占比之和因此可以超过100%。"),)
    return Table(
        columns, tuple(rows), say("条款覆盖情况"), row_header=1, notes=notes, wide=len(text.types) > 1
    )


def _together(text: HandbookText, shares: list[tuple[Fraction | None, ...]]) -> list[str]:
    found = []
    for index in range(len(text.types)):
        own = [one[index] for one in shares]
        known = [share for share in own if share is not None]
        found.append(text.numbers.percent(sum(known, Fraction(0))) if known else ABSENT)
    return found


def cross_checks(text: HandbookText) -> Table:
    """What must hold between answers."""
    rows = tuple(
        row(
            one.id, typeset(one.message), typeset(one.condition),
            say("须改正") if one.strict else say("须说明"),
            cell(joined(one.questions, "、")),
        )
        for one in text.cross_checks
    )  # fmt: skip
    columns = (
        Column(say("编号")), Column(say("要求"), width=4), Column(say("条件"), width=5), Column(say("不符时")),
        Column(say_as("several", "题目"), width=2.5),
    )  # fmt: skip
    return Table(columns, rows, say_as("several", "勾稽关系"), row_header=0)


def departments(text: HandbookText) -> tuple[Table, Table]:
    """Who fills in which questions, and who answers for which indicators."""
    fillers: dict[str, list[str]] = {}
    for item in text.items:
        for question in item.questions:
            fillers.setdefault(who_fills(question), []).append(question.id)
    for question in text.other_questions:
        fillers.setdefault(who_fills(question), []).append(question.id)
    responsible: dict[str, list[str]] = {}
    for item in text.items:
        if item.responsible:
            responsible.setdefault(item.responsible, []).append(f"{item.id} {item.name}")
    return (
        _index(say("填报单位"), say_as("several", "题目"), say("题目按填报单位索引"), fillers),
        _index(say("牵头单位"), say_as("several", "指标"), say("指标按牵头单位索引"), responsible),
    )


def _index(who: str, what: str, caption: str, found: Mapping[str, list[str]]) -> Table:
    rows = tuple(
        row(typeset(name), str(len(ids)), typeset(joined(ids, "、")))
        for name, ids in sorted(found.items(), key=lambda entry: -len(entry[1]))
    )
    return Table((Column(who, width=2.4), number_column(say("数量")), Column(what, width=8)), rows, caption)


def views(text: HandbookText) -> list[Table]:
    """Other groupings of the same indicators."""
    nodes = by_node(text)
    found = []
    for view in text.views:
        rows = tuple(
            row(
                typeset(name), str(len(members)),
                *_together(text, [nodes[one].shares for one in members if one in nodes]),
                joined(members, "、"),
            )
            for name, members in view.groups
        )  # fmt: skip
        columns = (
            Column(say_as("column", "分组"), width=3), number_column(say_as("column", "指标数")),
            *_share_columns(text),
            Column(say_as("several", "指标"), width=6),
        )  # fmt: skip
        found.append(Table(columns, rows, typeset(view.name), wide=len(text.types) > 2))
    return found


def example(one: ExampleText) -> Table:
    """One worked example: standard, answers, arithmetic and result, a row each."""
    entries = (
        (say("计分标准"), _lines(standard_lines(one.standard))),
        (say_as("several", "答案"), _lines(one.answers)),
        (say("算式"), _lines(tuple(breakable(line) for line in one.arithmetic))),
        (say("结果"), cell(typeset(one.result), bold=True)),
    )
    rows = tuple(Row((cell(name), content)) for name, content in entries if content.runs)
    title = say("{id}　{name}", id=one.item, name=typeset(one.name))
    return Table((Column(say("步骤")), Column(title, width=8)), rows, caption="")


def worked(text: HandbookText, reader: Reader) -> tuple[Table, int]:
    """Every indicator worked for one unit, and how many are kept from this reader."""
    items: Mapping[str, ItemText] = {item.id: item for item in text.items}
    shown = [
        one for one in text.worked if reader.audience != "public" or items[one.item].sensitivity == "public"
    ]
    rows = tuple(
        Row(
            (
                cell(one.item), cell(typeset(one.name)), _lines(one.answers),
                _lines(tuple(breakable(line) for line in one.arithmetic)), cell(one.result),
            )
        )
        for one in shown
    )  # fmt: skip
    columns = (
        Column(say("编号")), Column(say("指标"), width=2.4), Column(say_as("several", "答案"), width=5),
        Column(say("算式"), width=5), number_column(say("得分")),
    )  # fmt: skip
    caption = say("{unit}各指标算例", unit=text.worked_for)
    return Table(columns, rows, caption, row_header=1, wide=True), len(text.worked) - len(shown)


def example_title(one: ExampleText) -> str:
    """`按比率计分：TC-1-4 年度重点任务按期完成率`."""
    named = f"{one.item} {typeset(one.name)}"
    return say("{name}：{value}", name=one.kind, value=named) if one.kind else named


def listed_types(text: HandbookText) -> str:
    """The unit types and classes in one phrase."""
    types, classes = listing(text.unit_types), listing(text.classes)
    classed = say("类别：{classes}", classes=classes) if classes else ""
    return joined((part for part in (types, classed) if part), "；")


def _lines(texts: tuple[str, ...]) -> Cell:
    kept = [(Text(typeset(text)),) for text in texts if text]
    return Cell(kept[0], more=tuple(kept[1:])) if kept else Cell(())
