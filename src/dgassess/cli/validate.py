"""dgassess validate"""

from __future__ import annotations

from typing import Annotated, Literal, Optional

import typer

from dgassess.cli.console import messages, output, write_data

HELP = """Validate indicator systems, questionnaires, responses and cases.

Says at the exact line and column what is wrong, what is allowed and what to write instead; all files in one run.
Without PATHS, indicators/, questionnaires/ and examples/ of this folder are validated, or else what ships.
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
        typer.Argument(help="Files and folders.", metavar="[PATHS]...", show_default=False),
    ] = None,
    format: Annotated[
        Literal["text", "json"], typer.Option("--format", help="text to read, json for other programs.")
    ] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail as errors do.")] = False,
) -> None:
    from dgassess.cli.diagnostics import diagnostics_json, print_diagnostics
    from dgassess.workflows.validation import validate_paths

    found = validate_paths(paths or [])
    if format == "json":
        write_data(diagnostics_json(found.diagnostics))
    else:
        print_diagnostics(output(), found.diagnostics)
        files = f"{found.files} file{'s' if found.files != 1 else ''}"
        problems = f"{found.errors} errors, {found.warnings} warnings" if found.diagnostics else "no problems"
        messages().print(f"{files} validated: {problems}.")
    if found.errors or (strict and found.warnings):
        raise typer.Exit(1)
