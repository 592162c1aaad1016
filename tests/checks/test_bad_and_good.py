"""Each bad file gives exactly the expected diagnostics at the marked places; each good file gives none."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgassess.checks.table import CHECKS
from tests.checks.bad_figures import BAD_FIGURES
from tests.checks.bad_references import BAD_REFERENCES
from tests.checks.frame import BESIDE, Bad
from tests.checks.good_files import GOOD
from tests.systems import load_and_check, places_of, write_files

BAD = (*BAD_REFERENCES, *BAD_FIGURES)
SYSTEM = Path("indicators") / "s"
SEVERITIES = {"unserved-clause": "warning", "heavy-after-redistribution": "warning"}


def write_system(root: Path, text: str) -> list[tuple[str, int, int]]:
    write_files(root / "questionnaires" / "beside", {"questionnaire.yaml": BESIDE})
    return write_files(root / SYSTEM, {"system.yaml": text})


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: f"{bad.check}-{bad.what.replace(' ', '-')}")
def test_bad_file(bad: Bad, tmp_path: Path) -> None:
    marked = write_system(tmp_path, bad.file)
    found = load_and_check(tmp_path / SYSTEM, tmp_path / SYSTEM).diagnostics
    assert [(d.check, d.severity) for d in found] == [
        (bad.check, SEVERITIES.get(bad.check, "error")) for _ in marked
    ], found
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
    assert load_and_check(tmp_path / SYSTEM, tmp_path / SYSTEM).diagnostics == []


def test_places_are_lines_and_columns_from_one(tmp_path: Path) -> None:
    """One case with its numbers written out, so that the marks themselves are known to be right."""
    weights = next(bad for bad in BAD if bad.check == "weights-sum")
    write_system(tmp_path, weights.file)
    (diagnostic,) = load_and_check(tmp_path / SYSTEM, tmp_path / SYSTEM).diagnostics
    assert str(diagnostic.place) == "system.yaml:6:32"
