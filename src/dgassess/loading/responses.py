"""Responses: a unit's answers, evidence and reviews read against the questionnaire and the system."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from dgassess.engine.method import Plan
from dgassess.engine.scoring import Scorer, ScoringUnit
from dgassess.loading.consistency import consistency
from dgassess.loading.reading import Reading
from dgassess.loading.response_shape import plain_response
from dgassess.loading.tree import Document
from dgassess.model.answers import AnswerProblem, read_answer
from dgassess.model.responses import Response, Review
from dgassess.values.answers import MISSING, Answer, AnswerState, answered
from dgassess.values.diagnostics import Diagnostic, Fix, Severity, has_errors, same_name, suggest
from dgassess.values.questions import AskedQuestion, split_question

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class WrittenResponse:
    """A response file that is well formed; its answers are not read yet."""

    path: Path
    document: Document
    response: Response
    prefix: Loc = ()  # where the response stands in its document, for cases that hold one


def read_response(reading: Reading, path: Path) -> WrittenResponse | None:
    """A response file, or None with the diagnostics noted; `read_unit` refuses one that could be read only in part."""
    document = reading.document(path, "dgassess/response/1")
    if document is None:
        return None
    response = plain_response(document.data)
    if response is None:
        # Not of the commonest shape: the models say what is wrong, or that it is sound all the same.
        from dgassess.model.response_files import ResponseFile

        written = reading.model(ResponseFile, document, faulty=True)
        response = written.plain() if written is not None else None
    return None if response is None else WrittenResponse(path, document, response)


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
        self.method = scorer.method
        self.questions: Mapping[str, AskedQuestion] = scorer.method.questions
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
        fix: Fix | None = None,
    ) -> None:
        """Note a diagnostic at a location of the file (of its key when `key`)."""
        place = self.document.place((*self.prefix, *loc), key=key)
        self.found.append(Diagnostic(check, severity, place, message, help, fix=fix))

    def read(self) -> ScoringUnit | None:
        """The unit, or None when it answers something else or its type is not known."""
        if not self._questionnaire_fits():
            self._unit_fits()
            return None  # read against another questionnaire, every answer would look wrong
        if not self._unit_fits():
            self._answers(None)
            return None
        unit = self.response.unit
        exact = self.scorer.exact(unit.type if self.method.unit_types else None)
        plan = exact.plan
        given = self._answers(plan)
        verified = self._reviewed(plan, given)
        self._evidence()
        written = {**self.response.answers, **self.response.reviews}
        for remark in consistency(exact, verified, written):
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
        response, own = self.response, self.method.questionnaire
        if response.questionnaire_id != own.id:
            stated_id = response.questionnaire_id
            message = f"The response answers questionnaire '{stated_id}', but the system needs '{own.id}'."
            help_ = f"{suggest(stated_id, [own.id])} Score it with the system of that questionnaire.".strip()
            self.note("other-questionnaire", _reference_loc(self.document, self.prefix), message, help_)
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
        method, unit = self.method, self.response.unit
        fits = True
        for field, value, known in (
            ("type", unit.type, method.unit_types), ("class", unit.unit_class, method.classes),
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
                    fix=same_name(value, known),
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

    def _question(self, part: str, question_id: str) -> AskedQuestion | None:
        question = self.questions.get(question_id)
        if question is None:
            message = f"There is no question '{question_id}' in questionnaire {self.method.questionnaire.id}."
            help_, fix = self._alike(question_id), same_name(question_id, self.questions)
            self.note("unknown-question", (part, question_id), message, help_, key=True, fix=fix)
        return question

    def _alike(self, question_id: str) -> str:
        """What may have been meant by a question id that does not exist."""
        owner = split_question(question_id)[0]
        own = [question.id for question in self.questions.values() if question.owner == owner]
        if near := suggest(question_id, own) or suggest(question_id, self.questions):
            return near
        if own:
            return f"The questions of {owner} are {', '.join(own)}."
        return f"Question ids look like '{next(iter(self.questions), 'TC-1-2.lvl')}'."

    def _answer(self, question: AskedQuestion, raw: Any, loc: Loc) -> Answer | None:
        try:
            reading = read_answer(question, raw)
        except AnswerProblem as problem:
            on_key = problem.check == "unknown-key"
            help_ = problem.help
            if isinstance(raw, str) and raw.strip().startswith("不适用"):
                help_ = _not_applicable_help(question)
            at = (*loc, *problem.where)
            self.note(problem.check, at, problem.message, help_, key=on_key, fix=problem.fix)
            return None
        for remark in reading.remarks:
            self.note(remark.check, loc, remark.message, remark.help, severity=remark.severity)
        if question.type == "indicators" and isinstance(reading.answer.value, frozenset):
            self._listed_indicators(question, reading.answer.value, loc)
        return reading.answer

    def _listed_indicators(self, question: AskedQuestion, listed: frozenset[str], loc: Loc) -> None:
        leaves = [node.id for node in self.method.tree if node.kind == "indicator"]
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

    def _review(self, question: AskedQuestion, review: Review, given: Answer | None) -> Answer | None:
        loc: Loc = ("reviews", question.id)
        if review.remove is not None:
            return self._removal(question, review.remove, given)
        if review.outcome == "not_applicable":
            return self._answer(question, {"not_applicable": review.not_applicable}, loc)
        return self._answer(question, review.value, (*loc, "value"))

    def _removal(
        self, question: AskedQuestion, options: tuple[str, ...], given: Answer | None
    ) -> Answer | None:
        loc: Loc = ("reviews", question.id, "remove")
        if given is None and question.type == "multi" and question.id in self.response.answers:
            return None  # the answer is defective, which is told there
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
        items = self.method.owners
        for subject in self.response.evidence:
            head, _, option = subject.partition("#")
            question = self.questions.get(head)
            if question is None and head not in items:
                message = f"Evidence is given for '{subject}', which is neither an indicator nor a question."
                help_ = suggest(head, [*items, *self.questions])
                self.note("unknown-evidence-subject", ("evidence", subject), message, help_, key=True)
            elif option and (question is None or option not in question.options):
                message = f"Evidence is given for option '{option}' of {head}, which has no such option."
                help_ = self._options_of(head, option)
                self.note("unknown-evidence-subject", ("evidence", subject), message, help_, key=True)

    def _options_of(self, head: str, option: str) -> str:
        question = self.questions.get(head)
        if question is not None:
            listed = ", ".join(question.options)
            return f"Its options are {listed}." if listed else "Name the question alone; it has no options."
        having = [q.id for q in self.questions.values() if q.owner == head and option in q.options]
        return f"Name the question: '{having[0]}#{option}'." if having else "Name the indicator alone."


def _not_applicable_help(question: AskedQuestion) -> str:
    """For a 不适用 written as in a table, where a response file has a key for it."""
    if not question.not_applicable:
        return f"{question.id} does not permit 'not applicable'; leave it blank if the answer is not known."
    reasons = "; ".join(f"'{reason}'" for reason in question.not_applicable)
    return f"Write {{not_applicable: reason}}. Permitted reasons: {reasons}."


def _reference_loc(document: Document, prefix: Loc) -> Loc:
    """Where a response names its questionnaire's id."""
    inside = isinstance(document.at((*prefix, "questionnaire")), dict)
    return ("questionnaire", "id") if inside else ("questionnaire",)


def digest(response: Response) -> str:
    """sha256 of what a response says, whatever the file format, key order or spacing."""
    text = json.dumps(response, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {part.name: getattr(value, part.name) for part in fields(value)}
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
