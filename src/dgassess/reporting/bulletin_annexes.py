"""What a bulletin annexes beside scores: what is missing, who is not ranked and why, versions and digests."""

from __future__ import annotations

import hashlib
from collections import Counter

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
    """How many units have no rank, by reason."""
    counts = Counter(why for unit in seen.results.units if (why := reason(unit)))
    return tuple(say("{reason}的{count}个", reason=why, count=counts[why]) for why in sorted(counts))


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
    """What makes the figures repeatable. Which unit gave which answers is not said where names do not appear."""
    results = seen.results
    lines = [
        (say("指标体系"), say("{name}（{id}）", name=results.system_name, id=results.system_id), False),
        (say("指标体系版本"), results.system_version, False),
        (say("指标体系摘要值"), results.system_digest, True),
        (say("问卷"), f"{results.questionnaire_id} {results.questionnaire_version}", False),
        (say("问卷摘要值"), results.questionnaire_digest, True),
        (say("全部填报数据合并摘要值"), combined_digest(results), True),
        (say("上轮填报数据合并摘要值"), combined_digest(previous) if previous else "", True),
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
