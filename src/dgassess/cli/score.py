"""dgassess score"""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from dgassess.cli.console import messages, output, progress, write_data
from dgassess.cli.options import BasisOption, ForceOption, OutputFile, Responses, SystemOption, warn
from dgassess.values.language import speaking
from dgassess.workflows.content import UsageProblem, same_file
from dgassess.workflows.scoring import Scored, score_responses

HELP = """Score responses and rank the units.

Each response file holds one unit's answers. A table shows one unit's
dimensions and every step to its level, or many units by rank; json carries
every node, step, answer and digest; csv has one row per unit and one column
per node.

Examples:

  dgassess score examples/330100-滨江市.yaml

  dgassess score examples --format csv --output scores.csv

  dgassess score 'answers/*.yaml' --basis self --format json > results.json
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("score", help=HELP)(_score)


def _score(
    responses: Responses,
    system: SystemOption = None,
    basis: BasisOption = "verified",
    format: Annotated[
        Literal["table", "json", "csv"],
        typer.Option("--format", help="table to read, json or csv for other programs.", case_sensitive=False),
    ] = "table",
    output_file: OutputFile = None,
    force: ForceOption = False,
) -> None:
    if output_file is not None and format == "table":
        raise UsageProblem(
            "A table is for reading on screen: with --output, add --format json or --format csv."
        )
    if output_file is not None and any(same_file(output_file, name) for name in responses):
        raise UsageProblem(f"'{output_file}' is one of the responses: choose another --output.")
    with progress("Scoring") as step:
        scored = score_responses(responses, system, basis, step)
    warn(scored.diagnostics)
    if format == "table":
        from dgassess.cli.score_tables import print_scores

        with speaking(scored.results.language):
            print_scores(output(), scored)
        return
    text = _text(scored, format)
    if output_file is None:
        write_data(text)
        return
    from dgassess.workflows.output import write_files

    # Excel takes a CSV file for UTF-8 only when it opens with a byte-order mark.
    data = text.encode("utf-8-sig" if format == "csv" else "utf-8")
    write_files({output_file: data}, force=force)
    messages().print(f"Wrote {output_file}", soft_wrap=True)


def _text(scored: Scored, format: str) -> str:
    from dgassess.workflows.results_files import results_csv, results_json

    return results_json(scored.results) if format == "json" else results_csv(scored.results)
