"""dgassess checks"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal, Optional

import typer

from dgassess.cli.console import output, write_data
from dgassess.workflows.content import UsageProblem

if TYPE_CHECKING:
    from rich.console import Console

    from dgassess.workflows.catalogue import Entry

HELP = """List what validate can report, or explain one check.

With NAME: what the check finds, why it matters, an example, and what to write
instead. The names are those in brackets behind every diagnostic.

Examples:

  dgassess checks

  dgassess checks unserved-clause

  dgassess checks --format json
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("checks", help=HELP)(_checks)


def _checks(
    name: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(help="The name of a check.", metavar="NAME", show_default=False),
    ] = None,
    format: Annotated[
        Literal["text", "json"], typer.Option("--format", help="text to read, json for other programs.")
    ] = "text",
) -> None:
    from dgassess.values.diagnostics import suggest
    from dgassess.workflows.catalogue import catalogue

    entries = catalogue()
    if name is not None and name not in entries:
        help_ = suggest(name, entries) or "'dgassess checks' lists all names."
        raise UsageProblem(f"There is no check '{name}'. {help_}")
    chosen = list(entries.values()) if name is None else [entries[name]]
    if format == "json":
        listed = {"format": "dgassess/checks/1", "checks": [_json(entry) for entry in chosen]}
        write_data(json.dumps(listed, ensure_ascii=False, indent=1) + "\n")
    elif name is None:
        _print_list(output(), chosen)
    else:
        _print_page(output(), chosen[0])


def _json(entry: Entry) -> dict[str, Any]:
    parts = {part.lower(): text for part, text in entry.parts.items()}
    head = {"name": entry.name, "severity": entry.severity, "family": entry.family, "summary": entry.summary}
    return head | parts


def _print_list(console: Console, entries: list[Entry]) -> None:
    """Name, severity and first line of each, family by family."""
    from rich.table import Table
    from rich.text import Text

    from dgassess.workflows.catalogue import FAMILIES

    width = max(len(entry.name) for entry in entries)
    for number, (family, title) in enumerate(FAMILIES.items()):
        console.print(Text(f"{chr(10) if number else ''}{title}", style="bold"))
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True, min_width=width)
        table.add_column(no_wrap=True, min_width=len("information"))
        table.add_column(overflow="fold")
        for entry in entries:
            if entry.family == family:
                table.add_row(Text(entry.name), Text(entry.severity), Text(entry.summary))
        console.print(table)


def _print_page(console: Console, entry: Entry) -> None:
    from rich.text import Text

    console.print(Text(f"{entry.name} ({entry.severity})", style="bold"))
    console.print(Text(entry.summary))
    for part, text in entry.parts.items():
        console.print()
        console.print(Text(f"{part}: {text}"))
