"""dgassess test"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Optional

import typer

from dgassess.cli.console import counted, messages, progress, utf8, write_data
from dgassess.cli.console import output as data_console
from dgassess.workflows.content import UsageProblem

if TYPE_CHECKING:
    from dgassess.workflows.cases import CaseOutcome

HELP = """Run golden cases: given answers, expected scores.

Without PATHS, every cases.yaml below indicators/ of this folder is run, or
else those that ship. A failing case shows what was expected, what was
computed, and how the figure came about. Exit code 1 when a case fails.

--update writes the computed figures over the expected ones that differ and
leaves every other character as it is; without it nothing is ever written.
--coverage says what of the method no case touches.

Examples:

  dgassess test

  dgassess test indicators/digital-government/cases.yaml --verbose

  dgassess test indicators/digital-government --update

  dgassess test --coverage

  dgassess test --format junit --output cases.xml
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("test", help=HELP)(_test)


def _test(
    paths: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(help="Case files, folders or wildcards.", metavar="PATHS", show_default=False),
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Write the computed figures into the case files.")
    ] = False,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Say what of the method no case touches.")
    ] = False,
    format: Annotated[
        Literal["text", "json", "junit"],
        typer.Option("--format", help="text to read, json or junit (XML) for other programs."),
    ] = "text",
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--output", "-o", help="The file to write json or junit to, replaced if it exists."),
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Name the cases that pass as well.")
    ] = False,
) -> None:
    from dgassess.workflows.cases import run_cases
    from dgassess.workflows.content import default_roots

    _refuse(update, coverage, format, output)
    if not paths and default_roots("indicators").shipped:
        messages().print(
            "There is no indicators/ in this folder: the cases that ship with dgassess are run.",
            soft_wrap=True,
        )
    with progress("Running cases") as step:
        outcomes = run_cases(paths or [], step)
    if update:
        _update(outcomes)
        return
    if format == "text":
        _show(outcomes, verbose, coverage)
    else:
        _write(outcomes, coverage, format, output)
    _end(outcomes)


def _end(outcomes: Sequence[CaseOutcome]) -> None:
    """How many passed; exit code 1 when one did not."""
    failed = sum(not outcome.passed for outcome in outcomes)
    compared = sum(outcome.compared for outcome in outcomes)
    messages().print(
        f"{len(outcomes) - failed} of {counted(len(outcomes), 'case')} passed "
        f"({counted(compared, 'figure')} compared)."
    )
    if failed:
        raise typer.Exit(1)


def _refuse(update: bool, coverage: bool, format: str, output: Path | None) -> None:
    if update and (coverage or format != "text"):
        raise UsageProblem("--update goes with neither --coverage nor --format: run the command twice.")
    if coverage and format == "junit":
        raise UsageProblem("--format junit holds no coverage: use --format json or text.")
    if output is not None and format == "text":
        raise UsageProblem("--output needs --format junit or --format json.")
    if output is not None and output.suffix.lower() in (".yaml", ".yml"):
        raise UsageProblem(f"'{output}' is named like a file of the method: choose another --output.")


def _show(outcomes: Sequence[CaseOutcome], verbose: bool, coverage: bool) -> None:
    from dgassess.cli.case_text import print_coverage, print_outcomes
    from dgassess.workflows.case_coverage import touched

    console = data_console()
    print_outcomes(console, outcomes, verbose=verbose)
    if coverage:
        print_coverage(console, touched(outcomes))


def _write(outcomes: Sequence[CaseOutcome], coverage: bool, format: str, target: Path | None) -> None:
    from dgassess.cli.case_formats import cases_json, cases_junit
    from dgassess.workflows.case_coverage import touched
    from dgassess.workflows.output import write_files

    text = cases_junit(outcomes)
    if format == "json":
        text = cases_json(outcomes, touched(outcomes) if coverage else None)
    if target is None:
        write_data(text)
    else:
        write_files({target: utf8(text)}, force=True)


def _update(outcomes: Sequence[CaseOutcome]) -> None:
    from dgassess.cli.case_text import print_outcomes, print_update
    from dgassess.workflows.case_updating import update_cases

    done = update_cases(outcomes)
    broken = [outcome for outcome in outcomes if outcome.diagnostics and not outcome.passed]
    console = data_console()
    print_update(console, done)
    print_outcomes(console, broken)
    told = messages()
    told.print(f"{counted(len(done.changes), 'figure')} updated in {counted(len(done.files), 'file')}.")
    if done.refused:
        told.print(f"{counted(len(done.refused), 'figure')} left as found, for the reasons given.")
    if broken:
        told.print(f"{counted(len(broken), 'case')} could not be run.")
    if done.refused or broken:
        raise typer.Exit(1)
