"""How the totals of a cohort are spread: the key figures, the levels, the distribution."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from dgassess.engine.results import UnitResult
from dgassess.reporting.blocks import Fact
from dgassess.reporting.charts import Chart
from dgassess.reporting.cohort_audience import FEW, Cohort
from dgassess.reporting.cohort_statistics import Statistics, mean_of, statistics
from dgassess.reporting.shapes import DistributionBin, DistributionChart
from dgassess.values.language import joined, say, say_as
from dgassess.values.numbers import show_plain

_BINS = 10


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals in finished texts; empty where there is nothing to say or it is not for the reader."""

    units: int
    scored: int
    ranked: int
    kinds: str  # how many of which type
    mean: str
    median: str
    deviation: str
    lowest: str
    highest: str
    rate: str
    levels: str  # how many at which level, best first
    lowered: int  # units at a lower level than their totals alone give
    alone: str  # the only unit's name
    self_mean: str
    self_gap: str  # how the self-assessed mean differs: 高于核定平均0.15分


def total_statistics(seen: Cohort) -> Statistics | None:
    """The statistics of all totals."""
    return statistics(unit.total for unit in seen.results.units)


def kinds(units: tuple[UnitResult, ...]) -> tuple[str, ...]:
    """The unit types there are, in the order of their first administrative code."""
    ordered = sorted(units, key=lambda unit: (unit.id, unit.name))
    return tuple(dict.fromkeys(unit.type or "" for unit in ordered))


def totals(seen: Cohort) -> Totals:
    """What is said of all totals together."""
    numbers, units, found = seen.numbers, seen.results.units, total_statistics(seen)
    several = found is not None and found.count > 1
    extremes = found is not None and seen.extremes(found)
    counts = Counter(unit.type or "" for unit in units)
    pairs = [unit for unit in units if unit.total is not None and unit.self_total is not None]
    gap = self_mean = None
    if seen.audience == "internal" and seen.results.basis == "verified" and seen.figures(len(pairs)):
        self_mean = mean_of(unit.self_total for unit in pairs)
        verified = mean_of(unit.total for unit in pairs)
        if self_mean is not None and verified is not None:
            gap = numbers.rounded(self_mean) - numbers.rounded(verified)
    return Totals(
        units=len(units),
        scored=found.count if found else 0,
        ranked=sum(unit.rankable and unit.total is not None for unit in units),
        kinds=joined(_counted((kind, counts[kind]) for kind in kinds(units) if kind), "、"),
        mean=numbers.score(found.mean) if found else "",
        median=numbers.score(found.median) if found and several else "",
        deviation=numbers.score(found.deviation) if found and several else "",
        lowest=numbers.score(found.lowest) if found and extremes else "",
        highest=numbers.score(found.highest) if found and extremes else "",
        rate=numbers.rate(found.mean) if found else "",
        levels=joined(_counted(one for one in level_counts(seen) if one[1]), "、"),
        lowered=_lowered(seen),
        alone=seen.name(units[0]) if len(units) == 1 else "",
        self_mean=numbers.score(self_mean) if gap else "",
        self_gap=_self_gap(numbers.score(abs(gap)), gap > 0) if gap else "",
    )


def _lowered(seen: Cohort) -> int:
    """How many units are at a lower level than their totals alone give."""
    return sum(unit.level != unit.level_by_score for unit in seen.results.units if unit.level_by_score)


def _counted(names: Iterable[tuple[str, int]]) -> Iterator[str]:
    return (say("{name}{count}个", name=name, count=count) for name, count in names)


def _self_gap(points: str, above: bool) -> str:
    if above:
        return say("高于核定平均{points}分", points=points)
    return say("低于核定平均{points}分", points=points)


def facts(said: Totals) -> tuple[Fact, ...]:
    """The summary's key figures."""
    items = [Fact(say("参评单位"), say_as("units", "{count}个", count=said.units), said.kinds, strong=True)]
    if said.mean:
        name = say("平均得分") if said.scored > 1 else say("综合得分")
        items.append(Fact(name, say("{points}分", points=said.mean), strong=True))
    if said.median:
        items.append(Fact(say("中位数"), say("{points}分", points=said.median), strong=True))
    if said.highest:
        span = say("{lowest}—{highest}分", lowest=said.lowest, highest=said.highest)
        items.append(Fact(say("得分区间"), span))
    if said.deviation:
        items.append(Fact(say("标准差"), say("{points}分", points=said.deviation)))
    if said.units - said.ranked:
        unranked = say_as("units", "{count}个", count=said.units - said.ranked)
        items.append(Fact(say("不参与排名"), unranked))
    return tuple(items)


def level_counts(seen: Cohort) -> tuple[tuple[str, int], ...]:
    """How many units are at each level, the best level first."""
    counts = Counter(unit.level for unit in seen.results.units if unit.level)
    names = [level.name for level in seen.system.levels] or sorted(counts)
    return tuple((name, counts[name]) for name in names)


def levels_chart(seen: Cohort) -> Chart | None:
    """How many units are at each level; None for few units or without levels."""
    counts = level_counts(seen)
    count = sum(number for _, number in counts)
    if len(counts) < 2 or count < FEW:
        return None
    bins = tuple(DistributionBin(name, number) for name, number in reversed(counts))
    title = say("各等级单位数")
    return Chart(
        "levels", DistributionChart(bins), title, say("{text}。", text=joined(_counted(counts), "，")), title
    )


def distribution(seen: Cohort, found: Statistics | None) -> Chart | None:
    """How the totals are spread over tenths of the scale, with mean and median; None for few units."""
    if found is None or found.count < FEW:
        return None
    numbers = seen.numbers
    step = (numbers.highest - numbers.lowest) / _BINS
    places = [_tenth(seen, step, unit.total) for unit in seen.results.units if unit.total is not None]
    counts = Counter(places)
    first, last = min(places), max(places)
    bins = tuple(
        DistributionBin(_label(seen, step, index), counts[index], _level(seen, step, index))
        for index in range(first, last + 1)
    )

    def place(value: Fraction) -> float:
        position = (value - numbers.lowest) / step - first
        return float(min(max(position, Fraction(0)), Fraction(len(bins))))

    mean, median = numbers.score(found.mean), numbers.score(found.median)
    marks = (
        (place(found.mean), say("均值{score}", score=mean)),
        (place(found.median), say("中位数{score}", score=median)),
    )
    each = joined((say("{range}分{count}个", range=one.label, count=one.count) for one in bins), "，")
    return Chart(
        "distribution",
        DistributionChart(bins, marks),
        say("综合得分分布"),
        say("{counts}。均值{mean}分，中位数{median}分。", counts=each, mean=mean, median=median),
        say("综合得分分布（各区间含下限；等级按得分标注，未计门槛条件和底线约束的下调）")
        if _lowered(seen)
        else say("综合得分分布（各区间含下限）"),
    )


def _tenth(seen: Cohort, step: Fraction, total: Fraction) -> int:
    """Which tenth of the scale a total lies in; −1 and 10 for totals outside it."""
    if total > seen.numbers.highest:
        return _BINS
    return max(-1, min(int((total - seen.numbers.lowest) // step), _BINS - 1))


def _label(seen: Cohort, step: Fraction, index: int) -> str:
    numbers = seen.numbers
    if index < 0:
        return say("低于{bound}", bound=show_plain(numbers.lowest))
    if index >= _BINS:
        return say("高于{bound}", bound=show_plain(numbers.highest))
    low = numbers.lowest + step * index
    return say("{low}—{high}", low=show_plain(low), high=show_plain(low + step))


def _level(seen: Cohort, step: Fraction, index: int) -> str:
    """The level that a whole tenth of the scale lies in by its bounds; none where levels meet within it."""
    low = seen.numbers.lowest + step * index
    for number, level in enumerate(seen.system.levels):
        bound = level.at_least if level.at_least is not None else level.above
        if bound is None or bound <= low:
            above = seen.system.levels[number - 1] if number else None
            ceiling = None if above is None else above.at_least if above.at_least is not None else above.above
            return level.name if ceiling is None or low + step <= ceiling else ""
    return ""
