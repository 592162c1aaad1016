"""docs/checks holds exactly what scripts/build_check_pages.py makes from the checks' docstrings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from dgassess.checks.case_table import CASE_CHECKS
from dgassess.checks.table import CHECKS

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "scripts" / "build_check_pages.py"


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(folder.iterdir())}


def test_pages_are_current(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text("the page of a check that no longer exists", "utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    command = [sys.executable, str(SCRIPT), "--output", str(tmp_path)]
    subprocess.run(command, check=True, env=environment, timeout=60)
    assert contents(ROOT / "docs" / "checks") == contents(tmp_path), f"Run: python {SCRIPT.relative_to(ROOT)}"


def test_every_check_has_a_page() -> None:
    names = {f"{check.name}.md" for check in CHECKS} | {f"{check.name}.md" for check in CASE_CHECKS}
    assert set(contents(ROOT / "docs" / "checks")) == names | {"README.md"}
