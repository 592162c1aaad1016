"""A folder of its own for every test, with a user's small system in it, and no colours asked for from outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.parks import write_park, write_response


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("FORCE_COLOR", "PY_COLORS", "NO_COLOR", "CLICOLOR_FORCE", "TERMINAL_WIDTH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def park(tmp_path: Path) -> Path:
    """The small system's folder."""
    return write_park(tmp_path / "own")


@pytest.fixture
def answer(tmp_path: Path) -> Path:
    """A response to the small system: base 87.00, total 89.00."""
    return write_response(tmp_path / "answers" / "1.yaml")
