"""Golden cases: the file, and each case's system and response put together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from dgassess.loading.reading import Reading
from dgassess.loading.responses import WrittenResponse, read_response
from dgassess.loading.systems import FindQuestionnaire, LoadedSystem, assemble_system
from dgassess.loading.tree import Document
from dgassess.model.cases import Case, CaseFile, CaseResponse, CaseUnit
from dgassess.model.responses import Response, Unit
from dgassess.model.systems import SystemFile


@dataclass(frozen=True, slots=True)
class LoadedCases:
    """A case file that is well formed."""

    path: Path
    document: Document
    written: CaseFile


def load_cases(reading: Reading, path: Path) -> LoadedCases | None:
    """A case file, or None with the diagnostics noted."""
    document = reading.document(path, "dgassess/cases/1")
    written = reading.model(CaseFile, document)
    return None if document is None or written is None else LoadedCases(path, document, written)


def inline_system(
    reading: Reading, cases: LoadedCases, index: int, find_questionnaire: FindQuestionnaire
) -> LoadedSystem | None:
    """The system a case holds inline; its diagnostics stand in the case file."""
    system = cases.written.cases[index].system
    assert isinstance(system, SystemFile)
    loc = ("cases", index, "system")
    return assemble_system(reading, system, cases.document, loc, cases.path, find_questionnaire)


def case_response(
    reading: Reading, cases: LoadedCases, index: int, questionnaire_id: str
) -> WrittenResponse | None:
    """A case's response: a file, answers in the case, or answers of the case laid over those of a file."""
    case: Case = cases.written.cases[index]
    if isinstance(case.response, str):
        return read_response(reading, cases.path.parent / case.response)
    loc: tuple[str | int, ...] = ("cases", index, "response")
    if case.response.base is None:
        return WrittenResponse(cases.path, cases.document, _response(case.response, questionnaire_id), loc)
    base = read_response(reading, cases.path.parent / case.response.base)
    if base is None:
        return None
    return WrittenResponse(cases.path, cases.document, _laid_over(base.response, case.response), loc)


def _response(written: CaseResponse, questionnaire_id: str) -> Response:
    unit = written.unit or CaseUnit()
    return Response(
        questionnaire_id=questionnaire_id,
        questionnaire_version=None,
        period="",
        unit=Unit(unit.id, unit.name, unit.type, unit.unit_class),
        answers=written.answers,
        reviews={question: review.plain() for question, review in written.reviews.items()},
    )


def _laid_over(base: Response, written: CaseResponse) -> Response:
    reviews = {key: review for key, review in base.reviews.items() if key not in written.answers}
    reviews |= {question: review.plain() for question, review in written.reviews.items()}
    return replace(base, answers={**base.answers, **written.answers}, reviews=reviews)
