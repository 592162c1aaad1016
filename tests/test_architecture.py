"""What holds for the repository as a whole: layers, start-up imports, names, sizes, documented vocabulary."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from typer.main import get_command

from dgassess.rules.aggregations import AGGREGATIONS
from dgassess.rules.kinds import RULES

ROOT = Path(__file__).resolve().parents[1]
MOST_LINES = 350
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
# Needed by some commands only; each costs every other command its import time.
NOT_FOR_SCORING = ("typst", "duckdb", "openpyxl", "docx", "xlsxwriter", "pypdf", "markdown_it", "jinja2")
MACHINE_PATH = re.compile(
    r"(?<![\w.])/(?:tmp|work|farm|root|home)/|[A-Z]:\\Users\\|(?:pythonhosted|npmjs|pypi)\.(?:org|com)"
)


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter that finds the package as this one does."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=120
    )


@cache
def repository_files() -> tuple[Path, ...]:
    """Every file under version control or about to be, where this is a git checkout."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8").stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def sources() -> Iterator[Path]:
    for folder in ("src", "tests", "benchmarks", "scripts"):
        yield from sorted((ROOT / folder).rglob("*.py"))


def imported_names(path: Path) -> Iterator[str]:
    """The top-level names a module imports, at its top or inside its functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def distribution_names(requirements: Iterable[str]) -> set[str]:
    """The normalised names of requirements such as `typer>=0.15`."""
    names = (re.split(r"[\s<>=!~;\[]", requirement)[0] for requirement in requirements)
    return {re.sub(r"[-_.]+", "-", name).lower() for name in names}


@cache
def documentation() -> str:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return "\n".join(page.read_text("utf-8") for page in pages if page.is_file())


def test_imports_go_one_way() -> None:
    done = python(
        "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_scoring_one_response_imports_no_heavy_library() -> None:
    example = min((ROOT / "examples").glob("*.yaml"))
    code = (
        "import json, sys\n"
        "from dgassess.cli.main import main\n"
        "try:\n    code = main()\n"
        "except SystemExit as stop:\n    code = stop.code\n"
        "print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)"
    )
    done = python(code, "score", str(example), "--format", "json")
    assert done.returncode == 0, done.stderr
    exit_code, modules = json.loads(done.stderr.splitlines()[-1])
    assert not exit_code, done.stderr
    assert json.loads(done.stdout)["format"] == "dgassess/results/1"
    assert [name for name in NOT_FOR_SCORING if name in modules] == []


def test_no_module_has_a_vague_name() -> None:
    vague = [path for path in sources() if VAGUE_NAMES & {path.stem, *path.relative_to(ROOT).parts}]
    assert vague == []


def test_files_are_of_a_size_one_reads() -> None:
    sizes = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in sources()}
    assert {name: size for name, size in sizes.items() if size > MOST_LINES} == {}


def test_every_module_says_what_it_is() -> None:
    silent = [path for path in sources() if not path.read_text("utf-8").lstrip().startswith(('"""', "#!"))]
    assert silent == []


def test_no_file_names_a_machine() -> None:
    found = []
    for path in repository_files():
        name = path.relative_to(ROOT).as_posix()
        content = path.read_bytes()
        if b"\0" in content or name.startswith(".ci/"):
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
            if MACHINE_PATH.search(line):
                found.append(f"{name}:{number}: {line.strip()[:100]}")
    assert found == []


def test_dependencies_are_what_the_package_imports() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    imported = {name for path in (ROOT / "src").rglob("*.py") for name in imported_names(path)}
    foreign = imported - sys.stdlib_module_names - {"dgassess"}
    known = packages_distributions()
    assert [name for name in sorted(foreign) if name not in known] == []
    needed = distribution_names(known[name][0] for name in foreign)
    assert needed == distribution_names(project["dependencies"])


def test_constraints_pin_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert [pin for pin in pins if not re.fullmatch(r"[\w.-]+==[\w.]+", pin)] == []
    declared = distribution_names([*project["dependencies"], *project["optional-dependencies"]["dev"]])
    assert declared - distribution_names(pins) == set()


def test_the_documentation_names_every_rule_kind_and_aggregation() -> None:
    named = [*RULES, *AGGREGATIONS]
    assert [kind for kind in named if f"`{kind}`" not in documentation()] == []


def test_the_documentation_names_every_command() -> None:
    from dgassess.cli.main import app

    commands = get_command(app).commands  # type: ignore[attr-defined]
    assert [name for name in sorted(commands) if f"`dgassess {name}" not in documentation()] == []
