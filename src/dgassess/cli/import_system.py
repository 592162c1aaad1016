"""dgassess import-system"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Optional

import typer

from dgassess.cli.console import counted, messages
from dgassess.cli.options import ForceOption, warn

HELP = """Turn an indicator table into YAML files.

Reads the usual table (序号, 一级指标 to 三级指标, 权重, 分值, 评估内容,
计分方法 and so on) from .xlsx or .csv and writes indicators/ID and
questionnaires/ID below --output. What was not understood is said with its
cell; a scoring method among it stands in the files as 计分方法待转换.
Nothing is written when the result would have errors.

Examples:

  dgassess import-system 指标体系.xlsx

  dgassess import-system 指标.csv --id city-2026 --output drafts
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import-system", help=HELP)(_import)


def _import(
    table: Annotated[
        Path, typer.Argument(help="The table, .xlsx or .csv.", metavar="TABLE", show_default=False)
    ],
    sheet: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--sheet", help="The sheet; otherwise the first with a header.", metavar="NAME"),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The folder to write below.", metavar="FOLDER")
    ] = Path(),
    id_: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--id", help="The system's id; otherwise from the table or its name.", metavar="ID"),
    ] = None,
    force: ForceOption = False,
) -> None:
    from dgassess.workflows.content import UsageProblem
    from dgassess.workflows.system_tables import import_table

    if id_ is not None and not re.fullmatch(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", id_):
        raise UsageProblem(f"'{id_}' is not an id: letters, digits and single hyphens, such as city-2026.")
    done = import_table(table, sheet=sheet, output=output, id_=id_, force=force)
    warn(done.diagnostics)
    warnings = sum(1 for diagnostic in done.diagnostics if diagnostic.severity == "warning")
    console = messages()
    for path in done.files:
        console.print(f"Wrote {path}", soft_wrap=True)
    found = f"{counted(done.indicators, 'indicator')} in {counted(len(done.files), 'file')}"
    console.print(f"{found}; {counted(warnings, 'warning')}. Next: dgassess validate.", soft_wrap=True)
