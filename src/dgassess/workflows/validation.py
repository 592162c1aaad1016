"""Validating files: systems, questionnaires, responses and cases, whatever the paths hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dgassess.engine.compiling import scorer_for
from dgassess.engine.scoring import Scorer
from dgassess.loading.cases import load_cases
from dgassess.loading.documents import format_of
from dgassess.loading.questionnaires import load_questionnaire
from dgassess.loading.reading import ReadDocument, Reading
from dgassess.loading.responses import WrittenResponse, read_response, read_unit
from dgassess.loading.systems import LoadedSystem, load_system
from dgassess.values.diagnostics import Diagnostic, has_errors
from dgassess.workflows.content import UsageProblem, content_root, find_questionnaire, systems_for, wildcards
from dgassess.workflows.kept import kept_method
from dgassess.workflows.scoring import kept_scorer
from dgassess.workflows.systems import checked

_MAIN = ("dgassess/response/1", "dgassess/indicator-system/1", "dgassess/questionnaire/1", "dgassess/cases/1")
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
    roots = wildcards(names) or _default_roots()
    for root in roots:
        if not root.exists():
            raise UsageProblem(f"'{root}' does not exist.")
    targets = list(dict.fromkeys(target for root in roots for target in _targets(root)))
    if not targets:
        raise UsageProblem(f"There is nothing to validate in {', '.join(map(str, roots))}.")
    validator = _Validator()
    for target in targets:
        validator.file(target)
    validator.responses()
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
        self.parsed: dict[Path, ReadDocument] = {}
        self.systems: set[Path] = set()
        self.questionnaires: set[Path] = set()
        self.scorers: dict[Path, Scorer | None] = {}
        self.sound: list[LoadedSystem] = []
        self.answered: list[Path] = []

    def _reading(self) -> Reading:
        """A run of its own that shares the files already read."""
        return Reading(parsed=self.parsed)

    def file(self, path: Path) -> None:
        """One file of any format."""
        reading = self._reading()
        self.read.add(path.resolve())
        document, problems = reading.parse(path)
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
            self.answered.append(path)
        elif format_ == "dgassess/cases/1":
            load_cases(reading, path)
        else:
            reading.document(path, *_MAIN, *_PARTS)

    def _system(self, path: Path, reading: Reading) -> None:
        if path.resolve() in self.systems:
            return
        self.systems.add(path.resolve())
        loaded = load_system(reading, path, find_questionnaire)
        # Its questionnaire has been read with it, and what is wrong there is among the diagnostics.
        self.questionnaires.update(file for file in reading.files if file.name == "questionnaire.yaml")
        if loaded is not None:
            found = checked(loaded)
            self.found += found
            if not has_errors([*reading.diagnostics, *found]):
                self.sound.append(loaded)

    def responses(self) -> None:
        """The responses met so far, against a system that is validated with them or else one that ships."""
        for path in self.answered:
            reading = self._reading()
            written = read_response(reading, path)
            if written is not None:
                self._response(written, reading)
            self.found += reading.diagnostics

    def _response(self, written: WrittenResponse, reading: Reading) -> None:
        wanted = written.response.questionnaire_id
        own = [loaded for loaded in self.sound if loaded.questionnaire.id == wanted]
        shipped = [] if own else systems_for(wanted)
        fitting = [loaded.path for loaded in own] or shipped
        scorer = self._scorer(fitting[0], own) if len(fitting) == 1 else None
        if scorer is not None:
            read_unit(reading, written, scorer)
        elif not fitting and len(self.sound) == len(self.systems):
            place = written.document.place(("questionnaire",))
            message = f"No system here uses questionnaire '{wanted}', so the answers were not checked."
            help_ = "Validate the response together with its system: name the system's folder as well."
            reading.diagnostics.append(Diagnostic("other-questionnaire", "warning", place, message, help_))

    def _scorer(self, path: Path, own: Sequence[LoadedSystem]) -> Scorer | None:
        """The scorer of a sound system or a shipped one; None when that has defects, reported on their own."""
        if path not in self.scorers:
            kept = kept_method(path)
            if kept is not None:
                self.scorers[path] = kept_scorer(path, kept)
                return self.scorers[path]
            loaded = own[0] if own else load_system(self._reading(), path, find_questionnaire)
            sound = loaded is not None and (bool(own) or not has_errors(checked(loaded)))
            self.scorers[path] = scorer_for(loaded.system, loaded.questionnaire) if loaded and sound else None
        return self.scorers[path]
