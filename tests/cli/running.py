"""The command line run inside the test's process, or as a process of its own."""

from __future__ import annotations

import functools
import io
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import typer.main

from dgassess.cli.main import main
from dgassess.workflows.content import content_root

_STYLE = re.compile(r"\x1b\[[0-9;]*m")
EXAMPLES = content_root() / "examples"
# Typer builds all commands anew at each call: as long as many a command takes, and the same every time.
_built = functools.cache(typer.main.get_command)
CITY = str(EXAMPLES / "330100-滨江市.yaml")
COUNTY = str(EXAMPLES / "530121-云岭县.yaml")


@dataclass(frozen=True)
class Ran:
    """What a command gave: its exit code, the bytes of standard output, and the text of standard error."""

    code: int
    data: bytes
    err: str

    @property
    def out(self) -> str:
        """Standard output as text, without colours."""
        return _STYLE.sub("", self.data.decode())


def run(*args: str | Path, encoding: str = "utf-8") -> Ran:
    """A command run in this process, its streams captured as a pipe would."""
    out, err = io.BytesIO(), io.BytesIO()
    streams = [io.TextIOWrapper(stream, encoding=encoding, write_through=True) for stream in (out, err)]
    argv = ["dgassess", *map(str, args)]
    with (
        mock.patch.object(sys, "argv", argv),
        mock.patch.object(sys, "stdout", streams[0]),
        mock.patch.object(sys, "stderr", streams[1]),
        mock.patch.object(typer.main, "get_command", _built),
    ):
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
    for stream in streams:
        stream.flush()
    return Ran(code, out.getvalue(), _STYLE.sub("", err.getvalue().decode(encoding)))


def spawn(*args: str | Path, cwd: Path | None = None, **environment: str) -> Ran:
    """A command run as a process of its own; environment variables are added to those of the test."""
    command = [sys.executable, "-c", "from dgassess.cli.main import main; main()", *map(str, args)]
    inherited = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run(command, cwd=cwd, env={**inherited, **environment}, capture_output=True)
    return Ran(done.returncode, done.stdout, done.stderr.decode(errors="replace"))
