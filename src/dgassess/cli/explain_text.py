"""Explanations as text: from answers to the node's score, and from the nodes to the level."""

from __future__ import annotations

from rich.console import Console

from dgassess.cli.prose import print_prose
from dgassess.cli.score_tables import print_unit, score_text
from dgassess.engine.results import NodeResult
from dgassess.values.numbers import show_plain
from dgassess.workflows.explaining import Explained


def print_whole(console: Console, explained: Explained, all_nodes: bool) -> None:
    """The unit's table and steps, then every group, then (if asked) every indicator, each with its arithmetic."""
    results, unit = explained.scored.results, explained.unit
    print_unit(console, results, unit)
    console.print()
    print_prose(console, f"{results.system_name}", "bold")
    for line in explained.explainer.whole():
        print_prose(console, f"  {line}")
    _print_adjustments(console, explained)
    for node in unit.nodes.values():
        if node.kind == "group" or all_nodes:
            console.print()
            print_node(console, explained, node.id)
    if not all_nodes:
        console.print()
        print_prose(console, "逐项看指标:dgassess explain 答卷 指标编号,或加 --all。")


def _print_adjustments(console: Console, explained: Explained) -> None:
    """The bonuses and penalties that came to points, each with the answers it rests on."""
    results = explained.scored.results
    written = explained.explainer.system.adjustments
    items = {item.id: item for item in written.items} if written is not None else {}
    for item in explained.unit.adjustments:
        if item.points:
            sign = "+" if item.points > 0 else "−"
            console.print()
            print_prose(
                console, f"{item.id} {item.name}  {sign}{score_text(results, abs(item.points))}", "bold"
            )
            for answer in explained.explainer.answers(items[item.id]):
                print_prose(console, f"  {answer.question} {answer.text}:{answer.answer}")


def print_node(console: Console, explained: Explained, node_id: str) -> None:
    """One node: its place in the total, the standard, the answers, the arithmetic."""
    results = explained.scored.results
    explanation = explained.explainer.node(node_id)
    node = explanation.node
    print_prose(
        console, f"{node.id} {node.name}  得分 {score_text(results, node.score)}{_state(node)}", "bold"
    )
    print_prose(console, f"  计分标准:{explanation.standard}")
    for answer in explanation.answers:
        changed = f"(自评 {answer.self_answer},已核定)" if answer.self_answer is not None else ""
        print_prose(console, f"  {answer.question} {answer.text}:{answer.answer}{changed}")
    for line in explanation.arithmetic:
        print_prose(console, f"  {line}")
    print_prose(console, f"  {_weights(explained, node)}")
    if node.self_score != node.score:
        print_prose(console, f"  自评得分 {score_text(results, node.self_score)}")


def _state(node: NodeResult) -> str:
    if node.state == "scored":
        return ""
    if node.state == "missing":
        return "(缺项)"
    return f"({node.reason})" if node.reason.startswith("不") else f"(不适用:{node.reason})"


def _weights(explained: Explained, node: NodeResult) -> str:
    results = explained.scored.results
    if node.score is None:
        return "不计入,权重按比例归同级其他指标"
    if node.share is None or node.effective_weight is None:
        return f"权重 {show_plain(node.weight)};所在上级不是加权平均,不折算到总分"
    declared = f"权重 {show_plain(node.weight)}"
    after = f"在同级中占 {show_plain(node.effective_weight * 100, 2)}%"
    share = f"占总分 {show_plain(node.share * 100, 4)}%"
    contribution = f"折算分 {score_text(results, node.contribution)},失分 {score_text(results, node.lost)}"
    changed = ""
    if node.nominal_share and node.nominal_share != node.share:
        ratio = node.share / node.nominal_share
        changed = f"(归并后为名义权重的 {show_plain(ratio, 2)} 倍)"
    return f"{declared},{after},{share}{changed};{contribution}"
