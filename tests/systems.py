"""Systems and responses written to a folder, loaded and read the way the workflows do."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dgassess.checks.subject import Subject
from dgassess.checks.table import run_checks
from dgassess.engine.compiling import scorer_for
from dgassess.engine.scoring import Scorer, ScoringUnit
from dgassess.loading.reading import Reading
from dgassess.loading.responses import read_response, read_unit
from dgassess.loading.systems import LoadedSystem, load_system
from dgassess.values.diagnostics import Diagnostic, has_errors
from tests.marks import unmarked

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "indicators" / "digital-government"

Found = tuple[str, str, int, int]
"""File, check, line and column of a diagnostic."""


def questionnaire_beside(questionnaire_id: str, folder: Path) -> Path | None:
    """A questionnaire under questionnaires/ beside indicators/."""
    path = folder.parent.parent / "questionnaires" / questionnaire_id
    return path if path.is_dir() else None


@dataclass(frozen=True)
class Loaded:
    """What loading, and then checking, a system gave."""

    loaded: LoadedSystem | None
    diagnostics: list[Diagnostic]

    @property
    def sound(self) -> LoadedSystem:
        """The system, which must have loaded without errors; small systems leave out what checks remark on."""
        assert not has_errors(self.diagnostics), self.diagnostics
        assert self.loaded is not None
        return self.loaded

    @property
    def scorer(self) -> Scorer:
        """A scorer of the sound system."""
        return scorer_for(self.sound.system, self.sound.questionnaire)


def write_files(folder: Path, files: Mapping[str, str]) -> list[tuple[str, int, int]]:
    """Write files without their marks; the places marked, as file, line and column, in the order of the files."""
    marked: list[tuple[str, int, int]] = []
    for name, text in files.items():
        content, places = unmarked(textwrap.dedent(text).lstrip("\n"))
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
        marked += [(name, line, column) for line, column in places]
    return marked


def load_and_check(path: Path, shown_from: Path) -> Loaded:
    """Load a system and, when it loads, check it."""
    reading = Reading(shown_from=shown_from)
    loaded = load_system(reading, path, questionnaire_beside)
    found = list(reading.diagnostics)
    if loaded is not None:
        origins = loaded.origins
        found += run_checks(
            Subject(
                loaded.system,
                loaded.questionnaire,
                origins.place,
                tuple(origins.declarations),
                loaded.unnamed,
            )
        )
    return Loaded(loaded, sorted(found, key=lambda diagnostic: diagnostic.sort_key))


def read_unit_file(
    path: Path, scorer: Scorer, shown_from: Path
) -> tuple[ScoringUnit | None, list[Diagnostic]]:
    """A response file read against a system, with everything found in it."""
    reading = Reading(shown_from=shown_from)
    written = read_response(reading, path)
    unit = read_unit(reading, written, scorer) if written is not None else None
    return unit, sorted(reading.diagnostics, key=lambda diagnostic: diagnostic.sort_key)


def places_of(diagnostics: Sequence[Diagnostic]) -> list[tuple[str, int, int]]:
    """File, line and column of each diagnostic."""
    return [(d.place.file, d.place.line, d.place.column) for d in diagnostics]


def found_of(diagnostics: Sequence[Diagnostic]) -> list[Found]:
    """File, check, line and column of each diagnostic."""
    return [(d.place.file, d.check, d.place.line, d.place.column) for d in diagnostics]
