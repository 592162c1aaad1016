"""The bar on standard error: on terminals, after a moment, and nothing otherwise."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest

from dgassess.cli import console


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(stream: io.StringIO, patience: float, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(console, "_PATIENCE", patience)
    monkeypatch.setenv("TERM", "xterm")
    with console.progress("Rendering") as step:
        for done in range(5):
            step(done, 4)
    return stream.getvalue()


def test_a_terminal_sees_a_bar_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    said = shown(_Terminal(), -1.0, monkeypatch)
    assert "Rendering" in said
    assert "4/4" in said
    assert said.endswith("\x1b[2K")


def test_short_work_and_pipes_show_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(_Terminal(), 60.0, monkeypatch) == ""
    assert shown(io.StringIO(), -1.0, monkeypatch) == ""


def test_without_a_terminal_the_bar_is_not_even_loaded() -> None:
    code = (
        "import sys; from dgassess.cli import console\n"
        "console._PATIENCE = -1.0\n"
        "with console.progress('Rendering') as step: step(1, 2)\n"
        "print('rich.progress' in sys.modules)"
    )
    inherited = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=inherited)
    assert (done.stdout, done.stderr) == ("False\n", "")
