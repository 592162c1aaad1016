"""Whether what a reader adds up comes out: parts that are rounded one by one may miss their sum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction

from dgassess.engine.results import NodeResult, UnitResult
from dgassess.values.numbers import RoundingMode, round_to


def base_differs(unit: UnitResult, digits: int, mode: RoundingMode) -> bool:
    """Whether the contributions of the top nodes, as shown, miss the base as shown."""
    top = [node.contribution for node in unit.nodes.values() if _counts(node) and node.parent is None]
    return _differs(top, unit.base, digits, mode)


def any_differs(unit: UnitResult, digits: int, mode: RoundingMode) -> bool:
    """The same, or whether contributions or lost points within any group do."""
    children = defaultdict[str, list[NodeResult]](list)
    for node in unit.nodes.values():
        if node.parent is not None and _counts(node):
            children[node.parent].append(node)
    return base_differs(unit, digits, mode) or any(
        _differs((one.contribution for one in inner), unit.nodes[parent].contribution, digits, mode)
        or _differs((one.lost for one in inner), unit.nodes[parent].lost, digits, mode)
        for parent, inner in children.items()
    )


def _counts(node: NodeResult) -> bool:
    return node.score is not None


def _differs(
    parts: Iterable[Fraction | None], whole: Fraction | None, digits: int, mode: RoundingMode
) -> bool:
    """Only where rounding is the cause: parts without a number are not additive, and a veto may zero the whole."""
    known = [part for part in parts if part is not None]
    if whole is None or sum(known) != whole:
        return False
    return sum(round_to(part, digits, mode) for part in known) != round_to(whole, digits, mode)
