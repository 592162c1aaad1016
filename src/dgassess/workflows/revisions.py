"""The files of a git revision, read without touching the working tree; works without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dgassess.workflows.content import DOCUMENT_SUFFIXES, UsageProblem
from dgassess.workflows.output import EnvironmentProblem

# Set by git for hooks; they would lead to another repository or index than that of the files compared.
_OF_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY")


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit of the repository whose top folder is `top`; `name` is how the user called it."""

    name: str
    commit: str
    top: Path


def revision_at(folder: Path, name: str) -> Revision:
    """The revision called `name` in the repository that holds a folder.

    Raises UsageProblem when there is no repository or no such revision, EnvironmentProblem when git is missing or
    refuses.
    """
    done = _git(folder, "rev-parse", "--show-toplevel")
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        if "not a git repository" not in said:
            raise EnvironmentProblem(f"git cannot read the repository of '{folder}': {_first_line(said)}")
        raise UsageProblem(
            f"'{folder}' is not in a git repository. --diff compares with a revision of one: leave it out, or run it "
            "where the files are under version control."
        )
    top = Path(os.fsdecode(done.stdout.rstrip(b"\n"))).resolve()
    found = None
    if name and not name.startswith("-") and "\0" not in name:
        found = _git(folder, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    if found is None or found.returncode:
        raise UsageProblem(
            f"The repository '{top.name}' has no revision '{name}'. Name a commit, branch or tag, such as HEAD or "
            "origin/main. A shallow clone, as CI makes it, holds only the newest commit: fetch the revision first."
        )
    return Revision(name, found.stdout.decode().strip(), top)


def files_at(revision: Revision, below: Path) -> dict[str, bytes]:
    """The YAML and JSON files of the revision at or below a path of the repository: from path in it to content."""
    within = below.resolve().relative_to(revision.top).as_posix()
    where = () if within == "." else (within,)
    listed = _needed(revision, "ls-tree", "-r", "-z", "--full-tree", revision.commit, "--", *where)
    objects: dict[str, str] = {}
    for entry in listed.split(b"\0"):
        head, _, path = entry.partition(b"\t")
        # Links and submodules have no content here.
        if head.startswith(b"100") and os.fsdecode(path).lower().endswith(DOCUMENT_SUFFIXES):
            objects[os.fsdecode(path)] = head.split()[2].decode()
    if not objects:
        return {}
    asked = "".join(f"{name}\n" for name in objects.values()).encode()
    contents = _contents(_needed(revision, "cat-file", "--batch", given=asked))
    return dict(zip(objects, contents, strict=True))


def write_tree(files: dict[str, bytes], folder: Path) -> None:
    """Write the files of a revision below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _contents(data: bytes) -> Iterator[bytes]:
    """The contents in the answer of `git cat-file --batch`: a line with the size, the bytes, a line end."""
    at = 0
    while at < len(data):
        end = data.index(b"\n", at)
        size = int(data[at:end].split()[-1])
        yield data[end + 1 : end + 1 + size]
        at = end + size + 2


def _needed(revision: Revision, *arguments: str, given: bytes | None = None) -> bytes:
    done = _git(revision.top, *arguments, given=given)
    if done.returncode:
        said = _first_line(done.stderr.decode(errors="replace"))
        raise EnvironmentProblem(f"git cannot read revision '{revision.name}': {said}")
    return done.stdout


def _git(folder: Path, *arguments: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("git")
    if program is None:
        raise EnvironmentProblem("--diff needs the program git, which is not installed or not in PATH.")
    environment = {key: value for key, value in os.environ.items() if key not in _OF_HOOKS}
    # Nothing is asked, fetched or locked, and messages are the ones looked for above.
    environment |= {
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "LC_ALL": "C",
    }
    command = [program, "-C", str(folder), "-c", "core.quotePath=false", *arguments]
    return subprocess.run(command, input=given, capture_output=True, env=environment, check=False)  # noqa: S603


def _first_line(said: str) -> str:
    return said.strip().partition("\n")[0] or "it gives no reason."
