"""Where points were lost, and which indicators are relatively strong or weak."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dgassess.engine.results import NodeResult, UnitResult
from dgassess.reporting.audience import View
from dgassess.reporting.blocks import Cell, Column, Table
from dgassess.reporting.charts import Chart
from dgassess.reporting.shapes import Bar, BarsChart
from dgassess.reporting.wording import (
    ABSENT,
    FAIR,
    Numbers,
    cell,
    clause_number,
    compact,
    lines_cell,
    listing,
    number_column,
    row,
    score_text,
    typeset,
)
from dgassess.reporting.zeroing import heads, reason
from dgassess.values.language import joined, say

MOST_BARS = 10
_LEADING = 3


@dataclass(frozen=True, slots=True)
class Losses:
    """What lost most, in finished texts; `table` and `chart` are None where nothing was lost."""

    table: Table | None
    chart: Chart | None
    total: str
    listed: int
    losing: int
    zeroed: tuple[str, ...]  # sentences on what vetoes took, each one item of the list
    share: str  # what the listed ones account for
    names: tuple[str, ...]
    additive: bool
    leading: str = ""  # the first few in a sentence
    partial: bool = False  # whether the reader does not see everything that may have lost points


def strong_and_weak(
    numbers: Numbers, nodes: Sequence[NodeResult], divider: Fraction | None, most: int
) -> tuple[list[NodeResult], list[NodeResult]]:
    """Relative to the divider (the score of what they belong to): the best above it, the lowest below it.

    Full marks count as strong and never as weak; missing indicators are weak only where they were scored. What a veto
    zeroed is neither: its score was not earned. Nor is anything strong with less than a fair score rate, however
    low the divider.
    """
    scored = [node for node in nodes if node.score is not None and node.zeroed_by is None]
    if divider is None or not scored:
        return [], []
    strong = [n for n in scored if n.state == "scored" and n.score is not None
              and (n.score > divider or n.score == numbers.highest)
              and (numbers.ratio(n.score) or 0) >= FAIR]  # fmt: skip
    weak = [n for n in scored if n.score is not None and n.score < divider and n.score < numbers.highest]
    # Of equal scores the one with more weight says more; the system's order decides the rest.
    strong.sort(key=lambda n: (-(n.score or 0), -(n.share or 0)))
    weak.sort(key=lambda n: (n.score or 0, -(n.share or 0)))
    return strong[:most], weak[:most]


@dataclass(frozen=True, slots=True)
class Losing:
    """What lost points, the most first, with how many; without additive weights, the distance to full marks."""

    nodes: tuple[NodeResult, ...]
    lost: Mapping[str, Fraction]
    additive: bool


def losing_nodes(numbers: Numbers, seen: View) -> Losing:
    """Everything that lost points. What a veto zeroed is one item, however many indicators are below it."""
    unit = seen.unit
    nodes = [
        node for node, _ in seen.below(None)
        if (node.kind == "indicator" if node.zeroed_by is None else heads(unit, node))
    ]  # fmt: skip
    additive = any(node.lost is not None for node in nodes)
    lost = {
        node.id: (node.lost or Fraction(0)) if additive else numbers.highest - node.score
        for node in nodes
        if node.score is not None
    }
    losing = sorted((n for n in nodes if lost.get(n.id, 0) > 0), key=lambda n: -lost[n.id])
    return Losing(tuple(losing), lost, additive)


def losses(numbers: Numbers, seen: View, most: int) -> Losses:
    """Lost points, the largest first."""
    unit = seen.unit
    found = losing_nodes(numbers, seen)
    losing, lost, additive = list(found.nodes), found.lost, found.additive
    total = sum((lost[n.id] for n in losing), Fraction(0))
    listed = losing[:most]
    if not listed:
        return Losses(None, None, numbers.score(Fraction(0)), 0, 0, (), "", (), additive)
    running, cumulative = Fraction(0), []
    for node in listed:
        running += lost[node.id]
        cumulative.append(numbers.percent(running / total, 1) if additive else ABSENT)
    points = [numbers.score(lost[node.id]) for node in listed]
    partial = any(node.kind == "indicator" and not seen.shown(node) for node in unit.nodes.values())
    chart = _chart(listed, points, cumulative, [lost[n.id] for n in listed], additive, partial)
    return Losses(
        table=_table(numbers, seen, listed, points, cumulative, additive, partial),
        chart=chart,
        total=numbers.score(total),
        listed=len(listed),
        losing=len(losing),
        zeroed=tuple(_zeroed(numbers, unit, node, additive) for node in losing if node.zeroed_by),
        share=cumulative[-1] if additive else "",
        names=tuple(typeset(node.name) for node in listed),
        additive=additive,
        leading=listing([typeset(node.name) for node in listed[:_LEADING]]),
        partial=partial,
    )


def _zeroed(numbers: Numbers, unit: UnitResult, node: NodeResult, additive: bool) -> str:
    name, why = typeset(node.name), reason(unit, node)
    if not additive:
        return say("{name}因{reason}计最低分", name=name, reason=why)
    lost = numbers.score(node.lost)
    return say("{name}因{reason}计最低分，失{lost}分", name=name, reason=why, lost=lost)


def _table(
    numbers: Numbers,
    seen: View,
    nodes: list[NodeResult],
    points: list[str],
    shares: list[str],
    additive: bool,
    partial: bool,
) -> Table:
    columns = (
        Column(say("序号"), "right"), Column(say("编号")), Column(say("指标"), width=2.4), number_column(say("得分")),
        number_column(say("失分") if additive else say("距满分")), number_column(say("累计占比")),
        Column(seen.answers_header(), width=4.6), Column(say("条款与责任单位"), width=2),
    )  # fmt: skip
    rows = []
    for index, node in enumerate(nodes):
        text = seen.text(node.id)
        rows.append(
            row(
                str(index + 1), node.id, typeset(node.name), score_text(numbers, node), points[index],
                shares[index], filled(seen, node, both=True),
                lines_cell(joined(map(clause_number, text.clauses), "、"), typeset(text.responsible)),
            )
        )  # fmt: skip
    said = (
        say("累计占比为该项及以上各项失分之和占本报告所列失分的比重。")
        if partial
        else say("累计占比为该项及以上各项失分之和占全部失分的比重。")
    )
    notes = (said,) if additive else ()
    return compact(Table(columns, tuple(rows), say("主要失分点"), row_header=2, notes=notes))


def filled(seen: View, node: NodeResult, *, both: bool = False) -> Cell:
    """What the unit filled in for an indicator, or what took the place of that.

    both: with what it was before a review.
    """
    if node.zeroed_by:
        return cell(say("{reason}，计最低分", reason=reason(seen.unit, node)))
    if node.state == "missing":
        return cell(say("核定不予认定") if seen.turned_down(node) else say("缺项"))
    text = seen.answers(node.id) if both else seen.text(node.id).answer_text
    return lines_cell(typeset(text) if seen.open(node.id) else "")


def _chart(
    nodes: list[NodeResult],
    points: list[str],
    shares: list[str],
    lost: list[Fraction],
    additive: bool,
    partial: bool,
) -> Chart | None:
    if len(nodes) < 2:
        return None
    most = lost[0]
    bars = tuple(
        Bar(
            say("{name}（底线约束）", name=typeset(node.name)) if node.zeroed_by else typeset(node.name),
            say("{points}（{share}）", points=points[i], share=shares[i]) if additive else points[i],
            float(lost[i] / most),
        )
        for i, node in enumerate(nodes[:MOST_BARS])
    )
    said = joined((say("{name}{score}", name=bar.label, score=bar.value) for bar in bars), "，")
    if any(node.zeroed_by for node in nodes):
        title = say("失分最多的{count}项", count=len(bars))
    else:
        title = say("失分最多的{count}项指标", count=len(bars))
    if additive and partial:
        description = say("{said}。括号内为累计占本报告所列失分的比重。", said=said)
        caption = say("{title}（括号内为累计占本报告所列失分的比重）", title=title)
    elif additive:
        description = say("{said}。括号内为累计占全部失分的比重。", said=said)
        caption = say("{title}（括号内为累计占全部失分的比重）", title=title)
    else:
        description = say("{said}。", said=said)
        caption = say("{title}（距满分的差距）", title=title)
    return Chart("losses", BarsChart(bars, tone="lost"), title, description, caption)


def ranking(numbers: Numbers, seen: View, nodes: list[NodeResult], caption: str) -> Table:
    """A list of strong or weak indicators."""
    columns = (
        Column(say("序号"), "right"), Column(say("编号")), Column(say("指标"), width=3), Column(say("所属"), width=2.2),
        number_column(say("得分")), number_column(say("失分")), Column(seen.answers_header(), width=5.4),
    )  # fmt: skip
    rows = []
    for index, node in enumerate(nodes, 1):
        parent = seen.unit.nodes.get(node.parent) if node.parent else None
        rows.append(
            row(
                str(index), node.id, typeset(node.name), typeset(parent.name) if parent else "",
                score_text(numbers, node), numbers.score(node.lost), filled(seen, node, both=True),
            )
        )  # fmt: skip
    return compact(Table(columns, tuple(rows), caption, row_header=2))
