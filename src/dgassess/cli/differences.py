"""`dgassess validate --diff`: what changed since a git revision."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from dgassess.workflows.content import UsageProblem

if TYPE_CHECKING:
    from dgassess.values.diagnostics import Diagnostic
    from dgassess.workflows.differences import Differences


def compared_with(paths: Sequence[str], revision: str, format: str) -> Differences:
    """The differences from a revision. Raises UsageProblem for a format that cannot hold them."""
    if format not in ("text", "json"):
        raise UsageProblem(f"--diff is shown as text or json, not as {format}: run the command twice.")
    from dgassess.workflows.differences import differences

    return differences(paths, revision)


def show_differences(found: Differences) -> None:
    """The differences as text on standard output."""
    from dgassess.cli.console import output
    from dgassess.cli.differences_table import print_differences

    print_differences(output(), found)


def differences_json(found: Differences, diagnostics: Iterable[Diagnostic]) -> str:
    """The differences and the diagnostics as one JSON document."""
    from dgassess.cli.diagnostics import diagnostic_data
    from dgassess.cli.differences_table import differences_data

    listed = list(map(diagnostic_data, diagnostics))
    return json.dumps({**differences_data(found), "diagnostics": listed}, ensure_ascii=False, indent=1) + "\n"
