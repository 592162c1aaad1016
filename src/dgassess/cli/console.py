"""The two streams: data goes to standard output, messages and progress to standard error."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

# Narrower than this, tables of names and figures cannot be read.
NARROWEST = 60
PIPE_WIDTH = 80
_CONTROL = dict.fromkeys((7, 8, 11, 12, 13))  # would ring, or move where the next character goes
_PATIENCE = 1.0  # seconds before progress is shown


class OutputClosed(Exception):
    """The program that reads the output has ended, as `head` does when it has its lines."""


def prepare_streams() -> None:
    """Characters the console cannot encode are replaced, never an error (Windows consoles are often GBK)."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller, or no console at all
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        stream = getattr(sys, name)
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def flush_output() -> None:
    """Send what is still buffered, so that a full disk or a closed pipe is met here and not at the very end."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise OutputClosed from None


def discard_output() -> None:
    """Let go of standard output that cannot be written, or the interpreter tries once more when it ends."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, descriptor)
    os.close(null)


def output() -> Console:
    """The console for data in tables."""
    return _console(sys.stdout)


def messages() -> Console:
    """The console for messages."""
    return _console(sys.stderr)


def say(line: str) -> None:
    """A message of one line that needs no wrapping and no colour: Rich is not loaded for it."""
    try:
        sys.stderr.write(line.translate(_CONTROL) + "\n")
        sys.stderr.flush()
    except BrokenPipeError:
        raise OutputClosed from None


def _console(stream: TextIO) -> Console:
    from rich.console import Console  # not loaded when data alone is written

    class StreamConsole(Console):
        def on_broken_pipe(self) -> None:
            raise OutputClosed

    asked = os.environ.get("COLUMNS", "")
    wide = int(asked) if re.fullmatch("[0-9]{1,4}", asked) else PIPE_WIDTH
    width = None if stream.isatty() else wide
    console = StreamConsole(
        file=stream, width=width, highlight=False, emoji=False, markup=False, soft_wrap=False
    )
    if console.width < NARROWEST:
        console.width = NARROWEST
    return console


def utf8(text: str) -> bytes:
    """A text as UTF-8; what no character stands for, as in file names of old systems, as an escape such as \\udcff."""
    return text.encode(errors="backslashreplace")


def write_data(text: str) -> None:
    """Data for other programs on standard output: UTF-8 without a byte-order mark, whatever the locale."""
    flush_output()
    buffer = getattr(sys.stdout, "buffer", None)
    try:
        if buffer is None:
            sys.stdout.write(text)
        else:
            buffer.write(utf8(text))
            buffer.flush()
    except BrokenPipeError:
        raise OutputClosed from None


def counted(number: int, noun: str) -> str:
    """Such as `1 error` and `3 errors`."""
    return f"{number} {noun}{'s' if number != 1 else ''}"


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A callback that shows a bar on standard error once the work takes over a second, on terminals only."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    started = time.monotonic()
    with ExitStack() as shown:
        update: Callable[[int, int], None] | None = None

        def step(done: int, total: int) -> None:
            nonlocal update
            if update is None and time.monotonic() - started > _PATIENCE:
                update = shown.enter_context(_bar(what, total))
            if update is not None:
                update(done, total)

        yield step


@contextmanager
def _bar(what: str, total: int) -> Iterator[Callable[[int, int], None]]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    # Reports come slowly: the usual thirty seconds know too few of them to say how long the rest will take.
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=messages(), transient=True, speed_estimate_period=600) as bar:
        task = bar.add_task(what, total=total)

        def update(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield update
