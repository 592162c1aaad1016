"""Each bad file gives exactly its check's diagnostics at the marked places; each good file gives none of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgassess.checks.table import CHECKS
from dgassess.values.diagnostics import Diagnostic
from tests.checks.files import BAD, GOOD
from tests.checks.frame import BESIDE, Bad
from tests.systems import load_and_check, places_of, write_files

SYSTEM = Path("indicators") / "s"
SEVERITIES = {check.name: check.severity for check in CHECKS}


def write_system(root: Path, text: str, also: dict[str, str] | None = None) -> list[tuple[str, int, int]]:
    write_files(root / "questionnaires" / "beside", {"questionnaire.yaml": BESIDE})
    return write_files(root / SYSTEM, {"system.yaml": text, **(also or {})})


def diagnostics_of(root: Path, check: str) -> list[Diagnostic]:
    """What one check finds; small systems leave much out that other checks remark on. Nothing fails to load."""
    found = load_and_check(root / SYSTEM, root / SYSTEM).diagnostics
    assert {diagnostic.check for diagnostic in found} <= set(SEVERITIES), found
    return [diagnostic for diagnostic in found if diagnostic.check == check]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: f"{bad.check}-{bad.what.replace(' ', '-')}")
def test_bad_file(bad: Bad, tmp_path: Path) -> None:
    marked = write_system(tmp_path, bad.file, bad.also)
    found = diagnostics_of(tmp_path, bad.check)
    assert [d.severity for d in found] == [SEVERITIES[bad.check] for _ in marked], found
    assert places_of(found) == marked
    assert len(bad.says) == len(marked)
    for diagnostic, (value, remedy) in zip(found, bad.says, strict=True):
        assert value in diagnostic.message
        assert diagnostic.message.endswith(".")
        assert remedy
        assert remedy in diagnostic.help


@pytest.mark.parametrize("name", [check.name for check in CHECKS])
def test_good_file(name: str, tmp_path: Path) -> None:
    assert write_system(tmp_path, GOOD[name]) == []
    assert diagnostics_of(tmp_path, name) == []


def test_places_are_lines_and_columns_from_one(tmp_path: Path) -> None:
    """One case with its numbers written out, so that the marks themselves are known to be right."""
    weights = next(bad for bad in BAD if bad.check == "weights-sum")
    write_system(tmp_path, weights.file)
    (diagnostic,) = diagnostics_of(tmp_path, "weights-sum")
    assert str(diagnostic.place) == "system.yaml:6:32"
