"""What a bulletin annexes beside scores: what is missing, who is not ranked and why, versions and digests."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from dgassess.engine.results import Results, UnitResult
from dgassess.reporting.blocks import Cell, Column, Row, Table, Text
from dgassess.reporting.cohort_audience import Cohort
from dgassess.reporting.contents import ReportRequest
from dgassess.reporting.wording import cell, compact, number_column, row
from dgassess.values.language import joined, msg, say, say_as

# Said here rather than taken from the steps: those name questions and indicators that may be restricted.
_REASONS = {
    "rejected": msg("缺项须补报，未计总分"),
    "unscored": msg("没有可以计分的指标，未形成总分"),
    "unranked": msg("不适用指标的权重超过规定上限，计分但不参与排名"),
}


_NAMED = 8  # beyond as many, the annex names them alone


def missing_table(seen: Cohort) -> Table | None:
    """Units with the indicators they left blank; restricted ones are left out. None where names do not appear."""
    if seen.anonymous:
        return None
    columns = (
        Column(say("单位"), width=1.6),
        number_column(say("缺项指标")),
        Column(say_as("several", "指标"), width=7),
    )
    rows = []
    for unit in seen.units:
        gaps = [
            node for node in unit.nodes.values()
            if node.kind == "indicator" and node.state == "missing" and node.id not in seen.restricted
        ]  # fmt: skip
        if gaps:
            named = joined((f"{node.id} {seen.said(node.id)}" for node in gaps), "、")
            rows.append(row(seen.name(unit), say_as("table cell", "{count}项", count=len(gaps)), named))
    notes = (say("不含公开范围受限的指标。"),) if seen.restricted else ()
    return Table(columns, tuple(rows), say("各单位缺项指标"), notes=notes) if rows else None


def reason(unit: UnitResult) -> str:
    """Why a unit has no rank; empty for those that have one."""
    if unit.rankable and unit.total is not None:
        return ""
    kinds = {step.kind for step in unit.steps}
    found = next((kind for kind in _REASONS if kind in kinds), None)
    if found is None and unit.total is not None:
        return say("不参与排名")
    return say(_REASONS[found or "unscored"])


def unranked(seen: Cohort) -> tuple[str, ...]:
    """How many units have no rank, by reason, and which where names appear."""
    by_reason: dict[str, list[str]] = {}
    for unit in seen.units:
        if why := reason(unit):
            by_reason.setdefault(why, []).append(seen.name(unit))
    return tuple(_unranked(seen, why, by_reason[why]) for why in sorted(by_reason))


def _unranked(seen: Cohort, why: str, names: Sequence[str]) -> str:
    if seen.anonymous or len(names) > _NAMED:
        return say("{reason}的{count}个", reason=why, count=len(names))
    return say("{reason}的{count}个（{names}）", reason=why, count=len(names), names=joined(names, "、"))


def unranked_table(seen: Cohort) -> Table | None:
    """Units without a rank, and why; None where names do not appear."""
    if seen.anonymous:
        return None
    columns = (Column(say("单位"), width=2), number_column(say("综合得分")), Column(say("原因"), width=4))
    rows = tuple(
        row(seen.name(unit), seen.numbers.score(unit.total) if seen.scores else "", reason(unit))
        for unit in seen.units
        if reason(unit)
    )
    return compact(Table(columns, rows, say("不参与排名的单位"))) if rows else None


def versions_table(seen: Cohort, request: ReportRequest, previous: Results | None) -> Table:
    """What makes the figures repeatable. Which unit gave which answers is not said where names do not appear.

    The public gets no digest of answers: whoever knows all but one unit's could try which answers give it.
    """
    results, own = seen.results, seen.audience != "public"
    lines = [
        (say("指标体系"), say("{name}（{id}）", name=results.system_name, id=results.system_id), False),
        (say("指标体系版本"), results.system_version, False),
        (say("指标体系摘要值"), results.system_digest, True),
        (say("问卷"), f"{results.questionnaire_id} {results.questionnaire_version}", False),
        (say("问卷摘要值"), results.questionnaire_digest, True),
        (say("全部填报数据合并摘要值"), combined_digest(results) if own else "", True),
        (say("上轮填报数据合并摘要值"), combined_digest(previous) if previous and own else "", True),
        (say("计分语义版本"), str(results.semantics), False),
        (say("计分软件"), request.tool, False),
    ]
    rows = tuple(
        Row((cell(name), Cell((Text(value, code=code),)))) for name, value, code in lines if value.strip()
    )
    return Table((Column(say("项目")), Column(say("内容"), width=4)), rows, say("版本与摘要值"))


def digests_table(seen: Cohort) -> Table | None:
    """The digest of each unit's answers; None where names do not appear."""
    digests = seen.results.response_digests
    if seen.anonymous or not digests:
        return None
    rows = tuple(
        Row((
            cell(unit.id), cell(seen.name(unit)),
            Cell((Text(digests.get(unit.id, "").removeprefix("sha256:")[:16], code=True),)),
        ))
        for unit in seen.units
    )  # fmt: skip
    columns = (
        Column(say("代码")),
        Column(say("单位"), width=2),
        Column(say("SHA-256（前16位）"), width=2),
    )
    return Table(columns, rows, say("各单位填报数据摘要值"), row_header=1)


def combined_digest(results: Results) -> str:
    """One digest over every unit's, whatever their order: SHA-256 of their lines, sorted, each with its line end."""
    lines = "".join(f"{digest}\n" for digest in sorted(results.response_digests.values()))
    return f"sha256:{hashlib.sha256(lines.encode()).hexdigest()}" if lines else ""
