"""Where compiled methods and templates lie between runs, and how they are read and written there.

What ships is compiled once, when dgassess is built or installed, and lies in the package; the rest is kept in the
user's cache folder. What is kept is never needed: where it cannot be written or read, everything works, more slowly.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

import dgassess

FOLDER_VARIABLE = "DGASSESS_CACHE_DIR"
"""Names the user's folder; empty keeps nothing."""
COMPILED = Path(dgassess.__file__).parent / "compiled"
"""Where what ships lies compiled; empty in a checkout that was never installed."""


def users_folder() -> Path | None:
    """The user's cache folder, or None where nothing is to be kept."""
    stated = os.environ.get(FOLDER_VARIABLE)
    if stated is not None:
        return Path(stated) if stated else None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "dgassess" / "Cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "dgassess"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "dgassess"


def read_kept(entry: Path, *, of_the_user: bool) -> bytes | None:
    """The bytes of a kept file, or None.

    Both kinds hold code or what becomes objects, so of the user's folder only files of the user's own are trusted, as
    with Python's own compiled files; the package is trusted as code.
    """
    try:
        with entry.open("rb") as file:
            if of_the_user and hasattr(os, "getuid") and os.fstat(file.fileno()).st_uid != os.getuid():
                return None
            return file.read()
    except OSError:
        return None


def write_kept(entry: Path, data: bytes, most: int) -> None:
    """Write a file into the user's folder; of those with its suffix the `most` written last stay.

    Where that is not possible, nothing happens.
    """
    with contextlib.suppress(OSError):
        import tempfile  # slow to load, and scoring to the screen never needs it

        entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=entry.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(entry)
        except OSError:
            Path(name).unlink(missing_ok=True)  # nobody would look for half a file
            raise
        kept = sorted(
            entry.parent.glob(f"*{entry.suffix}"), key=lambda one: one.stat().st_mtime, reverse=True
        )
        for one in kept[most:]:
            one.unlink(missing_ok=True)
