"""The figures a report would carry if it were made now, from given responses, as it was asked for then."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from dgassess.engine.results import Basis
from dgassess.reporting.contents import Audience
from dgassess.reporting.definition import ReportDefinition
from dgassess.reporting.figures import NAME
from dgassess.workflows.content import UsageProblem
from dgassess.workflows.report_job import PreparedReport, ReportJob
from dgassess.workflows.reports import document_of, preparing, read_report, writer_of
from dgassess.workflows.scoring import read_responses


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The figures made now. same_cohort: the same responses were scored together; same_program: by the same code and
    report folder; cohort: how many units the report was made with."""

    figures: Mapping[str, Any]
    same_cohort: bool
    same_program: bool
    cohort: int
    notes: tuple[str, ...] = ()


def rebuilt_figures(
    stated: Mapping[str, Any], responses: Sequence[str], system: str | None, report: str | None
) -> Rebuilt:
    """The figures of the same report, made from the responses given.

    Of several responses the one of the report's unit is enough; with all of its cohort, ranks follow as well.
    Raises UsageProblem when its unit is not among them, DefectsFound.
    """
    said = _mapping(stated.get("report"))
    unit = _text(_mapping(stated.get("unit")).get("id"))
    own = [str(one.path) for one in read_responses(responses, system).written if one.response.unit.id == unit]
    if unit and not own:
        raise UsageProblem(f"There is no response of unit '{unit}', which the report is about.")
    definition = read_report(report or _text(said.get("id")))
    job = _job(stated, responses, system, str(definition.folder))
    cohort = _mapping(stated.get("cohort"))
    figures = _made(job, definition, unit, _text(said.get("name")))
    if figures.get("cohort") != cohort and unit and cohort.get("units") == 1:
        figures = _made(replace(job, responses=own), definition, unit, _text(said.get("name")))
    same_program = figures["engine"] == stated.get("engine") and (
        _mapping(figures["report"]).get("digest") == said.get("digest")
    )
    number = cohort.get("units")
    return Rebuilt(
        figures,
        figures.get("cohort") == cohort or not cohort,
        same_program and not said.get("compared"),
        number if isinstance(number, int) else 0,
    )


def _made(job: ReportJob, definition: ReportDefinition, unit: str, name: str) -> Mapping[str, Any]:
    prepared = preparing(definition.subject)(job, definition)
    report = _wanted(prepared.reports, unit, name)
    document = document_of(writer_of(definition, job), report, job)
    text = next(one.text for one in document.attachments if one.name == NAME)
    figures: dict[str, Any] = json.loads(text)
    return figures


def _wanted(reports: Sequence[PreparedReport], unit: str, name: str) -> PreparedReport:
    found = [one for one in reports if unit and one.unit == unit] or [
        one for one in reports if one.name == name
    ]
    if not found:
        raise UsageProblem(f"From these responses there is no report '{name}'.")
    return found[0]


def _job(stated: Mapping[str, Any], responses: Sequence[str], system: str | None, report: str) -> ReportJob:
    said = _mapping(stated.get("report"))
    basis: Basis = "self" if stated.get("basis") == "self" else "verified"
    audience: Audience = next((one for one in get_args(Audience) if one == said.get("audience")), "internal")
    return ReportJob(
        responses,
        system,
        basis,
        report,
        (),
        Path(),
        organisation=_text(said.get("organisation")),
        date=_text(said.get("date")),
        audience=audience,
        watermark=_text(said.get("watermark")),
        seal=said.get("seal") is True,
    )


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
