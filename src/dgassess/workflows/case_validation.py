"""Golden cases against the systems they are about, without running them: names that are gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from dgassess.checks.case_subject import CaseSubject, LocatedCase
from dgassess.checks.case_table import run_case_checks
from dgassess.checks.subject import Loc
from dgassess.loading.cases import LoadedCases
from dgassess.loading.systems import LoadedSystem
from dgassess.loading.tree import Document
from dgassess.model.systems import SystemFile
from dgassess.values.diagnostics import Diagnostic, Place
from dgassess.workflows.systems import subject_of


def case_diagnostics(files: Iterable[LoadedCases], sound: Iterable[LoadedSystem]) -> Iterator[Diagnostic]:
    """What the checks of cases find, where the system is among those read here without errors."""
    systems = {loaded.path.resolve(): loaded for loaded in sound}
    for cases in files:
        for path, located in cases_of(cases).items():
            loaded = systems.get(path)
            if loaded is not None:
                yield from run_case_checks(CaseSubject(subject_of(loaded), located))


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
