"""Which nodes are not shown, so that no restricted score follows from those that are, from the total and from weights.

Every shown node, and the base, is an equation. Its unknowns are the indicators below it that no shown node between
covers: its cell. Cells have no indicator in common, so a restricted score follows exactly where it is alone in its
cell, nearly where the others weigh little beside it, and from trying where few scores are possible (`doubt`). Scores
that a veto set to the lowest, and groups whose score does not come from their parts, are known numbers above and a tree
of their own below.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from dgassess.engine.results import NodeResult, UnitResult
from dgassess.reporting.doubt import Unknown, in_doubt

LEAST_COVER = Fraction(1, 2)
"""What the others in a cell weigh at least, as a part of what the restricted in it do."""
_Places = Mapping[str, tuple[Fraction, ...]]


def hidden_nodes(
    unit: UnitResult, restricted: Collection[str], base: bool = False, places: _Places | None = None
) -> frozenset[str]:
    """The restricted nodes, and those hidden with them.

    base: whether the base score must not follow either. places: where on the scale (0 to 1) the scores lie that an
    indicator can have, of those that can have few.
    """
    if not base and not any(id_ in restricted for id_ in unit.nodes):
        return frozenset()
    found = _Hiding(unit, restricted, places or {})
    found.settle(None, base)
    return frozenset(found.hidden)


class _Hiding:
    def __init__(self, unit: UnitResult, restricted: Collection[str], places: _Places) -> None:
        self.restricted = restricted
        self.places = places
        self.hidden: set[str] = set()
        self.zeroed = {node.id for node in unit.nodes.values() if node.zeroed_by is not None}
        self.children: dict[str | None, list[NodeResult]] = {}
        for node in unit.nodes.values():
            self.children.setdefault(node.parent, []).append(node)

    def settle(self, parent: str | None, base: bool = False) -> list[Unknown]:
        """Hide what must be below a node, and the node itself where that is not enough; what is in its cell."""
        cell: list[Unknown] = []
        shown: list[tuple[Fraction, NodeResult]] = []
        within: dict[str, list[Unknown]] = {}
        for node in self.children.get(parent, ()):
            weight = self._weight(node, parent)
            if node.id in self.restricted:
                self._hide(node)
                inside = self._all(node)
            else:
                inside = self.settle(node.id) if node.kind == "group" else self._all(node)
            if node.id in self.hidden:
                cell += _weighed(weight, inside)
            elif weight:
                shown.append((weight, node))
                within[node.id] = inside if node.kind == "group" else []
        shown.sort(key=lambda one: (one[0], one[1].id))
        # A group with hidden parts covers the base by itself; what is shown of its parts may stay.
        covering = [one for one in shown if _others(within[one[1].id])]
        if base and not _others(cell) and covering:
            weight, node = covering[0]
            shown.remove(covering[0])
            self.hidden.add(node.id)
            cell += _weighed(weight, within[node.id])
        while _exposed(cell, base) and shown:
            weight, node = shown.pop(0)
            self._hide(node)
            cell += _weighed(weight, self._all(node))
        if parent is not None and _exposed(cell, base):
            self.hidden.add(parent)
        return cell

    def _hide(self, node: NodeResult) -> None:
        self.hidden.add(node.id)
        for child in self.children.get(node.id, ()):
            self._hide(child)

    def _all(self, node: NodeResult) -> list[Unknown]:
        """All indicators below a node, whose weights make 1 together; a restricted node stands for its own."""
        if node.id in self.restricted or node.kind == "indicator":
            return [Unknown(node.id, Fraction(1), node.id in self.restricted, self.places.get(node.id))]
        return [
            unknown
            for child in self.children.get(node.id, ())
            for unknown in _weighed(self._weight(child, node.id), self._all(child))
        ]

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


def _weighed(weight: Fraction, inside: Iterable[Unknown]) -> list[Unknown]:
    return [replace(one, weight=weight * one.weight) for one in inside] if weight else []


def _others(cell: Iterable[Unknown]) -> Fraction:
    return sum((one.weight for one in cell if not one.restricted), Fraction(0))


def _exposed(cell: list[Unknown], base: bool) -> bool:
    others = _others(cell)
    restricted = sum((one.weight for one in cell), Fraction(0)) - others
    return others < LEAST_COVER * restricted or (base and not others) or not in_doubt(cell)
