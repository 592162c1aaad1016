"""Writing files: beside the target and renamed into place, so that nothing is ever half-written."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

from dgassess.workflows.content import UsageProblem

# What Windows reserves, and marks that reverse or hide letters: an ending is to be what it looks like.
_RESERVED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]')
_DEVICES = frozenset(
    (
        "con",
        "prn",
        "aux",
        "nul",
        "conin$",
        "conout$",
        *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³"),
    )
)
# Short enough for Windows' 260 characters with a folder of usual depth.
_LONGEST_NAME = 60


class EnvironmentProblem(Exception):
    """The disk, a folder or another program is in the way; exit code 3. The message is a whole sentence."""


class PlaceProblem(EnvironmentProblem):
    """No file can be written in a place: the disk is full, the folder read-only. Trying the next file is in vain."""


def safe_name(*parts: str) -> str:
    """A file name from ids and names that Windows accepts as well, neither hidden nor an option nor a lock file's."""
    text = "-".join(_RESERVED.sub("_", part).strip() for part in parts if part)
    text = text.lstrip(" .-~")[:_LONGEST_NAME].rstrip(" .")
    return f"_{text}" if text.split(".")[0].rstrip().casefold() in _DEVICES or not text else text


def unit_file_name(unit_id: str, name: str) -> str:
    """A file name that depends on the unit alone, never on which others are written with it.

    Where the id or name cannot stand in a file name as it is, a short digest keeps different units apart.
    """
    written = safe_name(unit_id, name)
    return written if written == f"{unit_id}-{name}" else _told_apart(written, unit_id, name)


def unit_file_names(units: Iterable[tuple[str, str]]) -> list[str]:
    """The file names of units (id, name), no two alike, nor alike where case or the spelling of accents is ignored."""
    given = list(units)
    written = [unit_file_name(*unit) for unit in given]
    times = Counter(map(_as_ignored, written))
    return [
        name if times[_as_ignored(name)] == 1 else _told_apart(safe_name(*unit), *unit)
        for name, unit in zip(written, given, strict=True)
    ]


def _as_ignored(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())


def _told_apart(written: str, unit_id: str, name: str) -> str:
    identity = "\0".join((unit_id, name)).encode("utf-8", "surrogatepass")
    return f"{written}-{hashlib.sha256(identity).hexdigest()[:6]}"


def refuse_existing(paths: Iterable[Path], *, force: bool) -> None:
    """Raise UsageProblem when a target exists and may not be replaced, or is a folder."""
    existing = [path for path in paths if path.exists() and (not path.is_file() or not force)]
    if existing and existing[0].is_dir():
        raise UsageProblem(f"'{existing[0]}' is a folder: name a file.")
    if existing and not existing[0].is_file():
        raise UsageProblem(f"'{existing[0]}' is a device or pipe: name a file.")
    if existing:
        more = f", and so do {len(existing) - 1} more" if len(existing) > 1 else ""
        raise UsageProblem(
            f"'{existing[0]}' exists already{more}. Add --force to replace, or choose another --output."
        )


class Staging:
    """Files written beside their targets one by one and renamed together at the end: all of them or none.

    As a context: leaving it without `commit` removes what was staged. Raises EnvironmentProblem.
    """

    def __init__(self) -> None:
        self._pending: list[tuple[Path, Path]] = []

    def __enter__(self) -> Self:
        return self

    def stage(self, path: Path, data: bytes) -> None:
        """Write a file's bytes beside its target."""
        target = Path(os.path.realpath(path)) if path.is_symlink() else path
        _refuse_held(target)
        self._pending.append((_beside(target, data), target))

    def commit(self) -> None:
        """Put every staged file in its place."""
        for _, path in self._pending:
            _refuse_held(path)
        for temporary, path in self._pending:
            _rename(temporary, path)

    def __exit__(self, *_: object) -> None:
        for temporary, _path in self._pending:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def write_files(files: Mapping[Path, bytes], *, force: bool = False) -> None:
    """Write all files or none.

    Raises UsageProblem for existing targets without `force`, EnvironmentProblem when the system refuses.
    """
    refuse_existing(files, force=force)
    for path in files:
        _refuse_held(path)
    with Staging() as staging:
        for path, data in files.items():
            staging.stage(path, data)
        staging.commit()


def _refuse_held(path: Path) -> None:
    """Raise while nothing is replaced yet: Windows refuses to replace a file that Word, WPS or a PDF reader holds."""
    try:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError), open(path, "r+b"):
            pass
    except OSError as problem:
        raise _not_replaced(path, problem) from problem
    except UnicodeEncodeError as problem:
        message = f"'{path}' cannot be a file name here: this system's file names are in {problem.encoding}."
        raise EnvironmentProblem(f"{message} Set the environment variable PYTHONUTF8=1.") from problem


def _beside(path: Path, data: bytes) -> Path:
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        import tempfile  # slow to load, and scoring to the screen never needs it

        handle, name = tempfile.mkstemp(prefix=".dgassess-", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.chmod(_mode(path))
    except BaseException as problem:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()
        if not isinstance(problem, OSError):
            raise
        raise PlaceProblem(f"'{path}' cannot be written: {cause(path.parent, problem)}.") from problem
    return temporary


def _rename(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except OSError as problem:
        raise _not_replaced(path, problem) from problem


def _not_replaced(path: Path, problem: OSError) -> EnvironmentProblem:
    held = " It may be open in another program; close it." if isinstance(problem, PermissionError) else ""
    return EnvironmentProblem(f"'{path}' cannot be replaced: {reason(problem)}.{held}")


def reason(problem: OSError) -> str:
    """Why the system refused, in its words."""
    return (problem.strerror or str(problem)).rstrip(".").lower()


def cause(folder: Path, problem: OSError) -> str:
    """Why nothing can be put into a folder: a file that stands in its place or above it, else the system's words."""
    in_the_way = next((one for one in (folder, *folder.parents) if one.is_file()), None)
    return f"'{in_the_way}' is a file, not a folder" if in_the_way else reason(problem)


def _mode(path: Path) -> int:
    """Who may read and write the file: as before where it is replaced, as the user's settings say where it is new."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        return 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
