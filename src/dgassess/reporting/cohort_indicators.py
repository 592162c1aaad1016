"""The indicators and clauses of a cohort: how each is spread, and where units in common fall short."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dgassess.engine.results import NodeResult
from dgassess.reporting.blocks import Cell, Column, Row, Table
from dgassess.reporting.cohort_audience import Cohort
from dgassess.reporting.cohort_statistics import Statistics, exact_sum, mean_of, statistics
from dgassess.reporting.wording import (
    ABSENT,
    FAIR,
    bound_percent,
    cell,
    clause_number,
    compact,
    number_column,
    row,
    typeset,
)
from dgassess.values.language import say


@dataclass(frozen=True, slots=True)
class Figures:
    """One indicator over all units that may be averaged.

    applicable: units it applies to; missing: those of them that left it blank; below: scored ones with a score rate
    below FAIR. weight: the sum of the units' shares. rate: where the mean stands on the scale. lost: the sum of lost
    points, None without additive weights.
    """

    node: NodeResult
    found: Statistics
    applicable: int
    missing: int
    below: int
    weight: Fraction
    rate: Fraction
    lost: Fraction | None


def figures(seen: Cohort) -> tuple[Figures, ...]:
    """Every indicator whose mean may appear, in the system's order."""
    found = []
    for node in seen.indicators():
        one = _figures(seen, node)
        if one is not None and seen.averaged(node.id, one.found):
            found.append(one)
    return tuple(found)


def unlisted(seen: Cohort, several: Sequence[Figures]) -> int:
    """How many indicators have scores, but no mean that may appear."""
    shown = {one.node.id for one in several}
    return sum(node.id not in shown and _figures(seen, node) is not None for node in seen.indicators())


def named(seen: Cohort, several: Sequence[Figures]) -> tuple[Figures, ...]:
    """Those that sentences and lists may name: restricted indicators have their mean in the annex and nothing else."""
    return tuple(one for one in several if one.node.id not in seen.restricted)


def _figures(seen: Cohort, node: NodeResult) -> Figures | None:
    numbers = seen.numbers
    present = [unit.nodes[node.id] for unit in seen.results.units if node.id in unit.nodes]
    applicable = [one for one in present if one.state != "not-applicable"]
    scores = [seen.score(unit, node.id) for unit in seen.results.units if node.id in unit.nodes]
    found = statistics(scores)
    if found is None:
        return None
    additive = any(one.share is not None for one in present)
    scored = [one for one, score in zip(present, scores, strict=True) if score is not None]
    shares = [(one.share or Fraction(0)) if additive else Fraction(1) for one in scored]
    bound = numbers.lowest + FAIR * (numbers.highest - numbers.lowest)
    return Figures(
        node=node,
        found=found,
        applicable=len(applicable),
        missing=sum(one.state == "missing" for one in applicable),
        below=sum(score is not None and score < bound for score in scores),
        weight=exact_sum(shares),
        rate=numbers.ratio(found.mean) or Fraction(0),
        lost=exact_sum([one.lost for one in present if one.lost is not None]) if additive else None,
    )


def pooled_rate(several: Iterable[Figures]) -> Fraction | None:
    """The score rate of indicators together: the mean of theirs, each weighing what it weighs in the units' totals.

    Of one indicator alone it is that one's, as every other table prints it.
    """
    listed = list(several)
    weight = exact_sum([one.weight for one in listed])
    return exact_sum([one.weight * one.rate for one in listed]) / weight if weight else None


def strong_and_weak(
    seen: Cohort, several: Sequence[Figures], strongest: int, weakest: int, problems: Container[str] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The indicators with the highest and lowest mean score rates, named with these; relative to their mean.

    problems: ids of those that are listed as such, which are no strengths.
    """
    divider = mean_of(one.found.mean for one in several)
    if divider is None:
        return (), ()
    strong = sorted(
        (one for one in several if one.found.mean > divider and one.node.id not in problems),
        key=lambda one: -one.found.mean,
    )
    weak = sorted((one for one in several if one.found.mean < divider), key=lambda one: one.found.mean)
    return tuple(_named(seen, one) for one in strong[:strongest]), tuple(
        _named(seen, one) for one in weak[:weakest]
    )


def _named(seen: Cohort, one: Figures) -> str:
    # A rate that comes of blanks says something else than one that was earned.
    blank = seen.spread(one.node.id, one.found) and one.missing * 2 >= one.applicable
    name, rate = seen.said(one.node.id), seen.numbers.rate(one.found.mean)
    if blank:
        return say("{name}（平均得分率{rate}，{count}个单位缺项）", name=name, rate=rate, count=one.missing)
    return say("{name}（平均得分率{rate}）", name=name, rate=rate)


def shortfalls(seen: Cohort, several: Sequence[Figures], below: Fraction, most: int) -> tuple[Figures, ...]:
    """The indicators with the lowest mean score rates among those whose rate is below a bound."""
    low = [one for one in several if (seen.numbers.ratio(one.found.mean) or 0) < below]
    return tuple(sorted(low, key=lambda one: one.found.mean)[:most])


def problems_table(seen: Cohort, low: Sequence[Figures]) -> Table:
    """共性问题: what many units lose points with, and who answers for it."""
    numbers = seen.numbers
    columns = (
        number_column(say("序号")), Column(say("编号")), Column(say("指标"), width=3),
        number_column(say("平均得分率")), number_column(say("得分率低于{bound}", bound=bound_percent(FAIR))),
        number_column(say("缺项")), Column(say("牵头单位"), width=1.6),
    )  # fmt: skip
    rows = []
    for index, one in enumerate(low, 1):
        part = numbers.percent(Fraction(one.below, one.found.count), 1)
        gaps = numbers.percent(Fraction(one.missing, one.applicable), 1) if one.applicable else ABSENT
        blanks = say("{count}个（{part}）", count=one.missing, part=gaps) if one.missing else say("0个")
        rows.append(
            row(
                str(index), one.node.id, seen.said(one.node.id), numbers.rate(one.found.mean),
                say("{count}个（{part}）", count=one.below, part=part), blanks,
                typeset(seen.text(one.node.id).responsible),
            )
        )  # fmt: skip
    caption = say("平均得分率最低的{count}项指标", count=len(rows))
    return compact(Table(columns, tuple(rows), caption, row_header=2))


def indicators_table(seen: Cohort, several: Sequence[Figures]) -> Table:
    """附表 指标得分统计."""
    numbers = seen.numbers
    columns = (
        Column(say("编号")), Column(say("指标"), width=4), number_column(say("单位数")), number_column(say("均值")),
        number_column(say("中位数")), number_column(say("最低")), number_column(say("最高")),
        number_column(say("标准差")), number_column(say("低于{bound}", bound=bound_percent(FAIR))),
        number_column(say("缺项")),
    )  # fmt: skip
    rows: list[Row] = []
    heading = None
    grouped = any(one.node.parent is not None for one in several)
    for one in several:
        top = _top(seen, one.node)
        if grouped and top.id != heading:
            heading = top.id
            rows.append(Row((cell(seen.said(top.id)),), "group"))
        found, spread = one.found, seen.spread(one.node.id, one.found)
        extremes = spread and seen.extremes(found)
        cells: list[str | Cell] = [
            one.node.id,
            seen.said(one.node.id),
            str(found.count),
            numbers.score(found.mean),
        ]
        cells.append(numbers.score(found.median if spread else None))
        cells.append(numbers.score(found.lowest if extremes else None))
        cells.append(numbers.score(found.highest if extremes else None))
        cells.append(numbers.score(found.deviation if spread else None))
        cells += [str(one.below), str(one.missing)] if spread else [ABSENT, ABSENT]
        rows.append(row(*cells))
    notes = [say("单位数为该项有得分的单位数。样本少于5个的不列最低、最高分。")]
    if seen.audience == "internal" and any(one.node.id in seen.restricted for one in several):
        notes.append(say("公开范围受限的指标只列均值。"))
    if absent := unlisted(seen, several):
        notes.append(say("另有{count}项指标未列，其均值会透露单个单位的得分。", count=absent))
    return compact(Table(columns, tuple(rows), say("指标得分统计"), row_header=1, notes=tuple(notes)))


def _top(seen: Cohort, node: NodeResult) -> NodeResult:
    while node.parent is not None:
        node = seen.nodes[node.parent]
    return node


@dataclass(frozen=True, slots=True)
class Clauses:
    """What is said of the clauses with the lowest score rates; `table` is None where no clause has a rate."""

    table: Table | None
    count: int
    below: int  # clauses below FAIR
    names: tuple[str, ...]


def clauses(seen: Cohort, several: Sequence[Figures], most: int) -> Clauses:
    """The clauses of the policy by the score rate of the indicators that serve them, the lowest first."""
    serving: dict[str, list[Figures]] = defaultdict(list)
    for one in several:
        for clause in seen.text(one.node.id).clauses:
            serving[clause].append(one)
    rated = [
        (clause, rate, len(serving[clause.id]))
        for clause in seen.system.clauses
        if (rate := pooled_rate(serving.get(clause.id, ()))) is not None
    ]
    rated.sort(key=lambda one: one[1])
    percent = seen.numbers.percent
    columns = (
        Column(say("条款")), Column(say("标题"), width=4), number_column(say("指标数")), number_column(say("得分率")),
    )  # fmt: skip
    rows = tuple(
        row(clause_number(clause.id), typeset(clause.title), str(count), percent(rate, 1))
        for clause, rate, count in rated[:most]
    )
    caption = say("得分率最低的{count}条条款", count=len(rows))
    return Clauses(
        table=Table(columns, rows, caption, row_header=1) if rows else None,
        count=len(rated),
        below=sum(rate < FAIR for _, rate, _ in rated),
        names=tuple(
            say(
                "{clause}{title}（{rate}）",
                clause=clause_number(c.id),
                title=typeset(c.title),
                rate=percent(r, 1),
            )
            for c, r, _ in rated[: min(most, 3)]
        ),
    )
