"""A cohort year on year: units of both rounds compared, those of only one listed.

Both rounds are scored with the same system, so that a change is one of the answers, not of the method.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dgassess.engine.results import Results, UnitResult
from dgassess.reporting.blocks import Cell, Column, Table
from dgassess.reporting.charts import Chart
from dgassess.reporting.cohort_audience import Cohort
from dgassess.reporting.cohort_groups import dimension_columns
from dgassess.reporting.cohort_ranking import place, rivals_of
from dgassess.reporting.cohort_statistics import mean_of
from dgassess.reporting.cohort_totals import kinds
from dgassess.reporting.shapes import SlopeChart, SlopeLine
from dgassess.reporting.wording import ABSENT, compact, number_column, row
from dgassess.reporting.zeroing import counted
from dgassess.values.language import in_chinese, joined, say, say_as

MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Changes:
    """What is said of both rounds, in finished texts; `only_now` and `only_before` name or count units."""

    comparable: int
    before: str
    after: str
    change: str
    improved: int
    declined: int
    same: int
    raised: int  # units at a better level than before
    fallen: int
    only_now: str
    only_before: str
    by_dimension: Table | None
    by_unit: Table | None
    chart: Chart | None


_Pair = tuple[UnitResult, UnitResult]


def changes(seen: Cohort, previous: Results, before: str, after: str) -> Changes:
    """This round against an earlier one; before, after: the rounds' names."""
    earlier = {unit.id: unit for unit in previous.units}
    pairs = [
        (earlier[unit.id], unit)
        for unit in seen.units
        if unit.id in earlier and unit.total is not None and earlier[unit.id].total is not None
    ]
    now = {unit.id for unit in seen.results.units}
    numbers = seen.numbers
    means = mean_of(old.total for old, _ in pairs), mean_of(unit.total for _, unit in pairs)
    deltas = [(unit.total or Fraction(0)) - (old.total or Fraction(0)) for old, unit in pairs]
    steps = [_level_step(seen, old, unit) for old, unit in pairs]
    told = means[0] is not None and means[1] is not None and _may_be_told(seen, previous, len(pairs))
    table, chart = _dimensions(seen, pairs, means, (before, after)) if told else (None, None)
    return Changes(
        comparable=len(pairs),
        before=numbers.score(means[0]) if told else "",
        after=numbers.score(means[1]) if told else "",
        change=_change(seen, means[0], means[1]) if told else "",
        improved=sum(delta > 0 for delta in deltas) if told else 0,
        declined=sum(delta < 0 for delta in deltas) if told else 0,
        same=sum(delta == 0 for delta in deltas) if told else 0,
        raised=sum(step > 0 for step in steps) if told else 0,
        fallen=sum(step < 0 for step in steps) if told else 0,
        only_now=_names(seen, [unit for unit in seen.units if unit.id not in earlier]),
        only_before=_names(seen, sorted((u for u in previous.units if u.id not in now), key=lambda u: u.id)),
        by_dimension=table,
        by_unit=_units(seen, previous, pairs) if pairs and seen.scores and not seen.anonymous else None,
        chart=chart,
    )


def _may_be_told(seen: Cohort, previous: Results, pairs: int) -> bool:
    """Whether means over units of both rounds may appear: with that of all in a round's bulletin they give the mean of
    the units that are in that round alone."""
    others = (
        sum(unit.total is not None for unit in results.units) - pairs for results in (seen.results, previous)
    )
    return seen.figures(pairs) and all(count == 0 or seen.figures(count) for count in others)


def _change(seen: Cohort, before: Fraction | None, after: Fraction | None) -> str:
    """How a mean changed: 提高0.26分, 下降0.57分, or 持平."""
    text = seen.numbers.change(before or Fraction(0), after or Fraction(0))
    if text[0] not in "+−":
        return say_as("of a mean", "持平")
    if text[0] == "+":
        return say("提高{points}分", points=text[1:])
    return say("下降{points}分", points=text[1:])


def _names(seen: Cohort, units: Sequence[UnitResult]) -> str:
    """The units' names, or how many there are where names do not appear."""
    if not units:
        return ""
    if seen.anonymous:
        return say("{count}个单位", count=len(units))
    return joined((unit.name for unit in units), "、")


def _level_step(seen: Cohort, old: UnitResult, unit: UnitResult) -> int:
    names = [level.name for level in seen.system.levels]
    if old.level not in names or unit.level not in names:
        return 0
    return names.index(old.level) - names.index(unit.level)


def _dimensions(
    seen: Cohort,
    pairs: Sequence[_Pair],
    totals: tuple[Fraction | None, Fraction | None],
    rounds: tuple[str, str],
) -> tuple[Table | None, Chart | None]:
    """The means of both rounds, over the units that have a score in both."""
    numbers = seen.numbers
    compared = [(say("综合得分"), *totals, True)]
    for node in seen.top():
        both = [
            (counted(numbers, old.nodes[node.id]), seen.score(unit, node.id))
            for old, unit in pairs
            if node.id in old.nodes
        ]
        present = [(a, b) for a, b in both if a is not None and b is not None]
        if present and seen.figures(len(present)):
            compared.append(
                (seen.said(node.id), mean_of(a for a, _ in present), mean_of(b for _, b in present), False)
            )
    rows, lines = [], []
    for name, a, b, whole in compared:
        if a is None or b is None:
            continue
        rows.append(row(name, numbers.score(a), numbers.score(b), numbers.change(a, b)))
        low, high = numbers.ratio(a), numbers.ratio(b)
        lines.append(
            SlopeLine(
                name, None if low is None else _clamped(low), None if high is None else _clamped(high),
                numbers.score(a), numbers.score(b), whole,
            )
        )  # fmt: skip
    columns = (
        Column(say("名称"), width=3),
        number_column(rounds[0]),
        number_column(rounds[1]),
        number_column(say("变化")),
    )
    each = (
        say("{name}由{before}分到{after}分", name=line.label, before=line.before_text, after=line.after_text)
        for line in lines
    )
    chart = Chart(
        "changes",
        SlopeChart(tuple(lines[:MOST_LINES]), *rounds),
        say("平均得分变化"),
        say("{text}。", text=joined(each, "，")),
        say("可比单位平均得分变化"),
    )
    return Table(columns, tuple(rows), say("可比单位平均得分变化")), chart if lines else None


def _clamped(ratio: Fraction) -> float:
    return float(min(max(ratio, Fraction(0)), Fraction(1)))


def _units(seen: Cohort, previous: Results, pairs: Sequence[_Pair]) -> Table:
    numbers, ranked, top = seen.numbers, seen.ranking == "full", seen.top()
    rivals = rivals_of(previous.units), rivals_of(seen.results.units)
    columns = (
        Column(say("单位"), width=2.4), number_column(say("上轮总分")), number_column(say("本轮总分")),
        number_column(say("变化")), Column(say("等级"), "center", 0 if in_chinese() else 1.6),
        *((Column(say("位次"), "center"),) if ranked else ()),
        *dimension_columns(seen, top),
    )  # fmt: skip
    by_id = {unit.id: old for old, unit in pairs}
    rows = []
    for kind in kinds(seen.results.units):
        members = [unit for _, unit in pairs if (unit.type or "") == kind]
        for unit in seen.by_rank(members) if ranked else members:
            old = by_id[unit.id]
            cells: list[str | Cell] = [seen.name(unit), numbers.score(old.total), numbers.score(unit.total)]
            cells.append(numbers.change(old.total or Fraction(0), unit.total or Fraction(0)))
            cells.append(_moved(old.level or "", unit.level or ""))
            if ranked:
                cells.append(_moved(place(old, rivals[0]), place(unit, rivals[1])))
            for node in top:
                earlier = counted(numbers, old.nodes[node.id]) if node.id in old.nodes else None
                score = seen.score(unit, node.id)
                cells.append(ABSENT if earlier is None or score is None else numbers.change(earlier, score))
            rows.append(row(*cells))
    notes = [say("各维度列为得分变化。")] if top else []
    notes.append(
        say("等级、位次未变的只列一个，有变化的列为上轮→本轮。")
        if ranked
        else say("等级未变的只列一个，有变化的列为上轮→本轮。")
    )
    if ranked:
        notes.append(say("位次为各轮同一类型单位中的位次，两轮参评单位不完全相同时不宜直接比较。"))
    caption = say("各单位与上轮对比")
    return compact(Table(columns, tuple(rows), caption, wide=len(top) > 3, notes=tuple(notes)))


def _moved(before: str, after: str) -> str:
    arrow = "→" if in_chinese() else " → "
    return after if before == after else f"{before or ABSENT}{arrow}{after or ABSENT}"
