"""Compiled methods kept between runs, so that scoring one response need not validate the method's files again.

The systems that ship are compiled once, when dgassess is built or installed, and lie in the package; others are kept in
the user's cache folder after their first run. A kept method counts only while every file it was compiled from has the
same bytes, the questionnaire is still found in the same place, and dgassess itself has not changed; anything else is as
if nothing were kept. What is kept is never needed: where it cannot be written or read, everything works, more slowly.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
from collections.abc import Mapping
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
from dgassess.workflows.content import content_root, find_questionnaire

FOLDER_VARIABLE = "DGASSESS_CACHE_DIR"
"""Names the folder for kept methods; empty keeps nothing."""
MOST_KEPT = 16
COMPILED = Path(dgassess.__file__).parent / "compiled"
"""Where the systems that ship lie compiled; empty in a checkout that was never installed."""


@dataclass(frozen=True, slots=True)
class KeptMethod:
    """A compiled method with the plans compiled so far and what it was compiled from.

    Paths are absolute in the user's cache folder, and from the folder of all content for a system that ships: the
    content may be installed anywhere.
    """

    system: str  # the path it was compiled for
    files: dict[str, str]  # path -> sha256 of its bytes
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

    def holds(self, path: Path, root: Path) -> bool:
        """Whether it is of the system at a path, and nothing it was compiled from has changed below `root`."""
        if root / self.system != path.resolve():
            return False
        if self.diagnostics and self.shown_from != str(Path.cwd()):
            return False
        questionnaire_id, folder, found = self.questionnaire
        if find_questionnaire(questionnaire_id, root / folder) != root / found:
            return False
        return all(bytes_digest(root / path) == digest for path, digest in self.files.items())


def kept_method(path: Path) -> KeptMethod | None:
    """What is kept for the system at a path, if it still holds: in the package, else in the user's cache folder."""
    code = _code_digest()
    entry = _entry(path, code)
    shipped = _shipped_method(path, code)
    if shipped is not None or entry is None:
        return shipped
    return _read(entry, path, Path(), of_the_user=True)


def _shipped_method(path: Path, code: str) -> KeptMethod | None:
    root = content_root().resolve()
    if path.resolve().parent != root / "indicators":
        return None
    return _read(COMPILED / _name(f"indicators/{path.resolve().name}", code), path, root, of_the_user=False)


def _read(entry: Path, path: Path, root: Path, *, of_the_user: bool) -> KeptMethod | None:
    try:
        with entry.open("rb") as file:
            # Only the user's own file is trusted, as with Python's own compiled files; the package is trusted as code.
            if of_the_user and hasattr(os, "getuid") and os.fstat(file.fileno()).st_uid != os.getuid():
                return None
            kept = pickle.load(file)  # noqa: S301
    except Exception:  # noqa: BLE001 - a kept file of another version may fail in any way; it is only left aside
        return None
    return kept if isinstance(kept, KeptMethod) and kept.holds(path, root) else None


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
    entry = _entry(path, _code_digest())
    if entry is None or not all(files.values()):
        return
    kept = _to_keep(path, scorer, files, questionnaire, diagnostics, Path())
    with contextlib.suppress(OSError):
        import tempfile  # slow to load, and scoring to the screen never needs it

        entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=entry.parent)
        with os.fdopen(handle, "wb") as file:
            pickle.dump(kept, file, protocol=5)
        Path(name).replace(entry)
        _forget_oldest(entry.parent)


def ship(
    path: Path, scorer: Scorer, files: Mapping[Path, str], questionnaire: tuple[str, Path], folder: Path
) -> Path:
    """Write the compiled method of a system that ships into a folder that becomes `COMPILED`; gives the file's path.

    The system must be without any diagnostic. Raises OSError.
    """
    root = content_root().resolve()
    kept = _to_keep(path, scorer, files, questionnaire, (), root)
    entry = folder / _name(kept.system, _code_digest())
    folder.mkdir(parents=True, exist_ok=True)
    entry.write_bytes(pickle.dumps(kept, protocol=5))
    return entry


def _to_keep(
    path: Path,
    scorer: Scorer,
    files: Mapping[Path, str],
    questionnaire: tuple[str, Path],
    diagnostics: tuple[Diagnostic, ...],
    root: Path,
) -> KeptMethod:
    def below(file: Path) -> str:
        resolved = file.resolve()
        return resolved.relative_to(root).as_posix() if root.is_absolute() else str(resolved)

    questionnaire_id, folder = questionnaire
    found = find_questionnaire(questionnaire_id, folder)
    assert found is not None  # the scorer was compiled from it
    return KeptMethod(
        below(path),
        {below(file): digest for file, digest in files.items()},
        (questionnaire_id, below(folder), below(found)),
        str(Path.cwd()) if diagnostics else "",
        diagnostics,
        scorer.method,
        {unit_type: pickle.dumps(plan, protocol=5) for unit_type, plan in scorer.plans.items()},
    )


def _forget_oldest(folder: Path) -> None:
    entries = sorted(folder.glob("*.method"), key=lambda entry: entry.stat().st_mtime, reverse=True)
    for entry in entries[MOST_KEPT:]:
        entry.unlink(missing_ok=True)


def _entry(path: Path, code: str) -> Path | None:
    folder = _folder()
    return None if folder is None else folder / _name(str(path.resolve()), code)


def _name(system: str, code: str) -> str:
    return hashlib.sha256(f"{system}\0{code}".encode()).hexdigest()[:40] + ".method"


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


def _code_digest() -> str:
    """What identifies this dgassess: its version and semantics, and the bytes of the source files that make a method.

    Not Python's version: what is kept is numbers, texts and operations, which every supported version reads alike.
    """
    digest = hashlib.sha256(f"{__version__} {SEMANTICS}".encode())
    package = Path(dgassess.__file__).parent
    for folder in ("values", "expressions", "rules", "model", "engine", "loading", "checks", "workflows"):
        with contextlib.suppress(OSError), os.scandir(package / folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.endswith(".py"):
                    content = Path(entry.path).read_bytes()
                    digest.update(f"\0{folder}/{entry.name} {len(content)}\0".encode() + content)
    return digest.hexdigest()
