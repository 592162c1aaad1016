"""dgassess schema"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from dgassess.cli.console import counted, write_data
from dgassess.cli.options import ForceOption, OutputFile

HELP = """Print the JSON Schema of a kind of file, for editors.

With it an editor completes the keys of a file and says in Chinese what each
means. KIND is one of indicator-system, dimension, clauses, adjustments,
vetoes, questionnaire, section, cross-checks, response, cases, report and
theme. The line '# yaml-language-server: $schema=FILE' in a YAML file names
its schema. With --all the schemas of all kinds are written into a folder.

Examples:

  dgassess schema indicator-system

  dgassess schema response --output response.json

  dgassess schema --all --output schemas
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("schema", help=HELP)(_schema)


def _schema(
    kind: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(help="The kind of file.", metavar="KIND", show_default=False),
    ] = None,
    all_kinds: Annotated[
        bool, typer.Option("--all", help="Write every kind's schema into the folder --output.")
    ] = False,
    output: OutputFile = None,
    force: ForceOption = False,
) -> None:
    from dgassess.workflows.content import UsageProblem
    from dgassess.workflows.output import write_files
    from dgassess.workflows.schemas import KINDS, kind_named, schema_files, schema_text

    if all_kinds == (kind is not None):
        named = f"one of {', '.join(KINDS)}"
        raise UsageProblem(f"Name a kind of file ({named}), or --all; one of the two.")
    if kind is not None:
        text = schema_text(kind_named(kind).name)
        if output is None:
            write_data(text)
            return
        files = {output: text.encode()}
    else:
        if output is None:
            raise UsageProblem("--all writes several files: name their folder with --output.")
        files = schema_files(_folder(output))
    write_files(files, force=force)
    typer.echo(f"{counted(len(files), 'file')} written.", err=True)


def _folder(output: Path) -> Path:
    from dgassess.workflows.content import UsageProblem

    if output.is_file():
        raise UsageProblem(f"'{output}' is a file; with --all name a folder.")
    return output
