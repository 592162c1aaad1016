"""The ranks that a change note compares: within the type where there are several, as bulletins rank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dgassess.reporting.change_text import UnitMove


@dataclass(frozen=True, slots=True)
class Ranks:
    """One unit's ranks on one side: among all, and within its type."""

    type: str | None
    overall: int | None
    within: int | None


def several_types(*sides: Mapping[str, Ranks]) -> bool:
    """Whether units of more than one type take part on either side."""
    return len({ranks.type for side in sides for ranks in side.values()}) > 1


def with_ranks(
    moves: Iterable[UnitMove], then: Mapping[str, Ranks], now: Mapping[str, Ranks]
) -> tuple[UnitMove, ...]:
    """The moves with their ranks, and those among the units ranked both times. then, now: all units' by their ids."""
    by_type = several_types(then, now)
    places = [_places(side, by_type) for side in (then, now)]
    found = [replace(move, rank=(places[0].get(move.id), places[1].get(move.id))) for move in moves]
    both = [move for move in found if None not in move.rank]
    kinds: dict[str, list[UnitMove]] = {}
    for move in both:
        kinds.setdefault(move.type if by_type else "", []).append(move)
    among = {
        move.id: (_place(move, members, 0), _place(move, members, 1))
        for members in kinds.values()
        for move in members
    }
    return tuple(replace(move, among=among.get(move.id)) for move in found)


def _places(side: Mapping[str, Ranks], by_type: bool) -> dict[str, int | None]:
    if not by_type:
        return {id_: ranks.overall for id_, ranks in side.items()}
    rivals = Counter(ranks.type for ranks in side.values() if ranks.within is not None)
    # One among itself alone has no rank.
    return {id_: ranks.within if rivals[ranks.type] > 1 else None for id_, ranks in side.items()}


def _place(move: UnitMove, members: Sequence[UnitMove], side: int) -> int:
    return 1 + sum((other.rank[side] or 0) < (move.rank[side] or 0) for other in members)
