"""Validating files: systems, questionnaires, responses and cases, whatever the paths hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dgassess.engine.scoring import Scorer
from dgassess.loading.cases import load_cases
from dgassess.loading.documents import format_of, read_document
from dgassess.loading.questionnaires import load_questionnaire
from dgassess.loading.reading import Reading
from dgassess.loading.responses import read_response, read_unit
from dgassess.loading.systems import load_system
from dgassess.values.diagnostics import Diagnostic, has_errors
from dgassess.workflows.content import UsageProblem, content_root, find_questionnaire
from dgassess.workflows.systems import checked, systems_for

_MAIN = {"dgassess/indicator-system/1", "dgassess/questionnaire/1", "dgassess/response/1", "dgassess/cases/1"}
_PARTS = {
    "dgassess/dimension/1": "system.yaml",
    "dgassess/clauses/1": "system.yaml",
    "dgassess/adjustments/1": "system.yaml",
    "dgassess/vetoes/1": "system.yaml",
    "dgassess/section/1": "questionnaire.yaml",
    "dgassess/cross-checks/1": "questionnaire.yaml",
}


@dataclass(frozen=True, slots=True)
class Validation:
    """What was validated and what was found."""

    files: int
    diagnostics: tuple[Diagnostic, ...]

    @property
    def errors(self) -> int:
        """How many diagnostics are errors."""
        return sum(1 for diagnostic in self.diagnostics if diagnostic.severity == "error")

    @property
    def warnings(self) -> int:
        """How many diagnostics are warnings."""
        return sum(1 for diagnostic in self.diagnostics if diagnostic.severity == "warning")


def validate_paths(names: Sequence[str]) -> Validation:
    """Validate files and folders; without names, indicators/, questionnaires/ and examples/ here, else what ships.

    Raises UsageProblem when a name does not exist or nothing is found.
    """
    roots = [Path(name) for name in names] or _default_roots()
    for root in roots:
        if not root.exists():
            raise UsageProblem(f"'{root}' does not exist.")
    targets = list(dict.fromkeys(target for root in roots for target in _targets(root)))
    if not targets:
        raise UsageProblem(f"There is nothing to validate in {', '.join(map(str, roots))}.")
    validator = _Validator()
    for target in targets:
        validator.file(target)
    unique = dict.fromkeys(validator.found)
    ordered = tuple(sorted(unique, key=lambda diagnostic: diagnostic.sort_key))
    return Validation(len(validator.read), ordered)


def _default_roots() -> list[Path]:
    here = [Path(name) for name in ("indicators", "questionnaires", "examples") if Path(name).is_dir()]
    return here or [content_root() / name for name in ("indicators", "questionnaires", "examples")]


def _targets(root: Path) -> list[Path]:
    """The files to validate below a path; parts of a system or questionnaire come in through their main file."""
    if root.is_file():
        return [root]
    files = sorted(path for path in root.rglob("*") if path.suffix.lower() in (".yaml", ".yml", ".json"))
    return [path for path in files if path.is_file() and not any(part.startswith(".") for part in path.parts)]


class _Validator:
    """Validates files by the format they open with, each system and questionnaire once."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []
        self.read: set[Path] = set()
        self.systems: set[Path] = set()
        self.questionnaires: set[Path] = set()
        self.scorers: dict[Path, Scorer | None] = {}

    def file(self, path: Path) -> None:
        """One file of any format."""
        reading = Reading()
        self.read.add(path.resolve())
        document, problems = read_document(path, shown=reading.shown(path))
        if document is None or has_errors(problems):
            self.found += problems
            return
        format_ = format_of(document)
        if format_ in _PARTS and (path.parent / _PARTS[format_]).is_file():
            path = path.parent / _PARTS[format_]
            format_ = (
                "dgassess/indicator-system/1" if path.name == "system.yaml" else "dgassess/questionnaire/1"
            )
        self._by_format(path, format_, reading)
        self.found += reading.diagnostics

    def _by_format(self, path: Path, format_: str | None, reading: Reading) -> None:
        if format_ == "dgassess/indicator-system/1":
            self._system(path, reading)
        elif format_ == "dgassess/questionnaire/1":
            if path.resolve() not in self.questionnaires:
                self.questionnaires.add(path.resolve())
                load_questionnaire(reading, path)
        elif format_ == "dgassess/response/1":
            self._response(path, reading)
        elif format_ == "dgassess/cases/1":
            load_cases(reading, path)
        else:
            reading.document(path, *sorted(_MAIN | set(_PARTS)))

    def _system(self, path: Path, reading: Reading) -> None:
        if path.resolve() in self.systems:
            return
        self.systems.add(path.resolve())
        loaded = load_system(reading, path, find_questionnaire)
        if loaded is not None:
            self.found += checked(loaded)

    def _response(self, path: Path, reading: Reading) -> None:
        written = read_response(reading, path)
        if written is None:
            return
        fitting = systems_for(written.response.questionnaire_id)
        scorer = self._scorer(fitting[0]) if len(fitting) == 1 else None
        if scorer is not None:
            read_unit(reading, written, scorer)

    def _scorer(self, folder: Path) -> Scorer | None:
        """The scorer of a shipped system, or None when the system has defects, which are reported on their own."""
        if folder not in self.scorers:
            loaded = load_system(Reading(), folder, find_questionnaire)
            sound = loaded is not None and not has_errors(checked(loaded))
            self.scorers[folder] = Scorer(loaded.system, loaded.questionnaire) if loaded and sound else None
        return self.scorers[folder]
