"""Which nodes are not shown, so that no restricted score follows from those that are, from the total and from weights.

Every shown node, and the base, is an equation. Its unknowns are the indicators below it that no shown node between
covers: its cell. Cells have no indicator in common, so a restricted score follows exactly where it is alone in its
cell, and nearly where the others weigh little beside it. Scores that a veto set to the lowest, and groups whose score
does not come from their parts, are known numbers above and a tree of their own below.
"""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from dgassess.engine.results import NodeResult, UnitResult

LEAST_COVER = Fraction(1, 2)
"""What the others in a cell weigh at least, as a part of what the restricted in it do."""
_Weights = tuple[Fraction, Fraction]  # of the restricted indicators, and of the others


def hidden_nodes(unit: UnitResult, restricted: Collection[str], base: bool = False) -> frozenset[str]:
    """The restricted nodes, and those hidden with them. base: whether the base score must not follow either."""
    if not base and not any(id_ in restricted for id_ in unit.nodes):
        return frozenset()
    found = _Hiding(unit, restricted)
    found.settle(None, base)
    return frozenset(found.hidden)


class _Hiding:
    def __init__(self, unit: UnitResult, restricted: Collection[str]) -> None:
        self.restricted = restricted
        self.hidden: set[str] = set()
        self.zeroed = {node.id for node in unit.nodes.values() if node.zeroed_by is not None}
        self.children: dict[str | None, list[NodeResult]] = {}
        for node in unit.nodes.values():
            self.children.setdefault(node.parent, []).append(node)

    def settle(self, parent: str | None, base: bool = False) -> _Weights:
        """Hide what must be below a node, and the node itself where that is not enough; the weights in its cell."""
        whole = [Fraction(0), Fraction(0)]
        shown: list[tuple[Fraction, NodeResult]] = []
        cells: dict[str, _Weights] = {}
        for node in self.children.get(parent, ()):
            weight = self._weight(node, parent)
            if node.id in self.restricted:
                self._hide(node)
                inside = self._all(node)
            else:
                inside = self.settle(node.id) if node.kind == "group" else (Fraction(0), Fraction(1))
            if node.id in self.hidden:
                _add(whole, weight, inside)
            elif weight:
                shown.append((weight, node))
                cells[node.id] = inside if node.kind == "group" else (Fraction(0), Fraction(0))
        shown.sort(key=lambda one: (one[0], one[1].id))
        # A group with hidden parts covers the base by itself; what is shown of its parts may stay.
        covering = [one for one in shown if cells[one[1].id][1]]
        if base and not whole[1] and covering:
            weight, node = covering[0]
            shown.remove(covering[0])
            self.hidden.add(node.id)
            _add(whole, weight, cells[node.id])
        while _exposed(whole, base) and shown:
            weight, node = shown.pop(0)
            self._hide(node)
            _add(whole, weight, self._all(node))
        if parent is not None and _exposed(whole, base):
            self.hidden.add(parent)
        return whole[0], whole[1]

    def _hide(self, node: NodeResult) -> None:
        self.hidden.add(node.id)
        for child in self.children.get(node.id, ()):
            self._hide(child)

    def _all(self, node: NodeResult) -> _Weights:
        """The weights of all indicators below a node, which make 1 together."""
        if node.id in self.restricted:
            return Fraction(1), Fraction(0)
        if node.kind == "indicator":
            return Fraction(0), Fraction(1)
        whole = [Fraction(0), Fraction(0)]
        for child in self.children.get(node.id, ()):
            _add(whole, self._weight(child, node.id), self._all(child))
        return whole[0], whole[1]

    def _weight(self, node: NodeResult, parent: str | None) -> Fraction:
        """What the node's own score weighs in the one above; nothing where that is a known number instead."""
        if node.score is None:
            return Fraction(0)
        if node.id not in self.restricted:
            if node.kind == "group" and node.state == "missing":
                return Fraction(0)
            if node.id in self.zeroed and parent not in self.zeroed:
                return Fraction(0)
        return Fraction(1) if node.effective_weight is None else node.effective_weight


def _add(whole: list[Fraction], weight: Fraction, inside: _Weights) -> None:
    whole[0] += weight * inside[0]
    whole[1] += weight * inside[1]


def _exposed(whole: list[Fraction], base: bool) -> bool:
    restricted, others = whole
    return others < LEAST_COVER * restricted or (base and not others)
