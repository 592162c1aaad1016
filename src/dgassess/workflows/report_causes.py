"""Why a unit's total or level moved: vetoes, gates and adjustments that differ, and what each part of the total gives.

Only what follows exactly from the two results. How much of a move is due to what is not divided further: where a weight
and a score both changed, any division would be a convention.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from dgassess.engine.results import UnitResult, VetoResult
from dgassess.model.systems import IndicatorSystem
from dgassess.reporting.change_text import CauseText, PartMove, UnitMove
from dgassess.values.language import joined, say
from dgassess.workflows.report_words import item_sensitivities


@dataclass(frozen=True, slots=True)
class Sides:
    """The systems then and now; `origins`: from ids now to ids then."""

    before: IndicatorSystem
    after: IndicatorSystem
    origins: Mapping[str, str]

    def restricted(self) -> frozenset[str]:
        """The vetoes and adjustments that are restricted then or now, by their ids of either time."""
        both = (*item_sensitivities(self.before).items(), *item_sensitivities(self.after).items())
        return frozenset(id_ for id_, found in both if found == "restricted")


def explained(move: UnitMove, before: UnitResult, after: UnitResult, sides: Sides) -> UnitMove:
    """The move with what it came from."""
    return replace(
        move,
        causes=(*_vetoes(before, after, sides), *_gates(before, after), *_adjustments(before, after, sides)),
        parts=tuple(_parts(before, after, sides.origins)),
        scores_kept=_scores(before) == _scores(after, sides.origins),
    )


def _vetoes(before: UnitResult, after: UnitResult, sides: Sides) -> Iterator[CauseText]:
    old = {veto.id: veto for veto in before.vetoes if veto.triggered}
    new = {veto.id: veto for veto in after.vetoes if veto.triggered}
    secret = sides.restricted()
    came_from = {id_: sides.origins.get(id_, id_) for id_ in new}
    for id_, veto in new.items():
        was = old.get(came_from[id_])
        done = _done(was) if was is not None else ""
        if done != _done(veto):
            yield CauseText("veto", veto.name, done, _done(veto), id_ in secret or came_from[id_] in secret)
    for id_, veto in old.items():
        if id_ not in came_from.values():
            yield CauseText("veto", veto.name, _done(veto), "", id_ in secret)


def _done(veto: VetoResult) -> str:
    return joined(veto.effects, "；") or say("已触发")


def _gates(before: UnitResult, after: UnitResult) -> Iterator[CauseText]:
    old, new = ({step.before: step for step in unit.steps if step.kind == "gate"} for unit in (before, after))
    for level, step in new.items():
        if level not in old:
            yield CauseText("gate", step.before or "", "", step.text)
    for level, step in old.items():
        if level not in new:
            yield CauseText("gate", step.before or "", step.text, "")


def _adjustments(before: UnitResult, after: UnitResult, sides: Sides) -> Iterator[CauseText]:
    old = {item.id: item for item in before.adjustments}
    secret = sides.restricted()
    seen = set()
    for item in after.adjustments:
        was = sides.origins.get(item.id, item.id)
        seen.add(was)
        then = old[was].points if was in old else Fraction(0)
        if then != item.points:
            hidden = item.id in secret or was in secret
            yield CauseText(item.effect, item.name, "", "", hidden, (then, item.points))
    for id_, item in old.items():
        if id_ not in seen and item.points:
            yield CauseText(item.effect, item.name, "", "", id_ in secret, (item.points, Fraction(0)))


def _parts(before: UnitResult, after: UnitResult, origins: Mapping[str, str]) -> Iterator[PartMove]:
    """What each part gives of the total then and now; nothing where the top is not a weighted sum."""
    if before.total_exact is None or after.total_exact is None:
        return
    tops = [
        {node.id: node for node in unit.nodes.values() if node.parent is None} for unit in (before, after)
    ]
    given = [node.contribution for side in tops for node in side.values() if node.score is not None]
    if any(points is None for points in given):
        return
    for id_ in dict.fromkeys((*tops[1], *tops[0])):
        one, other = (side.get(id_) for side in tops)
        known = other or one
        if known is not None:
            yield PartMove(
                known.name, one.contribution if one else None, other.contribution if other else None,
                one.share if one else None, other.share if other else None,
                _scores(before, below=id_) == _scores(after, origins, id_),
            )  # fmt: skip
    yield from _points(before, after, "bonus")
    yield from _points(before, after, "penalty")
    then, now = (
        (unit.total_exact or Fraction(0))
        - sum((node.contribution or Fraction(0) for node in side.values()), Fraction(0))
        - sum((item.points for item in unit.adjustments), Fraction(0))
        for unit, side in zip((before, after), tops, strict=True)
    )
    if then or now:
        yield PartMove("", then, now, sort="limits")


def _points(before: UnitResult, after: UnitResult, effect: Literal["bonus", "penalty"]) -> Iterator[PartMove]:
    then, now = (
        sum((item.points for item in unit.adjustments if item.effect == effect), Fraction(0))
        for unit in (before, after)
    )
    if then or now:
        yield PartMove("", then, now, sort=effect)


def _scores(
    unit: UnitResult, names: Mapping[str, str] = MappingProxyType({}), below: str | None = None
) -> dict[str, Fraction]:
    """The scores of indicators, or of those at or below a node. names: what those with another id were called."""
    found = {}
    for node in unit.nodes.values():
        if node.kind == "indicator" and node.score is not None and below in (None, *_path(unit, node.id)):
            found[names.get(node.id, node.id)] = node.score
    return found


def _path(unit: UnitResult, node_id: str) -> Iterator[str]:
    """A node's id and those above it."""
    above: str | None = node_id
    while above is not None:
        yield above
        above = unit.nodes[above].parent
