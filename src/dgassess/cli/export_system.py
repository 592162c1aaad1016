"""dgassess export-system"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from dgassess.cli.console import messages
from dgassess.cli.options import ForceOption, warn

HELP = """Write an indicator system as a table.

One row per indicator with its groups, weights, points, content, scoring
standard, questions, clauses and departments; adjustments and vetoes below.
Rules, questions and levels are kept with it, in a hidden sheet of an .xlsx or
the last column of a .csv, so that import-system gives the whole system back.

Examples:

  dgassess export-system digital-government

  dgassess export-system indicators/digital-government -o 指标体系.csv
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export-system", help=HELP)(_export)


def _export(
    system: Annotated[
        str,
        typer.Argument(
            help="The id of a system that ships, or the path of a system.yaml or its folder.",
            metavar="SYSTEM",
            show_default=False,
        ),
    ],
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--output", "-o", help="The .xlsx or .csv to write; otherwise ID.xlsx here.", metavar="TABLE"
        ),
    ] = None,
    force: ForceOption = False,
) -> None:
    from dgassess.workflows.system_tables import export_table

    written, diagnostics = export_table(system, output, force=force)
    warn(diagnostics)
    messages().print(f"Wrote {written}", soft_wrap=True)
