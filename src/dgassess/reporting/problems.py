"""短板与问题清单: what lost points, the most first, with the present value, the target and who answers for it.

The same list, laid out for work, is the 整改清单 that spreadsheets open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from dgassess.engine.results import NodeResult
from dgassess.reporting.annexes import without_evidence
from dgassess.reporting.audience import View
from dgassess.reporting.blocks import Column, Table
from dgassess.reporting.contents import EvidenceText, Sheet, SheetColumn, VetoText
from dgassess.reporting.losses import filled, losing_nodes
from dgassess.reporting.wording import (
    ABSENT,
    Numbers,
    clause_number,
    compact,
    lines_cell,
    number_column,
    row,
    score_text,
    typeset,
)
from dgassess.reporting.zeroing import reason, veto_name
from dgassess.values.language import joined, msg, say

Kind = Literal["veto", "missing", "evidence", "options", "target", "closed"]
STATES = (msg("未启动"), msg("整改中"), msg("已完成"))
_CAUSES: Mapping[Kind, str] = {
    "missing": msg("缺项"), "evidence": msg("核定调减"), "options": msg("清单项未全部具备"),
    "target": msg("未达到满分目标"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """One entry, in finished texts. `lines` of present and target are paragraphs."""

    number: int
    node: NodeResult
    kind: Kind
    name: str
    score: str
    lost: str
    present: tuple[str, ...]
    target: tuple[str, ...]
    cause: tuple[str, ...]
    lacking: str  # evidence asked for and not given
    clauses: str
    responsible: str
    asked: str  # evidence asked for


def problems(numbers: Numbers, seen: View, given: Sequence[EvidenceText]) -> tuple[Problem, ...]:
    """Everything that lost points, the most first. given: the unit's evidence."""
    found = losing_nodes(numbers, seen)
    lacking = {node.id for node in without_evidence(seen, given)}
    return tuple(
        _problem(numbers, seen, index, node, found.lost[node.id], node.id in lacking)
        for index, node in enumerate(found.nodes, 1)
    )


def _problem(
    numbers: Numbers, seen: View, index: int, node: NodeResult, lost: Fraction, lacking: bool
) -> Problem:
    if node.zeroed_by is not None:
        return _veto_problem(numbers, seen, index, node, node.zeroed_by, lost)
    text = seen.text(node.id)
    opened = seen.open(node.id)
    kind = _kind(seen, node)
    asked = joined(map(typeset, text.evidence), "、") if opened else ""
    # What is not chosen stands in the target already.
    not_chosen = say("未选：").lower()
    present = [
        line
        for line in filled(seen, node).texts()
        if not (text.lacks_options and line.lower().startswith(not_chosen))
    ]
    if node.state == "missing":
        present = [say("核定不予认定")] if seen.turned_down(node) else []
    return Problem(
        number=index,
        node=node,
        kind=kind,
        name=typeset(node.name),
        score=score_text(numbers, node),
        lost=numbers.score(lost),
        present=tuple(filter(None, present)),
        target=_lines(text.target_text) if opened else (),
        cause=_cause(seen, node, kind),
        lacking=say("未附：{evidence}", evidence=asked) if lacking and asked else "",
        clauses=joined(map(clause_number, text.clauses), "、"),
        responsible=typeset(text.responsible),
        asked=asked,
    )


def _veto_problem(
    numbers: Numbers, seen: View, index: int, node: NodeResult, veto_id: str, lost: Fraction
) -> Problem:
    """What a veto zeroed: the veto, when it holds, what it did, and what it says of clauses and departments."""
    text = seen.system.vetoes.get(veto_id, VetoText())
    told = seen.audience != "public" or seen.system.sensitivities.get(veto_id) == "public"
    veto = next((one for one in seen.unit.vetoes if one.id == veto_id), None)
    present = (
        [say("触发条件：{condition}", condition=typeset(text.condition))] if text.condition and told else []
    )
    if veto is not None and veto.state == "missing" and told:
        present.append(say("未填，按规定视为触发"))
    # That this node has the lowest score stands in the first line.
    others = [
        typeset(effect[:1].upper() + effect[1:])
        for effect in (veto.effects if veto is not None else ())
        if f"({node.id})" not in effect
    ]
    return Problem(
        number=index,
        node=node,
        kind="veto",
        name=typeset(node.name),
        score=score_text(numbers, node),
        lost=numbers.score(lost),
        present=tuple(present),
        target=(say("不触发底线约束“{veto}”", veto=veto_name(seen.unit, veto_id)),),
        cause=(say("{reason}，计最低分", reason=reason(seen.unit, node)), *others),
        lacking="",
        clauses=joined(map(clause_number, text.clauses), "、") or ABSENT,
        responsible=typeset(text.responsible) or ABSENT,
        asked=joined(map(typeset, text.evidence), "、") if told else "",
    )


def _kind(seen: View, node: NodeResult) -> Kind:
    if seen.turned_down(node):
        return "evidence"
    if node.state == "missing":
        return "missing"
    if not seen.open(node.id):
        return "closed"
    text = seen.text(node.id)
    lowered = node.self_score is not None and node.score is not None and node.self_score > node.score
    if lowered and text.review_text and seen.audience != "public":
        return "evidence"
    return "options" if text.lacks_options else "target"


def _cause(seen: View, node: NodeResult, kind: Kind) -> tuple[str, ...]:
    review = _lines(seen.text(node.id).review_text)
    if seen.turned_down(node):
        return (say("核定不予认定"), *review)
    if kind == "missing":
        refused = seen.refused(node)
        asked = seen.system.questions
        blank = [one for one in node.missing if one not in refused] if seen.open(node.id) else []
        named = [typeset(asked.get(one, one)) for one in blank]
        if named and seen.audience == "public":
            return (say("缺项：{questions}", questions=joined(named, "、")),)
        if named:
            blanks = say("缺项，未填报：{questions}", questions=joined(named, "、"))
            return (blanks, *(review if refused else ()))
    said = (say(_CAUSES[kind]),) if kind in _CAUSES else ()
    return (*said, *review) if kind == "evidence" else said


def _lines(text: str) -> tuple[str, ...]:
    return lines_cell(typeset(text)).texts() if text else ()


def problem_table(found: Sequence[Problem]) -> Table:
    """The numbered list, on landscape pages."""
    columns = (
        Column(say("序号"), "right"), Column(say("编号")), Column(say("指标"), width=2.2), number_column(say("得分")),
        number_column(say("失分")), Column(say("现状"), width=3.7), Column(say("满分目标"), width=2.8),
        Column(say("原因"), width=2.2, detail=True), Column(say("佐证缺陷"), width=2.6, detail=True),
        Column(say("条款与责任单位"), width=1.7),
    )  # fmt: skip
    rows = tuple(
        row(
            str(one.number), one.node.id, one.name, one.score, one.lost, lines_cell(*one.present),
            lines_cell(*one.target), lines_cell(*one.cause), one.lacking,
            lines_cell(*dict.fromkeys((one.clauses, one.responsible))),
        )
        for one in found
    )  # fmt: skip
    notes = (
        say("按失分由多到少排列，只列有失分的项；满分目标由计分规则生成，为得满分所需的值或尚缺的选项。"),
    )
    return compact(Table(columns, rows, say("短板与问题清单"), row_header=2, wide=True, notes=notes))


def rectification(found: Sequence[Problem], title: str, note: str, marks: tuple[str, ...]) -> Sheet:
    """The list for rectification: what is known is filled in, measures and dates are left to the people."""
    columns = (
        SheetColumn(say("序号"), 5, figure=True), SheetColumn(say("问题"), 20), SheetColumn(say("指标"), 16),
        SheetColumn(say("现状"), 25), SheetColumn(say("目标"), 25), SheetColumn(say("失分"), 6, figure=True),
        SheetColumn(say("条款"), 9), SheetColumn(say("措施"), 24, fill_in=True), SheetColumn(say("责任单位"), 10),
        SheetColumn(say("时限"), 10, fill_in=True), SheetColumn(say("完成标志"), 20),
        SheetColumn(say("销号情况"), 9, fill_in=True, choices=tuple(map(say, STATES))),
    )  # fmt: skip
    rows = tuple(
        (
            str(one.number), "\n".join(filter(None, (*one.cause, one.lacking))), f"{one.node.id} {one.name}",
            "\n".join(one.present), "\n".join(one.target), one.lost, one.clauses, "", one.responsible, "",
            say("佐证：{evidence}", evidence=one.asked) if one.asked else "", "",
        )
        for one in found
    )  # fmt: skip
    return Sheet(say("整改清单"), title, note, columns, rows, marks)


def kinds(found: Sequence[Problem], kind: Kind) -> list[Problem]:
    """The problems of one kind, in their order."""
    return [one for one in found if one.kind == kind]
