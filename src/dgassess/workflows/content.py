"""Where the shipped content is, and which files, folders and ids people mean."""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import dgassess
from dgassess.values.diagnostics import suggest

DOCUMENT_SUFFIXES = (".yaml", ".yml", ".json")
_WILDCARDS = "*?["
_TABLES = {".csv", ".tsv", ".xls", ".xlsx", ".et", ".ods", ".parquet"}


class UsageProblem(Exception):
    """The command line asks for something that is not there; exit code 2."""


def content_root() -> Path:
    """The folder that holds indicators/, questionnaires/ and reports/: in the package, or the checkout around it."""
    package = Path(dgassess.__file__).parent
    for root in (package / "content", package.parents[1]):
        if (root / "indicators").is_dir() and (root / "questionnaires").is_dir():
            return root
    raise UsageProblem("The installation has no indicators/ and questionnaires/; install dgassess again.")


@dataclass(frozen=True, slots=True)
class DefaultRoots:
    """Where a command looks that was given no paths; `shipped` says that nothing of one's own is here."""

    folders: tuple[Path, ...]
    shipped: bool


def default_roots(*names: str) -> DefaultRoots:
    """The named folders of this one; else this one, where it or a folder in it is a system's; else what ships."""
    here = tuple(Path(name) for name in names if Path(name).is_dir())
    if not here and any(next(Path().glob(pattern), None) for pattern in ("system.yaml", "*/system.yaml")):
        here = (Path(),)
    return DefaultRoots(here or tuple(content_root() / name for name in names), not here)


def shipped_systems() -> list[Path]:
    """The folders of the systems that ship."""
    return sorted(path.parent for path in (content_root() / "indicators").glob("*/system.yaml"))


def documents_below(root: Path) -> list[Path]:
    """A file itself, or the YAML and JSON files at any depth below a folder, but for what is hidden in it."""
    if root.is_file():
        return [root]
    return sorted(
        path
        for path in root.rglob("*")
        if path.suffix.lower() in DOCUMENT_SUFFIXES
        and not any(part.startswith(".") for part in path.relative_to(root).parts)
        and path.is_file()
    )


def find_system(name: str) -> Path:
    """A system by path or by the id of one that ships. Raises UsageProblem naming the nearest id."""
    path = Path(name)
    if path.exists():
        return path
    known = {folder.name: folder for folder in shipped_systems()}
    if name in known:
        return known[name]
    here = Path("indicators") / name
    if (here / "system.yaml").is_file():
        return here
    listed = f"{suggest(name, known)} Shipped systems: {', '.join(known) or 'none'}.".strip()
    raise UsageProblem(f"'{name}' is neither a path nor the id of a system. {listed}")


def find_questionnaire(questionnaire_id: str, system_folder: Path) -> Path | None:
    """A questionnaire's folder: beside the system's indicators/, else among those that ship."""
    for root in (system_folder.resolve().parent.parent, content_root()):
        folder = root / "questionnaires" / questionnaire_id
        if (folder / "questionnaire.yaml").is_file():
            return folder
    return None


def expand(paths: Iterable[str], suffixes: tuple[str, ...] = DOCUMENT_SUFFIXES) -> list[Path]:
    """Files, the files of folders and of wildcards, each once, in a fixed order.

    Wildcards are expanded here because not every shell does. Office lock files (~$…) and hidden files are skipped.
    A name that does not exist stays, so that reading it says so, with everything else that is wrong.
    Raises UsageProblem when nothing is left.
    """
    found: dict[Path, Path] = {}
    for path in wildcards(paths):
        files = [path]
        if path.is_dir():
            files = _listed(path, suffixes)
            if not files:
                endings = f"{', '.join(suffixes[:-1])} or {suffixes[-1]}"
                raise UsageProblem(f"The folder '{path}' has no {endings} file.")
        for file in files:
            if file.suffix.lower() in _TABLES:
                endings = f"{', '.join(suffixes[:-1])} or {suffixes[-1]}"
                raise UsageProblem(
                    f"'{file}' is a table; this version reads responses from {endings} files only."
                )
            found.setdefault(Path(os.path.realpath(file)), file)
    return list(found.values())


def wildcards(names: Iterable[str]) -> list[Path]:
    """Paths with wildcards replaced by the files they match. Raises UsageProblem when one matches none."""
    found: list[Path] = []
    for name in names:
        path = Path(name)
        if not path.exists() and any(mark in path.name for mark in _WILDCARDS) and path.parent.is_dir():
            files = [file for file in _listed(path.parent, ()) if fnmatch.fnmatch(file.name, path.name)]
            if not files:
                raise UsageProblem(f"No file matches '{name}'.")
            found += files
        else:
            found.append(path)
    return found


def _listed(folder: Path, suffixes: tuple[str, ...]) -> list[Path]:
    return sorted(
        path
        for path in folder.iterdir()
        if not path.is_dir()  # a broken link or a pipe is no unit, and reading says so
        and not path.name.startswith((".", "~$"))
        and (not suffixes or path.suffix.lower() in suffixes)
    )


def systems_for(questionnaire_id: str) -> list[Path]:
    """The shipped systems that use a questionnaire, told from the line in system.yaml without loading it."""
    wanted = re.compile(rf"questionnaire:.*\bid: *[\"']?{re.escape(questionnaire_id)}[\"']?[,}} ]")
    return [
        folder
        for folder in shipped_systems()
        if any(map(wanted.match, (folder / "system.yaml").read_text(encoding="utf-8").splitlines()))
    ]


def same_file(one: Path, other: str) -> bool:
    """Whether two paths lead to the same existing file."""
    first, second = os.path.realpath(one), os.path.realpath(other)
    return Path(first).is_file() and first == second
