"""The contents of a diagnosis report (个体诊断报告): one unit, its own scores, nobody else's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dgassess.engine.results import NodeResult, Results, UnitResult
from dgassess.reporting import annexes
from dgassess.reporting import standing as position
from dgassess.reporting.audience import View, view
from dgassess.reporting.blocks import Cover, Fact, Facts, Table
from dgassess.reporting.breakdown import Breakdown, breakdown, withheld
from dgassess.reporting.charts import Chart
from dgassess.reporting.clauses import clauses, groupings
from dgassess.reporting.contents import Contents, EvidenceText, ReportRequest, SystemText
from dgassess.reporting.losses import losses, ranking, strong_and_weak
from dgassess.reporting.numbering import counting_number
from dgassess.reporting.wording import Numbers, listing, period_text, score_text, typeset
from dgassess.reporting.zeroing import heads
from dgassess.values.numbers import show_plain

NOTICE = "内部资料　注意保管"
SUMMARY = 5  # indicators named in the summary
_LACKING = 8  # indicators without evidence that are named
_AUDIENCES = {"internal": "内部使用", "unit": "发被评估单位", "public": "公开"}


@dataclass(frozen=True, slots=True)
class DiagnosisOptions:
    """report.yaml's options. Counts are how many entries a list names at most."""

    title: str = ""
    notice: str = NOTICE
    strongest: int = 8
    weakest: int = 8
    losses: int = 15
    per_dimension: int = 3


@dataclass(frozen=True, slots=True)
class UnitWords:
    """The unit in words."""

    id: str
    name: str
    type: str
    unit_class: str


@dataclass(frozen=True, slots=True)
class Method:
    """How scores came about, in finished texts for the appendix."""

    basis: str
    scale: str
    digits: int
    mode: str
    description: str
    clause_source: str
    not_applicable_share: str
    withheld: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many indicators stand where."""

    applicable: int
    missing: int
    not_applicable: int  # declared or found so
    outside: int  # not for the unit's type
    top: int
    top_chinese: str
    top_word: str
    evidence: int
    without_evidence: int
    without_evidence_names: str
    more_without_evidence: bool  # than are named
    without_evidence_parts: str  # how many of them per top-level group
    dropped: str  # what does not apply, as a sentence without a stop


def build(
    results: Results,
    unit: UnitResult,
    system: SystemText,
    evidence: Sequence[EvidenceText] = (),
    request: ReportRequest | None = None,
    options: DiagnosisOptions | None = None,
) -> Contents:
    """Everything a diagnosis template can print or insert for one unit. Pure: the same input, the same contents."""
    request, options = request or ReportRequest(), options or DiagnosisOptions()
    numbers = Numbers.of(results)
    seen = view(unit, system, request.audience)
    said = position.overall(numbers, results, unit)
    parts = breakdown(numbers, results, seen, options.per_dimension)
    lost = losses(numbers, seen, options.losses)
    strong, weak = strong_and_weak(
        numbers, seen.indicators(), unit.base, max(options.strongest, options.weakest)
    )
    strong, weak = strong[: options.strongest], weak[: options.weakest]
    covered = clauses(numbers, seen)
    others, other_tables = groupings(numbers, seen)
    counts = _counts(seen, parts, evidence)
    zeroed = listing([typeset(n.name) for n, _ in seen.below(None) if n.zeroed_by and heads(unit, n)])
    tables: dict[str, Table] = {
        "steps": position.steps(unit), "adjustments": position.adjustments(numbers, unit),
        "vetoes": position.vetoes(unit), "strong": ranking(numbers, seen, strong, "相对优势指标"),
        "weak": ranking(numbers, seen, weak, "相对薄弱指标"), "indicators": annexes.indicators(numbers, results, seen),
        "missing": annexes.missing(numbers, seen), "not_applicable": annexes.not_applicable(seen),
        "outside": annexes.outside(seen), "evidence": annexes.evidence(seen, evidence),
        "versions": annexes.versions(results, seen, request), **parts.tables, **other_tables,
    }  # fmt: skip
    charts: dict[str, Chart] = dict(parts.charts)
    for chart in (position.band(numbers, system.levels, unit), lost.chart):
        if chart is not None:
            charts[chart.name] = chart
    optional = {"losses": lost.table, "clauses": covered.table}
    present = {name: table for name, table in (tables | optional).items() if table is not None and table.rows}
    cover = _cover(results, unit, request, options)
    return Contents(
        cover=cover,
        identity=f"{unit.name}　{cover.title}",
        values={
            "unit": UnitWords(unit.id, unit.name, unit.type or "", unit.unit_class or ""),
            "period": period_text(request.period), "organisation": request.organisation,
            "overall": said, "counts": counts, "zeroed": zeroed, "parts": parts.parts, "losses": lost,
            "strong": [f"{typeset(n.name)}（{score_text(numbers, n)}）" for n in strong[:SUMMARY]],
            "weak": [f"{typeset(n.name)}（{score_text(numbers, n)}）" for n in weak[:SUMMARY]],
            "clauses": covered, "groupings": others, "method": _method(numbers, results, seen),
            "system": results.system_name, "has": {*present, *(f"chart {name}" for name in charts)},
        },
        tables=present,
        charts=charts,
        facts={
            "summary": Facts(
                position.facts(said, unit, counts.applicable, counts.missing, counts.dropped)
            )
        },
        watermark=request.watermark,
    )  # fmt: skip


def _counts(seen: View, parts: Breakdown, evidence: Sequence[EvidenceText]) -> Counts:
    nodes = [node for node in seen.unit.nodes.values() if node.kind == "indicator"]
    lacking = annexes.without_evidence(seen, evidence)
    grouped = any(part.table for part in parts.parts)
    outside = sum(seen.outside(node) for node in nodes)
    declared = sum(node.state == "not-applicable" for node in nodes) - outside
    dropped = [f"{declared}项不适用"] if declared else []
    dropped += [f"{outside}项不适用于{seen.unit.type or '本单位'}"] if outside else []
    heaviest = sorted(lacking, key=lambda node: -(node.share or 0))
    return Counts(
        applicable=len(nodes) - declared - outside,
        missing=sum(node.state == "missing" for node in nodes),
        not_applicable=declared,
        outside=outside,
        top=len(parts.parts),
        top_chinese=counting_number(len(parts.parts))
        if 0 < len(parts.parts) < 100
        else str(len(parts.parts)),
        top_word="维度" if grouped else "指标",
        evidence=len(evidence),
        without_evidence=len(lacking),
        without_evidence_names=listing([typeset(node.name) for node in heaviest], _LACKING, counted=False),
        more_without_evidence=len(lacking) > _LACKING,
        without_evidence_parts=_by_part(seen, lacking) if len(lacking) > _LACKING else "",
        dropped="，".join(("另有" if not index else "") + text for index, text in enumerate(dropped)),
    )


def _by_part(seen: View, nodes: Sequence[NodeResult]) -> str:
    """How many of some indicators each top-level group has; nothing where indicators stand at the top themselves."""
    ids = {node.id for node in nodes}
    numbers = [
        (top, sum(node.id in ids for node in seen.indicators(top.id)))
        for top in seen.children(None) if top.kind == "group" and seen.shown(top)
    ]  # fmt: skip
    return listing([f"{typeset(top.name)}{number}项" for top, number in numbers if number])


def _method(numbers: Numbers, results: Results, seen: View) -> Method:
    share = seen.unit.not_applicable_share
    return Method(
        basis="核定" if results.basis == "verified" else "自评",
        scale=f"{show_plain(numbers.lowest)}—{show_plain(numbers.highest)}分",
        digits=numbers.digits,
        mode="四舍五入" if numbers.mode == "half-up" else "四舍六入五成双（GB/T 8170）",
        description=typeset(seen.system.description),
        clause_source=typeset(seen.system.clause_source),
        not_applicable_share=numbers.percent(share) if share else "",
        withheld=withheld(seen),
    )


def _cover(results: Results, unit: UnitResult, request: ReportRequest, options: DiagnosisOptions) -> Cover:
    title = (
        request.title or options.title or f"{typeset(results.system_name.removesuffix('指标体系'))}诊断报告"
    )
    kind = "·".join(filter(None, (unit.type, unit.unit_class)))
    facts = [Fact("评估对象", unit.name, kind), Fact("评估周期", period_text(request.period))]
    facts.append(Fact("评估口径", "核定" if results.basis == "verified" else "自评（未经核定）"))
    facts.append(Fact("发送范围", _AUDIENCES[request.audience]))
    notice = request.notice or (options.notice if request.audience != "public" else "")
    return Cover(
        title=title,
        subtitle=f"{unit.name}{f'（{period_text(request.period)}）' if request.period else ''}",
        notice=notice,
        facts=tuple(fact for fact in facts if fact.value),
        organisation=request.organisation,
        date=request.date,
        seal=request.seal,
    )
