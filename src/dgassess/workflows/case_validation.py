"""Golden cases against the systems they are about, without running them: names that are gone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from dgassess.checks.case_subject import CaseSubject, LocatedCase
from dgassess.checks.case_table import run_case_checks
from dgassess.checks.subject import Loc
from dgassess.loading.cases import LoadedCases
from dgassess.loading.systems import LoadedSystem
from dgassess.loading.tree import Document
from dgassess.model.cases import CaseResponse
from dgassess.model.systems import SystemFile
from dgassess.values.diagnostics import Diagnostic, Place, suggest
from dgassess.workflows.systems import subject_of


def case_diagnostics(files: Iterable[LoadedCases], sound: Iterable[LoadedSystem]) -> Iterator[Diagnostic]:
    """Responses that are not there, and what the checks find where the system is among those read without errors."""
    systems = {loaded.path.resolve(): loaded for loaded in sound}
    for cases in files:
        yield from _responses_gone(cases)
        for path, located in cases_of(cases).items():
            loaded = systems.get(path)
            if loaded is not None:
                yield from run_case_checks(CaseSubject(subject_of(loaded), located))


def _responses_gone(cases: LoadedCases) -> Iterator[Diagnostic]:
    """Where a case names a response that is not there: it could not be run. Each file is told once."""
    told: set[str] = set()
    for index, case in enumerate(cases.written.cases):
        inside = isinstance(case.response, CaseResponse)
        named = case.response.base if isinstance(case.response, CaseResponse) else case.response
        if named is None or named in told or (cases.path.parent / named).exists():
            continue
        told.add(named)
        place = _place(cases.document, index, ("response", "base") if inside else ("response",))
        message = f"Case {case.id} rests on '{named}', but there is no such file."
        folder = (cases.path.parent / named).parent
        near = suggest(Path(named).name, sorted(os.listdir(folder))) if folder.is_dir() else ""
        help_ = (
            near or "Paths are relative to the file of cases: bring the response along, or correct the path."
        )
        yield Diagnostic("file-not-found", "error", place, message, help_)


def cases_of(cases: LoadedCases) -> Mapping[Path, list[LocatedCase]]:
    """The cases by the main file of their system; those that hold their system themselves are left out."""
    found: dict[Path, list[LocatedCase]] = {}
    for index, case in enumerate(cases.written.cases):
        if isinstance(case.system, SystemFile):
            continue
        named = case.system or cases.written.system
        path = cases.path.parent / named if named else cases.path.parent
        path = path / "system.yaml" if path.is_dir() else path
        found.setdefault(path.resolve(), []).append(LocatedCase(case, partial(_place, cases.document, index)))
    return found


def _place(document: Document, index: int, loc: Loc, key: bool = False) -> Place:
    return document.place(("cases", index, *loc), key=key)
