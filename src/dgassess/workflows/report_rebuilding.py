"""The figures a report would carry if it were made now, from given responses, as it was asked for then."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from dgassess.engine.results import Basis
from dgassess.reporting.contents import Audience
from dgassess.reporting.definition import ReportDefinition
from dgassess.reporting.figures import NAME, of_format, origin_alone
from dgassess.values.diagnostics import DefectsFound, has_errors
from dgassess.values.language import CHINESE, Language
from dgassess.workflows.content import UsageProblem
from dgassess.workflows.report_digests import proven
from dgassess.workflows.report_job import PreparedReport, ReportJob
from dgassess.workflows.reports import document_of, preparing, read_report, render, writer_of
from dgassess.workflows.scoring import read_responses


@dataclass(frozen=True, slots=True)
class Sources:
    """What a report is made again from, as the command line names it; `with_inputs` as it was made then."""

    responses: Sequence[str]
    system: str | None = None
    report: str | None = None
    previous: Sequence[str] = ()
    font_folders: tuple[Path, ...] = ()
    with_inputs: bool = False


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The figures made now. same_cohort: the same responses were scored together; same_program: by the same code and
    report folder; same_previous: what it compares with was given, where it does; cohort: how many units the report was
    made with; again: makes the whole file (EnvironmentProblem where fonts are missing); free: the columns of a list
    that others fill in, counted from 1; language: what it is worded in."""

    figures: Mapping[str, Any]
    same_cohort: bool
    same_program: bool
    same_previous: bool
    cohort: int
    again: Callable[[], bytes]
    free: frozenset[int] = frozenset()
    language: Language = CHINESE

    @property
    def same(self) -> bool:
        """Whether the file made now must be the one that was made then."""
        return self.same_cohort and self.same_program and self.same_previous


def rebuilt_figures(stated: Mapping[str, Any], kind: str, given: Sources) -> Rebuilt:
    """The figures of the same report in the same format, made from what is given.

    Of several responses the one of the report's unit is enough; with all of its cohort, ranks follow as well.
    Raises UsageProblem when its unit is not among them, DefectsFound.
    """
    said = _mapping(stated.get("report"))
    unit = _text(_mapping(stated.get("unit")).get("id"))
    read = read_responses(given.responses, given.system) if given.responses else None
    written = read.written if read is not None else ()
    own = [str(one.path) for one in written if one.response.unit.id == unit]
    if unit and not own:
        if read is not None and has_errors(read.reading.diagnostics):
            raise DefectsFound(read.reading.diagnostics)
        raise UsageProblem(f"There is no response of unit '{unit}', which the report is about.")
    if said.get("compared") and not unit and not given.previous:
        raise UsageProblem(
            "The report compares with an earlier round or version: name what it was made with, with --previous."
        )
    definition = _definition(given.report, _text(said.get("id")))
    job = _job(stated, given, str(definition.folder), kind)
    if definition.subject == "system":
        # A handbook is about one unit or none.
        job = replace(job, responses=own)
    cohort = _mapping(stated.get("cohort"))
    name = _text(said.get("name"))
    made = _made(job, definition, unit, name)
    if made.figures.get("cohort") != cohort and unit and cohort.get("units") == 1:
        made = _made(replace(job, responses=own), definition, unit, name)
    figures = made.figures
    same_program = figures["engine"] == stated.get("engine") and (
        _mapping(figures["report"]).get("digest") == said.get("digest")
    )
    number = cohort.get("units")
    return Rebuilt(
        figures,
        not unit or figures.get("cohort") == cohort or not cohort,
        same_program,
        bool(given.previous) or not said.get("compared"),
        number if isinstance(number, int) else 0,
        made.again,
        made.free,
        made.language,
    )


def _definition(given: str | None, id_: str) -> ReportDefinition:
    if given:
        return read_report(given)
    try:
        return read_report(id_)
    except UsageProblem as problem:
        raise UsageProblem(f"{problem} Name the report folder it was made with: --report PATH.") from None


@dataclass(frozen=True, slots=True)
class _Made:
    figures: Mapping[str, Any]
    again: Callable[[], bytes]
    free: frozenset[int]
    language: Language


def _made(job: ReportJob, definition: ReportDefinition, unit: str, name: str) -> _Made:
    [kind] = job.formats
    prepared = preparing(definition.subject)(job, definition)
    report = _wanted(prepared.reports, unit, name)
    writer = writer_of(definition, job, prepared.language)
    contents = proven(job, definition, report.contents(), report.name)
    if kind == "xlsx":
        text = origin_alone(contents.figures)
    else:
        document = of_format(document_of(writer, report, job), kind)
        text = next(one.text for one in document.attachments if one.name == NAME)
    columns = contents.sheet.columns if contents.sheet is not None else ()
    return _Made(
        json.loads(text),
        lambda: render(writer, report, job)[kind],
        frozenset(number for number, column in enumerate(columns, 1) if column.fill_in),
        prepared.language,
    )


def _wanted(reports: Sequence[PreparedReport], unit: str, name: str) -> PreparedReport:
    found = [one for one in reports if unit and one.unit == unit] or [
        one for one in reports if one.name == name
    ]
    if not found:
        raise UsageProblem(f"From these responses there is no report '{name}'.")
    return found[0]


def _job(stated: Mapping[str, Any], given: Sources, report: str, kind: str) -> ReportJob:
    said = _mapping(stated.get("report"))
    basis: Basis = "self" if stated.get("basis") == "self" else "verified"
    audience: Audience = next((one for one in get_args(Audience) if one == said.get("audience")), "internal")
    return ReportJob(
        given.responses,
        given.system,
        basis,
        report,
        (kind,),
        Path(),
        given.font_folders,
        organisation=_text(said.get("organisation")),
        date=_text(said.get("date")),
        audience=audience,
        watermark=_text(said.get("watermark")),
        seal=said.get("seal") is True,
        previous=given.previous if said.get("compared") else (),
        with_inputs=given.with_inputs,
    )


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
