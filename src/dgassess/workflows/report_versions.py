"""Two versions of a system: what differs, and how the same answers score by both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dgassess.loading.responses import read_unit
from dgassess.loading.systems import LoadedSystem
from dgassess.reporting.change_text import ChangeNoteText, NodeMove, UnitMove
from dgassess.reporting.wording import Numbers
from dgassess.values.diagnostics import DefectsFound, Diagnostic, Place, has_errors
from dgassess.values.language import say
from dgassess.workflows.method_lineage import origins_of
from dgassess.workflows.movements import Answers, Movement, known_answers, movements
from dgassess.workflows.report_causes import Sides, explained
from dgassess.workflows.report_changes import change_texts, count_texts
from dgassess.workflows.report_job import ReportJob
from dgassess.workflows.report_ranks import Ranks, several_types, with_ranks
from dgassess.workflows.report_words import item_sensitivities
from dgassess.workflows.scoring import WrittenResponses, refuse_repeated_units
from dgassess.workflows.systems import CheckedSystem

Compared = tuple[LoadedSystem, ChangeNoteText, str, tuple[Diagnostic, ...]]
"""The system as it is now, what a note says, the period it is of, and warnings met on the way."""


def compared_versions(
    job: ReportJob, before: CheckedSystem, after: CheckedSystem, responses: WrittenResponses | None
) -> Compared:
    """The note on two versions of a system. Raises DefectsFound when a response cannot be read at all."""
    origins = origins_of(before.loaded, after.loaded)
    changes = change_texts(before.loaded, after.loaded, origins)
    system = after.system
    names = _version_names(before, after)
    text = ChangeNoteText(
        kind="versions", name=system.name, before=names[0], after=names[1], numbers=numbers_of(after),
        identities=(*_identities(before, names[0]), *_identities(after, names[1])),
        changes=changes, counts=count_texts(before.loaded, after.loaded, changes),
        levels=tuple(level.name for level in system.levels), restricted=has_restricted(before, after),
    )  # fmt: skip
    if responses is None:
        return after.loaded, text, "", after.diagnostics
    if has_errors(responses.reading.diagnostics):
        raise DefectsFound(responses.reading.diagnostics)
    found = _moved(job, before, after, responses, origins)
    sorts, sides = unmoved(after), Sides(before.system, after.system, origins)
    moves = [
        unit_move(movement, each, sorts, sides, text.numbers, gone)
        for movement, each, gone in found
        if not movement.problem
    ]
    ranks = [_ranks(found, side) for side in (0, 1)]
    problems = [movement for movement, _, _ in found if movement.problem]
    warnings = tuple(
        Diagnostic(
            "not-compared", "warning", Place(responses.reading.shown(each.written.path)), movement.problem
        )
        for movement, each, _ in found
        if movement.problem
    )
    periods = dict.fromkeys(each.written.response.period for _, each, _ in found)
    unscored = tuple(movement.name for movement in problems)
    diagnostics = (*after.diagnostics, *responses.reading.diagnostics, *warnings)
    said = replace(
        text, units=with_ranks(moves, *ranks), by_type=several_types(*ranks), given=True, unscored=unscored
    )
    return after.loaded, said, next(iter(periods), ""), diagnostics


def _moved(
    job: ReportJob,
    before: CheckedSystem,
    after: CheckedSystem,
    responses: WrittenResponses,
    origins: Mapping[str, str],
) -> list[tuple[Movement, Answers, int]]:
    """Answers of either version scored by both, with how many of each the version now does not know."""
    forward = {old: new for new, old in origins.items()}
    answers: list[Answers] = []
    left_out: dict[str, int] = {}
    for written in sorted(responses.written, key=lambda one: one.response.unit.id):
        response = written.response
        known = set(after.scorer.method.questions)
        if any(key not in known for key in response.answers):
            adapted, gone = known_answers(response, after.scorer, forward)
            written = replace(written, response=adapted)
            left_out[response.unit.id] = len(gone)
        unit = written.response.unit
        answers.append(Answers("response", unit.id, unit.name, written, job.basis, response))
    for one in answers:  # a defect by the version now is one of the file
        read_unit(responses.reading, one.written, after.scorer)
    refuse_repeated_units(responses.written, responses.reading)
    if has_errors(responses.reading.diagnostics):
        raise DefectsFound(responses.reading.diagnostics)
    found = movements(before.scorer, after.scorer, answers, before.system.version, origins)
    return [(each, one, left_out.get(one.id, 0)) for each, one in zip(found, answers, strict=True)]


def _ranks(found: list[tuple[Movement, Answers, int]], side: int) -> dict[str, Ranks]:
    return {
        movement.id: Ranks(each.written.response.unit.type, movement.rank[side], movement.type_rank[side])
        for movement, each, _ in found
        if not movement.problem
    }


def _version_names(before: CheckedSystem, after: CheckedSystem) -> tuple[str, str]:
    """`2026.1.0版` and `2027.1.0版`; where the versions are the same, 原版 and 现版."""
    one, other = before.system.version, after.system.version
    if one == other:
        return say("原版"), say("现版")
    return say("{version}版", version=one), say("{version}版", version=other)


def _identities(ready: CheckedSystem, called: str) -> tuple[tuple[str, str, str], ...]:
    system, questionnaire = ready.system, ready.questionnaire
    return (
        (say("{name}（{called}）", name=system.name, called=called), system.version, system.digest),
        (
            say("{name}（{called}）", name=questionnaire.name or questionnaire.id, called=called),
            questionnaire.version,
            questionnaire.digest,
        ),
    )


def identities(ready: CheckedSystem) -> tuple[tuple[str, str, str], ...]:
    """The name, version and digest of a system and its questionnaire."""
    system, questionnaire = ready.system, ready.questionnaire
    return (
        (system.name, system.version, system.digest),
        (questionnaire.name or questionnaire.id, questionnaire.version, questionnaire.digest),
    )


def numbers_of(ready: CheckedSystem) -> Numbers:
    """How a system's numbers are shown."""
    system = ready.system
    return Numbers(system.rounding.digits, system.rounding.mode, system.scale.lowest, system.scale.highest)


def unmoved(ready: CheckedSystem) -> dict[str, NodeMove]:
    """Every node of a system without scores, by id, to be filled in."""
    system = ready.system
    return {
        node.id: NodeMove(
            node.id, node.name, parent is None and node.id not in system.leaves, None, None,
            indicator=node.id in system.leaves,
        )
        for node, parent, _ in system.walk()
    }  # fmt: skip


def has_restricted(*several: CheckedSystem) -> bool:
    """Whether an indicator, adjustment or veto of any of these systems is restricted."""
    return any(
        "restricted" in item_sensitivities(ready.system).values()
        or any(leaf.sensitivity == "restricted" for leaf in ready.system.leaves.values())
        for ready in several
    )


def unit_move(
    movement: Movement,
    answers: Answers,
    nodes: Mapping[str, NodeMove],
    sides: Sides,
    numbers: Numbers,
    gone: int = 0,
) -> UnitMove:
    """One unit's movement in what the note prints; nodes that are gone from the system are left out."""
    unit, rounded = answers.written.response.unit, numbers.rounded
    move = UnitMove(
        id=movement.id, name=movement.name, type=unit.type or "",
        before=rounded(movement.total.before.value), after=rounded(movement.total.after.value),
        level=(movement.level[0] or "", movement.level[1] or ""),
        nodes=tuple(
            replace(nodes[move.what], before=rounded(move.before.value), after=rounded(move.after.value))
            for move in movement.nodes
            if move.what in nodes
        ),
        left_out=len(movement.left_out) + gone,
    )  # fmt: skip
    return explained(move, *movement.results, sides) if movement.results is not None else move
