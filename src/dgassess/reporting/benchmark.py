"""对标分析: the unit beside the mean and median of its peer group, without any other unit's name or place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from dgassess.engine.results import NodeResult
from dgassess.reporting.audience import View
from dgassess.reporting.blocks import Column, Row, Table
from dgassess.reporting.charts import Chart
from dgassess.reporting.peers import LEAST, PeerText, Spread
from dgassess.reporting.shapes import Axis, RadarChart
from dgassess.reporting.wording import (
    ABSENT,
    Numbers,
    cell,
    compact,
    listing,
    number_column,
    row,
    score_text,
    typeset,
)
from dgassess.values.language import joined, say, say_as

_NAMED = 3  # indicators named in a sentence


@dataclass(frozen=True, slots=True)
class Benchmark:
    """The section in finished texts. `shown` is false, and `reason` a sentence, where the group is too small."""

    shown: bool
    reason: str
    group: str = ""
    count: int = 0
    total: str = ""
    mean: str = ""
    median: str = ""
    compared: str = ""  # 高于同类平均4.32分
    above: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """The section's texts, tables and charts, and the peers' means by node for marks on bars."""

    texts: Benchmark
    tables: Mapping[str, Table]
    charts: Mapping[str, Chart]
    means: Mapping[str, Fraction]


def benchmark(numbers: Numbers, seen: View, peers: PeerText | None, least: int, most: int) -> Compared:
    """The comparison. least: how many ranked units a group needs; most: how many indicators a list has.

    Outside the assessing organisation a group of fewer than LEAST stays unsaid whatever `least` is, for a unit that
    knows its own score could compute the others'.
    """
    unit = seen.unit
    least = max(least, 2 if seen.audience == "internal" else LEAST)
    group = _group(seen)
    count = peers.count if peers is not None else 0
    if unit.total is None or peers is None or peers.total is None or count < least or not unit.rankable:
        return Compared(Benchmark(False, _reason(seen, group, count, least)), {}, {}, {})
    known = {id_: spread for id_, spread in peers.nodes.items() if spread.count >= least}
    means = {id_: spread.mean for id_, spread in known.items()}
    apart = _apart(seen, means)
    above, below = [n for n in apart if n[1] > 0][:most], [n for n in reversed(apart) if n[1] < 0][:most]
    tables = {
        "peers": _table(numbers, seen, peers.total, known, count),
        "peers-above": _furthest(numbers, seen, above, means, say("高于同类平均的指标")),
        "peers-below": _furthest(numbers, seen, below, means, say("低于同类平均的指标")),
    }
    radar = _radar(numbers, seen, means)
    texts = Benchmark(
        shown=True,
        reason="",
        group=group,
        count=count,
        total=numbers.score(unit.total),
        mean=numbers.score(peers.total.mean),
        median=numbers.score(peers.total.median),
        compared=difference(numbers, unit.total - peers.total.mean),
        above=_named(numbers, above),
        below=_named(numbers, below),
    )
    return Compared(texts, tables, {radar.name: radar} if radar else {}, means)


def _group(seen: View) -> str:
    return seen.unit.peer_group or say_as("within a sentence", "全部评估对象")


def difference(numbers: Numbers, value: Fraction) -> str:
    """高于同类平均4.32分, 低于同类平均0.50分, 与同类平均持平."""
    shown = numbers.score(abs(value))
    if not shown.strip("0."):
        return say("与同类平均持平")
    if value > 0:
        return say("高于同类平均{points}分", points=shown)
    return say("低于同类平均{points}分", points=shown)


def _reason(seen: View, group: str, count: int, least: int) -> str:
    if seen.unit.total is None:
        return say("本单位未形成可比的综合得分，不作对标分析。")
    if not seen.unit.rankable:
        return say("本单位不参与排名，不作对标分析。")
    return say(
        "本次参与排名的同级同类（{group}）对象有{count}个，少于{least}个，均值没有参照意义且可能推知其他对象的得分，"
        "不作对标分析。",
        group=group,
        count=count,
        least=least,
    )


def _apart(seen: View, means: Mapping[str, Fraction]) -> list[tuple[NodeResult, Fraction]]:
    """Indicators with their distance from the mean, the furthest above first."""
    found = [
        (node, node.score - means[node.id])
        for node in seen.indicators()
        if node.score is not None and node.id in means and node.zeroed_by is None
    ]
    return sorted(found, key=lambda pair: (-pair[1], -(pair[0].share or 0)))


def _named(numbers: Numbers, found: list[tuple[NodeResult, Fraction]]) -> str:
    return listing(
        [
            say("{name}（{score}）", name=typeset(node.name), score=numbers.signed(distance))
            for node, distance in found[:_NAMED]
        ]
    )


def _table(numbers: Numbers, seen: View, total: Spread, known: Mapping[str, Spread], count: int) -> Table:
    # The best and the lowest are somebody's own scores.
    extremes = count >= LEAST and seen.audience != "public"
    columns = (
        Column(say("项目"), width=3), number_column(say("本单位")), number_column(say("同类均值")),
        number_column(say("与均值之差")), number_column(say("同类中位数")),
        *((number_column(say("同类最高")), number_column(say("同类最低"))) if extremes else ()),
    )  # fmt: skip

    def line(name: str, own: Fraction | None, shown: str, spread: Spread | None, whole: bool = False) -> Row:
        apart = numbers.signed(own - spread.mean) if own is not None and spread is not None else ABSENT
        cells = [name, shown, numbers.score(spread.mean if spread else None), apart]
        cells.append(numbers.score(spread.median if spread else None))
        if extremes:
            said = spread is not None and spread.count >= LEAST
            cells += [numbers.score(spread.best if said else None) if spread else ABSENT]
            cells += [numbers.score(spread.lowest if said else None) if spread else ABSENT]
        return Row(tuple(cell(text) for text in cells), "total" if whole else "body")

    unit = seen.unit
    rows = [
        line(typeset(node.name), node.score, score_text(numbers, node), known.get(node.id))
        for node in seen.children(None)
        if seen.shown(node)
    ]
    rows.append(line(say("综合得分"), unit.total, numbers.score(unit.total), total, whole=True))
    note = say(
        "同类为本次参与排名的同级同类（{group}）对象{count}个，含本单位。", group=_group(seen), count=count
    )
    return Table(columns, tuple(rows), say("与同类均值、中位数比较"), notes=(note,))


def _furthest(
    numbers: Numbers,
    seen: View,
    found: list[tuple[NodeResult, Fraction]],
    means: Mapping[str, Fraction],
    caption: str,
) -> Table:
    columns = (
        Column(say("序号"), "right"), Column(say("编号")), Column(say("指标"), width=4), Column(say("所属"), width=3),
        number_column(say("得分")), number_column(say("同类均值")), number_column(say("与均值之差")),
    )  # fmt: skip
    rows = []
    for index, (node, distance) in enumerate(found, 1):
        parent = seen.unit.nodes.get(node.parent) if node.parent else None
        rows.append(
            row(
                str(index), node.id, typeset(node.name), typeset(parent.name) if parent else "",
                numbers.score(node.score), numbers.score(means[node.id]), numbers.signed(distance),
            )
        )  # fmt: skip
    return compact(Table(columns, tuple(rows), caption, row_header=2))


def _radar(numbers: Numbers, seen: View, means: Mapping[str, Fraction]) -> Chart | None:
    nodes = [node for node in seen.children(None) if seen.shown(node)]
    if not 3 <= len(nodes) <= 12 or not any(node.score is not None and node.id in means for node in nodes):
        return None
    axes = tuple(
        Axis(
            typeset(node.name),
            score_text(numbers, node),
            numbers.plotted(node.score),
            peer_ratio=numbers.plotted(means.get(node.id)),
        )
        for node in nodes
    )
    said = joined(
        (
            say(
                "{name}{score}（同类均值{mean}）",
                name=axis.label,
                score=axis.value,
                mean=numbers.score(means.get(node.id)),
            )
            for axis, node in zip(axes, nodes, strict=True)
        ),
        "，",
    )
    grouped = any(node.kind == "group" for node in nodes)
    title = say("各维度得分与同类均值") if grouped else say("各指标得分与同类均值")
    shape = RadarChart(axes, numbers.rings(), say("本单位"), peer_series=say("同类均值"))
    return Chart("radar-peers", shape, title, say("{said}。", said=said), title)
