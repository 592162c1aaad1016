"""Loading a system from its files and checking it, once per run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dgassess.checks.subject import Subject
from dgassess.checks.table import run_checks
from dgassess.engine.compiling import scorer_for
from dgassess.loading.ignores import unsilenced
from dgassess.loading.reading import Reading
from dgassess.loading.systems import LoadedSystem, load_system
from dgassess.values.diagnostics import DefectsFound, Diagnostic, has_errors
from dgassess.workflows.content import find_questionnaire
from dgassess.workflows.ready_systems import ReadySystem


@dataclass(frozen=True, slots=True)
class CheckedSystem(ReadySystem):
    """A ready system read from its files in this run, with the places of everything in them."""

    loaded: LoadedSystem

    @classmethod
    def of(
        cls, loaded: LoadedSystem, diagnostics: tuple[Diagnostic, ...], files: Mapping[Path, str]
    ) -> CheckedSystem:
        """A loaded system that has passed its checks."""
        system, questionnaire = loaded.system, loaded.questionnaire
        scorer = scorer_for(system, questionnaire)
        return cls(system, questionnaire, loaded.path, scorer, diagnostics, files, loaded)


def checked(loaded: LoadedSystem) -> list[Diagnostic]:
    """What the checks find in a loaded system."""
    return run_checks(subject_of(loaded))


def subject_of(loaded: LoadedSystem) -> Subject:
    """A loaded system as checks look at it."""
    declared = tuple(loaded.origins.declarations)
    return Subject(loaded.system, loaded.questionnaire, loaded.origins.place, declared, loaded.unnamed)


def checked_system(path: Path) -> CheckedSystem:
    """The system at a path. Raises DefectsFound with everything wrong when any of it is an error."""
    reading = Reading()
    loaded = load_system(reading, path, find_questionnaire)
    found = list(reading.diagnostics)
    if loaded is not None:
        # What is only worth knowing is for those who write the method, who validate it.
        found += [diagnostic for diagnostic in checked(loaded) if diagnostic.severity != "information"]
    if loaded is None or has_errors(found):
        raise DefectsFound(found)
    documents = [document for document, _ in reading.parsed.values() if document is not None]
    found = unsilenced(found, documents)
    return CheckedSystem.of(loaded, tuple(found), dict(reading.files))
