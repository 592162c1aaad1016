"""Putting a questionnaire together from its files."""

from __future__ import annotations

from pathlib import Path

from dgassess.loading.reading import Reading
from dgassess.loading.tree import Document
from dgassess.model.questions import (
    CrossCheck,
    CrossCheckFile,
    Question,
    QuestionDefaults,
    Questionnaire,
    QuestionnaireFile,
    Section,
)
from dgassess.values.diagnostics import has_errors

_SECTION, _CROSS_CHECKS = "dgassess/section/1", "dgassess/cross-checks/1"
Loc = tuple[str | int, ...]


def load_questionnaire(reading: Reading, folder: Path) -> Questionnaire | None:
    """The questionnaire in a folder (questionnaire.yaml and the files it names) or in one file."""
    path = folder / "questionnaire.yaml" if folder.is_dir() else folder
    before = len(reading.diagnostics)
    reading.begin()
    document = reading.document(path, "dgassess/questionnaire/1")
    written = reading.model(QuestionnaireFile, document)
    if document is None:
        return None
    if written is None:
        _named_files(reading, document, path.parent)
        return None
    reading.keep(path.name, document)
    questionnaire = assemble_questionnaire(reading, written, document, (), path.parent, path.parent.name, "1")
    return None if has_errors(reading.diagnostics[before:]) else questionnaire


def _named_files(reading: Reading, document: Document, folder: Path) -> None:
    """What is wrong with the files a faulty questionnaire.yaml names, so that one run reports everything."""
    data = document.data if isinstance(document.data, dict) else {}
    sections, checks = data.get("sections"), data.get("cross_checks")
    for index, name in enumerate(sections if isinstance(sections, list) else ()):
        if isinstance(name, str):
            reading.model(Section, reading.included(name, folder, _SECTION, document, ("sections", index)))
    if isinstance(checks, str):
        file = reading.included(checks, folder, _CROSS_CHECKS, document, ("cross_checks",))
        reading.model(CrossCheckFile, file)


def assemble_questionnaire(
    reading: Reading, written: QuestionnaireFile, document: Document, loc: Loc, folder: Path,
    default_id: str, default_version: str,
) -> Questionnaire | None:  # fmt: skip
    """A questionnaire from its main file, or from the part of a system file that holds it inline."""
    before = len(reading.diagnostics)
    sections: list[Section] = []
    for index, item in enumerate(written.sections):
        if isinstance(item, Section):
            sections.append(_section(reading, item, written.defaults, document, (*loc, "sections", index)))
            continue
        file = reading.included(item, folder, _SECTION, document, (*loc, "sections", index))
        section = reading.model(Section, file)
        if file is not None and section is not None:
            sections.append(_section(reading, section, written.defaults, file, ()))
    if written.questions:
        questions = _questions(reading, written.questions, (written.defaults,), document, (*loc, "questions"))
        sections.append(
            Section.model_construct(id="all", name=written.name or "全部题目", questions=questions)
        )
    checks = _cross_checks(reading, written, document, loc, folder)
    if has_errors(reading.diagnostics[before:]):
        return None
    return Questionnaire.model_construct(
        id=written.id or default_id,
        name=written.name or written.id or default_id,
        version=written.version or default_version,
        sections=tuple(sections),
        cross_checks=checks,
        digest=reading.digest(),
    )


def _section(
    reading: Reading, section: Section, above: QuestionDefaults | None, document: Document, loc: Loc
) -> Section:
    layers = (section.defaults, above)
    questions = _questions(reading, section.questions, layers, document, (*loc, "questions"))
    return section.model_copy(update={"questions": questions})


def _questions(
    reading: Reading, questions: tuple[Question, ...], layers: tuple[QuestionDefaults | None, ...],
    document: Document, loc: Loc,
) -> tuple[Question, ...]:  # fmt: skip
    for index, question in enumerate(questions):
        reading.origins.declare("question", question.id, document, (*loc, index))
    return tuple(question.completed(*layers) for question in questions)


def _cross_checks(
    reading: Reading, written: QuestionnaireFile, document: Document, loc: Loc, folder: Path
) -> tuple[CrossCheck, ...]:
    source, prefix = document, (*loc, "cross_checks")
    checks = written.cross_checks
    if isinstance(checks, str):
        file = reading.included(checks, folder, _CROSS_CHECKS, document, prefix)
        listed = reading.model(CrossCheckFile, file)
        if file is None or listed is None:
            return ()
        source, prefix, checks = file, ("cross_checks",), listed.cross_checks
    for index, check in enumerate(checks):
        reading.origins.declare("cross-check", check.id, source, (*prefix, index))
    return checks
