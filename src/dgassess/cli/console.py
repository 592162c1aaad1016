"""The two streams: data goes to standard output, messages and progress to standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console

# Narrower than this, tables of names and figures cannot be read.
NARROWEST = 60
PIPE_WIDTH = 100
_PATIENCE = 1.0  # seconds before progress is shown


def prepare_streams() -> None:
    """Characters the console cannot encode are replaced, never an error (Windows consoles are often GBK)."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def output() -> Console:
    """The console for data in tables."""
    return _console(sys.stdout)


def messages() -> Console:
    """The console for messages."""
    return _console(sys.stderr)


def _console(stream: TextIO) -> Console:
    width = None if stream.isatty() else PIPE_WIDTH
    console = Console(file=stream, width=width, highlight=False, emoji=False, markup=False, soft_wrap=False)
    if console.width < NARROWEST:
        console.width = NARROWEST
    return console


def write_data(text: str) -> None:
    """Data for other programs on standard output: UTF-8 without a byte-order mark, whatever the locale."""
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text)
    else:
        buffer.write(text.encode())
        buffer.flush()


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A callback that shows progress on standard error once the work takes over a second, on terminals only."""
    started, shown = time.monotonic(), False

    def step(done: int, total: int) -> None:
        nonlocal shown
        if sys.stderr.isatty() and time.monotonic() - started > _PATIENCE:
            shown = True
            sys.stderr.write(f"\r{what}: {done} of {total}")
            sys.stderr.flush()

    yield step
    if shown:
        sys.stderr.write("\r" + " " * (len(what) + 30) + "\r")
        sys.stderr.flush()
