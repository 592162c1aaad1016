"""The report on a whole cohort: one for all responses."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from dgassess.engine.explanation import standard_of
from dgassess.model.nodes import Indicator
from dgassess.reporting.bulletin import Earlier, build
from dgassess.reporting.cohort_audience import FEW, refused, too_few
from dgassess.reporting.contents import Contents, IndicatorText, SystemText
from dgassess.reporting.definition import ReportDefinition
from dgassess.reporting.figures import origin
from dgassess.reporting.wording import period_text
from dgassess.values.diagnostics import Diagnostic
from dgassess.values.language import joined, msg, say, speaking
from dgassess.workflows.content import UsageProblem
from dgassess.workflows.output import safe_name
from dgassess.workflows.ready_systems import ReadySystem, ready_system
from dgassess.workflows.report_job import Prepared, PreparedReport, ReportJob
from dgassess.workflows.report_words import clause_texts, item_sensitivities, level_texts, possible_of
from dgassess.workflows.scoring import Scored, read_responses, score_written

NAME = msg("评估通报")
"""The name of the bulletin that ships; another is its folder's own."""


def cohort_reports(job: ReportJob, definition: ReportDefinition) -> Prepared:
    """One report on all units together. Raises DefectsFound, UsageProblem."""
    if not job.responses:
        raise UsageProblem("Name the RESPONSES to report on.")
    if refused(job.audience, job.basis):
        raise UsageProblem(
            "Self-assessed scores are not for the public: leave out --basis self or --audience public."
        )
    responses = read_responses(job.responses, job.system)
    if too_few(job.audience, len(responses.written)):
        raise UsageProblem(
            f"A bulletin on {len(responses.written)} units would tell each of them the others' scores: for --audience "
            f"{job.audience} it needs {FEW} at least."
        )
    ready = ready_system(responses.system)
    scored = score_written(responses, ready.scorer, ready.diagnostics, job.basis)
    language = ready.system.lang
    with speaking(language):
        previous, found = _previous(job, ready, responses.system)
        period = _period(scored)
        called = say(NAME) if definition.name == NAME else definition.name
        name = safe_name(called, period_text(period))
    contents = functools.partial(_contents, job, definition, ready, scored, previous, period)
    report = PreparedReport(name, called, contents, language=language)
    return Prepared([report], (*scored.diagnostics, *found), language=language)


def _contents(
    job: ReportJob,
    definition: ReportDefinition,
    ready: ReadySystem,
    scored: Scored,
    previous: Earlier | None,
    period: str,
) -> Contents:
    contents = build(scored.results, _words(ready), job.request(period), definition.options, previous)
    levels = [level.name for level in ready.system.levels]
    return replace(contents, figures={**origin(scored.results, audience=job.audience), "words": levels})


def _previous(
    job: ReportJob, ready: ReadySystem, system: Path
) -> tuple[Earlier | None, tuple[Diagnostic, ...]]:
    """The earlier round's responses, scored with this round's system."""
    if not job.previous:
        return None, ()
    earlier = read_responses(job.previous, str(system))
    scored = score_written(earlier, ready.scorer, (), job.basis)
    return Earlier(scored.results, _period(scored)), scored.diagnostics


def _period(scored: Scored) -> str:
    """The responses' period; of several, which scoring warns of, all in order."""
    periods = {response.response.period for response in scored.responses.values()}
    return joined(sorted(periods), "、")


def _words(ready: ReadySystem) -> SystemText:
    """The system in words, without any unit's answers."""
    system = ready.system
    parents = {node.id: parent for node, parent, _ in system.walk()}
    return SystemText(
        indicators=_indicators(
            ready, {id_: parent.name for id_, parent in parents.items() if parent is not None}
        ),
        clauses=clause_texts(system),
        levels=level_texts(system),
        description=system.description,
        clause_source=system.clause_source,
        sensitivities=item_sensitivities(system),
        possible=possible_of(system, ready.questionnaire),
    )


def _indicators(ready: ReadySystem, groups: Mapping[str, str]) -> dict[str, IndicatorText]:
    return {
        indicator.id: _indicator(ready, indicator, groups.get(indicator.id, ""))
        for indicator in ready.system.leaves.values()
    }


def _indicator(ready: ReadySystem, indicator: Indicator, group: str) -> IndicatorText:
    return IndicatorText(
        id=indicator.id,
        name=indicator.name,
        group=group,
        definition=indicator.definition or "",
        standard=standard_of(indicator, indicator.rule, ready.questionnaire, ready.system.scale),
        clauses=indicator.clauses,
        responsible=indicator.responsible or "",
        sensitivity=indicator.sensitivity,
    )
