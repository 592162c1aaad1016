"""The contents of a change note (变更说明): two versions of a system, or two rounds of results.

A copy for the public says how many units moved and how far on average, nothing of a single one and nothing of fewer
than FEW; one for a unit is about it alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dgassess.reporting import change_causes as causes_of
from dgassess.reporting import change_tables as tables_of
from dgassess.reporting.blocks import Column, Cover, Fact, Facts, Table
from dgassess.reporting.change_movements import Movements, listed, movements
from dgassess.reporting.change_text import ChangeNoteText, Status, UnitMove
from dgassess.reporting.charts import Chart
from dgassess.reporting.cohort_audience import FEW, too_few
from dgassess.reporting.contents import Contents, ReportRequest
from dgassess.reporting.errors import ReportError
from dgassess.reporting.shapes import SlopeChart, SlopeLine
from dgassess.reporting.wording import ABSENT, NOTICE, cell, row, typeset, worded_notice
from dgassess.values.language import joined, msg, say, say_as

_LINES = 12  # of the slope chart
_EDITIONS = {"internal": msg("内部使用"), "unit": msg("发被评估单位"), "public": msg("公开")}
_INDICATORS: dict[Status, str] = {
    "new": msg("新增指标"), "gone": msg("停用指标"), "renamed": msg("改名指标"), "redefined": msg("改口径指标"),
    "changed": msg("调整指标"),
}  # fmt: skip
_CONTENT = ("indicator", "question")  # what has tables of its own; the rest is laid down for the whole system


@dataclass(frozen=True, slots=True)
class ChangeNoteOptions:
    """report.yaml's options. Counts are how many entries a list has at most; units: with tables of their own."""

    title: str = ""
    notice: str = NOTICE
    indicators: int = 20
    per_unit: int = 5
    units: int = 20


@dataclass(frozen=True, slots=True)
class UnitPart:
    """What is said about one unit. causes: sentences; makeup, table: names of tables, empty where there are none."""

    name: str
    sentence: str
    table: str = ""
    causes: tuple[str, ...] = ()
    makeup: str = ""


def build(
    text: ChangeNoteText, request: ReportRequest | None = None, options: ChangeNoteOptions | None = None
) -> Contents:
    """Everything a change note's template can print or insert. Pure: the same input, the same contents.

    Raises ReportError where a copy for the public would be about fewer than FEW units.
    """
    request, options = request or ReportRequest(), options or ChangeNoteOptions()
    if request.audience == "public" and text.given and too_few(request.audience, len(text.units)):
        raise ReportError(f"For the public, a change note needs {FEW} units.")
    shown = sorted(text.units, key=lambda unit: (-tables_of.distance(unit.by), unit.id))
    named = request.audience != "public"
    moved = movements(text, shown, named)
    tables: dict[str, Table] = {"counts": tables_of.counts(text), "identities": _identities(text, request)}
    sorts = list(dict.fromkeys(change.sort for change in text.changes))
    for sort in (*_CONTENT, *(one for one in sorts if one not in _CONTENT)):
        found = [change for change in text.changes if change.sort == sort]
        tables[f"changes-{sort}"] = tables[f"changes-{tables_of.SORTS[sort]}"] = tables_of.changes(
            found, sort
        )
    if shown and named:
        tables["units"] = tables_of.units(text, shown)
        tables["dimensions"] = tables_of.dimensions(text, shown)
        tables["indicators"] = tables_of.indicators(text, shown, options.indicators)
    elif moved.told and not text.restricted:
        # Beside the total and what else is public, the dimensions' scores would give restricted ones away.
        tables["dimension-means"] = tables_of.dimension_means(text, shown)
    parts = _parts(text, shown if named else (), tables, options, request.audience == "internal")
    present = {name: table for name, table in tables.items() if table.rows}
    chart = _slope(text, shown) if named else None
    charts = {chart.name: chart} if chart is not None else {}
    cover = _cover(text, request, options)
    return Contents(
        cover=cover,
        identity=say("{system}　{title}", system=typeset(text.name), title=cover.title),
        values={
            "rounds": text.kind == "rounds", "system": typeset(text.name), "before": text.before,
            "after": text.after, "sorts": tuple(f"changes-{sort}" for sort in sorts if sort not in _CONTENT),
            "changed": len(text.changes), "given": text.given, "movements": moved,
            "parts": parts, "vetoed": _vetoed(text, shown, request, True),
            "cleared": _vetoed(text, shown, request, False), "unscored": listed(text.unscored, named),
            "came": listed(text.came, named), "went": listed(text.went, named), "few": FEW,
            "comparable": text.comparable, "left_out": sum(unit.left_out > 0 for unit in shown),
            "public": request.audience == "public", "only": text.only, "restricted": text.restricted,
            "has": {*present, *(f"chart {name}" for name in charts)},
        },
        tables=present,
        charts=charts,
        facts={"summary": Facts(_summary(text, moved, named))},
        watermark=request.watermark,
    )  # fmt: skip


def _parts(
    text: ChangeNoteText,
    shown: Sequence[UnitMove],
    tables: dict[str, Table],
    options: ChangeNoteOptions,
    internal: bool,
) -> tuple[UnitPart, ...]:
    """What is said about single units: in a large cohort only of those that moved most."""
    found = []
    for index, unit in enumerate(shown[: options.units]):
        table = tables_of.unit_indicators(text, unit, options.per_unit)
        makeup = causes_of.makeup(text, unit)
        causes = causes_of.sentences(text, unit, internal)
        own = {f"unit-{index}": table} if table.rows else {}
        made_of = {f"makeup-{index}": makeup} if makeup is not None else {}
        tables |= own | made_of
        if unit.moved or causes or own:
            said = _sentence(text, unit)
            found.append(UnitPart(unit.name, said, next(iter(own), ""), causes, next(iter(made_of), "")))
    return tuple(found)


def _vetoed(text: ChangeNoteText, shown: Sequence[UnitMove], request: ReportRequest, now: bool) -> str:
    """Units with a veto newly triggered, or no longer: named where restricted ones may be."""
    return "" if text.only or request.audience != "internal" else listed(causes_of.vetoed(shown, now))


def _sentence(text: ChangeNoteText, unit: UnitMove) -> str:
    numbers = text.numbers
    then, now, points = (
        numbers.score(unit.before),
        numbers.score(unit.after),
        numbers.score(abs(unit.by or Fraction(0))),
    )
    if unit.by is None:
        said = [say("总分由{before}变为{after}", before=then, after=now)]
    elif unit.by > 0:
        said = [say("总分由{before}变为{after}，提高{points}分", before=then, after=now, points=points)]
    elif unit.by < 0:
        said = [say("总分由{before}变为{after}，降低{points}分", before=then, after=now, points=points)]
    else:
        said = [say("总分{total}，没有变动", total=now)]
    before, after = unit.level
    if before != after:
        said.append(say("等级由{before}变为{after}", before=before or ABSENT, after=after or ABSENT))
    elif after:
        said.append(say("等级仍为{level}", level=after))
    if unit.rank[0] != unit.rank[1]:
        said.append(say("位次{ranks}", ranks=tables_of.ranks(unit.rank, unit.shifted)))
    return say("{clauses}。", clauses=joined(said, "；"))


def _slope(text: ChangeNoteText, shown: Sequence[UnitMove]) -> Chart | None:
    """The totals of the units that moved farthest, then and now."""
    numbers = text.numbers
    drawn = [unit for unit in shown if unit.before is not None and unit.after is not None][:_LINES]
    if len(shown) < 2 or not any(unit.by for unit in drawn):
        return None
    totals = [total for unit in drawn for total in (unit.before, unit.after) if total is not None]
    lines = tuple(
        SlopeLine(
            unit.name, _place(totals, unit.before), _place(totals, unit.after), numbers.score(unit.before),
            numbers.score(unit.after), strong=unit.level[0] != unit.level[1],
        )
        for unit in drawn
    )  # fmt: skip
    said = joined(
        (
            say(
                "{unit}由{before}到{after}",
                unit=unit.name, before=numbers.score(unit.before), after=numbers.score(unit.after),
            )
            for unit in drawn
        ),
        "；",
    )  # fmt: skip
    title = caption = say("总分变动")
    if len(drawn) < len(shown):
        caption = say("总分变动（变动最大的{count}个）", count=len(drawn))
    return Chart("slope", SlopeChart(lines, text.before, text.after), title, said, caption)


def _place(totals: Sequence[Fraction], total: Fraction | None) -> float | None:
    """Where a total stands between the lowest and the highest drawn: small moves of close units stay visible."""
    if total is None:
        return None
    lowest, highest = min(totals), max(totals)
    return float((total - lowest) / (highest - lowest)) if highest > lowest else 0.5


def _summary(text: ChangeNoteText, moved: Movements, named: bool) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    if text.kind == "versions":
        own = [change for change in text.changes if change.sort == "indicator"]
        for status, word in _INDICATORS.items():
            count = sum(change.became(status) for change in own)
            if count:
                facts.append(Fact(say(word), str(count), strong=True))
        facts.append(Fact(say("全部变化"), say("{count}项", count=len(text.changes)), strong=True))
    if named and len(text.units) == 1:
        return (*facts, *_own_facts(text, text.units[0]))
    if moved.units:
        facts.append(Fact(say_as("several", "评估对象"), str(moved.units), strong=True))
    if moved.units and moved.told:
        facts += [
            Fact(say("总分上升"), str(moved.up), strong=True),
            Fact(say("总分下降"), str(moved.down), strong=True),
            Fact(say_as("several", "等级变化"), str(moved.levels), strong=True),
            Fact(say("位次变化"), str(moved.ranks), _shifted(moved.shifted), strong=True),
        ]
    if moved.units and moved.told and not named:
        facts.append(Fact(say("平均变动"), say("{points}分", points=moved.mean), strong=True))
    return tuple(facts)


def _shifted(count: int) -> str:
    return say("另有{count}个只因参与排名的对象增减而变", count=count) if count else ""


def _own_facts(text: ChangeNoteText, unit: UnitMove) -> tuple[Fact, ...]:
    """What became of one unit: counts of one would say less than its figures."""
    numbers = text.numbers
    facts = (
        Fact(say("{period}总分", period=text.before), numbers.score(unit.before), strong=True),
        Fact(say("{period}总分", period=text.after), numbers.score(unit.after), strong=True),
        Fact(say("变动"), tables_of.moved(numbers, unit.by), strong=True),
        Fact(say("等级"), tables_of.both(unit.level)),
        Fact(say("位次"), tables_of.ranks(unit.rank, unit.shifted)),
    )
    return tuple(fact for fact in facts if fact.value != ABSENT)


def _identities(text: ChangeNoteText, request: ReportRequest) -> Table:
    rows = [row(typeset(what), version, cell(digest, code=True)) for what, version, digest in text.identities]
    if request.tool:
        name, _, version = request.tool.partition(" ")
        rows.append(row(name, version, ""))
    columns = (Column(say("内容"), width=3), Column(say("版本")), Column(say("摘要（SHA-256）"), width=5))
    return Table(columns, tuple(rows), say("版本与摘要"))


def _cover(text: ChangeNoteText, request: ReportRequest, options: ChangeNoteOptions) -> Cover:
    title = say("指标体系变更说明") if text.kind == "versions" else say("评估结果变动说明")
    units = Fact(say("评估对象"), text.only)
    if text.units and not text.only:
        units = Fact(say_as("several", "评估对象"), say("{count}个", count=len(text.units)))
    edition = say(_EDITIONS[request.audience])
    if request.audience == "public" and text.units:
        edition = say("公开（不列单个评估对象）")
    notice = worded_notice(options.notice)
    facts = (
        Fact(say("指标体系"), typeset(text.name)),
        Fact(say("比较"), say("{before}　→　{after}", before=text.before, after=text.after)),
        units,
        Fact(say("发送范围"), edition),
    )
    return Cover(
        title=request.title or options.title or title,
        subtitle=text.only or typeset(text.name),
        notice=request.notice or (notice if request.audience != "public" else ""),
        facts=tuple(fact for fact in facts if fact.value),
        organisation=request.organisation,
        date=request.date,
        seal=request.seal,
    )
