"""Which nodes are not shown, so that no restricted score follows from those that are, from the total and from weights.

Every shown node, and the total, is an equation. Its unknowns are the indicators below it that no shown node between
covers: its cell. Cells have no indicator in common, so a restricted score follows exactly where it is alone in its
cell, nearly where the others weigh little beside it, and from trying where few scores are possible (`doubt`). Scores
that a veto set to the lowest, and groups whose score a policy set, are known numbers above and a tree of their own
below. Of a group whose score is no weighted sum of its parts, as a minimum, nothing is shown where anything in it is
restricted: its own score is the unknown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from fractions import Fraction

from dgassess.engine.results import NodeResult, UnitResult
from dgassess.reporting.doubt import PossibleScores, Unknown, in_doubt

LEAST_COVER = Fraction(1, 2)
"""What the others in a cell weigh at least, as a part of what the restricted in it do."""


def hidden_nodes(
    unit: UnitResult, restricted: Collection[str], possible: PossibleScores | None = None
) -> frozenset[str]:
    """The restricted nodes, and those hidden with them. possible: what readers know of scores beforehand."""
    if not any(id_ in restricted for id_ in unit.nodes):
        return frozenset()
    found = _Hiding(unit, restricted, possible or PossibleScores())
    found.settle(None)
    return frozenset(found.hidden)


class _Hiding:
    def __init__(self, unit: UnitResult, restricted: Collection[str], possible: PossibleScores) -> None:
        self.restricted = restricted
        self.possible, self.type = possible, unit.type
        self.told = possible.told(unit.type)
        self.hidden: set[str] = set()
        self.zeroed = {node.id for node in unit.nodes.values() if node.zeroed_by is not None}
        self.children: dict[str | None, list[NodeResult]] = {}
        for node in unit.nodes.values():
            self.children.setdefault(node.parent, []).append(node)

    def settle(self, parent: str | None) -> list[Unknown]:
        """Hide what must be below a node, and the node itself where that is not enough; what is in its cell."""
        if self._mixed(parent) and self._holds_restricted(parent):
            for child in self.children.get(parent, ()):
                self._hide(child)
            if parent is not None:
                self.hidden.add(parent)
            return [Unknown(parent or "", Fraction(1), True)]
        cell: list[Unknown] = []
        shown: list[tuple[Fraction, NodeResult]] = []
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
        shown.sort(key=lambda one: (one[0], one[1].id))
        while self._exposed(cell) and shown:
            weight, node = shown.pop(0)
            self._hide(node)
            cell += _weighed(weight, self._all(node))
        if parent is not None and self._exposed(cell):
            self.hidden.add(parent)
        return cell

    def _hide(self, node: NodeResult) -> None:
        self.hidden.add(node.id)
        for child in self.children.get(node.id, ()):
            self._hide(child)

    def _all(self, node: NodeResult) -> list[Unknown]:
        """All indicators below a node, whose weights make 1 together; a restricted node stands for its own."""
        if node.id in self.restricted or node.kind == "indicator":
            restricted = node.id in self.restricted
            # What others tell of it is no cover for anything.
            known = not restricted and node.id in self.told
            return (
                []
                if known
                else [Unknown(node.id, Fraction(1), restricted, self.possible.places(node.id, self.type))]
            )
        if self._mixed(node.id):
            return [Unknown(node.id, Fraction(1), self._holds_restricted(node.id))]
        return [
            unknown
            for child in self.children.get(node.id, ())
            for unknown in _weighed(self._weight(child, node.id), self._all(child))
        ]

    def _mixed(self, parent: str | None) -> bool:
        """Whether a node's score is no sum of its parts by their weights, whatever these are."""
        return any(
            node.score is not None and node.weight and (node.share is None or node.effective_weight is None)
            for node in self.children.get(parent, ())
        )

    def _holds_restricted(self, parent: str | None) -> bool:
        return any(
            node.id in self.restricted or self._holds_restricted(node.id)
            for node in self.children.get(parent, ())
        )

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

    def _exposed(self, cell: list[Unknown]) -> bool:
        restricted = sum((one.weight for one in cell if one.restricted), Fraction(0))
        others = sum((one.weight for one in cell if not one.restricted), Fraction(0))
        return others < LEAST_COVER * restricted or not in_doubt(cell, self.possible.steps)


def _weighed(weight: Fraction, inside: Iterable[Unknown]) -> list[Unknown]:
    return [replace(one, weight=weight * one.weight) for one in inside] if weight else []
