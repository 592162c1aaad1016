"""The contents of a diagnosis report (个体诊断报告): one unit, its own scores, nobody else's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dgassess.engine.gains import Gains
from dgassess.engine.results import NodeResult, Results, UnitResult
from dgassess.reporting import annexes
from dgassess.reporting import standing as position
from dgassess.reporting.advice import advice
from dgassess.reporting.audience import view
from dgassess.reporting.benchmark import benchmark
from dgassess.reporting.blocks import Facts, Table
from dgassess.reporting.breakdown import breakdown
from dgassess.reporting.charts import Chart
from dgassess.reporting.clauses import clauses, groupings
from dgassess.reporting.contents import Contents, EvidenceText, ReportRequest, Sheet, SystemText
from dgassess.reporting.losses import losses, ranking, strong_and_weak
from dgassess.reporting.particulars import counts, cover, method
from dgassess.reporting.peers import LEAST, PeerText
from dgassess.reporting.problems import STATES, Problem, problem_table, problems, rectification
from dgassess.reporting.verification import verification
from dgassess.reporting.waterfall import waterfall
from dgassess.reporting.wording import (
    FAIR,
    NOTICE,
    Numbers,
    after,
    bound_percent,
    listing,
    period_text,
    score_text,
    typeset,
    worded_notice,
)
from dgassess.reporting.zeroing import heads
from dgassess.values.language import joined, say

SUMMARY = 5  # indicators named in the summary


@dataclass(frozen=True, slots=True)
class DiagnosisOptions:
    """report.yaml's options. Counts are how many entries a list names at most.

    peers_from: how many ranked units of the same type and class a comparison with them needs.
    """

    title: str = ""
    notice: str = NOTICE
    strongest: int = 8
    weakest: int = 8
    losses: int = 15
    per_dimension: int = 3
    peers_from: int = LEAST
    roadmap: int = 10


@dataclass(frozen=True, slots=True)
class UnitWords:
    """The unit in words."""

    id: str
    name: str
    type: str
    unit_class: str


def build(
    results: Results,
    unit: UnitResult,
    system: SystemText,
    evidence: Sequence[EvidenceText] = (),
    request: ReportRequest | None = None,
    options: DiagnosisOptions | None = None,
    *,
    peers: PeerText | None = None,
    gains: Gains | None = None,
) -> Contents:
    """Everything a diagnosis template can print or insert for one unit. Pure: the same input, the same contents.

    peers: what is known of the unit's peer group, from `peers.peer_texts`. gains: the engine's, for advice.
    """
    request, options = request or ReportRequest(), options or DiagnosisOptions()
    numbers = Numbers.of(results)
    seen = view(unit, system, request.audience)
    unit = seen.unit
    said = position.overall(numbers, results, seen)
    compared = benchmark(numbers, seen, peers, options.peers_from, max(options.strongest, options.weakest))
    parts = breakdown(numbers, results, seen, options.per_dimension, compared.means)
    lost = losses(numbers, seen, options.losses)
    found = problems(numbers, seen, evidence)
    ahead = advice(numbers, seen, found, gains, options.roadmap)
    verified, verified_tables = verification(numbers, results, seen)
    strong, weak = strong_and_weak(
        numbers,
        seen.indicators(),
        unit.total if seen.totals_only else unit.base,
        max(options.strongest, options.weakest),
    )
    strong, weak = strong[: options.strongest], weak[: options.weakest]
    covered = clauses(numbers, seen)
    others, other_tables = groupings(numbers, seen)
    counted = counts(seen, parts, evidence)
    zeroed = listing([typeset(n.name) for n, _ in seen.below(None) if n.zeroed_by and heads(unit, n)])
    tables: dict[str, Table] = {
        "steps": position.steps(unit), "adjustments": position.adjustments(numbers, seen),
        "vetoes": position.vetoes(seen), "strong": ranking(numbers, seen, strong, say("相对优势指标")),
        "weak": ranking(numbers, seen, weak, say("相对薄弱指标")),
        "indicators": annexes.indicators(numbers, results, seen),
        "missing": annexes.missing(numbers, seen), "refused": annexes.refused(numbers, seen),
        "not_applicable": annexes.not_applicable(seen),
        "outside": annexes.outside(seen), "evidence": annexes.evidence(seen, evidence),
        "versions": annexes.versions(results, seen, request), "problems": problem_table(found), **parts.tables,
        **other_tables, **compared.tables, **ahead.tables, **verified_tables,
    }  # fmt: skip
    charts: dict[str, Chart] = {**parts.charts, **compared.charts}
    for chart in (position.band(numbers, system.levels, unit), lost.chart, waterfall(numbers, seen)):
        if chart is not None:
            charts[chart.name] = chart
    optional = {"losses": lost.table, "clauses": covered.table}
    present = {name: table for name, table in (tables | optional).items() if table is not None and table.rows}
    notice = worded_notice(options.notice)
    front = cover(results, seen, request, options.title, notice)
    return Contents(
        cover=front,
        identity=say("{unit}　{title}", unit=unit.name, title=front.title),
        values={
            "unit": UnitWords(unit.id, unit.name, unit.type or "", unit.unit_class or ""),
            "period": after(unit.name, period_text(request.period)), "organisation": request.organisation,
            "overall": said, "counts": counted, "zeroed": zeroed, "parts": parts.parts, "losses": lost,
            "strong": [_named(numbers, n) for n in strong[:SUMMARY]],
            "weak": [_named(numbers, n) for n in weak[:SUMMARY]],
            "peers": compared.texts, "problems": len(found), "advice": ahead, "verification": verified,
            "clauses": covered, "groupings": others, "method": method(numbers, results, seen),
            "system": results.system_name, "strong_from": bound_percent(FAIR),
            "has": {*present, *(f"chart {name}" for name in charts)}, "assessed_period": period_text(request.period),
        },
        tables=present,
        charts=charts,
        facts={
            "summary": Facts(
                position.facts(
                    said, unit, counted.applicable, counted.missing, counted.dropped, counted.refused
                )
            )
        },
        watermark=request.watermark,
        sheet=_sheet(results, found, request, unit, front.notice),
    )  # fmt: skip


def _named(numbers: Numbers, node: NodeResult) -> str:
    return say("{name}（{score}）", name=typeset(node.name), score=score_text(numbers, node))


def _sheet(
    results: Results, found: Sequence[Problem], request: ReportRequest, unit: UnitResult, notice: str
) -> Sheet:
    name = typeset(results.system_name.removesuffix("指标体系"))
    period = after(unit.name, period_text(request.period))
    title = say("{unit}{period}{system}整改清单", unit=unit.name, period=period, system=name)
    note = say(
        "问题、现状、目标、失分、条款、责任单位由评估结果生成；措施、时限由责任单位填写，完成后在“销号情况”中选择"
        "{states}。目标为得满分所需的值或尚缺的选项。",
        states=joined(map(say, STATES), "、"),
    )
    return rectification(found, title, note, (notice, request.watermark))
