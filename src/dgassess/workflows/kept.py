"""Compiled methods kept between runs, so that scoring one response need not validate the method's files again.

A kept method counts only while every file it was compiled from has the same bytes, the questionnaire is still found in
the same place, and dgassess itself has not changed; anything else is as if nothing were kept. What is kept is never
needed: where it cannot be written or read, everything works, more slowly.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import dgassess
from dgassess import __version__
from dgassess.engine.method import Method, Plan
from dgassess.engine.results import SEMANTICS
from dgassess.engine.scoring import Scorer
from dgassess.loading.reading import bytes_digest
from dgassess.values.diagnostics import Diagnostic
from dgassess.workflows.content import find_questionnaire

FOLDER_VARIABLE = "DGASSESS_CACHE_DIR"
"""Names the folder for kept methods; empty keeps nothing."""
MOST_KEPT = 16


@dataclass(frozen=True, slots=True)
class KeptMethod:
    """A compiled method with the plans compiled so far and what it was compiled from."""

    system: str  # the absolute path it was compiled for
    files: dict[str, str]  # absolute path -> sha256 of its bytes
    questionnaire: tuple[str, str, str]  # its id, the system's folder, and where it was found from there
    shown_from: str  # the folder that places in diagnostics are relative to
    diagnostics: tuple[Diagnostic, ...]
    method: Method
    pickled_plans: dict[
        str | None, bytes
    ]  # unit type -> its plan, read only when a unit of the type is scored

    def plan(self, unit_type: str | None) -> Plan | None:
        """The plan for a unit type, or None when none is kept."""
        pickled = self.pickled_plans.get(unit_type)
        return None if pickled is None else cast(Plan, pickle.loads(pickled))  # noqa: S301 - as in kept_method

    def holds(self, path: Path) -> bool:
        """Whether it is of the system at a path, and nothing it was compiled from has changed."""
        if self.system != str(path.resolve()):
            return False
        if self.diagnostics and self.shown_from != str(Path.cwd()):
            return False
        questionnaire_id, folder, found = self.questionnaire
        if str(find_questionnaire(questionnaire_id, Path(folder))) != found:
            return False
        return all(bytes_digest(Path(path)) == digest for path, digest in self.files.items())


def kept_method(path: Path) -> KeptMethod | None:
    """What is kept for the system at a path, if it still holds."""
    entry = _entry(path)
    if entry is None:
        return None
    try:
        with entry.open("rb") as file:
            # Only the user's own file is trusted, as with Python's own compiled files.
            if hasattr(os, "getuid") and os.fstat(file.fileno()).st_uid != os.getuid():
                return None
            kept = pickle.load(file)  # noqa: S301
    except Exception:  # noqa: BLE001 - a kept file of another version may fail in any way; it is only left aside
        return None
    return kept if isinstance(kept, KeptMethod) and kept.holds(path) else None


def keep(
    path: Path,
    scorer: Scorer,
    files: Mapping[Path, str],
    questionnaire: tuple[str, Path],
    diagnostics: tuple[Diagnostic, ...],
) -> None:
    """Keep a scorer's method and plans for the next run; where that is not possible, nothing happens.

    `files` are all it was compiled from with the digests of their bytes; `questionnaire` is its id and the folder it
    was looked for from.
    """
    entry = _entry(path)
    questionnaire_id, folder = questionnaire[0], questionnaire[1].resolve()
    if entry is None or not all(files.values()):
        return
    kept = KeptMethod(
        str(path.resolve()),
        {str(file): digest for file, digest in files.items()},
        (questionnaire_id, str(folder), str(find_questionnaire(questionnaire_id, folder))),
        str(Path.cwd()),
        diagnostics,
        scorer.method,
        {unit_type: pickle.dumps(plan, protocol=5) for unit_type, plan in scorer.plans.items()},
    )
    with contextlib.suppress(OSError):
        entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        import tempfile  # slow to load, and scoring to the screen never needs it

        handle, name = tempfile.mkstemp(dir=entry.parent)
        with os.fdopen(handle, "wb") as file:
            pickle.dump(kept, file, protocol=5)
        Path(name).replace(entry)
        _forget_oldest(entry.parent)


def _forget_oldest(folder: Path) -> None:
    entries = sorted(folder.glob("*.method"), key=lambda entry: entry.stat().st_mtime, reverse=True)
    for entry in entries[MOST_KEPT:]:
        entry.unlink(missing_ok=True)


def _entry(path: Path) -> Path | None:
    folder = _folder()
    if folder is None:
        return None
    name = hashlib.sha256("\0".join((str(path.resolve()), *_code())).encode()).hexdigest()
    return folder / f"{name[:40]}.method"


def _folder() -> Path | None:
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


def _code() -> Iterator[str]:
    """What identifies this dgassess: its version and semantics, Python's, and the state of its source files."""
    yield f"{__version__} {SEMANTICS} {sys.version_info[:3]}"
    package = Path(dgassess.__file__).parent
    for folder in ("values", "expressions", "rules", "model", "engine", "loading", "checks", "workflows"):
        with contextlib.suppress(OSError), os.scandir(package / folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.endswith(".py"):
                    state = entry.stat()
                    yield f"{folder}/{entry.name} {state.st_size} {state.st_mtime_ns}"
