"""Reports rendered and written one by one, in this process or in several, each whole or not at all."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from dgassess.reporting.contents import Contents
from dgassess.reporting.definition import ReportDefinition
from dgassess.reporting.writer import ReportWriter
from dgassess.values.diagnostics import DefectsFound, Diagnostic
from dgassess.values.language import Language
from dgassess.workflows.output import EnvironmentProblem, PlaceProblem, Staging
from dgassess.workflows.report_job import PreparedReport, ReportJob
from dgassess.workflows.report_manifest import bytes_digest, file_digest
from dgassess.workflows.reports import forget, render_possible, writer_of

MOST_PROCESSES = 4
"""More are used only when asked for: each takes 0.5 GB or more while it makes PDFs."""
FEW = 6
"""Up to so many reports are made in this process: starting others takes longer."""


@dataclass(frozen=True, slots=True)
class Task:
    """A report to make: formats are those to write, `kept` those of a file that must not be replaced."""

    report: PreparedReport
    inputs: str
    formats: tuple[str, ...]
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a report: its files with their digests, and why it failed, in all formats or in some.

    `same` are those of its files that were there already, byte for byte; `left` are others, which were not replaced;
    `missing` are those that could not be made.
    """

    name: str
    about: str
    inputs: str
    files: tuple[tuple[str, str], ...] = ()
    same: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def processes(wanted: int | None, reports: int) -> int:
    """How many processes make so many reports: as asked for, else as many as there are processors, up to 4."""
    usual = min(os.cpu_count() or 1, MOST_PROCESSES)
    number = usual if wanted is None else wanted
    return 1 if reports <= FEW and wanted is None else max(1, min(number, reports, 60))


def make_all(
    tasks: Sequence[Task], definition: ReportDefinition, job: ReportJob, language: Language, number: int
) -> Generator[Made]:
    """Make reports in the order they are finished; few are held in memory at a time.

    An interrupt lets those under way be finished and given out, and is raised again.
    """
    if number == 1:
        writer = writer_of(definition, job, language)
        for task in tasks:
            yield _made(writer, job, _ready(task))
        return
    yield from _in_processes(tasks, definition, job, language, number)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A task with its contents made, as it is handed to another process; or why they could not be made."""

    task: Task
    contents: Contents | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def _ready(task: Task) -> _Ready:
    """The contents are made here, where the results are: they are data that another process can take over."""
    try:
        contents = task.report.contents()
    except DefectsFound as defects:
        return _Ready(_bare(task), diagnostics=tuple(defects.diagnostics))
    return _Ready(_bare(task), contents)


def _bare(task: Task) -> Task:
    report = PreparedReport(task.report.name, task.report.about, _nothing, task.report.unit)
    return Task(report, task.inputs, task.formats, task.kept)


def _nothing() -> Contents:
    raise AssertionError("The contents were made before.")


_WRITER: list[tuple[ReportWriter, ReportJob]] = []


def _begin(definition: ReportDefinition, job: ReportJob, language: Language) -> None:
    """In each process: templates are compiled once, and Ctrl-C is the parent's to deal with."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(50_000)  # reports are many objects and hardly any rubbish
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _WRITER.append((writer_of(definition, job, language), job))


def _end_with_parent() -> None:
    """A parent that is killed cannot end its processes, and they would wait for work for ever."""
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _elsewhere(ready: _Ready) -> Made:
    writer, job = _WRITER[0]
    return _made(writer, job, ready)


def _in_processes(
    tasks: Sequence[Task], definition: ReportDefinition, job: ReportJob, language: Language, number: int
) -> Iterator[Made]:
    import multiprocessing

    writer_of(definition, job, language)  # a template that is wrong is told before processes start
    context = multiprocessing.get_context("spawn")
    given = (definition, job, language)
    pool = ProcessPoolExecutor(number, mp_context=context, initializer=_begin, initargs=given)
    left = iter(tasks)
    under_way: set[Future[Made]] = set()
    in_vain: PlaceProblem | None = None
    try:
        with _Interrupts() as interrupts:
            while True:
                while len(under_way) < 2 * number and not interrupts.met and in_vain is None:
                    task = next(left, None)
                    if task is None:
                        break
                    ready = _ready(task)
                    with _unheard():
                        under_way.add(pool.submit(_elsewhere, ready))
                if interrupts.met or in_vain is not None:
                    under_way = {future for future in under_way if not future.cancel()}
                if not under_way:
                    break
                done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                for future in done:
                    try:
                        yield future.result()
                    except PlaceProblem as problem:
                        in_vain = in_vain or problem
    except BrokenProcessPool as problem:
        if interrupts.met:  # where processes cannot be kept from hearing Ctrl-C
            raise KeyboardInterrupt from None
        raise EnvironmentProblem(
            "A process that makes reports was ended from outside, perhaps for want of memory: use fewer with --jobs."
        ) from problem
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    if interrupts.met:
        raise KeyboardInterrupt
    if in_vain is not None:
        raise in_vain


@contextmanager
def _unheard() -> Iterator[None]:
    """Processes started here do not hear Ctrl-C, not even while they are still loading; this one does afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Interrupts:
    """Notes Ctrl-C instead of raising it at any place: what is under way is to be finished and recorded."""

    def __init__(self) -> None:
        self.met = False
        self._before: Any = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._note)
        return self

    def _note(self, _number: int, _frame: object) -> None:
        self.met = True

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)


def _made(writer: ReportWriter, job: ReportJob, ready: _Ready) -> Made:
    task, report = ready.task, ready.task.report
    nothing = Made(
        report.name, report.about, task.inputs, missing=tuple(f"{report.name}.{one}" for one in task.formats)
    )
    if ready.contents is None:
        return replace(nothing, diagnostics=ready.diagnostics)
    contents = ready.contents
    built = PreparedReport(report.name, report.about, lambda: contents, report.unit)
    try:
        rendered, problems = render_possible(writer, built, job, task.formats)
        forget(task.formats)
        return _written(task, job.output, rendered, problems)
    except DefectsFound as defects:
        return replace(nothing, diagnostics=tuple(defects.diagnostics))
    except PlaceProblem:
        raise
    except EnvironmentProblem as problem:
        return replace(nothing, messages=(str(problem),))


def _written(task: Task, folder: Path, rendered: dict[str, bytes], problems: tuple[str, ...]) -> Made:
    files: list[tuple[str, str]] = []
    same: list[str] = []
    left: list[str] = []
    with Staging() as staging:
        for format_, data in rendered.items():
            path, digest = folder / f"{task.report.name}.{format_}", bytes_digest(data)
            if format_ not in task.kept:
                staging.stage(path, data)
            elif file_digest(path) == digest:
                same.append(path.name)
            else:
                left.append(path.name)
                continue
            files.append((path.name, digest))
        staging.commit()
    missing = tuple(f"{task.report.name}.{one}" for one in task.formats if one not in rendered)
    return Made(
        task.report.name,
        task.report.about,
        task.inputs,
        tuple(files),
        tuple(same),
        tuple(left),
        missing,
        problems,
    )
