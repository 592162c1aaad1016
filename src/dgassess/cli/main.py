"""The application: commands in the order people need them, and what every command's end means.

Exit codes: 0 all well; 1 the files have defects (nothing was written); 2 wrong usage; 3 the environment failed;
130 interrupted.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dgassess import __version__
from dgassess.cli import explain, report, score, test, validate
from dgassess.cli.console import messages, prepare_streams
from dgassess.values.diagnostics import DefectsFound
from dgassess.workflows.content import UsageProblem
from dgassess.workflows.output import EnvironmentProblem

app = typer.Typer(
    name="dgassess",
    help="Assess digital-government maturity: score responses, explain every figure, render the report.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dgassess {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    pass


for _module in (score, explain, report, validate, test):
    _module.register(app)


def main() -> None:
    """Run the command line; every foreseen problem ends in a message and its exit code, never in a traceback."""
    prepare_streams()
    try:
        app()
    except DefectsFound as defects:
        _defects(defects)
        sys.exit(1)
    except UsageProblem as problem:
        _say(str(problem))
        sys.exit(2)
    except EnvironmentProblem as problem:
        _say(str(problem))
        sys.exit(3)
    except KeyboardInterrupt:
        _say("Interrupted; nothing was written.")
        sys.exit(130)


def _defects(defects: DefectsFound) -> None:
    from dgassess.cli.diagnostics import print_diagnostics

    console = messages()
    print_diagnostics(console, defects.diagnostics)
    errors = sum(1 for diagnostic in defects.diagnostics if diagnostic.severity == "error")
    warnings = len(defects.diagnostics) - errors
    also = f" and {warnings} warning{'s' if warnings != 1 else ''}" if warnings else ""
    console.print(f"{errors} error{'s' if errors != 1 else ''}{also}; nothing was written.")


def _say(message: str) -> None:
    messages().print(f"Error: {message}", soft_wrap=True)


if __name__ == "__main__":
    main()
