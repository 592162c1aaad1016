"""Reports on scored units: the words of the system and the answers, handed to the report writers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dgassess import __version__
from dgassess.engine.explanation import Explainer, NodeExplanation, standard_of
from dgassess.engine.results import Basis, UnitResult
from dgassess.loading.responses import WrittenResponse
from dgassess.model.nodes import Indicator
from dgassess.model.questions import Questionnaire
from dgassess.model.responses import EvidenceItem
from dgassess.model.systems import IndicatorSystem
from dgassess.reporting.contents import (
    ClauseText,
    EvidenceText,
    IndicatorText,
    LevelText,
    ReportRequest,
    SystemText,
)
from dgassess.reporting.definition import ReportDefinition, load_report
from dgassess.reporting.diagnosis import build
from dgassess.reporting.errors import MissingGlyphsError, ReportError, ReportTemplateError
from dgassess.reporting.wording import typeset
from dgassess.rules.fields import exact
from dgassess.values.diagnostics import DefectsFound, Diagnostic, Place, suggest
from dgassess.workflows.content import UsageProblem, content_root
from dgassess.workflows.output import EnvironmentProblem, Staging, refuse_existing, unit_file_name
from dgassess.workflows.scoring import Progress, Scored, read_responses, score_written
from dgassess.workflows.systems import explainer_of, ready_system

if TYPE_CHECKING:
    from dgassess.reporting.writer import ReportWriter

FORMATS = ("html", "pdf")


@dataclass(frozen=True, slots=True)
class ReportJob:
    """What the command line asks for."""

    responses: Sequence[str]
    system: str | None
    basis: Basis
    report: str
    formats: tuple[str, ...]
    output: Path
    font_folders: tuple[Path, ...]
    organisation: str
    date: str
    force: bool


@dataclass(frozen=True, slots=True)
class Rendered:
    """The files written, and warnings on the way."""

    files: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]


def find_report(name: str) -> Path:
    """A report folder by path or by the id of one that ships. Raises UsageProblem."""
    path = Path(name)
    if path.is_dir():
        return path
    known = {
        folder.parent.name: folder.parent for folder in (content_root() / "reports").glob("*/report.yaml")
    }
    if name in known:
        return known[name]
    listed = f"{suggest(name, known)} Shipped reports: {', '.join(sorted(known))}.".strip()
    raise UsageProblem(f"'{name}' is neither a folder nor the id of a report. {listed}")


def render_reports(job: ReportJob, progress: Progress) -> Rendered:
    """Score the responses and write every unit's report in every format, all or none.

    Raises DefectsFound, UsageProblem, EnvironmentProblem.
    """
    definition = load_report(find_report(job.report))
    responses = read_responses(job.responses, job.system)
    ready = ready_system(responses.system)
    scored = score_written(responses, ready.scorer, ready.diagnostics, job.basis)
    writer = _writer(definition, job)
    texts = SystemWords(ready.loaded.system, ready.loaded.questionnaire)
    units = scored.results.units
    names = [unit_file_name(unit.id, unit.name) for unit in units]
    _refuse_same_names(units, names)
    targets = [job.output / f"{name}.{format_}" for name in names for format_ in job.formats]
    # Told before any time goes into rendering.
    refuse_existing(targets, force=job.force)
    # Staged one by one: thousands of reports must not be held in memory until the last is rendered.
    with Staging() as staging:
        for number, (unit, name) in enumerate(zip(units, names, strict=True), 1):
            system = texts.for_unit(explainer_of(ready, unit), scored.responses[unit.id])
            rendered = _render(writer, definition, scored, unit, system, job)
            for format_, data in rendered.items():
                staging.stage(job.output / f"{name}.{format_}", data)
            progress(number, len(units))
        staging.commit()
    return Rendered(tuple(targets), scored.diagnostics)


def _refuse_same_names(units: Sequence[UnitResult], names: Sequence[str]) -> None:
    """File systems that ignore case would write one report over another."""
    seen: dict[str, UnitResult] = {}
    for unit, name in zip(units, names, strict=True):
        first = seen.setdefault(name.casefold(), unit)
        if first is not unit:
            raise UsageProblem(
                f"The reports of units '{first.id}' and '{unit.id}' would have the same file name."
            )


def _writer(definition: ReportDefinition, job: ReportJob) -> ReportWriter:
    from dgassess.reporting.writer import ReportWriter, Resources

    resources = Resources.under(content_root() / "reports", job.font_folders)
    try:
        return ReportWriter(definition, resources)
    except ReportTemplateError as problem:
        raise _template_defect(problem) from problem


def _template_defect(problem: ReportTemplateError) -> DefectsFound:
    place = Place(problem.file, problem.line, 1 if problem.line else 0)
    return DefectsFound([Diagnostic("report-template", "error", place, problem.message)])


def _render(
    writer: ReportWriter,
    definition: ReportDefinition,
    scored: Scored,
    unit: UnitResult,
    system: SystemText,
    job: ReportJob,
) -> Mapping[str, bytes]:
    response = scored.responses[unit.id]
    request = ReportRequest(
        period=response.response.period,
        organisation=job.organisation,
        date=job.date,
        tool=f"dgassess {__version__}",
    )
    contents = build(scored.results, unit, system, evidence_of(response), request, definition.options)
    try:
        return writer.render(contents, job.formats)
    except ReportTemplateError as problem:
        raise _template_defect(problem) from problem
    except MissingGlyphsError as problem:
        remedy = "The options are --font-dir FOLDER and --format html."
        raise EnvironmentProblem(f"The PDF of '{unit.name}' cannot be made. {problem} {remedy}") from problem
    except ReportError as problem:
        raise EnvironmentProblem(f"The report on '{unit.name}' cannot be made. {problem}") from problem


class SystemWords:
    """The words of a system and questionnaire, made once for any number of units."""

    def __init__(self, system: IndicatorSystem, questionnaire: Questionnaire) -> None:
        self.system, self.questionnaire = system, questionnaire
        self._standards = {
            indicator.id: standard_of(indicator, indicator.rule, questionnaire, system.scale)
            for indicator in system.leaves.values()
        }
        self._parents = {node.id: parent for node, parent, _ in system.walk()}

    def for_unit(self, explainer: Explainer, response: WrittenResponse) -> SystemText:
        """The system in words with one unit's answers put in."""
        system = self.system
        parts = {
            clause.id: f"{part.id}、{part.title}" for part in system.clause_parts for clause in part.clauses
        }
        return SystemText(
            indicators={
                indicator.id: self._indicator(indicator, explainer, response)
                for indicator in system.leaves.values()
            },
            clauses=tuple(ClauseText(c.id, c.title, parts.get(c.id, "")) for c in system.clauses),
            levels=tuple(
                LevelText(
                    level.name,
                    None if level.at_least is None else exact(level.at_least),
                    None if level.above is None else exact(level.above),
                )
                for level in system.levels
            ),
            questions={question.id: question.text for question in self.questionnaire.questions.values()},
            description=system.description,
            clause_source=system.clause_source,
            views={view.id: view.name for view in system.views},
        )

    def _indicator(
        self, indicator: Indicator, explainer: Explainer, response: WrittenResponse
    ) -> IndicatorText:
        explanation = explainer.node(indicator.id)
        parent = self._parents[indicator.id]
        return IndicatorText(
            id=indicator.id,
            name=indicator.name,
            group=parent.name if parent is not None else "",
            dimension=self._top(indicator.id),
            definition=indicator.definition or "",
            standard=self._standards[indicator.id],
            unit=indicator.unit or "",
            clauses=indicator.clauses,
            responsible=indicator.responsible or "",
            answer_text=answer_text(explanation),
            method_text="；".join(explanation.arithmetic),
            review_text=review_text(explanation, response),
            evidence=indicator.evidence,
            sensitivity=indicator.sensitivity,
        )

    def _top(self, node_id: str) -> str:
        parent = self._parents[node_id]
        while parent is not None and self._parents[parent.id] is not None:
            parent = self._parents[parent.id]
        return parent.name if parent is not None else ""


def answer_text(explanation: NodeExplanation) -> str:
    """The answers a score rests on: the value alone where there is one, else each with its question's text."""
    lines = explanation.answers
    if len(lines) == 1:
        return typeset(lines[0].worded)
    return "\n".join(f"{typeset(line.text)}：{typeset(line.worded)}" for line in lines)


def review_text(explanation: NodeExplanation, response: WrittenResponse) -> str:
    """What reviews changed, and why; reviewers are not named."""
    reviews = response.response.reviews
    found = [
        f"{typeset(line.text)}核定为{line.answer}（自评{line.self_answer}，调整原因：{reviews[line.question].reason}）"
        for line in explanation.answers
        if line.self_answer is not None and line.question in reviews
    ]
    return "；".join(found)


def evidence_of(response: WrittenResponse) -> list[EvidenceText]:
    """The unit's evidence in the order given."""
    return [
        EvidenceText(
            indicator=subject,
            description=_evidence(item),
            page=item.page or "",
            date=item.date or "",
            digest=item.sha256 or "",
        )
        for subject, items in response.response.evidence.items()
        for item in items
    ]


def _evidence(item: EvidenceItem) -> str:
    text = item.title or item.file or ""
    seen = f"现场查阅:{item.on_site}" if item.on_site else ""
    return ";".join(part for part in (text, seen, item.note or "") if part)
