"""How fast reports come once everything is loaded, beside the libraries alone on the same contents.

Each subject works in as many processes as there are cores to load, on reports of different units: of one report made
again and again, the PDF library would remember what it had computed.
"""

from __future__ import annotations

import functools
import gc
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from unittest import mock

from benchmarks.cohort import write_cohort

UNITS = 24
"""Twice as many as the documents that the PDF library remembers, and a multiple of the processes."""
HTML, JINJA, PDF, TYPST = "pages", "bare jinja", "pdf files", "bare typst"
REPORTS = {HTML: 6, JINJA: 6, PDF: 1, TYPST: 1}
"""How many reports each process makes in a round."""
AT_LEAST = ((HTML, JINJA, 0.5), (PDF, TYPST, 1 / 1.3))
"""What is made in a second, at least so many times what the library alone makes."""

Step = Callable[[int], object]


def measure_throughput(rounds: int, processes: int) -> dict[str, list[float]]:
    """Reports a second of all processes together, per subject and round; the subjects take turns."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "responses"
        write_cohort(folder, UNITS)
        context = multiprocessing.get_context("spawn")
        teams: dict[str, list[Connection]] = {}
        started = []
        for name, reports in REPORTS.items():
            for number in range(processes):
                ours, theirs = context.Pipe()
                worker = context.Process(
                    target=_work, args=(theirs, name, str(folder), number, processes, reports), daemon=True
                )
                worker.start()
                theirs.close()
                started.append(worker)
                teams.setdefault(name, []).append(ours)
            for pipe in teams[name]:
                pipe.recv()
        taken: dict[str, list[float]] = {name: [] for name in teams}
        for turn in range(-2, rounds):
            for name, team in teams.items():
                begun = time.perf_counter()
                for pipe in team:
                    pipe.send(True)
                for pipe in team:
                    pipe.recv()
                if turn >= 0:
                    taken[name].append(processes * REPORTS[name] / (time.perf_counter() - begun))
        for worker in started:
            worker.terminate()
            worker.join()
    return taken


def print_throughput(taken: Mapping[str, Sequence[float]], processes: int) -> bool:
    """Prints reports a second and what they are beside the libraries alone; whether one is too slow."""
    slow = False
    print(
        f"\n{f'warm, {processes} processes':<24}{'median':>10}{'slowest':>10}{'fastest':>10}   {'result':<28}limit"
    )
    for name, reached in taken.items():
        row = f"{name:<24}{statistics.median(reached):>8.1f}/s{min(reached):>8.1f}/s{max(reached):>8.1f}/s   "
        for own, reference, least in AT_LEAST:
            if own == name:
                value = statistics.median(
                    mine / other for mine, other in zip(reached, taken[reference], strict=True)
                )
                slow |= value < least
                row += f"{f'{value:.2f} x {reference}':<28}{least:.2f} x at least"
                row += "   MISSED" if value < least else ""
        print(row.rstrip())
    return slow


def _work(pipe: Connection, name: str, folder: str, number: int, processes: int, reports: int) -> None:
    gc.set_threshold(50_000)  # as in the processes that make the reports of a folder
    step = _steps(name, folder, number, processes)
    pipe.send(True)
    turn = 0
    while pipe.recv():
        for _ in range(reports):
            step(turn)
            turn += 1
        pipe.send(True)


def _steps(name: str, folder: str, number: int, processes: int) -> Step:
    """What a process does in a turn: this one's share of the reports, one after the other."""
    from dgassess.reporting import pdf
    from dgassess.workflows.report_digests import proven
    from dgassess.workflows.report_job import ReportJob
    from dgassess.workflows.reports import preparing, read_report, writer_of

    job = ReportJob([folder], None, "verified", "diagnosis", ("html", "pdf"), Path())
    definition = read_report(job.report)
    prepared = preparing(definition.subject)(job, definition)
    writer = writer_of(definition, job, prepared.language)
    own = prepared.reports[number::processes]
    contents = [proven(job, definition, report.contents(), report.name) for report in own]

    def html(turn: int) -> object:
        return writer.render(contents[turn % len(contents)], ("html",))

    def printed(turn: int) -> object:
        made = writer.render(contents[turn % len(contents)], ("pdf",))
        pdf.forget()  # as between the reports of a folder
        return made

    if name == HTML:
        return html
    if name == PDF:
        return printed
    share = range(len(contents))
    if name == JINJA:
        bare = [list(_templates(functools.partial(html, turn))) for turn in share]
        return lambda turn: [template.render(values) for template, values in bare[turn % len(bare)]]
    calls = [_call(functools.partial(printed, turn)) for turn in share]
    return lambda turn: calls[turn % len(calls)]()


def _templates(render: Callable[[], object]) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    """Every template that a report renders, without sandbox and interception, with the same values."""
    import jinja2

    calls: list[tuple[Any, dict[str, Any]]] = []
    real = jinja2.Template.render

    def noted(template: Any, *args: Any, **values: Any) -> str:
        calls.append((template, dict(*args, **values)))
        return real(template, *args, **values)

    with mock.patch.object(jinja2.Template, "render", noted):
        render()
    for template, values in calls:
        # What a report inserts is drawn by calls of its own; here its place is enough.
        kept = {key: (lambda *_: "") if callable(value) else value for key, value in values.items()}
        yield _plain(template.environment).get_template(template.name), kept


@functools.cache
def _plain(environment: Any) -> Any:
    """An environment as Jinja has it by itself, for the same templates."""
    import jinja2

    plain = jinja2.Environment(
        loader=environment.loader,
        autoescape=environment.autoescape,  # noqa: S701 (as the report's own)
        trim_blocks=environment.trim_blocks,
        lstrip_blocks=environment.lstrip_blocks,
        undefined=environment.undefined,
    )
    plain.filters = {**environment.filters, **plain.filters}
    plain.tests = {**environment.tests, **plain.tests}
    return plain


def _call(render: Callable[[], object]) -> Callable[[], object]:
    """The call of the PDF library that a report makes, with its files, fonts and standards."""
    import typst

    calls: list[tuple[Any, Any]] = []

    def noted(*args: Any, **options: Any) -> tuple[bytes, list[object]]:
        calls.append((args, options))
        return b"", []

    with mock.patch.object(typst, "compile_with_warnings", noted):
        render()
    ((args, options),) = calls
    return lambda: typst.compile_with_warnings(*args, **options)
