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
from dgassess.values.language import in_chinese, joined, msg, say, say_as
from dgassess.values.numbers import show_plain

_LACKING = 8  # indicators without evidence that are named
_AUDIENCES = {"internal": msg("内部使用"), "unit": msg("发被评估单位"), "public": msg("公开")}


@dataclass(frozen=True, slots=True)
class Method:
    """How scores came about, in finished texts for the appendix."""

    basis: str
    verified: bool  # whether verified scores count
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
    refused: int  # missing only because verification accepted no value
    not_applicable: int  # declared or found so
    outside: int  # not for the unit's type
    top: int
    top_chinese: str
    top_word: str  # what the top-level nodes are, within a sentence
    grouped: bool  # whether they are dimensions, rather than indicators
    evidence: int
    evidence_withheld: bool  # whether some was attached that the reader may not see
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
    dropped = [say("另有{count}项不适用", count=declared)] if declared else []
    if outside:
        kind = seen.unit.type or say_as("within a sentence", "本单位")
        alone = say("另有{count}项不适用于{kind}", count=outside, kind=kind)
        dropped.append(say("{count}项不适用于{kind}", count=outside, kind=kind) if declared else alone)
    if kept_back := withheld(seen):
        dropped.append(say("另有{count}项不公开", count=kept_back))
    heaviest = sorted(lacking, key=lambda node: -(node.share or 0))
    return Counts(
        applicable=len(nodes) - declared - outside,
        missing=sum(seen.blank(node) for node in nodes),
        refused=sum(seen.turned_down(node) for node in nodes),
        not_applicable=declared,
        outside=outside,
        top=len(parts.parts),
        top_chinese=counting_number(len(parts.parts))
        if 0 < len(parts.parts) < 100
        else str(len(parts.parts)),
        top_word=say_as("within a sentence", "维度") if grouped else say_as("within a sentence", "指标"),
        grouped=grouped,
        evidence=len(annexes.visible_evidence(seen, evidence)),
        evidence_withheld=len(annexes.visible_evidence(seen, evidence)) < len(evidence),
        without_evidence=len(lacking),
        without_evidence_names=listing([typeset(node.name) for node in heaviest], _LACKING, counted=False),
        more_without_evidence=len(lacking) > _LACKING,
        without_evidence_parts=_by_part(seen, lacking) if len(lacking) > _LACKING else "",
        dropped=joined(dropped, "，"),
    )


def _by_part(seen: View, nodes: Sequence[NodeResult]) -> str:
    """How many of some indicators each top-level group has; nothing where indicators stand at the top themselves."""
    ids = {node.id for node in nodes}
    numbers = [
        (top, sum(node.id in ids for node in seen.indicators(top.id)))
        for top in seen.children(None) if top.kind == "group" and seen.shown(top)
    ]  # fmt: skip
    named = [
        say("{name}{count}项", name=typeset(top.name), count=number) for top, number in numbers if number
    ]
    return listing(named)


def method(numbers: Numbers, results: Results, seen: View) -> Method:
    """The appendix's texts."""
    share = seen.unit.not_applicable_share
    return Method(
        basis=say("核定") if results.basis == "verified" else say("自评"),
        verified=results.basis == "verified",
        scale=say(
            "{lowest}—{highest}分", lowest=show_plain(numbers.lowest), highest=show_plain(numbers.highest)
        ),
        digits=numbers.digits,
        mode=say("四舍五入") if numbers.mode == "half-up" else say("四舍六入五成双（GB/T 8170）"),
        description=typeset(seen.system.description),
        clause_source=typeset(seen.system.clause_source),
        not_applicable_share=numbers.percent(share) if share else "",
        withheld=withheld(seen),
        rounding=("" if in_chinese() else " ").join(rounding_notes(numbers, seen.unit)),
        both=seen.both(results),
    )


def cover(results: Results, seen: View, request: ReportRequest, title: str, notice: str) -> Cover:
    """The cover. title, notice: the report's own, where the request has none; the public gets no notice unasked."""
    unit = seen.unit
    system = typeset(results.system_name.removesuffix("指标体系"))
    heading = request.title or title or say("{system}诊断报告", system=system)
    kind = joined(filter(None, (unit.type, unit.unit_class)), "·")
    said = say("{name}（{kind}）", name=unit.name, kind=kind) if kind else unit.name
    period = period_text(request.period)
    basis = say("核定") if results.basis == "verified" else say("自评（未经核定）")
    facts = [
        Fact(say("评估对象"), said), Fact(say("评估周期"), period), Fact(say("评估口径"), basis),
        Fact(say("发送范围"), say(_AUDIENCES[request.audience])),
    ]  # fmt: skip
    if request.audience == "public":
        notice = ""
    return Cover(
        title=heading,
        subtitle=say("{name}（{period}）", name=unit.name, period=period) if request.period else unit.name,
        notice=request.notice or notice,
        facts=tuple(fact for fact in facts if fact.value),
        organisation=request.organisation,
        date=request.date,
        seal=request.seal,
    )
