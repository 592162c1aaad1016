"""Scores by dimension, group and indicator: tables and charts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from dgassess.engine.results import NodeResult, Results
from dgassess.reporting import zeroing
from dgassess.reporting.audience import WITHHELD, View
from dgassess.reporting.blocks import Cell, Column, Row, Table
from dgassess.reporting.charts import Chart
from dgassess.reporting.losses import strong_and_weak
from dgassess.reporting.shapes import Axis, Bar, BarsChart, RadarChart
from dgassess.reporting.wording import (
    ABSENT,
    FAIR,
    Numbers,
    bound_percent,
    cell,
    compact,
    listing,
    number_column,
    score_text,
    typeset,
)
from dgassess.reporting.zeroing import heads, notes, reason
from dgassess.values.language import joined, say

MOST_BARS = 20


@dataclass(frozen=True, slots=True)
class Part:
    """One top-level node in finished texts. `table` and `chart` name what to insert, empty where there is none."""

    id: str
    name: str
    score: str
    scored: bool
    self_score: str
    weight: str
    contribution: str
    lost: str
    level: str
    reason: str
    strong: str
    weak: str
    table: str
    chart: str
    missing: int
    refused: int  # missing only because verification accepted no value
    zeroed: str  # why a veto set it to the lowest score
    before: bool  # whether what follows was earned before a veto zeroed it


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Tables and charts by name, and the parts the template walks."""

    parts: tuple[Part, ...]
    tables: dict[str, Table]
    charts: dict[str, Chart]


def breakdown(
    numbers: Numbers, results: Results, seen: View, most: int, means: Mapping[str, Fraction] | None = None
) -> Breakdown:
    """Everything about top-level nodes.

    most: how many strong and weak indicators a part names. means: the peers' by node, for marks on bars.
    """
    means = means or {}
    top = [node for node in seen.children(None) if seen.shown(node)]
    grouped = any(node.kind == "group" for node in top)
    title = say("各维度得分") if grouped else say("各指标得分")
    tables = {"top": _scores(numbers, results, seen, [(node, 0) for node in top], title)}
    charts: dict[str, Chart] = {}
    for chart in (
        _radar(numbers, results, seen, top, say("各维度得分雷达图") if grouped else say("各指标得分雷达图")),
        _bars(numbers, seen, top, "top", title, means),
    ):
        if chart is not None:
            charts[chart.name] = chart
    groups = [(node, depth) for node, depth in seen.below(None) if node.kind == "group"]
    if any(depth for _, depth in groups):
        tables["groups"] = _scores(numbers, results, seen, groups, say("各级分组得分"))
    parts = []
    for index, node in enumerate(top):
        table = chart_name = ""
        if node.kind == "group":
            table, name = f"part-{index}", typeset(node.name)
            tables[table] = _scores(numbers, results, seen, seen.below(node.id), say("{name}得分", name=name))
            members = [child for child in seen.children(node.id) if seen.shown(child)]
            within = _bars(numbers, seen, members, table, say("{name}分项得分", name=name), means)
            if within is not None:
                charts[within.name] = within
                chart_name = within.name
        parts.append(_part(numbers, results, seen, node, most, table, chart_name))
    return Breakdown(tuple(parts), tables, charts)


def _part(
    numbers: Numbers, results: Results, seen: View, node: NodeResult, most: int, table: str, chart: str
) -> Part:
    inner = seen.indicators(node.id)
    strong, weak = strong_and_weak(numbers, inner, node.score, most)
    differs = seen.both(results) and node.self_score not in (None, node.score)
    return Part(
        id=node.id,
        name=typeset(node.name),
        score=numbers.score(node.score),
        scored=node.score is not None,
        self_score=numbers.score(node.self_score) if differs else "",
        weight=numbers.percent(node.share) if node.share is not None else "",
        contribution=numbers.score(node.contribution) if node.contribution is not None else "",
        lost=numbers.score(node.lost) if node.lost is not None else "",
        level=node.level or "",
        reason=typeset(node.reason) if seen.audience != "public" or seen.outside(node) else "",
        strong=listing([_named(numbers, one) for one in strong]),
        weak=listing([_named(numbers, one) for one in weak]),
        table=table,
        chart=chart,
        missing=sum(seen.blank(one) for one in inner),
        refused=sum(seen.turned_down(one) for one in inner),
        zeroed=reason(seen.unit, node) if node.zeroed_by else "",
        before=node.zeroed_by is not None and node.kind == "group",
    )


def _named(numbers: Numbers, node: NodeResult) -> str:
    return say("{name}（{score}）", name=typeset(node.name), score=score_text(numbers, node))


def _scores(
    numbers: Numbers, results: Results, seen: View, nodes: list[tuple[NodeResult, int]], caption: str
) -> Table:
    """One row per node; groups head their members when both are listed."""
    both = seen.both(results)
    columns = (
        Column(say("编号")), Column(say("名称"), width=5), number_column(say("占总分权重")),
        *((number_column(say("自评分")),) if both else ()), number_column(counting(results)),
        number_column(say("折算分")), number_column(say("失分")), Column(say("等级"), "center"),
        Column(say("备注"), width=2.4),
    )  # fmt: skip
    mixed = {node.kind for node, _ in nodes} == {"group", "indicator"} or any(depth for _, depth in nodes)
    inner = {node.parent for node, _ in nodes}
    rows = []
    for node, depth in nodes:
        heads = mixed and node.kind == "group" and (node.id in inner or depth == 0)
        cells: list[Cell] = [cell(node.id), cell(typeset(node.name), depth=depth)]
        cells.append(cell(share_text(numbers, node)))
        cells.extend([cell(numbers.score(node.self_score))] if both else [])
        cells.extend([cell(shown_score(numbers, seen, node)), cell(numbers.score(node.contribution))])
        cells.extend([cell(numbers.score(node.lost)), cell(node.level or ""), cell(remark(seen, node))])
        rows.append(Row(tuple(cells), "group" if heads else "body"))
    said = notes(seen.unit, [node for node, _ in nodes])
    return compact(Table(columns, tuple(rows), caption, row_header=1, notes=said))


def share_text(numbers: Numbers, node: NodeResult) -> str:
    """The node's share of the total; none where it has no score and its weight went elsewhere."""
    return ABSENT if node.share is None or node.score is None else numbers.percent(node.share)


def shown_score(numbers: Numbers, seen: View, node: NodeResult) -> str:
    """The score of a node, or why there is none."""
    turned_down = node.score is None and seen.turned_down(node)
    return say("不予认定") if turned_down else score_text(numbers, node)


def remark(seen: View, node: NodeResult) -> str:
    """What a reader must know to read the node's score."""
    if node.zeroed_by:
        return zeroing.remark(seen.unit, node)
    if seen.turned_down(node):
        return say("核定不予认定") if node.score is not None else say("核定不予认定，不计")
    if node.state == "missing" and node.kind == "indicator":
        return say("缺项") if node.score is not None else say("缺项，不计")
    return ""


def _radar(
    numbers: Numbers, results: Results, seen: View, nodes: list[NodeResult], title: str
) -> Chart | None:
    if not 3 <= len(nodes) <= 12 or all(node.score is None for node in nodes):
        return None
    differ = seen.both(results) and any(
        node.self_score is not None and node.self_score != node.score for node in nodes
    )
    axes = tuple(
        Axis(
            typeset(node.name),
            score_text(numbers, node),
            numbers.plotted(node.score),
            numbers.plotted(node.self_score) if differ else None,
        )
        for node in nodes
    )
    said = joined((say("{name}{score}", name=axis.label, score=axis.value) for axis in axes), "，")
    return Chart(
        "radar",
        RadarChart(axes, numbers.rings(), counting(results), say("自评分")),
        title,
        say("{said}。实线为核定分，虚线为自评分。", said=said) if differ else say("{said}。", said=said),
        title,
    )


def counting(results: Results) -> str:
    """What the score that counts is called."""
    return say("核定分") if results.basis == "verified" else say("自评分")


def _bars(
    numbers: Numbers,
    seen: View,
    nodes: list[NodeResult],
    name: str,
    title: str,
    means: Mapping[str, Fraction],
) -> Chart | None:
    """Bars of scores; those below a node that a veto zeroed are marked as earned before that."""
    if not 2 <= len(nodes) <= MOST_BARS:
        return None
    bars, texts = [], []
    for node in nodes:
        ratio = numbers.ratio(node.score)
        zeroed = node.zeroed_by is not None
        before = zeroed and not heads(seen.unit, node)
        weak = ratio is not None and ratio < FAIR and not before
        value = shown_score(numbers, seen, node)
        if zeroed and not before:
            value = say("{score}（底线约束）", score=value)
        mean = None if zeroed else means.get(node.id)
        peer, drawn = numbers.plotted(mean), numbers.plotted(node.score)
        label = typeset(node.name)
        bars.append(Bar(label, value, drawn, peer=peer, weak=weak, before=before))
        if mean is None:
            texts.append(say("{name}{score}", name=label, score=value))
        else:
            shown = numbers.score(mean)
            texts.append(say("{name}{score}（同类均值{mean}）", name=label, score=value, mean=shown))
    if any(bar.before for bar in bars):
        title = say("{title}（底线约束处理前）", title=title)
    shape = BarsChart(
        tuple(bars),
        say("斜纹：得分率低于{rate}", rate=bound_percent(FAIR)),
        before_legend=say("虚线框：处理前得分，未计入总分"),
        peer_legend=say("同类均值"),
    )
    return Chart(f"bars-{name}", shape, title, say("{said}。", said=joined(texts, "，")), title)


def withheld(seen: View) -> int:
    """How many indicators this audience does not see."""
    return sum(node.kind == "indicator" and not seen.shown(node) for node in seen.unit.nodes.values())


def answer_of(seen: View, node: NodeResult) -> str:
    """What the unit answered to an indicator, or which state took the answer's place."""
    if seen.outside(node):
        return node.reason
    if node.state == "not-applicable":
        told = node.reason and seen.open(node.id)
        return say("不适用：{reason}", reason=typeset(node.reason)) if told else say("不适用")
    text = typeset(seen.answers(node.id)) if seen.open(node.id) else say(WITHHELD)
    if node.state != "missing" or seen.turned_down(node):
        return text
    return say("缺项；{answer}", answer=text) if text else say("缺项")
