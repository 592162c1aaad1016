"""The contents of a change note (变更说明): two versions of a system, or two rounds of results.

A copy for the public names totals, levels, ranks and dimensions, no indicator; one for a unit is about it alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dgassess.reporting import change_tables as tables_of
from dgassess.reporting.blocks import Column, Cover, Fact, Facts, Table
from dgassess.reporting.change_text import ChangeNoteText, UnitMove
from dgassess.reporting.charts import Chart
from dgassess.reporting.contents import Contents, ReportRequest
from dgassess.reporting.shapes import SlopeChart, SlopeLine
from dgassess.reporting.wording import ABSENT, cell, listing, row, typeset

_NAMED = 8
_LINES = 12  # of the slope chart
_EDITIONS = {"internal": "内部使用", "unit": "发被评估单位", "public": "公开"}
_CONTENT = ("指标", "题目")  # what has tables of its own; the rest is laid down for the whole system


@dataclass(frozen=True, slots=True)
class ChangeNoteOptions:
    """report.yaml's options. Counts are how many entries a list has at most; units: with tables of their own."""

    title: str = ""
    notice: str = "内部资料　注意保管"
    indicators: int = 20
    per_unit: int = 5
    units: int = 20


@dataclass(frozen=True, slots=True)
class UnitPart:
    """What is said about one unit."""

    name: str
    sentence: str
    table: str = ""


@dataclass(frozen=True, slots=True)
class Movements:
    """How many units moved, and which the most."""

    units: int
    up: int
    down: int
    same: int
    levels: int
    better: int
    worse: int
    ranks: int
    risen: str
    fallen: str


def build(
    text: ChangeNoteText, request: ReportRequest | None = None, options: ChangeNoteOptions | None = None
) -> Contents:
    """Everything a change note's template can print or insert. Pure: the same input, the same contents."""
    request, options = request or ReportRequest(), options or ChangeNoteOptions()
    shown = sorted(text.units, key=lambda unit: (-tables_of.distance(unit.by), unit.id))
    own = request.audience != "public"
    tables: dict[str, Table] = {"counts": tables_of.counts(text), "identities": _identities(text, request)}
    sorts = list(dict.fromkeys(change.sort for change in text.changes))
    for sort in (*_CONTENT, *(one for one in sorts if one not in _CONTENT)):
        found = [change for change in text.changes if change.sort == sort]
        tables[f"changes-{sort}"] = tables_of.changes(found, sort)
    if shown:
        tables["units"] = tables_of.units(text, shown)
        # Beside the total and what else is public, the dimensions' scores would give restricted ones away.
        if own or not text.restricted:
            tables["dimensions"] = tables_of.dimensions(text, shown)
        if own:
            tables["indicators"] = tables_of.indicators(text, shown, options.indicators)
    parts = _parts(text, shown, tables, options, own)
    present = {name: table for name, table in tables.items() if table.rows}
    chart = _slope(text, shown)
    charts = {chart.name: chart} if chart is not None else {}
    cover = _cover(text, request, options)
    return Contents(
        cover=cover,
        identity=f"{typeset(text.name)}　{cover.title}",
        values={
            "rounds": text.kind == "rounds", "system": typeset(text.name), "before": text.before,
            "after": text.after, "sorts": tuple(f"changes-{sort}" for sort in sorts if sort not in _CONTENT),
            "changed": len(text.changes), "given": text.given, "movements": _movements(text, shown),
            "parts": parts, "unscored": _units(text.unscored),
            "came": _units(text.came), "went": _units(text.went),
            "comparable": text.comparable, "left_out": sum(unit.left_out > 0 for unit in shown),
            "public": request.audience == "public", "only": text.only,
            "has": {*present, *(f"chart {name}" for name in charts)},
        },
        tables=present,
        charts=charts,
        facts={"summary": Facts(_summary(text, shown))},
        watermark=request.watermark,
    )  # fmt: skip


def _parts(
    text: ChangeNoteText,
    shown: Sequence[UnitMove],
    tables: dict[str, Table],
    options: ChangeNoteOptions,
    own: bool,
) -> tuple[UnitPart, ...]:
    """What is said about single units: nothing in public, and in a large cohort only of those that moved most."""
    found = []
    for index, unit in enumerate(shown[: options.units] if own else ()):
        table = tables_of.unit_indicators(text, unit, options.per_unit)
        name = f"unit-{index}" if table.rows else ""
        if name:
            tables[name] = table
        if unit.moved or name:
            found.append(UnitPart(unit.name, _sentence(text, unit), name))
    return tuple(found)


def _sentence(text: ChangeNoteText, unit: UnitMove) -> str:
    numbers = text.numbers
    said = [f"总分由{numbers.score(unit.before)}变为{numbers.score(unit.after)}"]
    if unit.by:
        word = "提高" if unit.by > 0 else "降低"
        said[0] += f"，{word}{numbers.score(abs(unit.by))}分"
    elif unit.by is not None:
        said = [f"总分{numbers.score(unit.after)}，没有变动"]
    before, after = unit.level
    if before != after:
        said.append(f"等级由{before or ABSENT}变为{after or ABSENT}")
    elif after:
        said.append(f"等级仍为{after}")
    if unit.rank[0] != unit.rank[1]:
        said.append(f"位次{tables_of.ranks(unit.rank)}")
    return "；".join(said) + "。"


def _movements(text: ChangeNoteText, shown: Sequence[UnitMove]) -> Movements:
    risen = sorted((u for u in shown if (u.by or 0) > 0), key=lambda u: (-(u.by or 0), u.id))
    fallen = sorted((u for u in shown if (u.by or 0) < 0), key=lambda u: ((u.by or 0), u.id))
    places = {name: place for place, name in enumerate(text.levels)}
    steps = [
        places.get(unit.level[0], 0) - places.get(unit.level[1], 0)
        for unit in shown
        if unit.level[0] in places and unit.level[1] in places
    ]
    return Movements(
        units=len(shown),
        up=len(risen),
        down=len(fallen),
        same=sum(unit.by == 0 for unit in shown),
        levels=sum(unit.level[0] != unit.level[1] for unit in shown),
        better=sum(step > 0 for step in steps),
        worse=sum(step < 0 for step in steps),
        ranks=sum(unit.rank[0] != unit.rank[1] for unit in shown),
        risen=_units([_with_points(text, unit) for unit in risen]),
        fallen=_units([_with_points(text, unit) for unit in fallen]),
    )


def _units(names: Sequence[str]) -> str:
    """Units by name, those beyond the first few counted."""
    more = f"{len(names)}个" if len(names) > _NAMED else ""
    return f"{listing(names, _NAMED, counted=False)}{more}"


def _with_points(text: ChangeNoteText, unit: UnitMove) -> str:
    return f"{unit.name}（{tables_of.moved(text.numbers, unit.by)}）"


def _slope(text: ChangeNoteText, shown: Sequence[UnitMove]) -> Chart | None:
    """The totals of the units that moved farthest, then and now."""
    numbers = text.numbers
    drawn = [unit for unit in shown if unit.before is not None and unit.after is not None][:_LINES]
    if not any(unit.by for unit in drawn):
        return None
    totals = [total for unit in drawn for total in (unit.before, unit.after) if total is not None]
    lines = tuple(
        SlopeLine(
            unit.name, _place(totals, unit.before), _place(totals, unit.after), numbers.score(unit.before),
            numbers.score(unit.after), strong=unit.level[0] != unit.level[1],
        )
        for unit in drawn
    )  # fmt: skip
    said = "；".join(
        f"{unit.name}由{numbers.score(unit.before)}到{numbers.score(unit.after)}" for unit in drawn
    )
    caption = f"总分变动{f'（变动最大的{len(drawn)}个）' if len(drawn) < len(shown) else ''}"
    return Chart("slope", SlopeChart(lines, text.before, text.after), "总分变动", said, caption)


def _place(totals: Sequence[Fraction], total: Fraction | None) -> float | None:
    """Where a total stands between the lowest and the highest drawn: small moves of close units stay visible."""
    if total is None:
        return None
    lowest, highest = min(totals), max(totals)
    return float((total - lowest) / (highest - lowest)) if highest > lowest else 0.5


def _summary(text: ChangeNoteText, shown: Sequence[UnitMove]) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    if text.kind == "versions":
        own = [change for change in text.changes if change.sort == "指标"]
        for status, word in tables_of.STATUSES.items():
            count = sum(change.status == status for change in own)
            if count:
                facts.append(Fact(f"{word}指标", str(count), strong=True))
        facts.append(Fact("全部变化", f"{len(text.changes)}项", strong=True))
    if shown:
        found = _movements(text, shown)
        facts += [
            Fact("评估对象", str(found.units), strong=True),
            Fact("总分上升", str(found.up), strong=True),
            Fact("总分下降", str(found.down), strong=True),
            Fact("等级变化", str(found.levels), strong=True),
            Fact("位次变化", str(found.ranks), strong=True),
        ]
    return tuple(facts)


def _identities(text: ChangeNoteText, request: ReportRequest) -> Table:
    rows = [row(typeset(what), version, cell(digest, code=True)) for what, version, digest in text.identities]
    if request.tool:
        name, _, version = request.tool.partition(" ")
        rows.append(row(name, version, ""))
    columns = (Column("内容", width=3), Column("版本"), Column("摘要（SHA-256）", width=5))
    return Table(columns, tuple(rows), "版本与摘要")


def _cover(text: ChangeNoteText, request: ReportRequest, options: ChangeNoteOptions) -> Cover:
    title = "指标体系变更说明" if text.kind == "versions" else "评估结果变动说明"
    facts = (
        Fact("指标体系", typeset(text.name)),
        Fact("比较", f"{text.before}　→　{text.after}"),
        Fact("评估对象", text.only or (f"{len(text.units)}个" if text.units else "")),
        Fact("发送范围", _EDITIONS[request.audience]),
    )
    return Cover(
        title=request.title or options.title or title,
        subtitle=text.only or typeset(text.name),
        notice=request.notice or (options.notice if request.audience != "public" else ""),
        facts=tuple(fact for fact in facts if fact.value),
        organisation=request.organisation,
        date=request.date,
        seal=request.seal,
    )
