"""Explanations as text: from answers to the node's score, and from the nodes to the level."""

from __future__ import annotations

from rich.console import Console

from dgassess.cli.prose import print_prose
from dgassess.cli.score_tables import print_unit, score_text
from dgassess.engine.explanation import AnswerLine, ItemExplanation
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
    """The adjustments that came to points and the vetoes that were triggered, each with its answers."""
    for adjustment in explained.unit.adjustments:
        item = explained.explainer.item(adjustment.id)
        if adjustment.points and item is not None:
            console.print()
            print_item(console, item)
    for veto in explained.unit.vetoes:
        item = explained.explainer.item(veto.id)
        if veto.triggered and item is not None:
            console.print()
            print_item(console, item)


def print_node(console: Console, explained: Explained, node_id: str) -> None:
    """One node: its place in the total, the standard, the answers, the arithmetic."""
    results = explained.scored.results
    explanation = explained.explainer.node(node_id)
    node = explanation.node
    print_prose(
        console, f"{node.id} {node.name}  得分 {score_text(results, node.score)}{_state(node)}", "bold"
    )
    print_prose(console, f"  计分标准:{explanation.standard}")
    _print_answers(console, explanation.answers)
    for line in explanation.arithmetic:
        print_prose(console, f"  {line}")
    print_prose(console, f"  {_weights(explained, node)}")
    if node.self_score != node.score:
        print_prose(console, f"  自评得分 {score_text(results, node.self_score)}")


def print_item(console: Console, item: ItemExplanation) -> None:
    """An adjustment or veto: the standard, the answers, the points or verdict."""
    print_prose(console, f"{item.id} {item.name}  {item.outcome}", "bold")
    print_prose(console, f"  计分标准:{item.standard}")
    _print_answers(console, item.answers)
    for line in item.arithmetic:
        print_prose(console, f"  {line}")


def _print_answers(console: Console, answers: tuple[AnswerLine, ...]) -> None:
    for answer in answers:
        changed = f"(自评 {answer.self_answer},已核定)" if answer.self_answer is not None else ""
        print_prose(console, f"  {answer.question} {answer.text}:{answer.worded}{changed}")


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
