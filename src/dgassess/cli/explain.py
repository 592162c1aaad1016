"""dgassess explain"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Optional

import typer

from dgassess.cli.console import output
from dgassess.cli.options import BasisOption, SystemOption, warn
from dgassess.values.language import speaking

if TYPE_CHECKING:
    from dgassess.workflows.explaining import Explained

HELP = """Explain a unit's score: answers, standards, formulas with the numbers put in.

Without NODE the whole is explained, from the level down to every group;
name an indicator or group, by id or name, to see how it came about.
With --all every indicator is explained as well.

Examples:

  dgassess explain examples/530121-云岭县.yaml

  dgassess explain examples/530121-云岭县.yaml YY-7-3
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain", help=HELP)(_explain)


def _explain(
    response: Annotated[
        str, typer.Argument(help="One response file.", metavar="RESPONSE", show_default=False)
    ],
    node: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(
            help="An indicator, group, adjustment or veto, by its id, such as TC-1-4, or by its name.",
            metavar="NODE",
            show_default=False,
        ),
    ] = None,
    system: SystemOption = None,
    basis: BasisOption = "verified",
    all_nodes: Annotated[bool, typer.Option("--all", help="Explain every indicator as well.")] = False,
) -> None:
    from dgassess.workflows.explaining import explain_response

    explained = explain_response(response, system, basis, node)
    warn(explained.scored.diagnostics)
    with speaking(explained.scored.results.language):
        _print(explained, all_nodes)


def _print(explained: Explained, all_nodes: bool) -> None:
    from dgassess.cli.explain_text import print_item, print_node, print_whole

    item = explained.explainer.item(explained.node_id) if explained.node_id is not None else None
    if item is not None:
        print_item(output(), item)
    elif explained.node_id is not None:
        print_node(output(), explained, explained.node_id)
    else:
        print_whole(output(), explained, all_nodes)
