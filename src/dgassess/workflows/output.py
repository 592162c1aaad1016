"""Writing files: beside the target and renamed into place, so that nothing is ever half-written."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Mapping
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


def write_files(files: Mapping[Path, bytes], *, force: bool = False) -> None:
    """Write all files or none: each beside its target first, then all renamed.

    Raises UsageProblem for existing targets without `force`, EnvironmentProblem when the system refuses.
    """
    existing = [path for path in files if path.exists() and not force]
    if existing:
        raise UsageProblem(
            f"'{existing[0]}' exists already. Add --force to replace it, or choose another --output."
        )
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


def _beside(path: Path, data: bytes) -> Path:
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".dgassess-", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.chmod(0o666 & ~_umask())
    except OSError as problem:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()
        raise EnvironmentProblem(f"'{path}' cannot be written: {_reason(problem)}.") from problem
    return temporary


def _rename(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except OSError as problem:
        # Windows refuses to replace a file that Word, WPS or a PDF reader holds open.
        held = " It may be open in another program; close it." if isinstance(problem, PermissionError) else ""
        raise EnvironmentProblem(f"'{path}' cannot be replaced: {_reason(problem)}.{held}") from problem


def _reason(problem: OSError) -> str:
    return (problem.strerror or str(problem)).rstrip(".").lower()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
