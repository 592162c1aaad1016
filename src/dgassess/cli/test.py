"""dgassess test"""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from dgassess.cli.console import counted, messages, output, progress

HELP = """Run golden cases: given answers, expected scores.

Without PATHS, every cases.yaml below indicators/ of this folder is run, or
else those that ship. A failing case shows what was expected, what was
computed, and how the node came to its score. Exit code 1 when a case fails.

Examples:

  dgassess test

  dgassess test indicators/digital-government/cases.yaml --verbose
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("test", help=HELP)(_test)


def _test(
    paths: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(help="Case files, folders or wildcards.", metavar="PATHS", show_default=False),
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Name the cases that pass as well.")
    ] = False,
) -> None:
    from rich.text import Text

    from dgassess.cli.diagnostics import print_diagnostics
    from dgassess.workflows.cases import run_cases

    with progress("Running cases") as step:
        outcomes = run_cases(paths or [], step)
    console = output()
    failed = 0
    for outcome in outcomes:
        if outcome.passed:
            if verbose:
                console.print(Text(f"passed  {outcome.id}  {outcome.name}"))
            continue
        failed += 1
        console.print(Text(f"{outcome.place}: FAILED {outcome.id} {outcome.name}", style="bold red"))
        print_diagnostics(console, outcome.diagnostics)
        for difference in outcome.differences:
            line = f"  {difference.place}: {difference.what}: expected {difference.expected}, got {difference.got}"
            console.print(Text(line), soft_wrap=True)
            for explained in difference.explanation:
                console.print(Text(f"      {explained}"), soft_wrap=True)
    compared = sum(outcome.compared for outcome in outcomes)
    messages().print(
        f"{len(outcomes) - failed} of {counted(len(outcomes), 'case')} passed "
        f"({counted(compared, 'figure')} compared)."
    )
    if failed:
        raise typer.Exit(1)
