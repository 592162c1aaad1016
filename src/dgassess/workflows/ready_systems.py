"""Systems that score and explain, from what is kept compiled where it still holds, else from their files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dgassess.engine.method import Plan
from dgassess.engine.results import UnitResult
from dgassess.engine.scoring import Scorer
from dgassess.values.diagnostics import DefectsFound, Diagnostic
from dgassess.values.language import speaking
from dgassess.workflows.content import shipped_systems
from dgassess.workflows.kept import KeptMethod, keep, kept_method, ship

if TYPE_CHECKING:  # loading them at once is what keeping methods saves
    from dgassess.engine.explanation import Explainer
    from dgassess.model.questions import Questionnaire
    from dgassess.model.systems import IndicatorSystem
    from dgassess.workflows.systems import CheckedSystem


@dataclass(frozen=True, slots=True)
class ReadySystem:
    """A system without errors, with its scorer and the files it came from; `path` is its main file.

    `diagnostics` are its warnings. `files`: absolute path -> sha256 of its bytes.
    """

    system: IndicatorSystem
    questionnaire: Questionnaire
    path: Path
    scorer: Scorer
    diagnostics: tuple[Diagnostic, ...]
    files: Mapping[Path, str]


def ready_system(path: Path) -> ReadySystem:
    """The system at a path. Raises DefectsFound with everything wrong when any of it is an error."""
    kept = kept_method(path, for_models=True)
    if kept is None:
        return _fresh(path)
    scorer = _kept_scorer(path, kept)
    return ReadySystem(*kept.models(), kept.main_file(), scorer, kept.diagnostics, kept.digests())


def ready_scorer(path: Path) -> tuple[Scorer, tuple[Diagnostic, ...]]:
    """The scorer of the system at a path, and its warnings: all that scoring needs. Raises DefectsFound."""
    kept = kept_method(path)
    if kept is not None:
        return _kept_scorer(path, kept), kept.diagnostics
    ready = _fresh(path)
    return ready.scorer, ready.diagnostics


def kept_scorer(path: Path) -> Scorer | None:
    """The scorer of the system at a path from what is kept of it, where something is."""
    kept = kept_method(path)
    return None if kept is None else _kept_scorer(path, kept)


def explainer_of(ready: ReadySystem, unit: UnitResult) -> Explainer:
    """What explains the nodes of a scored unit."""
    from dgassess.engine.explanation import Explainer

    with speaking(ready.system.lang):
        return Explainer(ready.system, ready.questionnaire, ready.scorer.plan(unit.type), unit)


def compile_shipped(folder: Path) -> list[Path]:
    """Compile every system that ships into a folder, as building and installing dgassess do; gives the files' paths.

    Raises DefectsFound when one is not without diagnostics, OSError when the folder cannot be written.
    """
    written = []
    for path in shipped_systems():
        ready = _compiled(path)
        if ready.diagnostics:
            raise DefectsFound(ready.diagnostics)
        written.append(ship(path, ready, folder))
    return written


def _kept_scorer(path: Path, kept: KeptMethod) -> Scorer:
    """A scorer from what is kept of the system at a path; the files are read only for a plan that is not kept."""

    def compile_plan(unit_type: str | None) -> Plan:
        return kept.plan(unit_type) or _fresh(path).scorer.plan(unit_type)

    return Scorer(kept.method, compile_plan)


def _fresh(path: Path) -> ReadySystem:
    """The system from its files, its plans compiled for every unit type and kept for the next run."""
    ready = _compiled(path)
    keep(path, ready)
    return ready


def _compiled(path: Path) -> CheckedSystem:
    from dgassess.workflows.systems import checked_system

    ready = checked_system(path)
    for unit_type in ready.system.unit_types or (None,):
        ready.scorer.plan(unit_type)
    return ready
