"""The handbook of a system, which needs nobody's answers; with one response, every indicator is worked for it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from dgassess.engine.results import UnitResult
from dgassess.reporting import handbook
from dgassess.reporting.contents import Contents
from dgassess.reporting.definition import ReportDefinition
from dgassess.reporting.handbook_text import HandbookText
from dgassess.values.diagnostics import Diagnostic
from dgassess.workflows.content import UsageProblem, find_system, shipped_systems
from dgassess.workflows.output import safe_name
from dgassess.workflows.ready_systems import ReadySystem, explainer_of, ready_system
from dgassess.workflows.report_digests import method_proof
from dgassess.workflows.report_examples import examples_of, hidden_from_public, steps_of, worked
from dgassess.workflows.report_job import Prepared, PreparedReport, ReportJob
from dgassess.workflows.report_method import handbook_text
from dgassess.workflows.report_words import reviewers_of, without_reviewers
from dgassess.workflows.scoring import read_responses, score_written


def system_reports(job: ReportJob, definition: ReportDefinition) -> Prepared:
    """The handbook of the system named, or of the only one that ships. Raises DefectsFound, UsageProblem."""
    if job.responses:
        if job.audience == "public" and job.basis == "self":
            raise UsageProblem("Self-assessed scores are not for the public: leave out --basis self.")
        responses = read_responses(job.responses, job.system)
        ready = ready_system(responses.system)
        scored = score_written(responses, ready.scorer, ready.diagnostics, job.basis)
        units = scored.results.units
        if len(units) != 1:
            raise UsageProblem(
                f"A handbook works its indicators for one response, and {len(units)} were given: name one, or none."
            )
        unit = without_reviewers(units[0], reviewers_of(scored.responses[units[0].id]))
        proof = {
            "basis": job.basis,
            "response": scored.results.response_digests.get(unit.id, ""),
            "unit": {"id": unit.id, "name": unit.name},
        }
        return _prepared(job, definition, ready, scored.diagnostics, unit, proof)
    ready = ready_system(_system(job.system))
    return _prepared(job, definition, ready, ready.diagnostics, None, {})


def _system(name: str | None) -> Path:
    if name is not None:
        return find_system(name)
    shipped = shipped_systems()
    if len(shipped) != 1:
        listed = ", ".join(path.name for path in shipped) or "none"
        raise UsageProblem(f"Name the system of the handbook with --system. Shipped systems: {listed}.")
    return shipped[0]


def _prepared(
    job: ReportJob,
    definition: ReportDefinition,
    ready: ReadySystem,
    diagnostics: tuple[Diagnostic, ...],
    unit: UnitResult | None,
    proof: Mapping[str, object],
) -> Prepared:
    system = ready.system
    build = functools.partial(_contents, job, definition, ready, unit, proof)
    name = safe_name(system.id, system.name)
    report = PreparedReport(name, system.name, build, language=system.lang)
    return Prepared((report,), diagnostics, language=system.lang)


def _contents(
    job: ReportJob,
    definition: ReportDefinition,
    ready: ReadySystem,
    unit: UnitResult | None,
    proof: Mapping[str, object],
) -> Contents:
    text = _with_examples(handbook_text(ready), ready)
    if unit is not None:
        own = job.audience != "public"
        kept_back = frozenset() if own else hidden_from_public(ready, unit)
        explained = tuple(worked(ready, explainer_of(ready, unit), own, kept_back))
        text = replace(text, worked=explained, worked_for=unit.name)
    contents = handbook.build(text, job.request(""), definition.options)
    return replace(contents, figures={**method_proof(ready.system, ready.questionnaire), **proof})


def _with_examples(text: HandbookText, ready: ReadySystem) -> HandbookText:
    return replace(text, examples=tuple(examples_of(ready)), steps=steps_of(ready))
