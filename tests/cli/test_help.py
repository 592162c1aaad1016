"""Help and wrong usage."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from rich.cells import cell_len

from dgassess import __version__
from dgassess.cli import checks, explain, report, schema, score, test, validate, verify
from dgassess.workflows.content import content_root
from tests.cli.running import run

COMMANDS = {
    "score": score.HELP,
    "explain": explain.HELP,
    "report": report.HELP,
    "verify": verify.HELP,
    "validate": validate.HELP,
    "test": test.HELP,
    "checks": checks.HELP,
    "schema": schema.HELP,
}


def test_version_and_the_list_of_commands() -> None:
    assert run("--version").out == f"dgassess {__version__}\n"
    listed = run("--help")
    assert listed.code == 0
    assert re.findall(r"^│ (\w+)  ", listed.out, re.MULTILINE) == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_every_line_of_its_text_unbroken(command: str) -> None:
    shown = run(command, "--help")
    assert shown.code == 0
    assert not shown.err
    for line in COMMANDS[command].splitlines():
        assert line.rstrip() in shown.out
    assert all(cell_len(line) <= 80 for line in shown.out.splitlines())
    assert run(command, "-h").out == shown.out


@pytest.mark.parametrize("command", COMMANDS)
def test_usage_names_the_arguments_once(command: str) -> None:
    usage = next(line for line in run(command, "--help").out.splitlines() if "Usage:" in line)
    assert "[[" not in usage
    assert "......" not in usage.replace(" ", "")
    assert "...}" not in usage


def test_examples_in_help_work() -> None:
    # The examples speak of a checkout: its folders are put into the working folder.
    for name in ("examples", "indicators", "questionnaires"):
        Path(name).symlink_to(content_root() / name)
    Path("answers").symlink_to(content_root() / "examples")
    for text in COMMANDS.values():
        for line in re.findall(r"^  dgassess (.*)$", text, re.MULTILINE):
            args = shlex.split(line.split(" > ")[0])
            if "--diff" in args:  # needs a repository: tests/cli/test_differences.py
                continue
            # One HTML report tells whether the options are right; PDF takes its time.
            ran = run(*args, *(["--format", "html"] if args[0] == "report" else []))
            assert ran.code == 0, (line, ran.err)


@pytest.mark.parametrize(
    "args",
    [
        ("score",),
        ("explain",),
        ("report",),
        ("nonsense",),
        ("score", "x.yaml", "--format", "xml"),
        ("score", "x.yaml", "--basis", "both"),
        ("score", "x.yaml", "--nonsense"),
        ("validate", "--format", "csv"),
        ("score", "x.yaml", "--output", "out.txt"),
    ],
)
def test_wrong_usage_is_2(args: tuple[str, ...]) -> None:
    ran = run(*args)
    assert ran.code == 2
    assert not ran.data
    assert "Error" in ran.err
    assert "Traceback" not in ran.err


def test_without_a_command_the_help_is_shown() -> None:
    ran = run()
    assert "Usage: dgassess" in ran.out + ran.err
