"""Compiled methods kept between runs, so that scoring one response need not validate the method's files again.

The systems that ship are compiled once, when dgassess is built or installed, and lie in the package; others are kept in
the user's cache folder after their first run. A kept method counts only while every file it was compiled from has the
same bytes, the questionnaire is still found in the same place, and dgassess itself has not changed; anything else is as
if nothing were kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import dgassess
from dgassess import __version__
from dgassess.engine.method import Method, Plan
from dgassess.engine.results import SEMANTICS
from dgassess.loading.reading import bytes_digest
from dgassess.values.diagnostics import Diagnostic
from dgassess.workflows.content import content_root, find_questionnaire
from dgassess.workflows.kept_files import COMPILED, read_kept, users_folder, write_kept

if TYPE_CHECKING:  # loading them at once is what keeping methods saves
    from dgassess.model.questions import Questionnaire
    from dgassess.model.systems import IndicatorSystem
    from dgassess.workflows.ready_systems import ReadySystem

MOST_KEPT = 16


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
    pickled_plans: dict[str | None, bytes]  # by unit type, each read only when a unit of the type is scored
    pydantic: (
        str  # the version that the models are of, 2.14: the last part makes no difference to what is kept
    )
    pickled_models: bytes  # the system and its questionnaire, read only by what puts a method into words

    def plan(self, unit_type: str | None) -> Plan | None:
        """The plan for a unit type, or None when none is kept."""
        pickled = self.pickled_plans.get(unit_type)
        return None if pickled is None else cast(Plan, pickle.loads(pickled))  # noqa: S301 - as in _read

    def models(self) -> tuple[IndicatorSystem, Questionnaire]:
        """The system and its questionnaire."""
        found = pickle.loads(self.pickled_models)  # noqa: S301 - as in _read
        return cast("tuple[IndicatorSystem, Questionnaire]", found)

    def main_file(self) -> Path:
        """The system's main file today."""
        path = self._root() / self.system
        return path / "system.yaml" if path.is_dir() else path

    def digests(self) -> dict[Path, str]:
        """The absolute path of every file it was compiled from, with the digest of its bytes."""
        return {self._root() / path: digest for path, digest in self.files.items()}

    def _root(self) -> Path:
        return Path() if Path(self.system).is_absolute() else content_root().resolve()

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


def kept_method(path: Path, *, for_models: bool = False) -> KeptMethod | None:
    """What is kept for the system at a path, if it still holds: in the package, else in the user's cache folder.

    With `for_models`, only what was kept by this version of Pydantic.
    """
    code = _code_digest()
    entry = _entry(path, code)
    found = _shipped_method(path, code)
    if found is not None and for_models and found.pydantic != _pydantic_version():
        found = None
    if found is None and entry is not None:
        found = _read(entry, path, Path(), of_the_user=True)
    return None if found is not None and for_models and found.pydantic != _pydantic_version() else found


def _pydantic_version() -> str:
    import pydantic

    return pydantic.VERSION.rpartition(".")[0]


def _shipped_method(path: Path, code: str) -> KeptMethod | None:
    root = content_root().resolve()
    if path.resolve().parent != root / "indicators":
        return None
    return _read(COMPILED / _name(f"indicators/{path.resolve().name}", code), path, root, of_the_user=False)


def _read(entry: Path, path: Path, root: Path, *, of_the_user: bool) -> KeptMethod | None:
    data = read_kept(entry, of_the_user=of_the_user)
    try:
        kept = None if data is None else pickle.loads(data)  # noqa: S301 - only trusted files are read
    except Exception:  # noqa: BLE001 - a kept file of another version may fail in any way; it is only left aside
        return None
    return kept if isinstance(kept, KeptMethod) and kept.holds(path, root) else None


def keep(path: Path, ready: ReadySystem) -> None:
    """Keep a system compiled from its files for the next run; where that is not possible, nothing happens."""
    entry = _entry(path, _code_digest())
    kept = _to_keep(path, ready, Path())
    if entry is not None and kept is not None and all(ready.files.values()):
        write_kept(entry, pickle.dumps(kept, protocol=5), MOST_KEPT)


def ship(path: Path, ready: ReadySystem, folder: Path) -> Path:
    """Write a compiled system that ships into a folder that becomes `COMPILED`; gives the file's path.

    The system must be without any diagnostic. Raises OSError.
    """
    kept = _to_keep(path, ready, content_root().resolve())
    assert kept is not None  # a system that ships has a questionnaire that ships
    entry = folder / _name(kept.system, _code_digest())
    folder.mkdir(parents=True, exist_ok=True)
    entry.write_bytes(pickle.dumps(kept, protocol=5))
    return entry


def _to_keep(path: Path, ready: ReadySystem, root: Path) -> KeptMethod | None:
    def below(file: Path) -> str:
        resolved = file.resolve()
        return resolved.relative_to(root).as_posix() if root.is_absolute() else str(resolved)

    questionnaire_id, folder = ready.system.questionnaire.id, ready.path.parent
    found = find_questionnaire(questionnaire_id, folder)
    if found is None:  # it stands in the system's file, or went meanwhile
        return None
    return KeptMethod(
        below(path),
        {below(file): digest for file, digest in ready.files.items()},
        (questionnaire_id, below(folder), below(found)),
        str(Path.cwd()) if ready.diagnostics else "",
        ready.diagnostics,
        ready.scorer.method,
        {unit_type: pickle.dumps(plan, protocol=5) for unit_type, plan in ready.scorer.plans.items()},
        _pydantic_version(),
        pickle.dumps((ready.system, ready.questionnaire), protocol=5),
    )


def _entry(path: Path, code: str) -> Path | None:
    folder = users_folder()
    return None if folder is None else folder / _name(str(path.resolve()), code)


def _name(system: str, code: str) -> str:
    return hashlib.sha256(f"{system}\0{code}".encode()).hexdigest()[:40] + ".method"


def _code_digest() -> str:
    """What identifies this dgassess: its version and semantics, and the bytes of the files that make a method.

    Wordings are among them: a method holds texts. Not Python's version: what is kept is numbers, texts and operations,
    which every supported version reads alike.
    """
    digest = hashlib.sha256(f"{__version__} {SEMANTICS}".encode())
    package = Path(dgassess.__file__).parent
    parts = ("values", "expressions", "rules", "model", "engine", "loading", "checks", "workflows", "locale")
    for folder in parts:
        with contextlib.suppress(OSError), os.scandir(package / folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.endswith((".py", ".po")):
                    content = Path(entry.path).read_bytes()
                    digest.update(f"\0{folder}/{entry.name} {len(content)}\0".encode() + content)
    return digest.hexdigest()
