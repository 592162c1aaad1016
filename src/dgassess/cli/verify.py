"""dgassess verify"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Optional

import typer

from dgassess.cli.console import counted, messages, output, write_data
from dgassess.cli.options import SystemOption
from dgassess.values.diagnostics import DefectsFound

if TYPE_CHECKING:
    from dgassess.workflows.verifying import Finding, Verification

HELP = """Verify that every figure of a finished report follows from the responses.

FILE is a report in HTML, PDF, Word or Excel, or results written by score
--format json. The figures are computed again from the responses; the numbers
on the pages are compared with them, and each one that differs is named with
its place. Ranks and comparisons need the responses of all units of the
report's cohort; for everything else the unit's own is enough, which a report
made with --with-inputs carries. A handbook needs none.

Exit code 0: every figure follows; 1: one does not, or FILE is no report; 4:
nothing is wrong, but not everything could be judged, because not all of what
the report was made from is given, another version made it, or FILE holds what
may show people other figures than are read.

Examples:

  dgassess verify 330100-滨江市.html --responses examples

  dgassess verify 330100-滨江市.html --responses examples --format json
"""
_MOST = 40
NOT_ALL_JUDGED = 4
"""The exit code of a report that is neither proved nor refuted: who reads nothing else must not take it for proof."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("verify", help=HELP)(_verify)


def _verify(
    file: Annotated[
        Path,
        typer.Argument(
            help="A report (.html, .pdf, .docx, .xlsx) or results (.json).",
            metavar="FILE",
            show_default=False,
        ),
    ],
    responses: Annotated[
        Optional[list[str]],  # noqa: UP045 - Typer reads the annotation at run time
        typer.Option(
            "--responses",
            "-r",
            metavar="PATH",
            help="Response files, folders or wildcards; may be given again.",
            show_default=False,
        ),
    ] = None,
    system: SystemOption = None,
    report: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--report",
            help="The folder of the report, where it is not one that ships.",
            show_default=False,
        ),
    ] = None,
    previous: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            "--previous",
            metavar="PATH",
            help="What the report compares with, where it does; may be given again.",
            show_default=False,
        ),
    ] = None,
    font_dir: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Option(
            "--font-dir",
            help="A folder with fonts for rare characters, as the report was made with.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        Literal["text", "json"], typer.Option("--format", help="text to read, json for other programs.")
    ] = "text",
) -> None:
    from dgassess.cli.diagnostics import print_defects
    from dgassess.workflows.report_rebuilding import Sources
    from dgassess.workflows.verifying import verify

    given = Sources(responses or [], system, report, tuple(previous or ()), tuple(font_dir or ()))
    try:
        found = verify(file, given)
    except DefectsFound as defects:
        print_defects(messages(), defects.diagnostics, "")
        raise typer.Exit(1) from None
    if format == "json":
        write_data(_json(found))
    else:
        _print(found)
    if found.findings:
        raise typer.Exit(1)
    if not found.complete:
        raise typer.Exit(NOT_ALL_JUDGED)


def _print(found: Verification) -> None:
    console = output()
    told = Counter(map(sentence, found.findings))
    for text, times in list(told.items())[:_MOST]:
        console.print(f"{text} ({times} times)" if times > 1 else text, soft_wrap=True)
    if len(told) > _MOST:
        console.print(f"And {sum(list(told.values())[_MOST:])} more.")
    for note in found.notes:
        console.print(f"Note: {note}", soft_wrap=True)
    console.print(_verdict(found), soft_wrap=True)


def _verdict(found: Verification) -> str:
    recomputed = [counted(found.figures, "figure") + " recomputed"] if found.figures else []
    where = "cells" if found.kind == "xlsx" else "pages"
    read = [f"{counted(found.numbers, 'number')} read from the {where}"] if found.numbers else []
    what = ", ".join([*recomputed, *read])
    if found.unjudged and not found.findings:
        judged = (
            f"what could be judged follows from the {found.source}" if found.follows else "nothing is proved"
        )
        return (
            f"{found.file}: {judged} ({what}); {counted(found.unjudged, 'difference')} could not be judged."
        )
    if found.follows and found.partly:
        return f"{found.file}: what could be judged follows from the {found.source} ({what}); not everything could be."
    if found.follows:
        return f"{found.file}: every figure follows from the {found.source} ({what})."
    return f"{found.file}: {counted(len(found.findings), 'difference')} ({what})."


def sentence(finding: Finding) -> str:
    """A difference as a sentence that names it."""
    one = finding.difference
    page = f" on page {one.page}" if one.page else ""
    around = f" ({one.around})" if one.around and finding.where in ("page", "again") else ""
    if finding.where == "page":
        if not one.found:
            return f"{one.place}: '{one.expected}' is not on the page."
        if not one.expected:
            return (
                f"{one.place}: '{one.found}' is shown{page}, which the report's figures do not have{around}."
            )
        return f"{one.place}: '{one.found}' is shown{page} where the report's figures say '{one.expected}'{around}."
    if finding.where == "again":
        if not one.found:
            return f"{one.place}: '{one.expected}' is missing{page}."
        there = (
            f" where the responses give '{one.expected}'"
            if one.expected
            else ", which the responses do not give"
        )
        return f"{one.place}: '{one.found}' is shown{page}{there}{around}."
    if finding.where == "picture":
        return f"{one.place}: the picture is not the one that the responses give."
    if finding.where == "text":
        return f"{one.place}: the report says it prints '{one.found}'; the responses give '{one.expected}'."
    if finding.where == "origin":
        return f"{one.place}: the report was made from '{one.found}'; given is '{one.expected}'."
    return f"{one.place}: the report says '{one.found}'; the responses give '{one.expected}'."


def _json(found: Verification) -> str:
    differences = [
        {
            "where": finding.where,
            "place": finding.difference.place,
            "expected": finding.difference.expected,
            "found": finding.difference.found,
            "page": finding.difference.page or None,
            "message": sentence(finding),
        }
        for finding in found.findings
    ]
    content = {
        "format": "dgassess/verification/1",
        "file": found.file,
        "kind": found.kind,
        "follows": found.follows,
        "complete": found.complete,
        "figures": found.figures,
        "numbers": found.numbers,
        "unjudged": found.unjudged,
        "differences": differences,
        "notes": list(found.notes),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
