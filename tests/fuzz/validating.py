"""Spoilt files validated the way the command does it: shown in every format, with the time each takes."""

from __future__ import annotations

import io
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from dgassess.cli.diagnostics import print_diagnostics
from dgassess.cli.validate import Format, rendered
from dgassess.loading.reading import ReadDocument
from dgassess.workflows.validation import Validation, validate_paths
from tests.fuzz.mutations import mutated

FORMATS: tuple[Format, ...] = ("json", "sarif", "github", "junit")
SYSTEM = ("indicators", "questionnaires")
RESPONSES = "examples"


@dataclass(frozen=True)
class Tried:
    """One spoilt file: which, what was found in it, and the seconds that took."""

    number: int
    file: str
    seconds: float
    found: Validation

    @property
    def checks(self) -> set[str]:
        """The names of what was found."""
        return {diagnostic.check for diagnostic in self.found.diagnostics}


class Failed(Exception):
    """A file that could not be validated as it should; the message says how to repeat it."""


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """The current folder for a while; nothing is kept in a cache meanwhile."""
    before, kept = Path.cwd(), os.environ.get("DGASSESS_CACHE_DIR")
    os.environ["DGASSESS_CACHE_DIR"] = ""
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
        if kept is None:
            del os.environ["DGASSESS_CACHE_DIR"]
        else:
            os.environ["DGASSESS_CACHE_DIR"] = kept


def spoil_and_validate(root: Path, seed: int, numbers: range, most_seconds: float) -> Iterator[Tried]:
    """Spoil one file below `root` after the other, each time only that one, and validate them all.

    Call it inside `root`. Raises Failed for a file that takes longer, or whose diagnostics are not in order.
    """
    files = sorted(path for path in root.rglob("*.yaml"))
    sound = [path.read_bytes() for path in files]
    parsed: dict[Path, ReadDocument] = {}
    validate_paths([*SYSTEM, RESPONSES], parsed=parsed)
    for number in numbers:
        chance = random.Random(f"{seed}/{number}")  # noqa: S311 (to be repeatable)
        index = chance.randrange(len(files))
        path = files[index]
        path.write_bytes(mutated(sound[index], sound, chance))
        try:
            tried = _validated(root, path, number, parsed)
            _in_order(tried, path, most_seconds)
        except Exception as problem:
            where = f"mutation {number} of seed {seed}, {path.relative_to(root)}"
            raise Failed(f"{where}: {type(problem).__name__}: {problem}") from problem
        finally:
            path.write_bytes(sound[index])
        yield tried


def _validated(root: Path, path: Path, number: int, parsed: dict[Path, ReadDocument]) -> Tried:
    others = {file: read for file, read in parsed.items() if file != path.resolve()}
    is_response = path.is_relative_to(root / RESPONSES)
    started = time.perf_counter()
    found = validate_paths([*SYSTEM, RESPONSES] if is_response else SYSTEM, parsed=others)
    seconds = time.perf_counter() - started
    return Tried(number, path.relative_to(root).as_posix(), seconds, found)


def _in_order(tried: Tried, path: Path, most_seconds: float) -> None:
    assert tried.seconds <= most_seconds, f"it took {tried.seconds:.2f} s"
    lines = path.read_bytes().count(b"\n") + path.read_bytes().count(b"\r") + 1
    for diagnostic in tried.found.diagnostics:
        assert diagnostic.message.endswith("."), f"the message does not end: {diagnostic.message!r}"
        assert len(diagnostic.message) < 10_000, f"{len(diagnostic.message)} characters: {diagnostic.check}"
        assert diagnostic.place.file, f"no file: {diagnostic}"
        assert diagnostic.place.file != tried.file or diagnostic.place.line <= lines, (
            f"no such line: {diagnostic}"
        )
    print_diagnostics(Console(file=io.StringIO(), width=80), tried.found.diagnostics)
    for name in FORMATS:
        rendered(tried.found, name, strict=True)
