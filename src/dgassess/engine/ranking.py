"""Ranks: within the cohort, the unit type and the peer group, by the declared comparison, ties and tie-breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction

from dgassess.engine.method import Method
from dgassess.engine.results import UnitResult
from dgassess.values.numbers import comparable, round_to

_NONE = Fraction(-(10**9))  # a tie-break node without a score comes after every node with one


def ranked(units: list[UnitResult], method: Method) -> list[UnitResult]:
    """The units with rank, type_rank, peer_rank, peer_group and peer_count filled in, in their given order."""
    overall = _ranks(units, method, lambda unit: "")
    by_type = _ranks(units, method, lambda unit: unit.type or "")
    by_peers = _ranks(units, method, lambda unit: peer_group(unit, method))
    counts: dict[str, int] = {}
    for unit in units:
        if unit.rankable:
            counts[peer_group(unit, method)] = counts.get(peer_group(unit, method), 0) + 1
    return [
        replace(
            unit,
            rank=overall.get(unit.id),
            type_rank=by_type.get(unit.id),
            peer_rank=by_peers.get(unit.id),
            peer_group=peer_group(unit, method),
            peer_count=counts.get(peer_group(unit, method), 0),
        )
        for unit in units
    ]


def peer_group(unit: UnitResult, method: Method) -> str:
    """The peer group's name, such as 市·东部; empty when a unit has neither type nor class."""
    values = {"type": unit.type, "class": unit.unit_class}
    return "·".join(value for value in (values[peer] for peer in method.ranking.peers) if value)


def _key(unit: UnitResult, method: Method) -> tuple[Fraction, ...]:
    ranking = method.ranking
    assert unit.total is not None and unit.total_exact is not None
    total = unit.total if ranking.by == "rounded" else comparable(unit.total_exact)
    breaks = []
    for node in ranking.tie_break:
        score = unit.nodes[node].score if node in unit.nodes else None
        if score is None:
            breaks.append(_NONE)
        else:
            breaks.append(
                round_to(score, method.digits, method.mode) if ranking.by == "rounded" else comparable(score)
            )
    return (total, *breaks)


def _ranks(units: Iterable[UnitResult], method: Method, group: Callable[[UnitResult], str]) -> dict[str, int]:
    groups: dict[str, list[tuple[tuple[Fraction, ...], str]]] = {}
    for unit in units:
        if unit.rankable:
            groups.setdefault(group(unit), []).append((_key(unit, method), unit.id))
    ranks: dict[str, int] = {}
    for members in groups.values():
        members.sort(key=lambda member: member[0], reverse=True)
        rank, previous, distinct = 0, None, 0
        for position, (key, unit_id) in enumerate(members, 1):
            if key != previous:
                distinct += 1
                rank = position if method.ranking.ties == "min" else distinct
                previous = key
            ranks[unit_id] = rank
    return ranks
