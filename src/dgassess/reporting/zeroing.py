"""What a veto (底线约束) set to the lowest score: the node it names, what counts below that node, and the words."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dgassess.engine.results import NodeResult, UnitResult
from dgassess.reporting.wording import Numbers, typeset
from dgassess.values.language import say


def heads(unit: UnitResult, node: NodeResult) -> bool:
    """Whether a veto set this very node to the lowest score, and nothing above it."""
    return node.zeroed_by is not None and not _zeroed(unit, node.parent)


def head(unit: UnitResult, node: NodeResult) -> NodeResult:
    """The topmost zeroed node at or above a zeroed one."""
    while node.parent is not None and _zeroed(unit, node.parent):
        node = unit.nodes[node.parent]
    return node


def _zeroed(unit: UnitResult, node_id: str | None) -> bool:
    return node_id is not None and unit.nodes[node_id].zeroed_by is not None


def counted(numbers: Numbers, node: NodeResult) -> Fraction | None:
    """The score that enters the total: below a zeroed node the lowest, whatever was earned."""
    return numbers.lowest if node.zeroed_by is not None and node.score is not None else node.score


def veto_name(unit: UnitResult, veto_id: str | None) -> str:
    """A veto's name; one the results do not list has its id alone."""
    return next((typeset(veto.name) for veto in unit.vetoes if veto.id == veto_id), veto_id or "")


def reason(unit: UnitResult, node: NodeResult) -> str:
    """Why a zeroed node has the lowest score: a part of a sentence."""
    return say("触发底线约束“{veto}”", veto=veto_name(unit, node.zeroed_by))


def remark(unit: UnitResult, node: NodeResult) -> str:
    """What a table says beside a zeroed node or one below it; nothing beside others."""
    if node.zeroed_by is None:
        return ""
    if not heads(unit, node):
        return say("处理前得分")
    return say("{reason}，计最低分", reason=reason(unit, node))


def notes(unit: UnitResult, nodes: Sequence[NodeResult]) -> tuple[str, ...]:
    """The note of a table that lists nodes below a zeroed one."""
    if not any(node.zeroed_by is not None and not heads(unit, node) for node in nodes):
        return ()
    return (say("备注“处理前得分”的各行，得分为底线约束处理前取得的得分，折算分与失分按最低分计算。"),)
