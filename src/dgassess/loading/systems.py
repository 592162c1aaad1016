"""Putting an indicator system together from its files, with the questionnaire it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from dgassess.loading.origins import Origins
from dgassess.loading.questionnaires import assemble_questionnaire, load_questionnaire
from dgassess.loading.reading import Reading
from dgassess.loading.tree import Document
from dgassess.loading.unnamed import unnamed_parts
from dgassess.loading.wording import listed
from dgassess.model.adjustments import Adjustments, VetoFile
from dgassess.model.clauses import Clause, ClauseFile
from dgassess.model.nodes import Group
from dgassess.model.questions import Questionnaire, QuestionnaireFile
from dgassess.model.systems import IndicatorSystem, QuestionnaireReference, SystemFile
from dgassess.values.diagnostics import Diagnostic, Place, has_errors, suggest

Loc = tuple[str | int, ...]
_DIMENSION = "dgassess/dimension/1"
_LOOKED_FOR = "It is looked for under questionnaires/ beside indicators/."
FindQuestionnaire = Callable[[str, Path], Path | None]
"""From a questionnaire id and the system's folder to the questionnaire's folder."""


@dataclass(frozen=True, slots=True)
class LoadedSystem:
    """A system with its questionnaire and the places of everything in both."""

    system: IndicatorSystem
    questionnaire: Questionnaire
    origins: Origins
    path: Path
    unnamed: tuple[Place, ...] = ()  # files of parts beside the main files that nothing names


def load_system(reading: Reading, path: Path, find_questionnaire: FindQuestionnaire) -> LoadedSystem | None:
    """The system in a folder (system.yaml and the files it names) or in one file; None with diagnostics noted."""
    file = path / "system.yaml" if path.is_dir() else path
    before = len(reading.diagnostics)
    document = reading.document(file, "dgassess/indicator-system/1")
    written = reading.model(SystemFile, document)
    if document is None:
        return None
    if written is None:
        _named_files(reading, document, file.parent, find_questionnaire)
        return None
    loaded = assemble_system(reading, written, document, (), file, find_questionnaire)
    if loaded is None or has_errors(reading.diagnostics[before:]):
        return None
    return replace(loaded, unnamed=tuple(unnamed_parts(reading)))


def _named_files(reading: Reading, document: Document, folder: Path, find: FindQuestionnaire) -> None:
    """What is wrong with the files a faulty system.yaml names, so that one run reports everything."""
    reading.begin()
    data = document.data if isinstance(document.data, dict) else {}
    dimensions = data.get("dimensions")
    for index, name in enumerate(dimensions if isinstance(dimensions, list) else ()):
        if isinstance(name, str):
            reading.model(Group, reading.included(name, folder, _DIMENSION, document, ("dimensions", index)))
    parts: tuple[tuple[str, type[BaseModel]], ...] = (
        ("clauses", ClauseFile), ("adjustments", Adjustments), ("vetoes", VetoFile),
    )  # fmt: skip
    for key, model in parts:
        named = data.get(key)
        if isinstance(named, str):
            reading.model(model, reading.included(named, folder, f"dgassess/{key}/1", document, (key,)))
    try:
        reference = QuestionnaireReference.model_validate(data.get("questionnaire"))
    except ValidationError:
        return
    _found_questionnaire(reading, reference, document, (), folder, find)


def assemble_system(
    reading: Reading, written: SystemFile, document: Document, loc: Loc, file: Path,
    find_questionnaire: FindQuestionnaire,
) -> LoadedSystem | None:  # fmt: skip
    """A system from its main file, or from the part of a case file that holds it inline (`loc`)."""
    before = len(reading.diagnostics)
    reading.begin()
    reading.keep(file.name, document)
    # One run may read several systems; each has places of its own.
    reading.origins = Origins()
    reading.origins.whole[""] = (document, loc)
    builder = _Builder(reading, document, loc, file.parent)
    dimensions = builder.dimensions(written)
    builder.declare_nodes(written.indicators, document, (*loc, "indicators"))
    clauses = builder.clauses(written)
    adjustments = builder.adjustments(written)
    vetoes = builder.vetoes(written)
    digest = reading.digest()
    questionnaire = _questionnaire(reading, written, document, loc, file.parent, find_questionnaire)
    if questionnaire is None or has_errors(reading.diagnostics[before:]):
        return None
    system = IndicatorSystem.model_construct(
        id=written.id,
        name=written.name,
        version=written.version,
        lang=written.lang,
        description=written.description or "",
        questionnaire=written.questionnaire
        if isinstance(written.questionnaire, QuestionnaireReference)
        else QuestionnaireReference(id=questionnaire.id),
        unit_types=written.unit_types,
        classes=written.classes,
        scale_field=written.scale,
        weights_sum=written.weights_sum,
        aggregation=written.aggregation,
        missing=written.missing,
        not_applicable_limit=written.not_applicable_limit,
        rounding=written.rounding,
        dimensions=dimensions,
        indicators=written.indicators,
        clause_source=clauses.source,
        clause_parts=clauses.parts,
        clauses=tuple(clause for part in clauses.parts for clause in part.clauses) + clauses.clauses,
        levels=written.levels,
        adjustments=adjustments,
        vetoes=vetoes,
        ranking=written.ranking,
        views=written.views,
        digest=digest,
    )
    return LoadedSystem(system, questionnaire, reading.origins, file)


def _questionnaire(
    reading: Reading, written: SystemFile, document: Document, loc: Loc, folder: Path, find: FindQuestionnaire
) -> Questionnaire | None:
    reference = written.questionnaire
    reading.begin()
    if isinstance(reference, QuestionnaireFile):
        at = (*loc, "questionnaire")
        reading.keep("questionnaire", document)
        return assemble_questionnaire(reading, reference, document, at, folder, written.id, written.version)
    return _found_questionnaire(reading, reference, document, loc, folder, find)


def _found_questionnaire(
    reading: Reading, reference: QuestionnaireReference, document: Document, loc: Loc, folder: Path,
    find: FindQuestionnaire,
) -> Questionnaire | None:  # fmt: skip
    path = find(reference.id, folder)
    if path is None:
        place = document.place((*loc, "questionnaire", "id"))
        known = sorted(p.name for p in (folder.parent.parent / "questionnaires").glob("*") if p.is_dir())
        message = f"The questionnaire '{reference.id}' was not found."
        near = suggest(reference.id, known)
        there = f"There {'is' if len(known) == 1 else 'are'} {listed(known, 'and')}." if known else ""
        help_ = f"{near or _LOOKED_FOR} {there}".strip()
        reading.diagnostics.append(Diagnostic("questionnaire-not-found", "error", place, message, help_))
        return None
    found = load_questionnaire(reading, path)
    if found is not None and found.id != reference.id:
        place = document.place((*loc, "questionnaire", "id"))
        message = f"The questionnaire found for '{reference.id}' calls itself '{found.id}'."
        help_ = "The folder's name, the questionnaire's id and the id the system names must be the same."
        reading.diagnostics.append(Diagnostic("questionnaire-id", "error", place, message, help_))
        return None
    return found


class _Builder:
    """Resolves the file names of one system and notes what they declare."""

    def __init__(self, reading: Reading, document: Document, loc: Loc, folder: Path) -> None:
        self.reading, self.document, self.loc, self.folder = reading, document, loc, folder

    def dimensions(self, written: SystemFile) -> tuple[Group, ...]:
        """Inline groups and groups from files, in order."""
        found: list[Group] = []
        for index, item in enumerate(written.dimensions):
            if isinstance(item, Group):
                self._declare_node(item, self.document, (*self.loc, "dimensions", index))
                found.append(item)
                continue
            document = self._file(item, _DIMENSION, "dimensions", index)
            group = self.reading.model(Group, document)
            if document is not None and group is not None:
                self._declare_node(group, document, ())
                found.append(group)
        return tuple(found)

    def clauses(self, written: SystemFile) -> ClauseFile:
        """The clauses by part, or a flat list."""
        document: Document | None = self.document
        loc: Loc = self.loc
        if isinstance(written.clauses, str):
            document, loc = self._file(written.clauses, "dgassess/clauses/1", "clauses"), ()
            found = self.reading.model(ClauseFile, document) or ClauseFile()
        else:
            found = ClauseFile(clauses=written.clauses)
        if document is not None:
            self._declare_clauses(found.clauses, document, (*loc, "clauses"))
            for index, part in enumerate(found.parts):
                self._declare_clauses(part.clauses, document, (*loc, "parts", index, "clauses"))
        return found

    def _declare_clauses(self, clauses: tuple[Clause, ...], document: Document, loc: Loc) -> None:
        for index, clause in enumerate(clauses):
            self.reading.origins.declare("clause", clause.id, document, (*loc, index))

    def adjustments(self, written: SystemFile) -> Adjustments | None:
        """The adjustments, declared."""
        document: Document | None = self.document
        found, loc = written.adjustments, (*self.loc, "adjustments")
        if isinstance(found, str):
            document, loc = self._file(found, "dgassess/adjustments/1", "adjustments"), ()
            found = self.reading.model(Adjustments, document)
        if found is not None and document is not None:
            self.reading.origins.whole.setdefault("all adjustments", (document, loc))
            self.declare_nodes(found.items, document, (*loc, "items"))
        return found

    def vetoes(self, written: SystemFile) -> tuple[Any, ...]:
        """The vetoes, declared."""
        document: Document | None = self.document
        found, loc = written.vetoes, (*self.loc, "vetoes")
        if isinstance(found, str):
            document, loc = self._file(found, "dgassess/vetoes/1", "vetoes"), ("vetoes",)
            in_file = self.reading.model(VetoFile, document)
            found = in_file.vetoes if in_file is not None else ()
        if document is not None:
            self.declare_nodes(found, document, loc)
        return found

    def declare_nodes(self, nodes: Any, document: Document, loc: Loc) -> None:
        """Note where each of a list of nodes or items is declared."""
        for index, node in enumerate(nodes):
            self._declare_node(node, document, (*loc, index))

    def _declare_node(self, node: Any, document: Document, loc: Loc) -> None:
        self.reading.origins.declare("node", node.id, document, loc)
        if isinstance(node, Group):
            self.declare_nodes(node.groups, document, (*loc, "groups"))
            self.declare_nodes(node.indicators, document, (*loc, "indicators"))

    def _file(self, name: str, format: str, *named_at: str | int) -> Document | None:
        return self.reading.included(name, self.folder, format, self.document, (*self.loc, *named_at))
