"""dgassess report"""

from __future__ import annotations

import re
from datetime import date as calendar_date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Optional

import typer

from dgassess.cli.console import counted, messages, progress, say
from dgassess.cli.options import BasisOption, ForceOption, OptionalResponses, SystemOption, warn
from dgassess.workflows.content import UsageProblem

if TYPE_CHECKING:
    from dgassess.workflows.report_job import ReportJob

_LISTED = 20  # files or failures named one by one

Audience = Literal["internal", "unit", "public"]

HELP = """Render the assessment report of every unit as HTML, PDF and Word.

One file per unit and format, named by the unit's code and name. The report
says how every figure came about and carries the versions and digests it was
made from. The date is an input, never the clock: the same input gives the
same bytes.

From a folder every unit's report is made, with the bulletin and an
index.html to find them by, in several processes. One that fails does not
stop the others: it is listed at the end, and the exit code is 1. Run again,
reports whose inputs and files are unchanged are not made again; a file that
somebody has edited is left as it is, unless --force says to replace it.
Files named one by one are written all or none.

Examples:

  dgassess report examples/330100-滨江市.yaml

  dgassess report examples --format pdf,docx --output reports-2025

  dgassess report examples --organisation 省数据局 --date 2026-03-20 --force
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("report", help=HELP)(_report)


def _report(
    responses: OptionalResponses = None,
    report: Annotated[
        str,
        typer.Option("--report", help="The report: the id of one that ships or the path of a report folder."),
    ] = "diagnosis",
    format: Annotated[
        str,
        typer.Option(
            "--format", help="Some of html, pdf, docx (Word) and xlsx (整改清单), separated by commas."
        ),
    ] = "html,pdf",
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The folder to write to; made when it does not exist.")
    ] = Path(),
    system: SystemOption = None,
    basis: BasisOption = "verified",
    organisation: Annotated[
        str, typer.Option("--organisation", help="The assessing organisation, for the cover.")
    ] = "",
    date: Annotated[
        str, typer.Option("--date", help="The report's date, such as 2026-03-20, for the cover.")
    ] = "",
    font_dir: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Option(
            "--font-dir", help="A folder with fonts for rare characters in PDF; may be given again."
        ),
    ] = None,
    audience: Annotated[
        Audience,
        typer.Option(
            "--audience",
            metavar="AUDIENCE",
            help="Who reads it: internal, unit (the assessed one) or public; what is not theirs is left out.",
        ),
    ] = "internal",
    watermark: Annotated[
        str, typer.Option("--watermark", help="A text across every page, such as 征求意见稿.")
    ] = "",
    seal: Annotated[bool, typer.Option("--seal", help="Leave room for a seal on the cover.")] = False,
    previous: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            "--previous",
            metavar="PATH",
            help="What to compare with: responses of an earlier round or an earlier system; may be given again.",
        ),
    ] = None,
    with_inputs: Annotated[
        bool,
        typer.Option(
            "--with-inputs",
            help="Put the response and the method's files into each report, so that it can be verified alone.",
        ),
    ] = False,
    jobs: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(
            "--jobs",
            "-j",
            metavar="N",
            help="How many processes make the reports of a folder; by itself as many as there are processors, up to 4.",
            show_default=False,
        ),
    ] = None,
    force: ForceOption = False,
) -> None:
    from dgassess.workflows.report_job import ReportJob
    from dgassess.workflows.reports import FORMATS, is_batch, render_reports

    formats = tuple(dict.fromkeys(part.strip().lower() for part in format.split(",") if part.strip()))
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        raise UsageProblem(
            f"'{unknown[0] if unknown else format}' is not a report format: "
            f"use some of {', '.join(FORMATS)}, separated by commas."
        )
    if date and not _is_date(date):
        raise UsageProblem(f"'{date}' is not a date: write it as 2026-03-20.")
    for folder in font_dir or []:
        if not folder.is_dir():
            raise UsageProblem(f"'{folder}' is not a folder of fonts.")
    if jobs is not None and jobs < 1:
        raise UsageProblem(f"--jobs is the number of processes, 1 or more, not {jobs}.")
    job = ReportJob(
        responses or [], system, basis, report, formats, output, tuple(font_dir or ()), organisation, date,
        force, audience, watermark, seal, tuple(previous or ()), with_inputs,
    )  # fmt: skip
    if is_batch(job):
        _batch(job, jobs)
        return
    with progress("Rendering") as step:
        rendered = render_reports(job, step)
    warn(rendered.diagnostics)
    for path in rendered.files:
        say(f"Wrote {path}")


def _batch(job: ReportJob, jobs: int | None) -> None:
    """A folder's reports; what failed is listed at the end."""
    from dgassess.workflows.report_batch import render_batch

    with progress("Rendering") as step:
        batch = render_batch(job, jobs, step)
    warn(batch.diagnostics)
    console = messages()
    for path in batch.written if len(batch.written) <= _LISTED else ():
        console.print(f"Wrote {path}", soft_wrap=True)
    if len(batch.written) > _LISTED:
        console.print(f"Wrote {counted(len(batch.written), 'file')} into {job.output}", soft_wrap=True)
    if batch.unchanged:
        were = "reports were" if batch.unchanged != 1 else "report was"
        console.print(f"{batch.unchanged} {were} up to date.")
    for path in batch.left:
        console.print(
            f"Left '{path}' as it is: it was changed, or not written by dgassess. Add --force to replace it.",
            soft_wrap=True,
        )
    for path in batch.stale[:_LISTED]:
        console.print(
            f"Not of these responses: '{path}' is of an earlier run; delete it if it is not wanted any more.",
            soft_wrap=True,
        )
    if len(batch.stale) > _LISTED:
        console.print(f"And {len(batch.stale) - _LISTED} more files of earlier runs.")
    for failure in batch.failures[:_LISTED]:
        console.print(f"Failed: {failure}", soft_wrap=True)
    if len(batch.failures) > _LISTED:
        console.print(f"And {len(batch.failures) - _LISTED} more failed.")
    if not batch.complete:
        raise typer.Exit(1)


def _is_date(text: str) -> bool:
    try:
        calendar_date.fromisoformat(text)
    except ValueError:
        return False
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) is not None
