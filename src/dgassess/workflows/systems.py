"""Loading a system and checking it, once per run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dgassess.checks.subject import Subject
from dgassess.checks.table import run_checks
from dgassess.engine.scoring import Scorer
from dgassess.loading.reading import Reading
from dgassess.loading.systems import LoadedSystem, load_system
from dgassess.values.diagnostics import DefectsFound, Diagnostic, has_errors
from dgassess.workflows.content import find_questionnaire, find_system, shipped_systems


@dataclass(frozen=True, slots=True)
class ReadySystem:
    """A system that loads and passes its checks (warnings are kept), with its scorer."""

    loaded: LoadedSystem
    scorer: Scorer
    diagnostics: tuple[Diagnostic, ...]


def checked(loaded: LoadedSystem) -> list[Diagnostic]:
    """What the checks find in a loaded system."""
    subject = Subject(
        loaded.system, loaded.questionnaire, loaded.origins.place, tuple(loaded.origins.declarations)
    )
    return run_checks(subject)


def ready_system(path: Path) -> ReadySystem:
    """The system at a path. Raises DefectsFound with everything wrong when any of it is an error."""
    reading = Reading()
    loaded = load_system(reading, path, find_questionnaire)
    found = list(reading.diagnostics)
    if loaded is not None:
        found += checked(loaded)
    if loaded is None or has_errors(found):
        raise DefectsFound(found)
    return ReadySystem(loaded, Scorer(loaded.system, loaded.questionnaire), tuple(found))


def systems_for(questionnaire_id: str) -> list[Path]:
    """The shipped systems that use a questionnaire, told from the line in system.yaml without loading it."""
    found = []
    for folder in shipped_systems():
        text = (folder / "system.yaml").read_text(encoding="utf-8")
        if any(
            line.startswith("questionnaire:") and f"id: {questionnaire_id}" in line
            for line in text.splitlines()
        ):
            found.append(folder)
    return found


def named_system(name: str) -> ReadySystem:
    """A system by id or path. Raises UsageProblem or DefectsFound."""
    return ready_system(find_system(name))
