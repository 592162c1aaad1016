"""One run at a time writes into a folder of reports: two would take each other's files for somebody's edits."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from dgassess.workflows.output import EnvironmentProblem, PlaceProblem, cause


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold a folder, made where it is not there, until the end; the system lets go of it when the process dies.

    Where file systems know no locks, nothing is held. Raises EnvironmentProblem while another run holds it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise PlaceProblem(f"The folder '{folder}' cannot be made: {cause(folder, problem)}.") from problem
    with _held(folder) as held:
        if not held:
            raise EnvironmentProblem(
                f"Another dgassess is writing reports into '{folder}'. Wait for it to end, or choose another --output."
            )
        yield


if sys.platform == "win32":

    @contextlib.contextmanager
    def _held(folder: Path) -> Iterator[bool]:
        import msvcrt

        path = folder / ".dgassess-reports.lock"
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
        except OSError:
            yield True
            return
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            os.close(descriptor)
            yield False
            return
        try:
            yield True
        finally:
            os.close(descriptor)
            with contextlib.suppress(OSError):
                path.unlink()

else:

    @contextlib.contextmanager
    def _held(folder: Path) -> Iterator[bool]:
        import fcntl

        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            held = True
        except BlockingIOError:
            held = False
        except OSError:
            held = True
        try:
            yield held
        finally:
            os.close(descriptor)
