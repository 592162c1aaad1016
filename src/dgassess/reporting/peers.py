"""What the units of a peer group (同级同类) have in common, exact, made once for all reports of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from dgassess.engine.results import Results, UnitResult

LEAST = 5
"""Fewer units than this never show their best and lowest, nor anything outside the assessing organisation."""


@dataclass(frozen=True, slots=True)
class Spread:
    """One figure over the units that have it."""

    count: int
    mean: Fraction
    median: Fraction
    best: Fraction
    lowest: Fraction


@dataclass(frozen=True, slots=True)
class PeerText:
    """A peer group: its name, how many of its units are ranked, the spread of their totals and of every node's scores.

    Nothing in it names a unit.
    """

    group: str
    count: int
    total: Spread | None
    nodes: Mapping[str, Spread]


def peer_texts(results: Results) -> dict[str, PeerText]:
    """Every peer group of a run by `UnitResult.peer_group`. Units that are not ranked are not counted."""
    groups: dict[str, list[UnitResult]] = {}
    for unit in results.units:
        if unit.rankable and unit.total is not None:
            groups.setdefault(unit.peer_group, []).append(unit)
    return {name: _text(name, units, results.lowest) for name, units in groups.items()}


def _text(name: str, units: list[UnitResult], lowest: Fraction) -> PeerText:
    scores: dict[str, list[Fraction]] = {}
    for unit in units:
        for node in unit.nodes.values():
            if node.score is not None:
                # Below a zeroed group the lowest score counts, whatever was earned.
                counted = node.score if node.zeroed_by is None else lowest
                scores.setdefault(node.id, []).append(counted)
    totals = [unit.total for unit in units if unit.total is not None]
    return PeerText(
        name, len(units), _spread(totals), {node: _spread(values) for node, values in scores.items()}
    )


def _spread(values: list[Fraction]) -> Spread:
    ordered = sorted(values)
    middle = len(ordered) // 2
    median = ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    mean = sum(ordered, Fraction(0)) / len(ordered)
    return Spread(len(ordered), mean, median, ordered[-1], ordered[0])
