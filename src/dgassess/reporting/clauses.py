"""How far each clause of the policy is carried out, and other groupings of the same indicators."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from dgassess.engine.results import AdjustmentResult, NodeResult, ViewResult
from dgassess.reporting.audience import WITHHELD, View
from dgassess.reporting.blocks import Cell, Column, Row, Shade, Table, Text
from dgassess.reporting.wording import (
    ABSENT,
    FAIR,
    GOOD,
    Numbers,
    bound_percent,
    cell,
    clause_number,
    compact,
    listing,
    number_column,
    row,
    typeset,
)  # fmt: skip
from dgassess.reporting.zeroing import counted, head
from dgassess.values.language import joined, say

_NAMED = 5  # weak clauses named in the summary


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clause section in finished texts; `table` is None for a system without clauses."""

    table: Table | None
    count: int
    covered: int
    good: int
    weak: int
    weak_names: str
    more_weak: bool = False  # than are named
    hidden: int = 0  # clauses without a rate because not all of their indicators are shown
    adjusted: int = 0  # that adjustments alone serve
    good_from: str = bound_percent(GOOD)
    weak_below: str = bound_percent(FAIR)


@dataclass(frozen=True, slots=True)
class Grouping:
    """Another grouping: its title and the name of its table."""

    title: str
    table: str


def clauses(numbers: Numbers, seen: View) -> Clauses:
    """One row per clause: its indicators, its score rate, its relatively weak indicators.

    The rate is the engine's where the system declares a view by clause; otherwise the mean of the clause's scored
    indicators weighted by their share of the total (equal weights where shares are not defined).
    """
    listed = seen.system.clauses
    if not listed:
        return Clauses(None, 0, 0, 0, 0, "")
    scored_by_engine = _clause_view(seen)
    rows: list[Row] = []
    rates: dict[str, Fraction | None] = {}
    part, adjusted, kept_back = "", 0, 0
    for clause in listed:
        if clause.part != part:
            part = clause.part
            rows.append(Row((cell(typeset(part) if part else say("其他条款")),), "group"))
        members = [n for n in seen.unit.nodes.values() if clause.id in seen.text(n.id).clauses]
        applicable = [n for n in members if n.kind == "indicator" and n.state != "not-applicable"]
        hidden = any(not seen.shown(node) for node in members)
        kept_back += hidden
        applicable = [node for node in applicable if seen.shown(node)]
        given = scored_by_engine.get(clause.id)
        rates[clause.id] = (
            None if hidden else numbers.ratio(given.score if given else _mean(numbers, applicable))
        )
        weak = [] if hidden else _weak(numbers, seen, applicable)
        served = [] if members else _adjustments(seen, clause.id)
        adjusted += bool(served)
        rows.append(
            Row((
                cell(clause_number(clause.id)), cell(typeset(clause.title)),
                cell(ABSENT if hidden else _effects(served) or str(len(applicable))),
                _heat(numbers, rates[clause.id], say(WITHHELD) if hidden else ABSENT),
                cell(listing([_worth(numbers, seen, one) for one in served] or weak, 3)),
            ))
        )  # fmt: skip
    columns = (
        Column(say("条款")), Column(say("要求"), width=5), number_column(say("指标数")), number_column(say("得分率")),
        Column(say("相对薄弱指标"), width=5),
    )  # fmt: skip
    good, fair = bound_percent(GOOD), bound_percent(FAIR)
    notes = (
        *((say("只有加分项、扣分项对应的条款不计得分率，括号内为加减分。"),) if adjusted else ()),
        say(
            "指标数为适用于本单位的指标；同一指标可对应多个条款。得分率为所对应指标按总分权重加权的平均得分率。"
        ),
        say(
            "底色标示得分率：浓色为{good}及以上，淡色为{fair}至{good}，斜线格为低于{fair}。",
            good=good,
            fair=fair,
        ),
    )
    known = {key: rate for key, rate in rates.items() if rate is not None}
    if kept_back and not known:  # no rate can be shown
        return Clauses(None, len(listed), 0, 0, 0, "", hidden=kept_back)
    weakest = [clause for clause in listed if known.get(clause.id, Fraction(1)) < FAIR]
    weakest.sort(key=lambda clause: known[clause.id])
    return Clauses(
        Table(columns, tuple(rows), say("条款落实情况"), row_header=1, notes=notes),
        count=len(listed),
        covered=len(known),
        good=sum(rate >= GOOD for rate in known.values()),
        weak=len(weakest),
        weak_names=listing(
            [
                say("{clause}{title}", clause=clause_number(one.id), title=typeset(one.title))
                for one in weakest
            ],
            _NAMED,
            counted=False,
        ),
        more_weak=len(weakest) > _NAMED,
        hidden=kept_back,
        adjusted=adjusted,
    )


def _adjustments(seen: View, clause: str) -> list[AdjustmentResult]:
    """The adjustments that serve a clause; those the reader may not know of are none."""
    return [one for one in seen.unit.adjustments if clause in seen.system.adjustment_clauses.get(one.id, ())]


def _effects(served: list[AdjustmentResult]) -> str:
    """What stands in the place of the number of indicators."""
    effects = {one.effect for one in served}
    named = [say("加分项")] if "bonus" in effects else []
    named += [say("扣分项")] if "penalty" in effects else []
    return joined(named, "、")


def _worth(numbers: Numbers, seen: View, one: AdjustmentResult) -> str:
    if seen.totals_only:
        return typeset(one.name)
    return say("{name}（{score}）", name=typeset(one.name), score=numbers.signed(one.points))


def _clause_view(seen: View) -> dict[str, ViewResult]:
    ids = {clause.id for clause in seen.system.clauses}
    for results in seen.unit.views.values():
        if results and all(result.id in ids for result in results):
            return {result.id: result for result in results}
    return {}


def _mean(numbers: Numbers, nodes: list[NodeResult]) -> Fraction | None:
    scored = [node for node in nodes if node.score is not None]
    shares = [node.share if node.share is not None else Fraction(1) for node in scored]
    if not sum(shares):
        return None
    points = [counted(numbers, node) or Fraction(0) for node in scored]
    return sum((s * p for s, p in zip(shares, points, strict=True)), Fraction(0)) / sum(shares)


def _weak(numbers: Numbers, seen: View, nodes: list[NodeResult]) -> list[str]:
    """Weak indicators by name, the lowest first; what a veto zeroed comes before, under the name of all of it."""
    zeroed = dict.fromkeys(head(seen.unit, node).id for node in nodes if node.zeroed_by)
    low = [
        node for node in nodes
        if not node.zeroed_by and (ratio := numbers.ratio(node.score)) is not None and ratio < FAIR
    ]  # fmt: skip
    names = [
        say("{name}（底线约束，计最低分）", name=typeset(seen.unit.nodes[one].name))
        for one in zeroed
        if one not in seen.hidden
    ]
    low.sort(key=lambda node: node.score or 0)
    return names + [
        say("{name}（{score}）", name=typeset(node.name), score=numbers.score(node.score)) for node in low
    ]


def _heat(numbers: Numbers, rate: Fraction | None, otherwise: str) -> Cell:
    if rate is None:
        return Cell((Text(otherwise, muted=True),), shade="absent")
    shade: Shade = "high" if rate >= GOOD else "middle" if rate >= FAIR else "low"
    return Cell((Text(numbers.percent(rate, 1), bold=shade == "low"),), shade=shade)


def groupings(numbers: Numbers, seen: View) -> tuple[tuple[Grouping, ...], dict[str, Table]]:
    """The system's other views, that by clause apart: what of each group the reader sees.

    Of a group with a hidden indicator only the others are counted; a group of hidden ones alone is left out.
    """
    by_clause = {id(result) for result in _clause_view(seen).values()}
    titles: list[Grouping] = []
    tables: dict[str, Table] = {}
    for index, (name, results) in enumerate(seen.unit.views.items()):
        if not results or any(id(result) in by_clause for result in results):
            continue
        columns = (
            Column(say("分组"), width=4), number_column(say("指标数")), number_column(say("占总分权重")),
            number_column(say("得分")), number_column(say("失分")),
        )  # fmt: skip
        rows = []
        for result in results:
            shown = [one for one in result.indicators if one not in seen.hidden]
            hidden = len(shown) < len(result.indicators)
            if hidden and not shown:
                continue
            rows.append(
                row(
                    typeset(result.name), str(len(shown)), say(WITHHELD) if hidden else numbers.percent(result.share),
                    say(WITHHELD) if hidden else numbers.score(result.score),
                    ABSENT if hidden else numbers.score(result.lost),
                )
            )  # fmt: skip
        table, title = f"view-{index}", typeset(seen.system.views.get(name, name))
        titles.append(Grouping(title, table))
        tables[table] = compact(Table(columns, tuple(rows), say("{name}得分", name=title)))
    return tuple(titles), tables
