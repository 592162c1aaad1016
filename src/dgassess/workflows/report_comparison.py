"""Change notes: two versions of a system, with whom that moves, or two rounds of results."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dgassess.loading.documents import format_of
from dgassess.loading.reading import Reading
from dgassess.loading.systems import LoadedSystem
from dgassess.reporting import change_note
from dgassess.reporting.change_text import ChangeNoteText
from dgassess.reporting.cohort_audience import FEW, too_few
from dgassess.reporting.contents import Contents
from dgassess.reporting.definition import ReportDefinition
from dgassess.values.language import say_as, speaking
from dgassess.workflows.content import UsageProblem, expand, find_system, shipped_systems
from dgassess.workflows.output import safe_name, unit_file_names
from dgassess.workflows.report_digests import method_proof
from dgassess.workflows.report_job import Prepared, PreparedReport, ReportJob
from dgassess.workflows.report_rounds import compared_rounds
from dgassess.workflows.report_versions import compared_versions
from dgassess.workflows.scoring import read_responses
from dgassess.workflows.systems import checked_system

_SYSTEM = "dgassess/indicator-system/1"
WHAT = "--previous names responses of an earlier round, or an earlier version of the system."


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What --previous names: a system, responses, or both, where the earlier round had a system of its own."""

    system: Path | None
    responses: tuple[str, ...]


def comparison_reports(job: ReportJob, definition: ReportDefinition) -> Prepared:
    """One note on all; for the audience `unit` one for each unit, about it alone. Raises DefectsFound, UsageProblem."""
    if job.audience == "public" and job.basis == "self" and job.responses:
        raise UsageProblem("Self-assessed scores are not for the public: leave out --basis self.")
    earlier = _earlier(job.previous)
    if earlier.responses:
        if not job.responses:
            raise UsageProblem("Name the RESPONSES of this round; --previous names those of the earlier one.")
        loaded, text, period, diagnostics = compared_rounds(job, earlier.system, earlier.responses)
    else:
        assert earlier.system is not None
        responses = read_responses(job.responses, job.system) if job.responses else None
        ready = checked_system(responses.system if responses is not None else _system(job.system))
        before = checked_system(earlier.system)
        with speaking(ready.system.lang):
            loaded, text, period, diagnostics = compared_versions(job, before, ready, responses)
    if job.audience == "public" and text.given and too_few(job.audience, len(text.units)):
        raise UsageProblem(
            f"A change note that compares {len(text.units)} units would tell each of them the others' scores: for "
            f"--audience public it needs {FEW} at least."
        )
    with speaking(loaded.system.lang):
        reports = tuple(_reports(job, definition, loaded, text, period))
    return Prepared(reports, diagnostics, language=loaded.system.lang)


def _earlier(names: Sequence[str]) -> _Earlier:
    if not names:
        raise UsageProblem(f"Name what to compare with: {WHAT}")
    systems = [name for name in names if _is_system(Path(name))]
    shipped = {folder.name for folder in shipped_systems()}
    systems += [name for name in names if name in shipped and not Path(name).exists()]
    if len(systems) > 1:
        raise UsageProblem(f"--previous names {len(systems)} systems ({', '.join(systems)}): name one.")
    responses = tuple(name for name in names if name not in systems)
    if responses:
        expand(responses)  # says now what is not there
    return _Earlier(find_system(systems[0]) if systems else None, responses)


def _is_system(path: Path) -> bool:
    if path.is_dir():
        return (path / "system.yaml").is_file()
    if not path.is_file():
        return False
    document, _ = Reading().parse(path)
    return document is not None and format_of(document) == _SYSTEM


def _system(name: str | None) -> Path:
    if name is not None:
        return find_system(name)
    shipped = shipped_systems()
    if len(shipped) != 1:
        listed = ", ".join(path.name for path in shipped) or "none"
        raise UsageProblem(f"Name the system as it is now with --system. Shipped systems: {listed}.")
    return shipped[0]


def _reports(
    job: ReportJob, definition: ReportDefinition, loaded: LoadedSystem, text: ChangeNoteText, period: str
) -> list[PreparedReport]:
    def prepared(name: str, about: str, said: ChangeNoteText) -> PreparedReport:
        return PreparedReport(
            name,
            about,
            functools.partial(_contents, job, definition, loaded, said, period),
            language=loaded.system.lang,
        )

    versions = text.kind == "versions"
    suffix = say_as("file name", "变更说明") if versions else say_as("file name", "变动说明")
    if job.audience == "unit" and not text.units:
        text = replace(text, unscored=(), came=(), went=())
    if job.audience != "unit" or not text.units:
        return [prepared(safe_name(text.name, suffix), text.name, text)]
    names = unit_file_names((unit.id, unit.name) for unit in text.units)
    return [
        prepared(
            f"{name}-{suffix}",
            unit.name,
            replace(
                text, units=(unit,), only=unit.name, compared=len(text.units), unscored=(), came=(), went=()
            ),
        )
        for name, unit in zip(names, text.units, strict=True)
    ]


def _contents(
    job: ReportJob, definition: ReportDefinition, loaded: LoadedSystem, text: ChangeNoteText, period: str
) -> Contents:
    contents = change_note.build(text, job.request(period), definition.options)
    proof = {
        **method_proof(loaded.system, loaded.questionnaire),
        "basis": job.basis,
        "words": list(text.levels),
    }
    return replace(contents, figures=proof)
