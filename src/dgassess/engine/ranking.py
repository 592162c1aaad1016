"""Ranks: within the cohort, the unit type and the peer group, by the declared comparison, ties and tie-breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction

from dgassess.engine.results import UnitResult
from dgassess.model.systems import IndicatorSystem
from dgassess.values.numbers import comparable, round_to

_NONE = Fraction(-(10**9))  # a tie-break node without a score comes after every node with one


def ranked(units: list[UnitResult], system: IndicatorSystem) -> list[UnitResult]:
    """The units with rank, type_rank, peer_rank, peer_group and peer_count filled in, in their given order."""
    overall = _ranks(units, system, lambda unit: "")
    by_type = _ranks(units, system, lambda unit: unit.type or "")
    by_peers = _ranks(units, system, lambda unit: peer_group(unit, system))
    counts: dict[str, int] = {}
    for unit in units:
        if unit.rankable:
            counts[peer_group(unit, system)] = counts.get(peer_group(unit, system), 0) + 1
    return [
        replace(
            unit,
            rank=overall.get(unit.id),
            type_rank=by_type.get(unit.id),
            peer_rank=by_peers.get(unit.id),
            peer_group=peer_group(unit, system),
            peer_count=counts.get(peer_group(unit, system), 0),
        )
        for unit in units
    ]


def peer_group(unit: UnitResult, system: IndicatorSystem) -> str:
    """The peer group's name, such as 市·东部; empty when a unit has neither type nor class."""
    values = {"type": unit.type, "class": unit.unit_class}
    return "·".join(value for value in (values[peer] for peer in system.ranking.peers) if value)


def _key(unit: UnitResult, system: IndicatorSystem) -> tuple[Fraction, ...]:
    rounding, ranking = system.rounding, system.ranking
    assert unit.total is not None and unit.total_exact is not None
    total = unit.total if ranking.by == "rounded" else comparable(unit.total_exact)
    breaks = []
    for node in ranking.tie_break:
        score = unit.nodes[node].score if node in unit.nodes else None
        if score is None:
            breaks.append(_NONE)
        else:
            breaks.append(
                round_to(score, rounding.digits, rounding.mode)
                if ranking.by == "rounded"
                else comparable(score)
            )
    return (total, *breaks)


def _ranks(
    units: Iterable[UnitResult], system: IndicatorSystem, group: Callable[[UnitResult], str]
) -> dict[str, int]:
    groups: dict[str, list[tuple[tuple[Fraction, ...], str]]] = {}
    for unit in units:
        if unit.rankable:
            groups.setdefault(group(unit), []).append((_key(unit, system), unit.id))
    ranks: dict[str, int] = {}
    for members in groups.values():
        members.sort(key=lambda member: member[0], reverse=True)
        rank, previous, distinct = 0, None, 0
        for position, (key, unit_id) in enumerate(members, 1):
            if key != previous:
                distinct += 1
                rank = position if system.ranking.ties == "min" else distinct
                previous = key
            ranks[unit_id] = rank
    return ranks
