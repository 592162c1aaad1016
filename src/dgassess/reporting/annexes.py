"""The annexed tables: every indicator, what is missing or does not apply, the evidence, the versions."""

from __future__ import annotations

from collections.abc import Sequence

from dgassess.engine.results import NodeResult, Results
from dgassess.reporting.audience import View
from dgassess.reporting.blocks import Cell, Column, Detail, Row, Table, Text
from dgassess.reporting.breakdown import answer_of, counting, remark, share_text, shown_score
from dgassess.reporting.contents import EvidenceText, ReportRequest
from dgassess.reporting.wording import (
    FAIR,
    Numbers,
    bound_percent,
    breakable,
    cell,
    compact,
    lines_cell,
    number_column,
    rounding_notes,
    row,
    typeset,
)
from dgassess.reporting.zeroing import notes as zeroing_notes
from dgassess.values.language import joined, say, say_as


def indicators(numbers: Numbers, results: Results, seen: View) -> Table:
    """附表 指标得分明细: one row per indicator below one per group, on landscape pages."""
    both = seen.both(results)
    columns = (
        Column(say("编号")), Column(say("指标"), width=2.2), number_column(say("权重")),
        Column(say("计分标准"), width=4.4, detail=True),
        Column(seen.answers_header(), width=3.2, detail=True), *((number_column(say("自评分")),) if both else ()),
        number_column(counting(results)), number_column(say("折算分")), number_column(say("失分")),
        Column(say("备注"), width=1.4), Column(say("核定与计分说明"), width=2.6, detail=True),
    )  # fmt: skip
    rows = []
    for node, depth in seen.below(None):
        text = seen.text(node.id)
        group = node.kind == "group"
        told = seen.open(node.id) and not group and node.state != "not-applicable"
        zeroed = remark(seen, node) if node.zeroed_by else ""
        # What a review changed tells the self-assessed value.
        reviewed = text.review_text if seen.audience != "public" else ""
        explained = (reviewed, text.method_text) if told else ()
        cells: list[Cell] = [
            cell(node.id),
            cell(typeset(node.name), depth=depth if group else 0),
            cell(share_text(numbers, node)),
            cell("" if group else typeset(text.standard)),
            cell("") if group else lines_cell(answer_of(seen, node)),
            *([cell(numbers.score(node.self_score))] if both else []),
            cell(shown_score(numbers, seen, node)),
            cell(numbers.score(node.contribution)),
            cell(numbers.score(node.lost)),
            cell(zeroed),
            lines_cell(*(breakable(typeset(one)) for one in explained)),
        ]
        if group:
            rows.append(Row(tuple(cells), "group"))
            continue
        asked = text.evidence if told else ()
        details = _details(
            typeset(text.standard), seen.answers_header(), answer_of(seen, node), explained, asked
        )
        rows.append(Row(tuple(cells), details=details, tags=_tags(numbers, seen, node)))
    notes = (say("权重为不适用指标的权重归并后占总分的比重。"), *rounding_notes(numbers, seen.unit),
             *zeroing_notes(seen.unit, [node for node, _ in seen.below(None)]))  # fmt: skip
    return compact(Table(columns, tuple(rows), say("指标得分明细"), row_header=1, wide=True, notes=notes))


def _details(
    standard: str, header: str, answer: str, explained: Sequence[str], asked: Sequence[str]
) -> tuple[Detail, ...]:
    """From the rule over the answer to the score: what a row's `detail` columns say, and the evidence asked for."""
    review, method = explained or ("", "")
    said = {
        say("计分标准"): cell(standard),
        header: lines_cell(answer),
        say("计分过程"): lines_cell(breakable(typeset(method))),
        say("核定情况"): lines_cell(breakable(typeset(review))),
        say("佐证要求"): cell(joined(map(typeset, asked), "、")),
    }
    return tuple(Detail(label, (one.runs, *one.more)) for label, one in said.items() if one.runs)


def _tags(numbers: Numbers, seen: View, node: NodeResult) -> tuple[str, ...]:
    """What a reader may look for in the list; nothing that the row's own numbers do not show."""
    ratio = numbers.ratio(node.score)
    states = {
        say("有失分"): ratio is not None and ratio < 1,
        say("得分率低于{rate}", rate=bound_percent(FAIR)): ratio is not None and ratio < FAIR,
        say("核定有调整"): seen.audience != "public"
        and node.zeroed_by is None
        and node.self_score not in (None, node.score),
        say("底线约束清零"): node.zeroed_by is not None,
        say("缺项"): seen.blank(node),
        say("核定不予认定"): seen.turned_down(node),
        say("不适用"): node.state == "not-applicable",
    }
    return tuple(state for state, holds in states.items() if holds)


def missing(numbers: Numbers, seen: View) -> Table:
    """Indicators whose blank questions kept them from being scored, and how the policy dealt with that."""
    asked = say("未填写或未获认定的题目") if seen.audience == "public" else say("未填写的题目")
    columns = (
        Column(say("编号")),
        Column(say("指标"), width=3),
        Column(asked, width=5),
        number_column(say_as("of what is missing", "计分")),
    )
    rows = []
    for node in seen.indicators():
        if not seen.blank(node):
            continue
        blank = [one for one in node.missing if one not in seen.refused(node)] if seen.open(node.id) else []
        named = [_question(seen, question) for question in blank]
        rows.append(row(node.id, typeset(node.name), lines_cell(*named), _counted(numbers, node)))
    return compact(Table(columns, tuple(rows), say("缺项指标"), row_header=1))


def refused(numbers: Numbers, seen: View) -> Table:
    """Indicators that have no value because verification accepted none of what the unit had answered."""
    columns = (
        Column(say("编号")),
        Column(say("指标"), width=3),
        Column(say("核定情况与原因"), width=5),
        number_column(say_as("of what is missing", "计分")),
    )
    rows = [
        row(
            node.id,
            typeset(node.name),
            lines_cell(typeset(seen.text(node.id).review_text)),
            _counted(numbers, node),
        )
        for node in seen.indicators()
        if seen.turned_down(node)
    ]
    return compact(Table(columns, tuple(rows), say("核定不予认定的指标"), row_header=1))


def _counted(numbers: Numbers, node: NodeResult) -> str:
    return say("不计") if node.score is None else numbers.score(node.score)


def _question(seen: View, question: str) -> str:
    text = seen.system.questions.get(question, "")
    return f"{question} {typeset(text)}".rstrip()


def not_applicable(seen: View) -> Table:
    """Indicators that do not apply and questions declared so, with their reasons."""
    unit = seen.unit
    columns = (
        Column(say("编号")),
        Column(say("指标或题目"), width=4),
        Column(say_as("kind", "类别")),
        Column(say("理由"), width=5),
    )
    rows = []
    for node in seen.indicators():
        if node.state == "not-applicable" and not seen.outside(node):
            reason = node.reason or unit.not_applicable.get(node.id, "")
            rows.append(
                row(node.id, typeset(node.name), say("指标"), typeset(reason) if seen.open(node.id) else "")
            )
    named = {node.id for node in unit.nodes.values()}
    for question, reason in unit.not_applicable.items():
        owner = question.partition(".")[0]
        if question in named or (owner in named and not seen.open(owner)):
            continue
        if owner not in named and seen.audience == "public":
            continue
        if (
            owner in named
            and unit.nodes[owner].state == "not-applicable"
            and unit.nodes[owner].reason == reason
        ):
            continue
        rows.append(
            row(
                question, typeset(seen.system.questions.get(question, question)), say("题目"), typeset(reason)
            )
        )
    return compact(Table(columns, tuple(rows), say("不适用的指标与题目"), row_header=1))


def outside(seen: View) -> Table:
    """Indicators that are not for the unit's type."""
    rows = []
    for node in seen.indicators():
        if seen.outside(node):
            parent = seen.unit.nodes.get(node.parent) if node.parent else None
            rows.append(row(node.id, typeset(node.name), typeset(parent.name) if parent else ""))
    columns = (Column(say("编号")), Column(say("指标"), width=4), Column(say("所属"), width=4))
    kind = seen.unit.type
    caption = say("不适用于{type}的指标", type=kind) if kind else say("不适用于本单位的指标")
    return compact(Table(columns, tuple(rows), caption, row_header=1))


def evidence(seen: View, given: Sequence[EvidenceText]) -> Table:
    """Evidence by indicator, in the system's order; evidence of questions or adjustments comes after."""
    order = {node.id: index for index, node in enumerate(seen.unit.nodes.values())}
    ordered = sorted(
        visible_evidence(seen, given), key=lambda piece: order.get(_owner(piece, order) or "", len(order))
    )
    columns = (
        Column(say("序号"), "right"), Column(say("编号")), Column(say("指标"), width=2.4),
        Column(say("佐证材料"), width=4), Column(say("页码")), Column(say("落款日期")), Column("SHA-256", width=2),
    )  # fmt: skip
    rows = []
    for index, piece in enumerate(ordered, 1):
        owner = _owner(piece, order)
        name = typeset(seen.text(owner).name) if owner else ""
        cells = [
            cell(str(index)),
            cell(piece.indicator),
            cell(name),
            cell(typeset(piece.description)),
            cell(piece.page),
        ]
        digest = piece.digest.removeprefix("sha256:")
        cells.extend([cell(piece.date), cell(digest[:16] + "…" if len(digest) > 16 else digest, code=True)])
        rows.append(Row(tuple(cells)))
    notes = (
        (say("SHA-256 只列前16位，用于核对文件是否为提交时的版本。"),)
        if any(p.digest for p in ordered)
        else ()
    )
    return compact(Table(columns, tuple(rows), say("佐证清单"), row_header=3, notes=notes))


def visible_evidence(seen: View, given: Sequence[EvidenceText]) -> list[EvidenceText]:
    """What of the evidence the reader may see: of indicators that are open, and, but for the public, of all else."""
    known = dict.fromkeys(seen.unit.nodes, 0)
    owners = [(piece, _owner(piece, known)) for piece in given]
    return [
        piece
        for piece, owner in owners
        if (seen.open(owner) if owner is not None else seen.audience != "public")
    ]


def _owner(piece: EvidenceText, known: dict[str, int]) -> str | None:
    if piece.indicator in known:
        return piece.indicator
    owner = piece.indicator.partition(".")[0]
    return owner if owner in known else None


def without_evidence(seen: View, given: Sequence[EvidenceText]) -> list[NodeResult]:
    """Scored indicators that ask for evidence and have none."""
    order = {node.id: index for index, node in enumerate(seen.unit.nodes.values())}
    covered = {_owner(piece, order) for piece in given}
    return [
        node
        for node in seen.indicators()
        if node.state == "scored"
        and node.id not in covered
        and seen.text(node.id).evidence
        and seen.open(node.id)
    ]


def versions(results: Results, seen: View, request: ReportRequest) -> Table:
    """What makes the scores repeatable."""
    lines = [
        (say("指标体系"), say("{name}（{id}）", name=results.system_name, id=results.system_id), False),
        (say("指标体系版本"), results.system_version, False),
        (say("指标体系摘要值"), results.system_digest, True),
        (say("问卷"), f"{results.questionnaire_id} {results.questionnaire_version}", False),
        (say("问卷摘要值"), results.questionnaire_digest, True),
        # Few answers are possible to a restricted question: whoever knows all others could try which gives the digest.
        (
            say("填报数据摘要值"),
            results.response_digests.get(seen.unit.id, "") if seen.audience != "public" else "",
            True,
        ),
        (say("计分语义版本"), str(results.semantics), False),
        (say("计分软件"), request.tool, False),
    ]
    rows = tuple(
        Row((cell(name), Cell((Text(value, code=code),)))) for name, value, code in lines if value.strip()
    )
    return Table((Column(say("项目")), Column(say("内容"), width=4)), rows, say("版本与摘要值"))
