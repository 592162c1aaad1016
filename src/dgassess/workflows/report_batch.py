"""The reports of a folder of responses: every unit's, the bulletin and an index, made again only where needed.

One that fails does not stop the others. A file that is not as it was written here is somebody's work: it is left as it
is, unless replacing is asked for.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dgassess.engine.results import Results
from dgassess.loading.reading import Reading
from dgassess.reporting.cohort_audience import too_few
from dgassess.reporting.definition import ReportDefinition
from dgassess.reporting.look import Look
from dgassess.values.diagnostics import DefectsFound, Diagnostic
from dgassess.values.language import speaking
from dgassess.values.texts import shortened
from dgassess.workflows.content import UsageProblem, expand
from dgassess.workflows.output import EnvironmentProblem
from dgassess.workflows.report_index import INDEX, index_page
from dgassess.workflows.report_job import Prepared, ReportJob
from dgassess.workflows.report_lock import alone_in
from dgassess.workflows.report_manifest import Manifest, inputs_digest
from dgassess.workflows.report_pool import Made, Task, make_all, processes
from dgassess.workflows.reports import preparing, read_report, refuse_shared_inputs
from dgassess.workflows.scoring import Progress

BULLETIN = "bulletin"


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of a folder's reports. `diagnostics` are of all files, also of responses that could not be read;
    `stale` are files that an earlier run wrote and that none of these responses gives."""

    written: tuple[Path, ...]
    unchanged: int
    left: tuple[Path, ...]
    failures: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    stale: tuple[Path, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every report is there and up to date."""
        return not self.failures and not self.left


def render_batch(job: ReportJob, jobs: int | None, progress: Progress) -> Batch:
    """Make the reports of a folder of responses.

    jobs: how many processes; None decides by itself. Raises DefectsFound when no response can be scored, UsageProblem,
    EnvironmentProblem.
    """
    refuse_shared_inputs(job)
    definition = read_report(job.report)
    job, prepared, defective = _readable(job, definition)
    results = prepared.results
    assert results is not None
    with alone_in(job.output):
        return _rendered(job, definition, prepared, results, defective, jobs, progress)


def _rendered(
    job: ReportJob,
    definition: ReportDefinition,
    prepared: Prepared,
    results: Results,
    defective: tuple[Diagnostic, ...],
    jobs: int | None,
    progress: Progress,
) -> Batch:
    manifest = Manifest.of(job.output)
    tasks, unchanged = _tasks(job, definition, prepared, results, manifest)
    bulletin = _bulletin(job, results, manifest)
    total = len(tasks) + (len(bulletin.tasks) if bulletin else 0)
    made: list[Made] = []
    progress(0, total)
    with _settled(manifest):
        parts = [(tasks, definition, job, prepared.language, processes(jobs, len(tasks)))]
        if bulletin is not None and bulletin.tasks:
            parts.append((bulletin.tasks, bulletin.definition, bulletin.job, prepared.language, 1))
        for part in parts:
            with contextlib.closing(make_all(*part)) as finished:
                for one in finished:
                    _take(one, manifest, made)
                    progress(len(made), total)
        missing = frozenset(file for one in made for file in one.missing)
        extra = _index(job, definition.look, results, prepared, manifest, defective, bulletin, missing)
    batch = _batch(job, made, unchanged + (bulletin.unchanged if bulletin else 0), extra, prepared, defective)
    names = {report.name for report in prepared.reports} | set(bulletin.names if bulletin else ())
    known = names | ({extra.name} if extra is not None else set())
    return replace(batch, stale=manifest.others(known))


@contextlib.contextmanager
def _settled(manifest: Manifest) -> Iterator[None]:
    """Settle the record at the end, also of a run that is interrupted: that is then what is told."""
    try:
        yield
    except BaseException:
        with contextlib.suppress(EnvironmentProblem):
            manifest.settle()
        raise
    manifest.settle()


def _take(one: Made, manifest: Manifest, made: list[Made]) -> None:
    made.append(one)
    if one.files:
        manifest.record(one.inputs, dict(one.files))


def _readable(
    job: ReportJob, definition: ReportDefinition
) -> tuple[ReportJob, Prepared, tuple[Diagnostic, ...]]:
    """The job without the responses that have defects, what it prepares, and those defects."""
    prepare = preparing(definition.subject)
    try:
        return job, prepare(job, definition), ()
    except DefectsFound as defects:
        found = tuple(defects.diagnostics)
        reading = Reading()
        paths = expand(job.responses)
        named = {reading.shown(path): path for path in paths}
        bad = {place for d in found if d.severity == "error" for place in _places(d)}
        aside = {d.place.file for d in found if d.check == "wrong-format"}
        good = [str(path) for shown, path in named.items() if shown not in bad | aside]
        if not good or not bad & named.keys():
            raise
        job = replace(job, responses=good)
        prepared = prepare(job, definition)
        errors = tuple(d for d in found if d.severity == "error" or d.place.file in bad | aside)
        return job, prepared, errors


def _places(found: Diagnostic) -> list[str]:
    """The files a defect is of: of a unit that is answered twice, nobody knows which response counts."""
    others = [place.file for place, _ in found.related] if found.check == "unit-twice" else []
    return [found.place.file, *others]


def _tasks(
    job: ReportJob, definition: ReportDefinition, prepared: Prepared, results: Results, manifest: Manifest
) -> tuple[list[Task], int]:
    """The reports to make, and how many need not be: made from the same inputs, their files as they were written."""
    tasks, unchanged = [], 0
    for report in prepared.reports:
        inputs = inputs_digest(job, definition, results, report.name, report.unit)
        kept, needed = [], []
        for format_ in job.formats:
            path = job.output / f"{report.name}.{format_}"
            if path.exists():
                if path.is_dir():
                    raise UsageProblem(f"'{path}' is a folder: name another --output.")
                if manifest.current(path, inputs):
                    continue
                if not manifest.own(path) and not job.force:
                    kept.append(format_)
            needed.append(format_)
        if needed:
            tasks.append(Task(report, inputs, tuple(needed), tuple(kept)))
        else:
            unchanged += 1
    return tasks, unchanged


@dataclass(frozen=True, slots=True)
class _Bulletin:
    definition: ReportDefinition
    job: ReportJob
    tasks: list[Task]
    unchanged: int
    names: tuple[str, ...]


def _bulletin(job: ReportJob, results: Results, manifest: Manifest) -> _Bulletin | None:
    """The report on all units, where there are several and the readers may see others than themselves."""
    if len(results.units) < 2 or job.audience == "unit" or too_few(job.audience, len(results.units)):
        return None
    try:
        definition = read_report(BULLETIN)
    except UsageProblem:
        return None
    formats = tuple(one for one in job.formats if one != "xlsx")  # a list of one unit's problems
    if not formats:
        return None
    job = replace(job, report=BULLETIN, with_inputs=False, formats=formats)
    prepared = preparing(definition.subject)(job, definition)
    tasks, unchanged = _tasks(job, definition, prepared, results, manifest)
    return _Bulletin(definition, job, tasks, unchanged, tuple(report.name for report in prepared.reports))


def _index(
    job: ReportJob,
    look: Look,
    results: Results,
    prepared: Prepared,
    manifest: Manifest,
    defective: Sequence[Diagnostic],
    bulletin: _Bulletin | None,
    missing: frozenset[str],
) -> Made | None:
    """The page to browse the reports, for those who may see all units. missing: files that could not be made."""
    if job.audience != "internal" or len(results.units) < 2:
        return None
    places = sorted({place for d in defective if d.severity == "error" for place in _places(d)})
    with speaking(prepared.language):
        page = index_page(
            results,
            prepared.reports,
            job,
            look,
            [(name, bulletin.job.formats) for name in bulletin.names] if bulletin else (),
            [Path(place).name for place in places],
            missing,
        )
    made = _page_written(job, page, manifest)
    if made.files:
        manifest.record(made.inputs, dict(made.files))
    return made


def _page_written(job: ReportJob, page: bytes, manifest: Manifest) -> Made:
    from dgassess.workflows.output import write_files
    from dgassess.workflows.report_manifest import bytes_digest, file_digest

    path, digest = job.output / INDEX, bytes_digest(page)
    name = path.stem
    if path.exists() and file_digest(path) == digest:
        return Made(name, name, digest, ((INDEX, digest),), same=(INDEX,))
    if path.exists() and not manifest.own(path) and not job.force:
        return Made(name, name, digest, left=(INDEX,))
    write_files({path: page}, force=True)
    return Made(name, name, digest, ((INDEX, digest),))


def _batch(
    job: ReportJob,
    made: Sequence[Made],
    unchanged: int,
    extra: Made | None,
    prepared: Prepared,
    defective: tuple[Diagnostic, ...],
) -> Batch:
    everything = [*made, *([extra] if extra is not None else [])]
    failures = [
        f"{shortened(one.about)}: {message}{_outdated(job, one)}" for one in made for message in one.messages
    ]
    failures += [
        f"{shortened(one.about)}: the report's template does not fit it" for one in made if one.diagnostics
    ]
    failures += [
        f"{file}: the response has defects"
        for file in dict.fromkeys(d.place.file for d in defective if d.severity == "error")
    ]
    of_templates = dict.fromkeys(d for one in made for d in one.diagnostics)
    return Batch(
        tuple(job.output / file for one in everything for file, _ in one.files if file not in one.same),
        unchanged + sum(bool(one.files) and len(one.files) == len(one.same) for one in made),
        tuple(job.output / file for one in everything for file in one.left),
        tuple(failures),
        (*prepared.diagnostics, *defective, *of_templates),
    )


def _outdated(job: ReportJob, made: Made) -> str:
    """What to know of files that could not be made again."""
    there = [f"'{job.output / file}'" for file in made.missing if (job.output / file).exists()]
    return f" {' and '.join(there)} {'are' if len(there) > 1 else 'is'} of an earlier run." if there else ""
