"""What changed in a method since a git revision, and which scores move by it (`dgassess validate --diff`)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dgassess.engine.compiling import scorer_for
from dgassess.loading.cases import case_response, load_cases
from dgassess.loading.documents import format_of
from dgassess.loading.reading import Reading
from dgassess.loading.responses import read_response
from dgassess.loading.systems import LoadedSystem, load_system
from dgassess.model.systems import SystemFile
from dgassess.values.diagnostics import DefectsFound, Diagnostic, has_errors
from dgassess.workflows.content import (
    UsageProblem,
    default_roots,
    documents_below,
    find_questionnaire,
    wildcards,
)
from dgassess.workflows.method_changes import Change, method_changes
from dgassess.workflows.movements import Answers, Movement, movements
from dgassess.workflows.revisions import Revision, files_at, revision_at, write_tree
from dgassess.workflows.systems import CheckedSystem, checked, checked_system

_SYSTEM, _CASES, _RESPONSE = "dgassess/indicator-system/1", "dgassess/cases/1", "dgassess/response/1"
_ROOTS = ("indicators", "questionnaires", "examples")


@dataclass(frozen=True, slots=True)
class SystemDifferences:
    """One system now and at the revision; `notes` say what could not be compared, and why."""

    path: str
    id: str
    changes: tuple[Change, ...] = ()
    movements: tuple[Movement, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """The systems of the paths, and the revision they are compared with."""

    revision: str
    commit: str
    systems: tuple[SystemDifferences, ...]


@dataclass(slots=True)
class _Found:
    """Files of the paths by what they are."""

    systems: list[Path]
    cases: list[Path]
    responses: list[Path]


def differences(names: Sequence[str], revision_name: str) -> Differences:
    """Compare the systems at the paths with a revision; without names, those that validate looks at.

    Raises UsageProblem when there is no system, no repository, no such revision, or nothing of it at the revision.
    """
    roots = wildcards(names) or _own_roots()
    for root in roots:
        if not root.exists():
            raise UsageProblem(f"'{root}' does not exist.")
    found = _found(roots)
    if not found.systems:
        raise UsageProblem(
            f"There is no indicator system in {', '.join(map(str, roots))}: name the folder of its system.yaml."
        )
    revision = revision_at(found.systems[0].parent, revision_name)
    compared: list[SystemDifferences] = []
    absent: list[str] = []
    for path in found.systems:
        one = _compared(path, found, revision)
        if one is None:
            absent.append(Reading().shown(path))
        else:
            compared.append(one)
    if not compared:
        listed = ", ".join(f"'{name}'" for name in absent)
        raise UsageProblem(f"At revision '{revision_name}' there is no {listed}: nothing can be compared.")
    for name in absent:
        note = f"The system is new: revision '{revision_name}' does not have it."
        compared.append(SystemDifferences(name, Path(name).parent.name, notes=(note,)))
    compared += _gone(roots, found.systems, revision)
    return Differences(revision_name, revision.commit, tuple(compared))


def _own_roots() -> Sequence[Path]:
    default = default_roots(*_ROOTS)
    if default.shipped:
        raise UsageProblem(
            "There is no indicators/ in this folder, so nothing of yours can be compared: name it."
        )
    return default.folders


def _found(roots: Sequence[Path]) -> _Found:
    """The systems, case files and responses at or below the paths; a part stands for the system beside it."""
    found = _Found([], [], [])
    for path in dict.fromkeys(file for root in roots for file in documents_below(root)):
        stated = _format(path)
        if stated == _SYSTEM:
            found.systems.append(path)
        elif stated == _CASES:
            found.cases.append(path)
        elif stated == _RESPONSE:
            found.responses.append(path)
    for path in [path for path in roots if path.is_file()]:
        beside = path.parent / "system.yaml"
        if beside.is_file() and beside not in found.systems and path not in found.systems + found.responses:
            found.systems.append(beside)
    for system in found.systems:
        beside = system.parent / "cases.yaml"
        if beside.is_file() and beside not in found.cases:
            found.cases.append(beside)
    return found


def _format(path: Path) -> str | None:
    """What a file says it is; only files that can be one of those looked for are read in full."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    if not any(name.encode() in content for name in (_SYSTEM, _CASES, _RESPONSE)):
        return None
    document, _ = Reading().parse(path)
    return None if document is None else format_of(document)


def _compared(path: Path, found: _Found, revision: Revision) -> SystemDifferences | None:
    """One system compared, or None when the revision does not have it."""
    shown = Reading().shown(path)
    path = path.resolve()
    if not path.is_relative_to(revision.top):
        return None
    beside = path.parent.parent.parent
    files = files_at(revision, beside if beside.is_relative_to(revision.top) else revision.top)
    name = path.relative_to(revision.top).as_posix()
    if name not in files:
        return None
    try:
        now = checked_system(path)
    except DefectsFound as defects:
        note = f"It has {_counted(defects.diagnostics)}; correct that first, then the scores can be compared."
        return SystemDifferences(shown, path.parent.name, notes=(note,))
    with tempfile.TemporaryDirectory(prefix="dgassess-") as folder:
        # Nothing beside the unpacked tree is to be found from inside it.
        root = Path(folder).resolve() / "a" / "b"
        write_tree(files, root)
        loaded, problems = _loaded(root, name, revision)
    return _both(shown, loaded, problems, now, found, revision)


def _both(
    shown: str,
    then: LoadedSystem | None,
    problems: Sequence[Diagnostic],
    now: CheckedSystem,
    found: _Found,
    revision: Revision,
) -> SystemDifferences:
    id_ = now.system.id
    changes = method_changes(then, now.loaded) if then is not None else ()
    if then is None or has_errors(problems):
        first = next(problem for problem in problems if problem.severity == "error")
        note = (
            f"At revision '{revision.name}' it has {_counted(problems)}, so the scores are not compared. "
            f"The first: {first.place}: {first.message}"
        )
        return SystemDifferences(shown, id_, changes, notes=(note,))
    before = scorer_for(then.system, then.questionnaire)
    notes: list[str] = []
    answers = [*_case_answers(found.cases, now, notes), *_response_answers(found.responses, now, notes)]
    moved = movements(before, now.scorer, answers, revision.name)
    return SystemDifferences(shown, id_, changes, moved, tuple(notes))


def _loaded(root: Path, name: str, revision: Revision) -> tuple[LoadedSystem | None, list[Diagnostic]]:
    """The system as the revision has it, with everything wrong with it."""

    def find(questionnaire_id: str, folder: Path) -> Path | None:
        folder = folder.resolve()
        there = folder.parent.parent / "questionnaires" / questionnaire_id
        if there.is_relative_to(root) and (there / "questionnaire.yaml").is_file():
            return there
        if there.is_relative_to(root) and (revision.top / there.relative_to(root)).is_dir():
            return None  # the questionnaire stands in the repository now, but did not then
        return find_questionnaire(questionnaire_id, revision.top / folder.relative_to(root))

    reading = Reading(shown_from=root)
    loaded = load_system(reading, root / name, find)
    found = list(reading.diagnostics)
    if loaded is not None:
        found += checked(loaded)
    return loaded, found


def _case_answers(files: Sequence[Path], now: CheckedSystem, notes: list[str]) -> Iterator[Answers]:
    """The answers of the golden cases of this system; cases that hold a system of their own tell nothing about it."""
    own = now.path.resolve()
    for path in files:
        reading = Reading()
        loaded = load_cases(reading, path)
        if loaded is None:
            notes.append(f"The cases in {reading.shown(path)} are not scored: {_first(reading)}")
            continue
        for index, case in enumerate(loaded.written.cases):
            if isinstance(case.system, SystemFile):
                continue
            named = case.system or loaded.written.system
            system = ((path.parent / named) if named else path.parent).resolve()
            if (system / "system.yaml" if system.is_dir() else system) != own:
                continue
            reading = Reading()
            written = case_response(reading, loaded, index, now.questionnaire.id)
            if written is None:
                notes.append(f"The case {case.id} is not scored: {_first(reading)}")
            else:
                yield Answers("case", case.id, case.name, written, case.basis)


def _response_answers(files: Sequence[Path], now: CheckedSystem, notes: list[str]) -> Iterator[Answers]:
    for path in files:
        reading = Reading()
        written = read_response(reading, path)
        if written is None:
            notes.append(f"The response {reading.shown(path)} is not scored: {_first(reading)}")
        elif written.response.questionnaire_id == now.questionnaire.id:
            unit = written.response.unit
            yield Answers("response", unit.id, unit.name, written)


def _first(reading: Reading) -> str:
    """The message of the first error."""
    return next(found.message for found in reading.diagnostics if found.severity == "error")


def _gone(roots: Sequence[Path], systems: Sequence[Path], revision: Revision) -> Iterator[SystemDifferences]:
    """The systems that the revision has below the paths and that are no longer there."""
    present = {path.resolve() for path in systems}
    for root in roots:
        if not (root.is_dir() and root.resolve().is_relative_to(revision.top)):
            continue
        for name in files_at(revision, root):
            path = revision.top / name
            if path.name == "system.yaml" and not path.exists() and path not in present:
                note = f"The system of revision '{revision.name}' is gone."
                yield SystemDifferences(Reading().shown(path), path.parent.name, notes=(note,))


def _counted(diagnostics: Sequence[Diagnostic]) -> str:
    errors = sum(1 for diagnostic in diagnostics if diagnostic.severity == "error")
    return f"{errors} error{'' if errors == 1 else 's'}"
