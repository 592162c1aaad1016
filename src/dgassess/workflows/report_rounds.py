"""Two rounds of results, each scored by the system it was made for: who rose and who fell, and by what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from dgassess.engine.results import UnitResult
from dgassess.reporting.change_text import ChangeNoteText, NodeMove, UnitMove
from dgassess.reporting.wording import Numbers, period_text
from dgassess.values.language import joined, say, speaking
from dgassess.workflows.method_changes import method_changes
from dgassess.workflows.method_lineage import kinds_of, origins_of
from dgassess.workflows.report_causes import Sides, explained
from dgassess.workflows.report_job import ReportJob
from dgassess.workflows.report_ranks import Ranks, several_types, with_ranks
from dgassess.workflows.report_versions import Compared, has_restricted, identities, numbers_of, unmoved
from dgassess.workflows.scoring import Scored, read_responses, score_written
from dgassess.workflows.systems import CheckedSystem, checked_system


def compared_rounds(job: ReportJob, earlier_system: Path | None, earlier: Sequence[str]) -> Compared:
    """The note on two rounds. Raises DefectsFound, UsageProblem."""
    now = read_responses(job.responses, job.system)
    ready = checked_system(now.system)
    then = read_responses(earlier, str(earlier_system) if earlier_system is not None else str(now.system))
    before = checked_system(earlier_system) if earlier_system is not None else ready
    new = score_written(now, ready.scorer, ready.diagnostics, job.basis)
    old = score_written(then, before.scorer, before.diagnostics if before is not ready else (), job.basis)
    same = before.system.digest == ready.system.digest
    origins = {} if same else origins_of(before.loaded, ready.loaded)
    comparable = _comparable(before, ready, origins) if not same else set(ready.system.leaves)
    with speaking(ready.system.lang):
        names = _round_names(old, new)
    earlier_units = {unit.id: unit for unit in old.results.units}
    later_units = {unit.id: unit for unit in new.results.units}
    both = [unit for unit in later_units.values() if unit.id in earlier_units]
    nodes = unmoved(ready)
    known = {id_: node for id_, node in nodes.items() if not node.indicator or id_ in comparable}
    sides, numbers = Sides(before.system, ready.system, origins), numbers_of(ready)
    ranks = [_ranks(units) for units in (earlier_units, later_units)]
    moves = (_unit_move(earlier_units[unit.id], unit, numbers, known, sides) for unit in both)
    text = ChangeNoteText(
        kind="rounds", name=ready.system.name, before=names[0], after=names[1], numbers=numbers,
        identities=identities(ready) if same else (*identities(before), *identities(ready)),
        units=with_ranks(moves, *ranks), by_type=several_types(*ranks), given=True,
        came=tuple(unit.name for unit in later_units.values() if unit.id not in earlier_units),
        went=tuple(unit.name for unit in earlier_units.values() if unit.id not in later_units),
        alone=(_with_total(earlier_units, later_units), _with_total(later_units, earlier_units)),
        comparable=None if same else (len(comparable), len(ready.system.leaves)),
        levels=tuple(level.name for level in ready.system.levels), restricted=has_restricted(before, ready),
    )  # fmt: skip
    period = next(iter(new.responses.values())).response.period if new.responses else ""
    return ready.loaded, text, period, (*old.diagnostics, *new.diagnostics)


def _with_total(units: Mapping[str, UnitResult], others: Mapping[str, UnitResult]) -> int:
    """How many units that are not among the others have a total."""
    return sum(unit.total is not None for unit in units.values() if unit.id not in others)


def _comparable(before: CheckedSystem, after: CheckedSystem, origins: Mapping[str, str]) -> set[str]:
    """The indicators that mean the same in both versions: there then, and neither they nor their questions redefined.

    Where lineage says nothing, an indicator whose rule or definition differs is not the same.
    """
    kinds = kinds_of(after.loaded)
    old = set(before.system.leaves)
    differing: set[str] = set()
    for change in method_changes(before.loaded, after.loaded, origins):
        fields = {field.field.partition(".")[0].partition("[")[0] for field in change.fields}
        if change.what == "indicator" and fields & {
            "rule",
            "definition",
            "inputs",
            "parameters",
            "applies_when",
        }:
            differing.add(change.id)
        if change.what == "question" and fields & {"type", "options", "definition", "scope", "as_of", "unit"}:
            differing.add(change.id.rpartition(".")[0])
    return {
        id_
        for id_ in after.system.leaves
        if origins.get(id_, id_) in old
        and kinds.get(id_) not in ("redefined", "new", "dropped")
        and (id_ not in differing or kinds.get(id_) in ("kept", "renamed"))
    }


def _round_names(old: Scored, new: Scored) -> tuple[str, str]:
    """The periods of the two rounds; where they are the same, with 上轮 and 本轮 behind them."""
    one, other = (
        joined(dict.fromkeys(period_text(each.response.period) for each in scored.responses.values()), "、")
        for scored in (old, new)
    )
    if not one or not other:
        return say("上轮"), say("本轮")
    if one != other:
        return one, other
    return say("{period}（上轮）", period=one), say("{period}（本轮）", period=other)


def _ranks(units: Mapping[str, UnitResult]) -> dict[str, Ranks]:
    return {id_: Ranks(unit.type, unit.rank, unit.type_rank) for id_, unit in units.items()}


def _unit_move(
    before: UnitResult, after: UnitResult, numbers: Numbers, nodes: Mapping[str, NodeMove], sides: Sides
) -> UnitMove:
    moves = []
    for id_, node in nodes.items():
        was = before.nodes.get(id_) or before.nodes.get(sides.origins.get(id_, ""))
        one = numbers.rounded(was.score if was is not None else None)
        other = numbers.rounded(after.nodes[id_].score)
        if one != other:
            moves.append(replace(node, before=one, after=other))
    move = UnitMove(
        id=after.id, name=after.name, type=after.type or "",
        before=numbers.rounded(before.total), after=numbers.rounded(after.total),
        level=(before.level or "", after.level or ""), nodes=tuple(moves),
    )  # fmt: skip
    return explained(move, before, after, sides)
