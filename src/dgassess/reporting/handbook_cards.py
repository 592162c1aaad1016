"""The cards of a handbook: what an indicator, adjustment or veto demands and how it is scored, and its questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dgassess.reporting.blocks import Cell, Column, Row, Runs, Table, Text
from dgassess.reporting.contents import Audience, Sensitivity
from dgassess.reporting.handbook_text import HandbookText, ItemText, NodeText, QuestionText
from dgassess.reporting.wording import ABSENT, Numbers, cell, clause_number, lines_cell, typeset
from dgassess.values.language import in_chinese, joined, msg, say, say_as

SENSITIVITIES = {"public": msg("公开"), "internal": msg("内部"), "restricted": msg("限制")}
WITHHELD = msg("不公开")
# Weighted parts of a standard, and what holds for all of them.
_PART = re.compile(r"(?<=[;；。.])\s?(?=[①-⑳])|(?<=。)|(?:(?<=[a-z]{2}\.)|(?<=[0-9%)’”]\.))\s(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the handbook. The public is not told what is to be shown as evidence for what is restricted."""

    audience: Audience

    def evidence(self, texts: tuple[str, ...], sensitivity: Sensitivity) -> tuple[str, ...]:
        """The evidence asked for, as this reader may see it."""
        return (say(WITHHELD),) if texts and self.withholds(sensitivity) else texts

    def withholds(self, sensitivity: Sensitivity) -> bool:
        """Whether details of something of this sensitivity are kept back."""
        return self.audience == "public" and sensitivity == "restricted"


def card(item: ItemText, text: HandbookText, reader: Reader, node: NodeText | None = None) -> Table:
    """Everything that is laid down about one indicator, adjustment or veto, a row each."""
    rows = [Row((cell(name), content)) for name, content in _entries(item, text, reader, node) if content]
    title = say("{id}　{name}", id=item.id, name=typeset(item.name))
    columns = (Column(say("项目")), Column(title, width=8))
    return Table(columns, tuple(rows), caption="")


def _entries(
    item: ItemText, text: HandbookText, reader: Reader, node: NodeText | None
) -> Iterator[tuple[str, Cell | None]]:
    titles = {clause.id: clause.title for clause in text.clauses}
    clauses = [f"{clause_number(one)} {titles.get(one, '')}".strip() for one in item.clauses]
    yield say("权重"), _weight(node, text) if node is not None else None
    yield say("定义"), _said(item.definition)
    if item.sort == "veto":
        yield say("触发条件"), _said(item.standard)
        yield say_as("row", "处理"), _lines(item.effects)
    else:
        yield say("计分标准"), _lines(standard_lines(item.standard))
    yield say("适用对象"), _said(joined(item.unit_types, "、"))
    yield say("适用条件"), _said(item.condition)
    yield say_as("row", "缺项"), _said(item.missing or (node.missing if node is not None else ""))
    yield say_as("several", "等级"), _lines(node.levels if node is not None else ())
    yield say("引用题目"), _lines(item.inputs)
    yield say("佐证材料"), _said(joined(reader.evidence(item.evidence, item.sensitivity), "；"))
    yield say("对应条款"), _said(joined(clauses, "；"))
    yield say("管理"), _said(_managed(item))
    yield say("沿革"), _said(item.lineage)
    yield say("参考来源"), _said(item.reference)
    yield say("备注"), _said(item.note)


def standard_lines(standard: str) -> tuple[str, ...]:
    """A standard with a line for each of its weighted parts, and one for what holds for all of them."""
    return tuple(part.rstrip(";；") for part in _PART.split(standard))


def _managed(item: ItemText) -> str:
    """Who supplies and answers for it, in one line."""
    facts = {
        say("数据来源"): joined(item.sources, "、"), say("牵头单位"): item.responsible,
        say("计量单位"): item.unit, say("方向"): item.direction,
        say("敏感度"): say(SENSITIVITIES[item.sensitivity]),
    }  # fmt: skip
    named = (say("{name}：{value}", name=name, value=value) for name, value in facts.items() if value)
    return joined(named, "；")


def _weight(node: NodeText, text: HandbookText) -> Cell:
    """The declared weight and what it comes to in the total, by unit type where they differ."""
    return cell(joined((part for part in (typeset(node.weight), share_sentence(node, text)) if part), "；"))


def share_sentence(node: NodeText, text: HandbookText) -> str:
    """A node's part of the total: `省、市、县占总分18.00%，部门占总分22.00%`; nothing where there is none."""
    by_share: dict[str, list[str]] = {}
    for types, share in zip(text.types, share_texts(node, text.numbers), strict=True):
        by_share.setdefault(share, []).append(types)
    said = (
        say("占总分{share}", share=share)
        if len(by_share) == 1
        else say("{types}占总分{share}", types=joined(types, "、"), share=share)
        for share, types in by_share.items()
        if share != ABSENT
    )
    return joined(said, "，" if in_chinese() else "；")


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
    columns = (
        Column(say("题号")),
        Column(say("题目、选项和口径"), width=6),
        Column(say("填报要求"), width=3.2),
    )
    return Table(columns, rows, caption="", row_header=0)


def _asked(one: QuestionText, reader: Reader) -> Cell:
    more: list[Runs] = [(Text(f"{option.id}. {typeset(option.label)}"),) for option in one.options]
    if one.definition:
        more.append((Text(say("口径："), bold=True), Text(typeset(one.definition))))
    if one.evidence:
        shown = joined(map(typeset, reader.evidence(one.evidence, one.sensitivity)), "；")
        more.append((Text(say("佐证："), bold=True), Text(shown)))
    if one.note:
        more.append((Text(say("说明："), bold=True), Text(typeset(one.note))))
    return Cell((Text(typeset(one.text), bold=True),), more=tuple(more))


def _demands(one: QuestionText) -> Iterator[str]:
    unit = one.unit if one.unit != "%" else ""
    yield joined((part for part in (one.kind, unit, one.range) if part), "，")
    when = joined((part for part in (one.scope, one.as_of) if part), "，")
    if when:
        yield when
    yield say("填报：{who}", who=typeset(who_fills(one)))
    if one.not_applicable:
        yield say("可填不适用：{reasons}", reasons=typeset(joined(one.not_applicable, "；")))
    if one.unit_types:
        yield say("适用：{types}", types=joined(one.unit_types, "、"))
    if one.condition:
        yield say("仅当{condition}时填", condition=typeset(one.condition))
    if not one.scored:
        yield say("不计分，供核查")
    if one.exclusive_with:
        yield say("同一事实不得与{questions}重复计", questions=joined(one.exclusive_with, "、"))
    if one.sensitivity != "internal":
        yield say("敏感度：{sensitivity}", sensitivity=say(SENSITIVITIES[one.sensitivity]))
    if one.lineage:
        yield one.lineage


def who_fills(one: QuestionText) -> str:
    """The department that fills in a question of the unit's; otherwise who gives the answer, and through whom."""
    if one.by_unit:
        return one.filler or one.answered_by
    if one.filler in ("", one.answered_by):
        return one.answered_by
    return say("{who}（{filler}）", who=one.answered_by, filler=one.filler)


def _said(text: str) -> Cell | None:
    return cell(typeset(text)) if text else None


def _lines(texts: Sequence[str]) -> Cell | None:
    kept = [(Text(typeset(text.strip())),) for text in texts if text.strip()]
    return Cell(kept[0], more=tuple(kept[1:])) if kept else None


def by_node(text: HandbookText) -> Mapping[str, NodeText]:
    """The nodes by id."""
    return {node.id: node for node in text.nodes}
