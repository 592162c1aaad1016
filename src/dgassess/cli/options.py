"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal, Optional

import typer

from dgassess.values.diagnostics import Diagnostic

Responses = Annotated[
    list[str],
    typer.Argument(
        help="Response files (.yaml, .yml, .json), folders or wildcards.",
        metavar="RESPONSES",
        show_default=False,
    ),
]
OptionalResponses = Annotated[
    Optional[list[str]],  # noqa: UP045 - Typer reads the annotation at run time
    typer.Argument(
        help="Response files (.yaml, .yml, .json), folders or wildcards.",
        metavar="RESPONSES",
        show_default=False,
    ),
]
SystemOption = Annotated[
    Optional[str],  # noqa: UP045 - Typer reads the annotation at run time
    typer.Option(
        "--system",
        "-s",
        help="The indicator system: the id of one that ships, or the path of a system.yaml or its folder. "
        "Needed only when several systems fit the responses, or none that ships does.",
        show_default=False,
        metavar="ID|PATH",
    ),
]
BasisOption = Annotated[
    Literal["verified", "self"],
    typer.Option(
        "--basis",
        help="verified: the reviewed value where there is one (核定); self: as the unit answered (自评).",
    ),
]
OutputFile = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--output", "-o", help="Write to this file instead of the screen.", show_default=False),
]
ForceOption = Annotated[bool, typer.Option("--force", "-f", help="Replace files that exist already.")]


def warn(diagnostics: Sequence[Diagnostic]) -> None:
    """Print warnings to standard error; nothing is loaded when there are none."""
    if diagnostics:
        from dgassess.cli.console import messages
        from dgassess.cli.diagnostics import print_diagnostics

        print_diagnostics(messages(), list(diagnostics))
