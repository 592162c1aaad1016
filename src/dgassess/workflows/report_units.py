"""Reports on single units: one for each response."""

from __future__ import annotations

import functools
from dataclasses import replace

from dgassess.engine.gains import gains_of
from dgassess.engine.results import Results, UnitResult
from dgassess.model.systems import IndicatorSystem
from dgassess.reporting.contents import Contents
from dgassess.reporting.definition import ReportDefinition
from dgassess.reporting.diagnosis import build
from dgassess.reporting.doubt import PossibleScores
from dgassess.reporting.peers import PeerText, peer_texts
from dgassess.values.language import speaking
from dgassess.workflows.content import UsageProblem
from dgassess.workflows.output import unit_file_names
from dgassess.workflows.ready_systems import ReadySystem, explainer_of, ready_system
from dgassess.workflows.report_digests import unit_proof
from dgassess.workflows.report_inputs import inputs_attachment
from dgassess.workflows.report_job import Prepared, PreparedReport, ReportJob
from dgassess.workflows.report_words import (
    SystemWords,
    evidence_of,
    possible_of,
    reviewers_of,
    visibility_of,
    without_reviewers,
)
from dgassess.workflows.scoring import Scored, read_responses, score_written


def unit_reports(job: ReportJob, definition: ReportDefinition) -> Prepared:
    """A report on every unit. Raises DefectsFound, UsageProblem."""
    if not job.responses:
        raise UsageProblem("Name the RESPONSES to report on.")
    if job.audience == "public" and job.basis == "self":
        raise UsageProblem("Self-assessed scores are not for the public: leave out --basis self.")
    responses = read_responses(job.responses, job.system)
    ready = ready_system(responses.system)
    scored = score_written(responses, ready.scorer, ready.diagnostics, job.basis)
    language = ready.system.lang
    possible = possible_of(ready.system, ready.questionnaire) if job.audience == "public" else None
    with speaking(language):
        words = SystemWords(ready.system, ready.questionnaire, possible)
    units = scored.results.units
    peers = (
        peer_texts(scored.results)
        if possible is None
        else _open_peers(scored.results, ready.system, possible)
    )
    names = unit_file_names((unit.id, unit.name) for unit in units)
    reports = [
        PreparedReport(
            name,
            unit.name,
            functools.partial(
                _contents, job, definition, ready, words, scored, unit, peers.get(unit.peer_group)
            ),
            unit.id,
            language,
        )
        for unit, name in zip(units, names, strict=True)
    ]
    return Prepared(reports, scored.diagnostics, scored.results, language)


def _open_peers(results: Results, system: IndicatorSystem, possible: PossibleScores) -> dict[str, PeerText]:
    """Peers without the means of nodes that are hidden in anybody's report: with all others', they give its score.

    Units of which the public sees the total alone have no part in the means of nodes.
    """
    from dgassess.reporting.cohort_audience import hidden_for_some, without_moved

    words = visibility_of(system, possible)
    results = without_moved(results, words)
    hidden = hidden_for_some(results.units, words)
    return {
        name: replace(text, nodes={id_: one for id_, one in text.nodes.items() if id_ not in hidden})
        for name, text in peer_texts(results).items()
    }


def _contents(
    job: ReportJob,
    definition: ReportDefinition,
    ready: ReadySystem,
    words: SystemWords,
    scored: Scored,
    unit: UnitResult,
    peers: PeerText | None,
) -> Contents:
    response = scored.responses[unit.id]
    gains = gains_of(ready.scorer.exact(unit.type), unit)
    unit = without_reviewers(unit, reviewers_of(response))
    system = words.for_unit(explainer_of(ready, unit), response)
    request = job.request(response.response.period)
    contents = build(
        scored.results,
        unit,
        system,
        evidence_of(response),
        request,
        definition.options,
        peers=peers,
        gains=gains,
    )
    inputs = (inputs_attachment(ready, response),) if job.with_inputs else ()
    return replace(contents, figures=unit_proof(job, scored.results, unit, system), attachments=inputs)
