"""Loading a system and checking it, once per run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dgassess.checks.subject import Subject
from dgassess.checks.table import run_checks
from dgassess.engine.compiling import scorer_for
from dgassess.engine.results import UnitResult
from dgassess.engine.scoring import Scorer
from dgassess.loading.ignores import unsilenced
from dgassess.loading.reading import Reading
from dgassess.loading.systems import LoadedSystem, load_system
from dgassess.values.diagnostics import DefectsFound, Diagnostic, has_errors
from dgassess.workflows.content import find_questionnaire

if TYPE_CHECKING:
    from dgassess.engine.explanation import Explainer


@dataclass(frozen=True, slots=True)
class ReadySystem:
    """A system that loads and passes its checks (warnings are kept), with its scorer and the files it came from."""

    loaded: LoadedSystem
    scorer: Scorer
    diagnostics: tuple[Diagnostic, ...]
    files: Mapping[Path, str] = field(default_factory=dict)  # absolute path -> sha256 of its bytes


def checked(loaded: LoadedSystem) -> list[Diagnostic]:
    """What the checks find in a loaded system."""
    return run_checks(subject_of(loaded))


def subject_of(loaded: LoadedSystem) -> Subject:
    """A loaded system as checks look at it."""
    declared = tuple(loaded.origins.declarations)
    return Subject(loaded.system, loaded.questionnaire, loaded.origins.place, declared, loaded.unnamed)


def ready_system(path: Path) -> ReadySystem:
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
    return ReadySystem(
        loaded, scorer_for(loaded.system, loaded.questionnaire), tuple(found), dict(reading.files)
    )


def explainer_of(ready: ReadySystem, unit: UnitResult) -> Explainer:
    """What explains the nodes of a scored unit."""
    from dgassess.engine.explanation import Explainer

    plan = ready.scorer.plan(unit.type)
    return Explainer(ready.loaded.system, ready.loaded.questionnaire, plan, unit)
