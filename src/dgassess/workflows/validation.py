"""Validating files: systems, questionnaires, responses and cases, whatever the paths hold."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dgassess.engine.compiling import scorer_for
from dgassess.engine.scoring import Scorer
from dgassess.loading.cases import LoadedCases, load_cases
from dgassess.loading.documents import format_of
from dgassess.loading.ignores import Ignored, Sifted, ignores_of, sift
from dgassess.loading.questionnaires import load_questionnaire
from dgassess.loading.reading import ReadDocument, Reading
from dgassess.loading.responses import WrittenResponse, read_response, read_unit
from dgassess.loading.systems import LoadedSystem, load_system
from dgassess.loading.tree import Document
from dgassess.values.diagnostics import Diagnostic, Severity, has_errors
from dgassess.workflows.case_validation import case_diagnostics
from dgassess.workflows.configuration import Configuration, configuration_path, read_configuration
from dgassess.workflows.content import (
    UsageProblem,
    default_roots,
    documents_below,
    find_questionnaire,
    systems_for,
    wildcards,
)
from dgassess.workflows.ready_systems import kept_scorer
from dgassess.workflows.systems import checked

if TYPE_CHECKING:
    from pydantic import BaseModel

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
    """What was validated and what was found.

    `given` are the files that the paths name, `read` all files looked at, included ones too, as diagnostics name them.
    `ignored` are diagnostics that comments silence. `strict` says that the project's settings make warnings fail,
    `shipped` that no paths were given, nothing of one's own was here, and what ships was validated.
    """

    given: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    ignored: tuple[Ignored, ...] = ()
    read: tuple[str, ...] = ()
    strict: bool = False
    shipped: bool = False

    @property
    def errors(self) -> int:
        """How many diagnostics are errors."""
        return self._count("error")

    @property
    def warnings(self) -> int:
        """How many diagnostics are warnings."""
        return self._count("warning")

    @property
    def remarks(self) -> int:
        """How many diagnostics are information only."""
        return self._count("information")

    def _count(self, severity: Severity) -> int:
        return sum(1 for diagnostic in self.diagnostics if diagnostic.severity == severity)


def validate_paths(
    names: Sequence[str],
    prove: Callable[[LoadedSystem], Iterable[Diagnostic]] | None = None,
    parsed: dict[Path, ReadDocument] | None = None,
) -> Validation:
    """Validate files and folders; without names, indicators/, questionnaires/ and examples/ here, else what ships.

    `prove` says more about systems without errors. `parsed` holds files read already, by their absolute paths, and
    takes those read now. Raises UsageProblem when a name does not exist or nothing is found.
    """
    default = None if names else default_roots("indicators", "questionnaires", "examples")
    roots: Sequence[Path] = wildcards(names) if default is None else default.folders
    for root in roots:
        if not root.exists():
            raise UsageProblem(f"'{root}' does not exist.")
    targets = list(dict.fromkeys(target for root in roots for target in documents_below(root)))
    if not targets:
        raise UsageProblem(f"There is nothing to validate in {', '.join(map(str, roots))}.")
    configuration = _configuration()
    validator = _Validator(parsed)
    for target in targets:
        validator.file(target)
    validator.responses()
    validator.found += case_diagnostics(validator.cases, validator.sound)
    validator.parts_alone()
    if prove is not None:
        for loaded in validator.sound:
            validator.found += prove(loaded)
    sifted = validator.sifted()
    found = dict.fromkeys([*configuration.diagnostics, *configuration.applied(sifted.kept)])
    return Validation(
        tuple(sorted(validator.shown(path) for path in validator.given)),
        tuple(sorted(found, key=lambda diagnostic: diagnostic.sort_key)),
        tuple(sorted(sifted.ignored, key=lambda ignored: ignored.diagnostic.sort_key)),
        tuple(sorted(validator.shown(path) for path in validator.read)),
        configuration.strict,
        default is not None and default.shipped,
    )


def _configuration() -> Configuration:
    path = configuration_path()
    if path is None:
        return Configuration()
    from dgassess.workflows.catalogue import severities

    try:
        shown = Path(os.path.relpath(path)).as_posix()
    except ValueError:  # on another drive
        shown = path.as_posix()
    return read_configuration(path, shown, severities())


def part_model(format: str) -> type[BaseModel]:
    """The model of a file that a system or questionnaire names."""
    from dgassess.model.adjustments import Adjustments, VetoFile
    from dgassess.model.clauses import ClauseFile
    from dgassess.model.nodes import Group
    from dgassess.model.questions import CrossCheckFile, Section

    models: dict[str, type[BaseModel]] = {
        "dgassess/dimension/1": Group,
        "dgassess/clauses/1": ClauseFile,
        "dgassess/adjustments/1": Adjustments,
        "dgassess/vetoes/1": VetoFile,
        "dgassess/section/1": Section,
        "dgassess/cross-checks/1": CrossCheckFile,
    }
    return models[format]


class _Validator:
    """Validates files by the format they open with, each system and questionnaire once.

    `given` are the files the paths name, `read` those and the files they include, `complete` those in which everything
    was looked for, the checks of the whole system included.
    """

    def __init__(self, parsed: dict[Path, ReadDocument] | None = None) -> None:
        self.found: list[Diagnostic] = []
        self.given: set[Path] = set()
        self.read: set[Path] = set()
        self.complete: set[Path] = set()
        self.parsed = {} if parsed is None else parsed
        self.systems: set[Path] = set()
        self.questionnaires: set[Path] = set()
        self.scorers: dict[Path, Scorer | None] = {}
        self.sound: list[LoadedSystem] = []
        self.answered: list[Path] = []
        self.cases: list[LoadedCases] = []
        self.parts: list[tuple[Path, str]] = []
        self.others: list[Path] = []
        self.included: set[Path] = set()
        self.shown = Reading().shown

    def _reading(self) -> Reading:
        """A run of its own that shares the files already read."""
        return Reading(parsed=self.parsed)

    def file(self, path: Path) -> None:
        """One file of any format."""
        self.given.add(path.resolve())
        self.read.add(path.resolve())
        document, problems = self._reading().parse(path)
        # Defects that leave the file readable come with it, and what else is wrong is found in the same run.
        self.found += problems
        if document is None:
            return
        format_ = format_of(document)
        if format_ in _PARTS:
            self.parts.append((path, format_))
            path = path.parent / _PARTS[format_]
            if not path.is_file():
                return
            format_ = (
                "dgassess/indicator-system/1" if path.name == "system.yaml" else "dgassess/questionnaire/1"
            )
        reading = self._reading()
        self._by_format(path, format_, reading)
        self.found += reading.diagnostics
        self.included.update(reading.files)
        self.read.update(reading.files)

    def parts_alone(self) -> None:
        """The parts given that no system or questionnaire read here names: their own form at least."""
        for path in self.others:
            if path.resolve() not in self.included:
                reading = self._reading()
                reading.document(path, *_MAIN, *_PARTS)
                self.found += reading.diagnostics
        for path, format_ in self.parts:
            if path.resolve() in self.included:
                continue
            reading = self._reading()
            document = reading.document(path, format_)
            reading.model(part_model(format_), document)
            self.found += reading.diagnostics
            main = _PARTS[format_]
            if document is not None and not (path.parent / main).is_file():
                message = (
                    f"There is no {main} beside '{path.name}', so only the form of this file was checked."
                )
                help_ = f"Validate it in the folder of the {main} that names it."
                place = document.place(("format",))
                self.found.append(Diagnostic("part-alone", "information", place, message, help_))

    def sifted(self) -> Sifted:
        """What was found, each once, without what comments in the files ignore."""
        documents = [document for path in sorted(self.read) if (document := self._document(path)) is not None]
        found: Iterable[Diagnostic] = dict.fromkeys(self.found)
        ignores = [ignore for document in documents for ignore in ignores_of(document)]
        if not ignores:
            return Sifted(kept=list(found))
        from dgassess.workflows.catalogue import catalogue

        complete = {document.file for path in self.complete if (document := self._document(path)) is not None}
        return sift(found, ignores, catalogue().keys(), complete)

    def _document(self, path: Path) -> Document | None:
        return self.parsed[path][0] if path in self.parsed else None

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
            cases = load_cases(reading, path)
            if cases is not None:
                self.cases.append(cases)
                self.complete.add(path.resolve())
        else:
            self.others.append(path)

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
            self.complete.update(reading.files)
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
            if read_unit(reading, written, scorer) is not None:
                self.complete.add(written.path.resolve())
        elif not fitting and len(self.sound) == len(self.systems):
            place = written.document.place(("questionnaire",))
            message = f"No system here uses questionnaire '{wanted}', so the answers were not checked."
            help_ = "Validate the response together with its system: name the system's folder as well."
            reading.diagnostics.append(Diagnostic("other-questionnaire", "warning", place, message, help_))

    def _scorer(self, path: Path, own: Sequence[LoadedSystem]) -> Scorer | None:
        """The scorer of a sound system or a shipped one; None when that has defects, reported on their own."""
        if path not in self.scorers:
            # Systems are kept under their folders.
            kept = kept_scorer(path.parent if path.name == "system.yaml" else path)
            if kept is not None:
                self.scorers[path] = kept
                return kept
            loaded = own[0] if own else load_system(self._reading(), path, find_questionnaire)
            sound = loaded is not None and (bool(own) or not has_errors(checked(loaded)))
            self.scorers[path] = scorer_for(loaded.system, loaded.questionnaire) if loaded and sound else None
        return self.scorers[path]
