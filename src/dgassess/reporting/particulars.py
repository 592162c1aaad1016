"""What the template says around the scores: the cover, how many indicators stand where, how scores came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dgassess.engine.results import NodeResult, Results
from dgassess.reporting import annexes
from dgassess.reporting.audience import View
from dgassess.reporting.blocks import Cover, Fact
from dgassess.reporting.breakdown import Breakdown, withheld
from dgassess.reporting.contents import EvidenceText, ReportRequest
from dgassess.reporting.numbering import counting_number
from dgassess.reporting.wording import Numbers, listing, period_text, rounding_notes, typeset
from dgassess.values.numbers import show_plain

_LACKING = 8  # indicators without evidence that are named
_AUDIENCES = {"internal": "内部使用", "unit": "发被评估单位", "public": "公开"}


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
    rounding: str  # what is said where parts miss their sum by rounding
    both: bool  # whether self-assessed scores stand beside the verified ones


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


def counts(seen: View, parts: Breakdown, evidence: Sequence[EvidenceText]) -> Counts:
    """The indicators the reader sees counted by state, and those without evidence."""
    nodes = seen.indicators()
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
        evidence=len(annexes.visible_evidence(seen, evidence)),
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


def method(numbers: Numbers, results: Results, seen: View) -> Method:
    """The appendix's texts."""
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
        rounding="".join(rounding_notes(numbers, seen.unit)),
        both=seen.both(results),
    )


def cover(results: Results, seen: View, request: ReportRequest, title: str, notice: str) -> Cover:
    """The cover. title, notice: the report's own, where the request has none; the public gets no notice unasked."""
    unit = seen.unit
    heading = request.title or title or f"{typeset(results.system_name.removesuffix('指标体系'))}诊断报告"
    kind = "·".join(filter(None, (unit.type, unit.unit_class)))
    facts = [Fact("评估对象", unit.name, kind), Fact("评估周期", period_text(request.period))]
    facts.append(Fact("评估口径", "核定" if results.basis == "verified" else "自评（未经核定）"))
    facts.append(Fact("发送范围", _AUDIENCES[request.audience]))
    if request.audience == "public":
        notice = ""
    return Cover(
        title=heading,
        subtitle=f"{unit.name}{f'（{period_text(request.period)}）' if request.period else ''}",
        notice=request.notice or notice,
        facts=tuple(fact for fact in facts if fact.value),
        organisation=request.organisation,
        date=request.date,
        seal=request.seal,
    )
