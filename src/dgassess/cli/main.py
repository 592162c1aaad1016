"""The application: commands in the order people need them, and what every command's end means.

Exit codes: 0 all well; 1 the files have defects (nothing was written); 2 wrong usage; 3 the environment failed;
130 interrupted; 141 the reader of the output has ended, as for any program in a pipe.
"""

from __future__ import annotations

import contextlib
import sys
from typing import Annotated

import typer

from dgassess import __version__
from dgassess.cli import (
    checks,
    explain,
    export_system,
    import_system,
    report,
    schema,
    score,
    test,
    validate,
    verify,
)
from dgassess.cli.console import (
    OutputClosed,
    discard_output,
    flush_output,
    messages,
    prepare_streams,
)
from dgassess.values.diagnostics import DefectsFound
from dgassess.workflows.content import UsageProblem
from dgassess.workflows.output import EnvironmentProblem, reason

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


for _module in (score, explain, report, verify, validate, test, checks, schema, import_system, export_system):
    _module.register(app)


def main() -> None:
    """Run the command line; every foreseen problem ends in a message and its exit code, never in a traceback."""
    prepare_streams()
    sys.exit(_run())


def _run() -> int:
    try:
        code = _command()
        flush_output()
    except DefectsFound as defects:
        _defects(defects)
        return 1
    except UsageProblem as problem:
        return _say(str(problem), 2)
    except EnvironmentProblem as problem:
        return _say(str(problem), 3)
    except KeyboardInterrupt:
        code = 130
    except OutputClosed:
        discard_output()
        return 141
    except OSError as problem:
        discard_output()
        refused = f"'{problem.filename}' cannot be read or" if problem.filename else "The output cannot be"
        return _say(f"{refused} written: {reason(problem)}.", 3)
    return _say("Interrupted.", code) if code == 130 else code


def _command() -> int:
    """Run the command; Typer ends every command by raising SystemExit, and an interrupted one with code 130."""
    try:
        app(prog_name="dgassess")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


def _defects(defects: DefectsFound) -> None:
    from dgassess.cli.diagnostics import print_defects

    print_defects(messages(), defects.diagnostics)


def _say(message: str, code: int) -> int:
    """Print a message, if there is anywhere to print it; the exit code is handed back."""
    with contextlib.suppress(OSError, OutputClosed):
        messages().print(message if code == 130 else f"Error: {message}", soft_wrap=True)
    return code


if __name__ == "__main__":
    main()
