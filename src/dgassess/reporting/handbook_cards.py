"""The cards of a handbook: what an indicator, adjustment or veto demands and how it is scored, and its questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dgassess.reporting.blocks import Cell, Column, Row, Runs, Table, Text
from dgassess.reporting.contents import Audience, Sensitivity
from dgassess.reporting.handbook_text import HandbookText, ItemText, NodeText, QuestionText
from dgassess.reporting.wording import ABSENT, Numbers, cell, lines_cell, typeset

SENSITIVITIES = {"public": "公开", "internal": "内部", "restricted": "限制"}
WITHHELD = "不公开"
OWN = "被评估单位"
_PART = re.compile(
    "(?<=[;；。])(?=[①-⑳])|(?<=。)"
)  # weighted parts of a standard, and what holds for all of them


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the handbook. The public is not told what is to be shown as evidence for what is restricted."""

    audience: Audience

    def evidence(self, texts: tuple[str, ...], sensitivity: Sensitivity) -> tuple[str, ...]:
        """The evidence asked for, as this reader may see it."""
        return (WITHHELD,) if texts and self.withholds(sensitivity) else texts

    def withholds(self, sensitivity: Sensitivity) -> bool:
        """Whether details of something of this sensitivity are kept back."""
        return self.audience == "public" and sensitivity == "restricted"


def card(item: ItemText, text: HandbookText, reader: Reader, node: NodeText | None = None) -> Table:
    """Everything that is laid down about one indicator, adjustment or veto, a row each."""
    rows = [Row((cell(name), content)) for name, content in _entries(item, text, reader, node) if content]
    columns = (Column("项目"), Column(f"{item.id}　{typeset(item.name)}", width=8))
    return Table(columns, tuple(rows), caption="")


def _entries(
    item: ItemText, text: HandbookText, reader: Reader, node: NodeText | None
) -> Iterator[tuple[str, Cell | None]]:
    titles = {clause.id: clause.title for clause in text.clauses}
    clauses = [f"{one} {titles.get(one, '')}".strip() for one in item.clauses]
    yield "权重", _weight(node, text) if node is not None else None
    yield "定义", _said(item.definition)
    if item.sort == "veto":
        yield "触发条件", _said(item.standard)
        yield "处理", _lines(item.effects)
    else:
        yield "计分标准", _lines(standard_lines(item.standard))
    yield "适用对象", _said("、".join(item.unit_types))
    yield "适用条件", _said(item.condition)
    yield "缺项", _said(item.missing or (node.missing if node is not None else ""))
    yield "等级", _lines(node.levels if node is not None else ())
    yield "引用题目", _lines(item.inputs)
    yield "佐证材料", _said("；".join(reader.evidence(item.evidence, item.sensitivity)))
    yield "对应条款", _said("；".join(clauses))
    yield "管理", _said(_managed(item))
    yield "沿革", _said(item.lineage)
    yield "参考来源", _said(item.reference)
    yield "备注", _said(item.note)


def standard_lines(standard: str) -> tuple[str, ...]:
    """A standard with a line for each of its weighted parts, and one for what holds for all of them."""
    return tuple(part.rstrip(";；") for part in _PART.split(standard))


def _managed(item: ItemText) -> str:
    """Who supplies and answers for it, in one line."""
    facts = {
        "数据来源": "、".join(item.sources), "牵头单位": item.responsible, "计量单位": item.unit,
        "方向": item.direction, "敏感度": SENSITIVITIES[item.sensitivity],
    }  # fmt: skip
    return "；".join(f"{name}：{value}" for name, value in facts.items() if value)


def _weight(node: NodeText, text: HandbookText) -> Cell:
    """The declared weight and what it comes to in the total, by unit type where they differ."""
    return cell("；".join(part for part in (typeset(node.weight), share_sentence(node, text)) if part))


def share_sentence(node: NodeText, text: HandbookText) -> str:
    """A node's part of the total: `省、市、县占总分18.00%，部门占总分22.00%`; nothing where there is none."""
    by_share: dict[str, list[str]] = {}
    for types, share in zip(text.types, share_texts(node, text.numbers), strict=True):
        by_share.setdefault(share, []).append(types)
    alone = len(by_share) == 1
    return "，".join(
        f"{'' if alone else '、'.join(types)}占总分{share}"
        for share, types in by_share.items()
        if share != ABSENT
    )


def share_texts(node: NodeText, numbers: Numbers) -> tuple[str, ...]:
    """A node's part of the total by column of unit types; a dash where it is not for them or has no such part."""
    return tuple(
        numbers.percent(share) if share is not None and applies else ABSENT
        for share, applies in zip(node.shares, node.applies, strict=True)
    )


def questions(asked: Sequence[QuestionText], reader: Reader) -> Table:
    """Questions with their options and definitions, and what an answer must keep to."""
    rows = tuple(
        Row((cell(one.id, code=True), _asked(one, reader), lines_cell("\n".join(_demands(one)) + "\n")))
        for one in asked
    )
    columns = (Column("题号"), Column("题目、选项和口径", width=6), Column("填报要求", width=3.2))
    return Table(columns, rows, caption="", row_header=0)


def _asked(one: QuestionText, reader: Reader) -> Cell:
    more: list[Runs] = [(Text(f"{option.id}. {typeset(option.label)}"),) for option in one.options]
    if one.definition:
        more.append((Text("口径：", bold=True), Text(typeset(one.definition))))
    if one.evidence:
        shown = "；".join(map(typeset, reader.evidence(one.evidence, one.sensitivity)))
        more.append((Text("佐证：", bold=True), Text(shown)))
    if one.note:
        more.append((Text("说明：", bold=True), Text(typeset(one.note))))
    return Cell((Text(typeset(one.text), bold=True),), more=tuple(more))


def _demands(one: QuestionText) -> Iterator[str]:
    kind = "，".join(part for part in (one.kind, one.unit if one.unit != "%" else "", one.range) if part)
    yield kind
    when = "，".join(part for part in (one.scope, one.as_of) if part)
    if when:
        yield when
    yield f"填报：{typeset(who_fills(one))}"
    if one.not_applicable:
        yield f"可填不适用：{typeset('；'.join(one.not_applicable))}"
    if one.unit_types:
        yield f"适用：{'、'.join(one.unit_types)}"
    if one.condition:
        yield f"仅当{typeset(one.condition)}时填"
    if not one.scored:
        yield "不计分，供核查"
    if one.exclusive_with:
        yield f"同一事实不得与{'、'.join(one.exclusive_with)}重复计"
    if one.sensitivity != "internal":
        yield f"敏感度：{SENSITIVITIES[one.sensitivity]}"
    if one.lineage:
        yield one.lineage


def who_fills(one: QuestionText) -> str:
    """The department that fills in a question of the unit's; otherwise who gives the answer, and through whom."""
    if one.answered_by == OWN:
        return one.filler or one.answered_by
    return (
        f"{one.answered_by}（{one.filler}）" if one.filler not in ("", one.answered_by) else one.answered_by
    )


def _said(text: str) -> Cell | None:
    return cell(typeset(text)) if text else None


def _lines(texts: Sequence[str]) -> Cell | None:
    kept = [(Text(typeset(text.strip())),) for text in texts if text.strip()]
    return Cell(kept[0], more=tuple(kept[1:])) if kept else None


def by_node(text: HandbookText) -> Mapping[str, NodeText]:
    """The nodes by id."""
    return {node.id: node for node in text.nodes}
