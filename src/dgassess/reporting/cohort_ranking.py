"""Units by rank or by level, and the annexed table of them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from dgassess.engine.results import UnitResult
from dgassess.reporting.blocks import Cell, Column, Row, Table
from dgassess.reporting.bulletin_options import BulletinOptions
from dgassess.reporting.cohort_audience import Cohort
from dgassess.reporting.cohort_groups import dimension_columns
from dgassess.reporting.cohort_totals import kinds
from dgassess.reporting.wording import ABSENT, cell, compact, number_column, row
from dgassess.values.language import joined, say
from dgassess.values.numbers import show_plain


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of units of one type. `table` names what to insert; `close` counts neighbours hard to tell apart."""

    kind: str
    table: str
    units: int
    listed: int
    close: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every list, and the margin below which neighbours are marked, as text."""

    listings: tuple[Listing, ...]
    tables: dict[str, Table]
    margin: str
    close: bool  # whether any neighbours are hard to tell apart
    left_out: bool  # units of types too few to be listed without naming them


def ranking(seen: Cohort, options: BulletinOptions) -> Ranking:
    """Units by rank within their type, or by level; a rank across types would compare what cannot be compared."""
    by_kind: dict[str, list[UnitResult]] = {kind: [] for kind in kinds(seen.results.units)}
    for unit in seen.units:
        if unit.total is not None and (seen.ranking == "bands" or unit.type_rank is not None):
            by_kind[unit.type or ""].append(unit)
    shown = seen.groups({kind: len(units) for kind, units in by_kind.items()})
    if len(by_kind) == 1:
        shown = frozenset(by_kind)  # nobody is picked out by the type that all have
    margin = options.margin * (seen.numbers.highest - seen.numbers.lowest) / 100
    listings, tables = [], {}
    for index, (kind, units) in enumerate(by_kind.items()):
        if kind not in shown or len(units) < 2 or seen.ranking == "none":
            continue
        name = f"ranking-{index}"
        if seen.ranking == "bands":
            table, listed, near = _bands(seen, kind, units), len(units), 0
        else:
            table, listed, near = _ranks(seen, kind, units, margin, options.ranked)
        if table.rows:
            tables[name] = table
            listings.append(Listing(kind, name, len(units), listed, near))
    left_out = any(units and kind not in shown for kind, units in by_kind.items())
    close = any(one.close for one in listings)
    return Ranking(tuple(listings), tables, show_plain(margin), close, left_out)


def _ranks(
    seen: Cohort, kind: str, units: Sequence[UnitResult], margin: Fraction, most: int
) -> tuple[Table, int, int]:
    ordered = seen.by_rank(units)
    remarks, close = _remarks(seen, ordered, margin)
    classes = not seen.anonymous and len({unit.unit_class for unit in ordered}) > 1
    columns = (
        number_column(say("位次")), Column(say("单位"), width=3), *((Column(say("类别")),) if classes else ()),
        *((number_column(say("综合得分")),) if seen.scores else ()), Column(say("等级"), "center"),
        *((number_column(say("同级同类位次")),) if classes else ()), Column(say("备注"), width=3),
    )  # fmt: skip
    rows = [
        row(
            str(unit.type_rank), seen.name(unit), *((unit.unit_class or "",) if classes else ()),
            *((seen.numbers.score(unit.total),) if seen.scores else ()), unit.level or "",
            *((_peer_rank(unit),) if classes else ()), remarks[unit.id],
        )
        for unit in ordered[:most]
    ]  # fmt: skip
    notes = (
        (say("同级同类位次为类型、类别都相同的单位中的位次/单位数。"),)
        if any(map(_peer_rank, ordered[:most])) and classes
        else ()
    )
    caption = say("{type}综合得分位次", type=kind) if kind else say("综合得分位次")
    table = Table(columns, tuple(rows), caption, row_header=1, notes=notes)
    return compact(table), len(rows), close


def _peer_rank(unit: UnitResult) -> str:
    return f"{unit.peer_rank}/{unit.peer_count}" if unit.peer_rank and unit.peer_count > 1 else ""


def _remarks(seen: Cohort, ordered: Sequence[UnitResult], margin: Fraction) -> tuple[dict[str, str], int]:
    """What is said beside each ranked unit: shared ranks, and neighbours hard to tell apart; how many of these."""
    shared = Counter(unit.type_rank for unit in ordered)
    remarks, close = {}, 0
    for index, unit in enumerate(ordered):
        before = ordered[index - 1] if index else None
        said = ""
        if shared[unit.type_rank] > 1:
            said = say("并列")
        elif before is not None and before.total is not None and unit.total is not None and seen.scores:
            near = abs(before.total - unit.total) < margin
            said = say("与上一位相差不足{margin}分", margin=show_plain(margin)) if near else ""
            close += near
        remarks[unit.id] = said
    return remarks, close


def _bands(seen: Cohort, kind: str, units: Sequence[UnitResult]) -> Table:
    names = [level.name for level in seen.system.levels]
    rows = []
    for name in names:
        members = [seen.name(unit) for unit in units if unit.level == name]
        if members:
            rows.append(row(name, str(len(members)), joined(members, "、")))
    columns = (Column(say("等级")), number_column(say("单位数")), Column(say("单位名单"), width=8))
    if seen.anonymous:
        note = say("同一等级内按编号顺序排列，不代表位次。")
    else:
        note = say("同一等级内按行政区划代码顺序排列，不代表位次。")
    caption = say("{type}各等级单位名单", type=kind) if kind else say("各等级单位名单")
    return Table(columns, tuple(rows), caption, notes=(note,))


# More columns of figures leave a unit's name no room on an upright page.
_MOST_UPRIGHT = 9


def rivals_of(units: Iterable[UnitResult]) -> Mapping[str | None, int]:
    """How many units of each type are ranked."""
    return Counter(unit.type for unit in units if unit.type_rank is not None)


def place(unit: UnitResult, rivals: Mapping[str | None, int]) -> str:
    """A unit's place within its type; one among itself alone is none."""
    return str(unit.type_rank) if unit.type_rank is not None and rivals[unit.type] > 1 else ABSENT


def units_table(seen: Cohort) -> Table:
    """附表 得分情况表: every unit, with whatever of its figures the reader may see."""
    numbers, several = seen.numbers, len(kinds(seen.results.units)) > 1
    rivals = rivals_of(seen.results.units)
    ranked = (
        seen.ranking == "full" and not (several and seen.anonymous) and max(rivals.values(), default=0) > 1
    )
    tops = seen.top() if seen.scores else []
    compared = seen.audience == "internal" and seen.results.basis == "verified" and seen.scores
    columns = (
        Column(say("代码")), Column(say("单位"), width=2.4), Column(say("类别")),
        *((number_column(say("自评总分")),) if compared else ()),
        *((number_column(say("综合得分")),) if seen.scores else ()), Column(say("等级"), "center"),
        *((number_column(say("位次")),) if ranked else ()),
        *dimension_columns(seen, tops),
    )  # fmt: skip

    def line(unit: UnitResult) -> Row:
        cells: list[str | Cell] = [seen.code(unit), seen.name(unit)]
        cells.append("" if seen.anonymous else unit.unit_class or "")
        cells += [numbers.score(unit.self_total)] if compared else []
        cells += [numbers.score(unit.total)] if seen.scores else []
        cells.append(unit.level or "")
        cells += [place(unit, rivals)] if ranked else []
        cells += [numbers.score(seen.score(unit, node.id)) for node in tops]
        return row(*cells)

    rows: list[Row] = []
    for kind in kinds(seen.results.units) if several and not seen.anonymous else (None,):
        members = [unit for unit in seen.units if kind is None or (unit.type or "") == kind]
        if kind is not None:
            rows.append(Row((cell(kind or say("未注明类型")),), "group"))
        rows += [line(unit) for unit in (seen.by_rank(members) if ranked else members)]
    notes = [say("位次为同一类型单位中的位次。")] if ranked and several else []
    table = compact(Table(columns, tuple(rows), say("各单位得分情况"), row_header=1))
    table = replace(table, wide=len(table.columns) > _MOST_UPRIGHT)
    absent = sum(ABSENT in one.texts() for listed in table.rows for one in listed.cells)
    alone = [unit for unit in seen.units if ranked and unit.type_rank is not None and rivals[unit.type] == 1]
    if alone:
        notes.append(say("同一类型只有1个单位参与排名的，不列位次（“{dash}”）。", dash=ABSENT))
    # Of these the reader sees the total alone: something restricted may have moved it.
    bare = sum(unit.total is not None and not unit.nodes for unit in seen.units) if tops else 0
    if bare:
        notes.append(
            say(
                "有{count}个单位不列各维度得分（“{dash}”）：由其得分可推知公开范围受限的事项。",
                count=bare,
                dash=ABSENT,
            )
        )
    explained = len(alone) + bare * len(tops)
    if absent > explained > 0:
        notes.append(say("其他“{dash}”为未形成得分或不参与排名。", dash=ABSENT))
    elif absent > explained:
        notes.append(say("“{dash}”为未形成得分或不参与排名。", dash=ABSENT))
    return replace(table, notes=tuple(notes))
