"""Scoring responses: files to results."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dgassess.engine.results import Basis, Results
from dgassess.engine.scoring import Scorer, ScoringUnit
from dgassess.loading.documents import format_of
from dgassess.loading.reading import Reading
from dgassess.loading.responses import WrittenResponse, read_response, read_unit
from dgassess.values.diagnostics import DefectsFound, Diagnostic, Place, has_errors, suggest
from dgassess.workflows.content import (
    UsageProblem,
    expand,
    find_system,
    shipped_systems,
    systems_for,
    wildcards,
)
from dgassess.workflows.ready_systems import ready_scorer

Progress = Callable[[int, int], None]
"""Called with how many files are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class WrittenResponses:
    """Response files read as far as their shape; `system` is where the system that scores them is."""

    reading: Reading
    written: tuple[WrittenResponse, ...]
    system: Path


@dataclass(frozen=True, slots=True)
class Scored:
    """Results with the responses they came from, by unit id, and warnings."""

    results: Results
    responses: dict[str, WrittenResponse]
    diagnostics: tuple[Diagnostic, ...]


def no_progress(done: int, total: int) -> None:
    """For those who show none."""


def score_responses(
    names: Sequence[str], system: str | None, basis: Basis = "verified", progress: Progress = no_progress
) -> Scored:
    """Score response files, folders and wildcards.

    Raises DefectsFound with everything wrong in all files, UsageProblem when files or the system are not found.
    """
    responses = read_responses(names, system)
    return score_written(responses, *ready_scorer(responses.system), basis, progress)


def read_responses(names: Sequence[str], system: str | None) -> WrittenResponses:
    """Read response files and find the system that scores them: the one named, or the only shipped one that fits."""
    reading = Reading()
    written = tuple(
        response for path in expand(names) if (response := read_response(reading, path)) is not None
    )
    if written:
        _leave_results_aside(reading, names)
    path = find_system(system) if system is not None else _fitting_system(written, reading)
    if system is None:
        _mention_the_one_here(path, reading)
    return WrittenResponses(reading, written, path)


def _leave_results_aside(reading: Reading, names: Sequence[str]) -> None:
    """Results that were written into a folder of responses are no defective response; a file named alone is one."""
    if not any(found.check == "wrong-format" for found in reading.diagnostics):
        return
    from dgassess.workflows.results_files import FORMAT

    named = {reading.shown(path) for path in wildcards(names) if not path.is_dir()}
    for number, found in enumerate(reading.diagnostics):
        if found.check == "wrong-format" and found.place.file not in named:
            document, _ = Reading().parse(Path(found.place.file))
            if document is not None and format_of(document) == FORMAT:
                message = f"This file is results ('{FORMAT}') and no response: it is left aside."
                reading.diagnostics[number] = replace(found, severity="warning", message=message)


def score_written(
    responses: WrittenResponses,
    scorer: Scorer,
    warnings: Sequence[Diagnostic],
    basis: Basis,
    progress: Progress = no_progress,
) -> Scored:
    """Read the answers and score them. Raises DefectsFound."""
    reading, written = responses.reading, responses.written
    units: list[ScoringUnit] = []
    for number, response in enumerate(written, 1):
        unit = read_unit(reading, response, scorer)
        if unit is not None:
            units.append(unit)
        progress(number, len(written))
    refuse_repeated_units(written, reading)
    _mention_several_periods(written, reading)
    found = sorted([*warnings, *reading.diagnostics], key=lambda diagnostic: diagnostic.sort_key)
    if has_errors(found):
        raise DefectsFound(found)
    by_unit = {response.response.unit.id: response for response in written}
    return Scored(scorer.score(units, basis), by_unit, tuple(found))


def _mention_the_one_here(shipped: Path, reading: Reading) -> None:
    """A method owner stands among the files being edited: say that they are not what scores."""
    here = Path("indicators") / shipped.name
    if (here / "system.yaml").is_file() and here.resolve() != shipped.resolve():
        place = Place(reading.shown(here / "system.yaml"))
        message = f"The system '{shipped.name}' that ships is used, not the one in this folder."
        help_ = f"To use the one here, add --system {here.as_posix()}."
        reading.diagnostics.append(Diagnostic("system-not-used", "warning", place, message, help_))


def _fitting_system(written: Sequence[WrittenResponse], reading: Reading) -> Path:
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
    return folders[0]


def _unknown_questionnaire(questionnaire_id: str, response: WrittenResponse, reading: Reading) -> None:
    inside = ("id",) if isinstance(response.document.at(("questionnaire",)), dict) else ()
    place = response.document.place(("questionnaire", *inside))
    message = f"No shipped system uses questionnaire '{questionnaire_id}'."
    help_ = suggest(questionnaire_id, [folder.name for folder in shipped_systems()])
    help_ = f"{help_} Name your own system with --system.".strip()
    reading.diagnostics.append(Diagnostic("other-questionnaire", "error", place, message, help_))


def _mention_several_periods(written: Sequence[WrittenResponse], reading: Reading) -> None:
    periods: dict[str, WrittenResponse] = {}
    for response in written:
        periods.setdefault(response.response.period, response)
    if len(periods) > 1:
        last = list(periods.values())[-1]
        message = f"Responses of several periods are scored together: {', '.join(periods)}."
        help_ = "Score one period at a time; ranks across periods mean nothing."
        place = last.document.place(("period",))
        reading.diagnostics.append(Diagnostic("several-periods", "warning", place, message, help_))


def refuse_repeated_units(written: Sequence[WrittenResponse], reading: Reading) -> None:
    """Note every unit that answers a second time as an error."""
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
