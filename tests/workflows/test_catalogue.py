"""Whatever the program can report is in the catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import dgassess
from dgassess.workflows.catalogue import FAMILIES, catalogue

SOURCE = Path(dgassess.__file__).parent
# Calls whose first text is the name of a defect.
REPORTING = {
    "Diagnostic",
    "AnswerProblem",
    "Remark",
    "Inconsistency",
    "note",
    "add",
    "stop",
    "_defect",
    "_warning",
}
# Of scoring, or of rendering or verifying a report, not of validating.
ELSEWHERE = {
    "no-report", "not-compared", "report-definition", "report-template", "several-periods", "system-not-used",
}  # fmt: skip


def named() -> Iterator[tuple[str, str]]:
    for folder in ("loading", "model", "workflows"):
        for path in sorted((SOURCE / folder).glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and node.args:
                    called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                    first = node.args[0]
                    if (
                        called in REPORTING
                        and isinstance(first, ast.Constant)
                        and isinstance(first.value, str)
                    ):
                        yield path.name, first.value


def test_everything_reported_has_an_entry() -> None:
    assert {(file, name) for file, name in named() if name not in catalogue()} <= {
        (file, name) for file, name in named() if name in ELSEWHERE
    }


def test_entries_are_whole() -> None:
    for name, entry in catalogue().items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
        assert entry.family in FAMILIES
        assert entry.summary.endswith("."), name
        assert set(entry.parts) >= {"Why", "Example", "Instead"}, name
