"""How the units of a change note moved, all together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dgassess.reporting import change_tables as tables_of
from dgassess.reporting.change_text import ChangeNoteText, UnitMove
from dgassess.reporting.cohort_audience import FEW
from dgassess.reporting.cohort_statistics import statistics
from dgassess.values.language import joined, say

_NAMED = 8


@dataclass(frozen=True, slots=True)
class Movements:
    """How many units moved, which the most, and how far on average, in finished texts.

    told: whether anything but the number of units may be said; where it may not, the rest is nought and empty, and
    `few` says whether that is because fewer than FEW have a total on both sides, `alike` whether it is because all
    moved the same way where a version changed what restricted scores count for: each unit's would follow. ranks:
    units whose rank differs among those ranked both times, too; shifted: those whose rank differs only because others
    came or went.
    """

    units: int
    told: bool
    up: int
    down: int
    same: int
    levels: int
    better: int
    worse: int
    ranks: int
    single: int  # with a total on one side alone
    risen: str
    fallen: str
    mean: str
    median: str
    shifted: int = 0
    few: bool = False
    alike: bool = False


def movements(text: ChangeNoteText, shown: Sequence[UnitMove], named: bool) -> Movements:
    """What is said of all units together; without names, the public learns of fewer than FEW nothing."""
    alike = _alike(text)
    if not named and (alike or not _may_be_told(text)):
        few = _compared(text) < FEW
        return Movements(
            len(shown), False, 0, 0, 0, 0, 0, 0, 0, 0, "", "", "", "", few=few, alike=alike and not few
        )
    found = statistics(unit.by for unit in shown)
    risen = sorted((u for u in shown if (u.by or 0) > 0), key=lambda u: (-(u.by or 0), u.id))
    fallen = sorted((u for u in shown if (u.by or 0) < 0), key=lambda u: ((u.by or 0), u.id))
    places = {name: place for place, name in enumerate(text.levels)}
    steps = [
        places.get(unit.level[0], 0) - places.get(unit.level[1], 0)
        for unit in shown
        if unit.level[0] in places and unit.level[1] in places
    ]
    return Movements(
        units=len(shown),
        told=True,
        up=len(risen),
        down=len(fallen),
        same=sum(unit.by == 0 for unit in shown),
        levels=sum(unit.level[0] != unit.level[1] for unit in shown),
        better=sum(step > 0 for step in steps),
        worse=sum(step < 0 for step in steps),
        ranks=sum(unit.rank[0] != unit.rank[1] and not unit.shifted for unit in shown),
        single=sum((unit.before is None) != (unit.after is None) for unit in shown),
        risen=listed([_with_points(text, unit) for unit in risen]) if named else "",
        fallen=listed([_with_points(text, unit) for unit in fallen]) if named else "",
        mean=text.numbers.signed(found.mean) if found else "",
        median=text.numbers.signed(found.median) if found else "",
        shifted=sum(unit.shifted for unit in shown),
    )


def _compared(text: ChangeNoteText) -> int:
    return sum(unit.by is not None for unit in text.units)


def _alike(text: ChangeNoteText) -> bool:
    """Whether two versions moved every unit the same way, and something restricted is among what they score.

    Where a version counts a restricted yes-no indicator for more, all going down would tell each unit's answer.
    """
    ways = {unit.by > 0 for unit in text.units if unit.by is not None} if text.restricted else set()
    return (
        text.kind != "rounds"
        and len(ways) == 1
        and all(unit.by for unit in text.units if unit.by is not None)
    )


def _may_be_told(text: ChangeNoteText) -> bool:
    """Whether the public may learn how units moved: with all units' means, that gives those of the units left out."""
    then = text.alone[0] + sum(unit.before is not None and unit.after is None for unit in text.units)
    now = text.alone[1] + sum(unit.before is None and unit.after is not None for unit in text.units)
    return _compared(text) >= FEW and all(one == 0 or one >= FEW for one in (then, now, len(text.unscored)))


def listed(names: Sequence[str], named: bool = True) -> str:
    """Units by name, those beyond the first few counted; where names do not appear, how many there are."""
    if not named and names:
        return say("{count}个单位", count=len(names))
    if len(names) > _NAMED:
        return say("{names}等{count}个", names=joined(names[:_NAMED], "、"), count=len(names))
    return joined(names, "、")


def _with_points(text: ChangeNoteText, unit: UnitMove) -> str:
    return say("{name}（{points}）", name=unit.name, points=tables_of.moved(text.numbers, unit.by))
