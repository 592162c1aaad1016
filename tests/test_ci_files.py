"""action.yml, .pre-commit-hooks.yaml and docs/ci.md: every command in them is one that the program accepts."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from dgassess.cli.main import app
from dgassess.workflows.schemas import KINDS
from tests.documented import fences

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


def blocks(language: str) -> dict[str, str]:
    """The fenced blocks of docs/ci.md in a language, by the file name in their first line or by their heading."""
    found = {}
    for fence in fences(PAGE):
        if fence.language == language:
            named = re.match(r"# (\.\S+)\n", fence.text)
            found[named[1] if named else fence.heading] = fence.text
    return found


def workflow() -> Any:
    return yaml.safe_load(blocks("yaml")[".github/workflows/method.yml"])


def gitlab() -> Any:
    return yaml.safe_load(blocks("yaml")[".gitlab-ci.yml"])["method"]


def scripts() -> Iterator[str]:
    """Every shell text of the files and the page."""
    yield from blocks("sh").values()
    yield from (step["run"] for step in ACTION["runs"]["steps"] if "run" in step)
    yield from gitlab()["script"]
    yield from (hook["entry"] for hook in HOOKS)
    config = yaml.safe_load(blocks("yaml")[".pre-commit-config.yaml"])
    entries = {hook["id"]: hook["entry"] for hook in HOOKS}
    for hook in config["repos"][0]["hooks"]:
        yield shlex.join([*shlex.split(entries[hook["id"]]), *hook.get("args", ())])
    yield from re.findall(r"^\| `(dgassess [^`]*)`", PAGE, re.MULTILINE)


def commands() -> list[list[str]]:
    """The dgassess commands in the shell texts, as arguments; what follows in a pipeline or list is cut off."""
    found = []
    for script in scripts():
        for line in re.findall(r"(?<![\w/.-])dgassess ((?:validate|test|schema|checks)[^\n]*)", script):
            words = shlex.split(re.split(r"\s(?:\|\||&&|>>|;)|;", line)[0].replace('"${arguments[@]}"', ""))
            found.append(words)
    return found


@pytest.mark.parametrize("words", commands(), ids=shlex.join)
def test_the_program_accepts_a_command(words: list[str]) -> None:
    command = get_command(app).commands[words[0]]  # type: ignore[attr-defined]
    arguments = ["response" if word == "KIND" else word for word in words[1:]]
    # Parsing alone: unknown options, missing values and values not in a list are refused here.
    with command.make_context(words[0], arguments) as context:
        if words[0] == "schema" and context.params["kind"]:
            assert context.params["kind"] in KINDS


def test_there_are_commands_in_each_file() -> None:
    assert len(commands()) >= 15
    used = {word for words in commands() for word in words if word.startswith("--")}
    assert {"--format", "--output", "--strict", "--diff", "--all", "--force"} <= used


def test_hooks_are_complete() -> None:
    assert [hook["id"] for hook in HOOKS] == ["dgassess-validate", "dgassess-test"]
    for hook in HOOKS:
        assert hook["language"] == "python"
        assert hook["pass_filenames"] is False
        assert re.search(hook["files"], "indicators/digital-government/tc.yaml")
        assert not re.search(hook["files"], "src/dgassess/cli/main.py")


def test_the_action_is_composite_and_never_puts_inputs_into_shell_text() -> None:
    assert ACTION["runs"]["using"] == "composite"
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        assert ("run" in step) == ("shell" in step)
        assert ("run" in step) != ("uses" in step)
    text = (ROOT / "action.yml").read_text("utf-8")
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(ACTION["inputs"])
    uses = [step["uses"] for step in ACTION["runs"]["steps"] if "uses" in step]
    assert uses == ["actions/setup-python@v5", "github/codeql-action/upload-sarif@v3"]
    assert ACTION["outputs"]["sarif"]["value"] == "${{ steps.validate.outputs.sarif }}"


def test_every_shell_text_is_bash(tmp_path: Path) -> None:
    for script in scripts():
        path = tmp_path / "script.sh"
        path.write_text(script, "utf-8")
        done = subprocess.run(["bash", "-n", str(path)], capture_output=True, check=False)
        assert done.returncode == 0, script


def test_the_page_documents_the_inputs() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| (?:`([^`]*)`)? ?\|", PAGE, re.MULTILINE)
    defaults = {name: default for name, default in rows if name in ACTION["inputs"]}
    assert defaults == {name: each["default"] for name, each in ACTION["inputs"].items()}


def test_the_examples_use_what_there_is() -> None:
    step = workflow()["jobs"]["method"]["steps"][1]
    assert set(step["with"]) <= set(ACTION["inputs"])
    assert workflow()["permissions"]["security-events"] == "write"
    assert gitlab()["artifacts"]["reports"]["junit"] == ["validation.xml", "cases.xml"]
    assert gitlab()["artifacts"]["when"] == "always"


def test_the_actions_shell_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The validating step with a stand-in for dgassess that writes down its arguments, one a line."""
    step = next(step for step in ACTION["runs"]["steps"] if step.get("id") == "validate")
    stand_in = tmp_path / "dgassess"
    stand_in.write_text('#!/usr/bin/env bash\nprintf "%s\\n" "$@" -- >>"$ASKED"\n', "utf-8")
    stand_in.chmod(0o755)
    script = tmp_path / "step.sh"
    script.write_text(step["run"], "utf-8")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    for name in ("GITHUB_OUTPUT", "ASKED"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("RUNNER_TEMP", str(tmp_path))
    monkeypatch.setenv("STRICT", "true")
    monkeypatch.setenv("PATHS", "indicators/我的 体系\n\nanswers\n")
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)]
    subprocess.run(command, check=True, cwd=tmp_path)
    sarif = tmp_path / "dgassess.sarif"
    chosen = ["--strict", "indicators/我的 体系", "answers", "--"]
    first = ["validate", "--format", "sarif", "--output", str(sarif), "--force", *chosen]
    assert (tmp_path / "asked").read_text("utf-8").splitlines() == [
        *first,
        "validate",
        "--format",
        "github",
        *chosen,
    ]
    assert (tmp_path / "github_output").read_text("utf-8") == f"sarif={sarif}\n"
