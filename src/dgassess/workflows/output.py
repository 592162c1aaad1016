"""Writing files: beside the target and renamed into place, so that nothing is ever half-written."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from dgassess.workflows.content import UsageProblem

_RESERVED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"com{n}" for n in range(1, 10)),
    *(f"lpt{n}" for n in range(1, 10)),
}
# Short enough for Windows' 260 characters with a folder of usual depth.
_LONGEST_NAME = 60


class EnvironmentProblem(Exception):
    """The disk, a folder or another program is in the way; exit code 3. The message is a whole sentence."""


def safe_name(*parts: str) -> str:
    """A file name from ids and names that Windows accepts as well."""
    text = "-".join(_RESERVED.sub("_", part).strip() for part in parts if part)
    text = text[:_LONGEST_NAME].rstrip(" .")
    return f"_{text}" if text.split(".")[0].casefold() in _DEVICES or not text else text


def file_names(units: Iterable[tuple[str, str]]) -> list[str]:
    """A file name for each unit's id and name; two that would fall together (also when case is ignored) get numbers."""
    taken: set[str] = set()
    names = []
    for id_, name in units:
        first = safe_name(id_, name)
        chosen, number = first, 1
        while chosen.casefold() in taken:
            number += 1
            chosen = f"{first}-{number}"
        taken.add(chosen.casefold())
        names.append(chosen)
    return names


def refuse_existing(paths: Iterable[Path], *, force: bool) -> None:
    """Raise UsageProblem when a target exists and may not be replaced, or is a folder."""
    existing = [path for path in paths if path.exists() and (path.is_dir() or not force)]
    if existing and existing[0].is_dir():
        raise UsageProblem(f"'{existing[0]}' is a folder: name a file.")
    if existing:
        more = f", and so do {len(existing) - 1} more" if len(existing) > 1 else ""
        raise UsageProblem(
            f"'{existing[0]}' exists already{more}. Add --force to replace, or choose another --output."
        )


def write_files(files: Mapping[Path, bytes], *, force: bool = False) -> None:
    """Write all files or none: each beside its target first, then all renamed.

    Raises UsageProblem for existing targets without `force`, EnvironmentProblem when the system refuses.
    """
    refuse_existing(files, force=force)
    for path in files:
        _refuse_held(path)
    pending: list[tuple[Path, Path]] = []
    try:
        for path, data in files.items():
            pending.append((_beside(path, data), path))
        for temporary, path in pending:
            _rename(temporary, path)
    finally:
        for temporary, _ in pending:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


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
        temporary.chmod(0o666 & ~_umask())
    except BaseException as problem:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()
        if not isinstance(problem, OSError):
            raise
        in_the_way = next((folder for folder in path.parents if folder.is_file()), None)
        cause = f"'{in_the_way}' is a file, not a folder" if in_the_way else reason(problem)
        raise EnvironmentProblem(f"'{path}' cannot be written: {cause}.") from problem
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


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
