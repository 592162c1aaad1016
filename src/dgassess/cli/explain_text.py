"""Explanations as text: from answers to the node's score, and from the nodes to the level."""

from __future__ import annotations

from rich.console import Console

from dgassess.cli.prose import print_prose
from dgassess.cli.score_tables import print_unit, score_text
from dgassess.engine.explanation import AnswerLine, ItemExplanation
from dgassess.engine.results import NodeResult
from dgassess.values.language import in_chinese, say, say_as
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
        print_prose(console, say("逐项看指标:dgassess explain 答卷 指标编号,或加 --all。"))


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
    score = say("得分 {score}", score=score_text(results, node.score))
    state = _state(node)
    blank = " " if state and not in_chinese() else ""
    print_prose(console, f"{node.id} {node.name}  {score}{blank}{state}", "bold")
    print_prose(console, f"  {say('计分标准:{standard}', standard=explanation.standard)}")
    _print_answers(console, explanation.answers)
    for line in explanation.arithmetic:
        print_prose(console, f"  {line}")
    print_prose(console, f"  {_weights(explained, node)}")
    if node.self_score != node.score:
        own = say("自评得分 {score}", score=score_text(results, node.self_score))
        print_prose(console, f"  {own}")


def print_item(console: Console, item: ItemExplanation) -> None:
    """An adjustment or veto: the standard, the answers, the points or verdict."""
    print_prose(console, f"{item.id} {item.name}  {item.outcome}", "bold")
    print_prose(console, f"  {say('计分标准:{standard}', standard=item.standard)}")
    _print_answers(console, item.answers)
    for line in item.arithmetic:
        print_prose(console, f"  {line}")


def _print_answers(console: Console, answers: tuple[AnswerLine, ...]) -> None:
    for answer in answers:
        line = say("{label}:{text}", label=f"{answer.question} {answer.text}", text=answer.worded)
        if answer.self_answer is not None:
            line = say("{text}(自评 {answer},已核定)", text=line, answer=answer.self_answer)
        print_prose(console, f"  {line}")


def _state(node: NodeResult) -> str:
    if node.state == "scored":
        return ""
    if node.state == "missing":
        return say("(缺项)")
    # A reason that says so itself, such as 不适用于县, is not led by 不适用 again.
    says_so = node.reason.lower().startswith(say_as("how such a reason opens", "不"))
    return f"({node.reason})" if says_so else say("(不适用:{reason})", reason=node.reason)


def _weights(explained: Explained, node: NodeResult) -> str:
    results = explained.scored.results
    if node.score is None:
        return say("不计入,权重按比例归同级其他指标")
    if node.share is None or node.effective_weight is None:
        return say("权重 {weight};所在上级不是加权平均,不折算到总分", weight=show_plain(node.weight))
    share = say("占总分 {share}%", share=show_plain(node.share * 100, 4))
    if node.nominal_share and node.nominal_share != node.share:
        times = show_plain(node.share / node.nominal_share, 2)
        share = say("{share}(归并后为名义权重的 {times} 倍)", share=share, times=times)
    return say(
        "权重 {weight},在同级中占 {part}%,{share};折算分 {contribution},失分 {lost}",
        weight=show_plain(node.weight),
        part=show_plain(node.effective_weight * 100, 2),
        share=share,
        contribution=score_text(results, node.contribution),
        lost=score_text(results, node.lost),
    )
