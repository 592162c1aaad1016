"""Scoring responses: files to results."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dgassess.engine.results import Basis, Results
from dgassess.engine.scoring import ScoringUnit
from dgassess.loading.reading import Reading
from dgassess.loading.responses import WrittenResponse, read_response, read_unit
from dgassess.values.diagnostics import DefectsFound, Diagnostic, has_errors, suggest
from dgassess.workflows.content import UsageProblem, expand, shipped_systems
from dgassess.workflows.systems import ReadySystem, named_system, ready_system, systems_for

Progress = Callable[[int, int], None]
"""Called with how many files are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Results with what they came from: the system, the responses by unit id, and warnings."""

    ready: ReadySystem
    results: Results
    responses: dict[str, WrittenResponse]
    diagnostics: tuple[Diagnostic, ...]


def _no_progress(done: int, total: int) -> None:
    pass


def score_responses(
    names: Sequence[str], system: str | None, basis: Basis = "verified", progress: Progress = _no_progress
) -> Scored:
    """Score response files, folders and wildcards.

    Raises DefectsFound with everything wrong in all files, UsageProblem when files or the system are not found.
    """
    paths = expand(names)
    reading = Reading()
    written = [response for path in paths if (response := read_response(reading, path)) is not None]
    ready = _system(system, written, reading)
    units: list[ScoringUnit] = []
    for number, response in enumerate(written, 1):
        unit = read_unit(reading, response, ready.scorer)
        if unit is not None:
            units.append(unit)
        progress(number, len(paths))
    _refuse_repeated_units(written, reading)
    found = [*ready.diagnostics, *reading.diagnostics]
    if has_errors(found):
        raise DefectsFound(found)
    results = ready.scorer.score(units, basis)
    by_unit = {response.response.unit.id: response for response in written}
    return Scored(ready, results, by_unit, tuple(sorted(found, key=lambda d: d.sort_key)))


def _system(name: str | None, written: Sequence[WrittenResponse], reading: Reading) -> ReadySystem:
    if name is not None:
        return named_system(name)
    if not written:
        raise DefectsFound(reading.diagnostics)
    wanted = {response.response.questionnaire_id: response for response in reversed(written)}
    folders: list[Path] = []
    for questionnaire_id, response in wanted.items():
        fitting = systems_for(questionnaire_id)
        if not fitting:
            _unknown_questionnaire(questionnaire_id, response, reading)
        folders += [folder for folder in fitting if folder not in folders]
    if not folders:
        raise DefectsFound(reading.diagnostics)
    if len(folders) > 1:
        fitting_ids = ", ".join(folder.name for folder in folders)
        raise UsageProblem(f"Several systems fit these responses ({fitting_ids}): name one with --system.")
    return ready_system(folders[0])


def _unknown_questionnaire(questionnaire_id: str, response: WrittenResponse, reading: Reading) -> None:
    inside = () if isinstance(response.response.questionnaire, str) else ("id",)
    place = response.document.place(("questionnaire", *inside))
    message = f"No shipped system uses questionnaire '{questionnaire_id}'."
    help_ = suggest(questionnaire_id, [folder.name for folder in shipped_systems()])
    help_ = f"{help_} Name your own system with --system.".strip()
    reading.diagnostics.append(Diagnostic("other-questionnaire", "error", place, message, help_))


def _refuse_repeated_units(written: Sequence[WrittenResponse], reading: Reading) -> None:
    seen: dict[str, WrittenResponse] = {}
    for response in written:
        unit_id = response.response.unit.id
        first = seen.setdefault(unit_id, response)
        if first is not response:
            place = response.document.place(("unit", "id"))
            message = f"Unit '{unit_id}' is answered twice: also in {reading.shown(first.path)}."
            related = ((first.document.place(("unit", "id")), "The first response of this unit."),)
            help_ = "Keep one response per unit."
            reading.diagnostics.append(Diagnostic("unit-twice", "error", place, message, help_, related))
