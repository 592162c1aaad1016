"""dgassess validate"""

from __future__ import annotations

import sys
from typing import Annotated, Literal, Optional

import typer

from dgassess.cli.console import counted, output, write_data

HELP = """Validate indicator systems, questionnaires, responses and cases.

Says at the exact line and column what is wrong, what is allowed and what to
write instead; all files in one run. Without PATHS, indicators/,
questionnaires/ and examples/ of this folder are validated, or else what
ships. Responses are checked against a system validated with them, or else one
that ships.
Exit code 1 when there is an error (with --strict, also for warnings).

Examples:

  dgassess validate

  dgassess validate indicators/digital-government --strict

  dgassess validate answers/*.yaml --format json
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("validate", help=HELP)(_validate)


def _validate(
    paths: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(help="Files, folders or wildcards.", metavar="PATHS", show_default=False),
    ] = None,
    format: Annotated[
        Literal["text", "json"], typer.Option("--format", help="text to read, json for other programs.")
    ] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail as errors do.")] = False,
) -> None:
    from dgassess.workflows.validation import validate_paths

    found = validate_paths(paths or [])
    if format == "json":
        from dgassess.cli.diagnostics import diagnostics_json

        write_data(diagnostics_json(found.diagnostics))
    else:
        if found.diagnostics:
            from dgassess.cli.diagnostics import print_diagnostics

            print_diagnostics(output(), found.diagnostics)
        problems = f"{counted(found.errors, 'error')}, {counted(found.warnings, 'warning')}"
        files = counted(found.files, "file")
        sys.stderr.write(f"{files} validated: {problems if found.diagnostics else 'no problems'}.\n")
    if found.errors or (strict and found.warnings):
        raise typer.Exit(1)
