"""Responses: a unit's answers, evidence and reviews read against the questionnaire and the system."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from dgassess.engine.plan import Plan, described_items
from dgassess.engine.scoring import Scorer, ScoringUnit
from dgassess.loading.consistency import consistency
from dgassess.loading.reading import Reading
from dgassess.loading.tree import Document
from dgassess.model.answers import AnswerProblem, read_answer
from dgassess.model.questions import Question
from dgassess.model.responses import ResponseFile, Review
from dgassess.values.answers import MISSING, Answer, AnswerState, answered
from dgassess.values.diagnostics import Diagnostic, Severity, has_errors, suggest

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class WrittenResponse:
    """A response file that is well formed; its answers are not read yet."""

    path: Path
    document: Document
    response: ResponseFile
    prefix: Loc = ()  # where the response stands in its document, for cases that hold one


def read_response(reading: Reading, path: Path) -> WrittenResponse | None:
    """A response file, or None with the diagnostics noted."""
    document = reading.document(path, "dgassess/response/1")
    response = reading.model(ResponseFile, document)
    return None if document is None or response is None else WrittenResponse(path, document, response)


def read_unit(reading: Reading, written: WrittenResponse, scorer: Scorer) -> ScoringUnit | None:
    """The unit with its answers read against the system; None with the diagnostics noted."""
    reader = _UnitReader(written, scorer)
    unit = reader.read()
    reading.diagnostics += reader.found
    return None if has_errors([*written.document.diagnostics, *reader.found]) else unit


class _UnitReader:
    """Reads one response and collects everything wrong with it."""

    def __init__(self, written: WrittenResponse, scorer: Scorer) -> None:
        self.document, self.response, self.scorer = written.document, written.response, scorer
        self.prefix = written.prefix
        self.questions: Mapping[str, Question] = scorer.questionnaire.questions
        self.found: list[Diagnostic] = []

    def note(
        self,
        check: str,
        loc: Loc,
        message: str,
        help: str = "",
        *,
        severity: Severity = "error",
        key: bool = False,
    ) -> None:
        """Note a diagnostic at a location of the file (of its key when `key`)."""
        place = self.document.place((*self.prefix, *loc), key=key)
        self.found.append(Diagnostic(check, severity, place, message, help))

    def read(self) -> ScoringUnit | None:
        """The unit, or None when it answers something else or its type is not known."""
        if not self._questionnaire_fits():
            self._unit_fits()
            return None  # read against another questionnaire, every answer would look wrong
        if not self._unit_fits():
            self._answers(None)
            return None
        unit = self.response.unit
        plan = self.scorer.plan(unit.type if self.scorer.system.unit_types else None)
        given = self._answers(plan)
        verified = self._reviewed(plan, given)
        self._evidence()
        written = self.response.answers | self.response.reviews
        for remark in consistency(plan, verified, written):
            self.note(
                remark.check,
                self._decisive(remark.question),
                remark.message,
                remark.help,
                severity=remark.severity,
            )
        return ScoringUnit(
            unit.id,
            unit.name,
            plan.unit_type,
            unit.unit_class,
            unit.parent,
            given,
            verified,
            digest(self.response),
        )

    def _decisive(self, question_id: str) -> Loc:
        """Where the value that counts on the verified basis is written."""
        review = self.response.reviews.get(question_id)
        if review is None:
            return ("answers", question_id)
        return ("reviews", question_id, "value" if review.remove is None else "remove")

    def _questionnaire_fits(self) -> bool:
        response, own = self.response, self.scorer.questionnaire
        inside = () if isinstance(response.questionnaire, str) else ("id",)
        if response.questionnaire_id != own.id:
            stated_id = response.questionnaire_id
            message = f"The response answers questionnaire '{stated_id}', but the system needs '{own.id}'."
            help_ = f"{suggest(stated_id, [own.id])} Score it with the system of that questionnaire.".strip()
            self.note("other-questionnaire", ("questionnaire", *inside), message, help_)
            return False
        stated = response.questionnaire_version
        if stated is not None and stated != own.version:
            message = (
                f"The response answers version {stated} of '{own.id}', but version {own.version} is here."
            )
            help_ = "Questions may have changed their meaning; use the version it was filled in for."
            self.note("other-questionnaire-version", ("questionnaire", "version"), message, help_)
            return False
        return True

    def _unit_fits(self) -> bool:
        system, unit = self.scorer.system, self.response.unit
        fits = True
        for field, value, known in (
            ("type", unit.type, system.unit_types), ("class", unit.unit_class, system.classes),
        ):  # fmt: skip
            listed = f"Allowed are {', '.join(known)}."
            if value is None and field == "type" and known:
                self.note("missing-unit-type", ("unit",), f"Unit {unit.id} has no type.", listed)
                fits = False
            elif value is not None and known and value not in known:
                help_ = f"{suggest(value, known)} {listed}".strip()
                self.note(
                    f"unknown-unit-{field}",
                    ("unit", field),
                    f"'{value}' is not a unit {field} of the system.",
                    help_,
                )
                fits = fits and field != "type"
        return fits

    def _answers(self, plan: Plan | None) -> dict[str, Answer]:
        answers: dict[str, Answer] = {}
        for question_id, raw in self.response.answers.items():
            question = self._question("answers", question_id)
            if question is None:
                continue
            answer = self._answer(question, raw, ("answers", question_id))
            if answer is None or plan is None:
                continue
            if question_id not in plan.asked:
                if answer.state is not AnswerState.MISSING:
                    message = (
                        f"{question_id} does not apply to units of type '{plan.unit_type}', but is answered."
                    )
                    self.note(
                        "question-not-for-type", ("answers", question_id), message, "Leave it out.", key=True
                    )
                continue
            if question.answered_by == "assessor" and answer.state is AnswerState.ANSWERED:
                message = (
                    f"{question_id} is the assessor's to answer; here it stands among the unit's answers."
                )
                help_ = "Give the assessor's finding under 'reviews', with its reason."
                self.note(
                    "assessor-question-answered",
                    ("answers", question_id),
                    message,
                    help_,
                    severity="warning",
                    key=True,
                )
            answers[question_id] = answer
        return answers

    def _question(self, part: str, question_id: str) -> Question | None:
        question = self.questions.get(question_id)
        if question is None:
            message = f"There is no question '{question_id}' in questionnaire {self.scorer.questionnaire.id}."
            self.note(
                "unknown-question",
                (part, question_id),
                message,
                suggest(question_id, self.questions),
                key=True,
            )
        return question

    def _answer(self, question: Question, raw: Any, loc: Loc) -> Answer | None:
        try:
            reading = read_answer(question, raw)
        except AnswerProblem as problem:
            self.note(problem.check, (*loc, *problem.where), problem.message, problem.help)
            return None
        for remark in reading.remarks:
            self.note(remark.check, loc, remark.message, remark.help, severity=remark.severity)
        if question.type == "indicators" and isinstance(reading.answer.value, frozenset):
            self._listed_indicators(question, reading.answer.value, loc)
        return reading.answer

    def _listed_indicators(self, question: Question, listed: frozenset[str], loc: Loc) -> None:
        leaves = self.scorer.system.leaves
        for name in sorted(listed):
            if name not in leaves:
                message = f"{question.id} lists '{name}', which is not an indicator."
                self.note("unknown-indicator", loc, message, suggest(name, leaves))

    def _reviewed(self, plan: Plan, given: dict[str, Answer]) -> dict[str, Answer]:
        """The verified answers. A finding on an assessor's question has no self-assessed version beside it."""
        verified = dict(given)
        for question_id, review in self.response.reviews.items():
            question = self._question("reviews", question_id)
            if question is None:
                continue
            if question_id not in plan.asked:
                message = (
                    f"{question_id} does not apply to units of type '{plan.unit_type}', but is reviewed."
                )
                self.note(
                    "question-not-for-type", ("reviews", question_id), message, "Leave it out.", key=True
                )
                continue
            answer = self._review(question, review, given.get(question_id))
            if answer is not None:
                verified[question_id] = answer
                unanswered = given.get(question_id, MISSING).state is AnswerState.MISSING
                if question.answered_by == "assessor" and unanswered:
                    given[question_id] = answer
        return verified

    def _review(self, question: Question, review: Review, given: Answer | None) -> Answer | None:
        loc: Loc = ("reviews", question.id)
        if review.remove is not None:
            return self._removal(question, review.remove, given)
        if "not_applicable" in review.model_fields_set:
            return self._answer(question, {"not_applicable": review.not_applicable}, loc)
        return self._answer(question, review.value, (*loc, "value"))

    def _removal(self, question: Question, options: tuple[str, ...], given: Answer | None) -> Answer | None:
        loc: Loc = ("reviews", question.id, "remove")
        chosen = given.value if given is not None else None
        if question.type != "multi" or not isinstance(chosen, frozenset):
            message = f"'remove' needs a multi-select answer to take options from; {question.id} has none."
            self.note("review-removes-nothing", loc, message, "Give the verified value under 'value'.")
            return None
        for index, option in enumerate(options):
            if option not in chosen:
                message = f"The review of {question.id} removes '{option}', which was not chosen."
                help_ = f"Chosen are {', '.join(sorted(chosen))}." if chosen else "Nothing was chosen."
                self.note("review-removes-nothing", (*loc, index), message, help_)
        return answered(chosen - set(options))

    def _evidence(self) -> None:
        items = {item.id for item in described_items(self.scorer.system)}
        for subject in self.response.evidence:
            head, _, option = subject.partition("#")
            question = self.questions.get(head)
            if question is None and head not in items:
                message = f"Evidence is given for '{subject}', which is neither an indicator nor a question."
                help_ = suggest(head, [*items, *self.questions])
                self.note("unknown-evidence-subject", ("evidence", subject), message, help_, key=True)
            elif option and (question is None or option not in (question.options or {})):
                message = f"Evidence is given for option '{option}' of {head}, which has no such option."
                known = ", ".join(question.options) if question is not None and question.options else ""
                self.note(
                    "unknown-evidence-subject", ("evidence", subject), message,
                    f"Its options are {known}." if known else "", key=True,
                )  # fmt: skip


def digest(response: ResponseFile) -> str:
    """sha256 of what a response says, whatever the file format, key order or spacing."""
    content = {
        "questionnaire": response.questionnaire_id,
        "period": response.period,
        "unit": response.unit.model_dump(by_alias=True),
        "answers": response.answers,
        "evidence": {key: [item.model_dump() for item in items] for key, items in response.evidence.items()},
        "reviews": {key: review.model_dump() for key, review in response.reviews.items()},
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)
