"""What a bulletin annexes beside scores: what is missing, who is not ranked and why, versions and digests."""

from __future__ import annotations

import hashlib
from collections import Counter

from dgassess.engine.results import Results, UnitResult
from dgassess.reporting.blocks import Cell, Column, Row, Table, Text
from dgassess.reporting.cohort_audience import Cohort
from dgassess.reporting.contents import ReportRequest
from dgassess.reporting.wording import cell, compact, number_column, row

# Said here rather than taken from the steps: those name questions and indicators that may be restricted.
_REASONS = {
    "rejected": "缺项须补报，未计总分",
    "unscored": "没有可以计分的指标，未形成总分",
    "unranked": "不适用指标的权重超过规定上限，计分但不参与排名",
}


def missing_table(seen: Cohort) -> Table | None:
    """Units with the indicators they left blank; restricted ones are left out. None where names do not appear."""
    if seen.anonymous:
        return None
    columns = (Column("单位", width=1.6), number_column("缺项指标"), Column("指标", width=7))
    rows = []
    for unit in seen.units:
        gaps = [
            node for node in unit.nodes.values()
            if node.kind == "indicator" and node.state == "missing" and node.id not in seen.restricted
        ]  # fmt: skip
        if gaps:
            named = "、".join(f"{node.id} {seen.said(node.id)}" for node in gaps)
            rows.append(row(seen.name(unit), f"{len(gaps)}项", named))
    notes = ("不含公开范围受限的指标。",) if seen.restricted else ()
    return Table(columns, tuple(rows), "各单位缺项指标", notes=notes) if rows else None


def reason(unit: UnitResult) -> str:
    """Why a unit has no rank; empty for those that have one."""
    if unit.rankable and unit.total is not None:
        return ""
    kinds = {step.kind for step in unit.steps}
    found = next((kind for kind in _REASONS if kind in kinds), None)
    return _REASONS[found] if found else "不参与排名" if unit.total is not None else _REASONS["unscored"]


def unranked(seen: Cohort) -> tuple[str, ...]:
    """How many units have no rank, by reason."""
    counts = Counter(why for unit in seen.results.units if (why := reason(unit)))
    return tuple(f"{why}的{counts[why]}个" for why in sorted(counts))


def unranked_table(seen: Cohort) -> Table | None:
    """Units without a rank, and why; None where names do not appear."""
    if seen.anonymous:
        return None
    columns = (Column("单位", width=2), number_column("综合得分"), Column("原因", width=4))
    rows = tuple(
        row(seen.name(unit), seen.numbers.score(unit.total) if seen.scores else "", reason(unit))
        for unit in seen.units
        if reason(unit)
    )
    return compact(Table(columns, rows, "不参与排名的单位")) if rows else None


def versions_table(seen: Cohort, request: ReportRequest, previous: Results | None) -> Table:
    """What makes the figures repeatable. Which unit gave which answers is not said where names do not appear."""
    results = seen.results
    lines = [
        ("指标体系", f"{results.system_name}（{results.system_id}）", False),
        ("指标体系版本", results.system_version, False),
        ("指标体系摘要值", results.system_digest, True),
        ("问卷", f"{results.questionnaire_id} {results.questionnaire_version}", False),
        ("问卷摘要值", results.questionnaire_digest, True),
        ("全部填报数据合并摘要值", combined_digest(results), True),
        ("上轮填报数据合并摘要值", combined_digest(previous) if previous else "", True),
        ("计分语义版本", str(results.semantics), False),
        ("计分软件", request.tool, False),
    ]
    rows = tuple(
        Row((cell(name), Cell((Text(value, code=code),)))) for name, value, code in lines if value.strip()
    )
    return Table((Column("项目"), Column("内容", width=4)), rows, "版本与摘要值")


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
    columns = (Column("代码"), Column("单位", width=2), Column("SHA-256（前16位）", width=2))
    return Table(columns, rows, "各单位填报数据摘要值", row_header=1)


def combined_digest(results: Results) -> str:
    """One digest over every unit's, whatever their order: SHA-256 of their lines, sorted, each with its line end."""
    lines = "".join(f"{digest}\n" for digest in sorted(results.response_digests.values()))
    return f"sha256:{hashlib.sha256(lines.encode()).hexdigest()}" if lines else ""
