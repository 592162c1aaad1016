"""`dgassess validate --diff REV`: what changed in a method, and which scores move, in git repositories made here."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tests.cli.parks import QUESTIONNAIRE, SYSTEM, write_park, write_response
from tests.cli.running import Ran, run

CASES = """\
format: dgassess/cases/1
cases:
  - {id: usual, name: 通常, response: ../../answers/1-东园.yaml, expect: {total: 89}}
  - {id: weak, name: 偏弱, response: {base: ../../answers/1-东园.yaml, answers: {JC-1.cov: 40}}, expect: {}}
  - {id: other, name: 偏弱, response: {answers: {A.v: 1}}, expect: {total: 1}, system: {
      format: dgassess/indicator-system/1, id: other, name: 另,
      questionnaire: {questions: [{id: A.v, type: number, text: 数}]},
      indicators: [{id: A, name: 甲, rule: {kind: value, question: v}}]}}
"""


def git(folder: Path, *args: str) -> str:
    """A git command that needs no configuration of the user's."""
    settings = (
        "user.name=tests",
        "user.email=tests@localhost",
        "commit.gpgsign=false",
        "init.defaultBranch=main",
    )
    options = [part for setting in settings for part in ("-c", setting)]
    done = subprocess.run(
        ["git", *options, "-C", str(folder), *args], capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose subfolder 园区 holds the method and two responses, committed once; the test runs in it."""
    top = tmp_path / "repository"
    home = top / "园区"
    place = write_park(home)
    write_response(home / "answers" / "1-东园.yaml")
    write_response(home / "answers" / "2-西园.yaml", "2", "西园", {"JC-1.cov": 96, "FW-1.done": 13})
    (place / "cases.yaml").write_text(CASES, "utf-8")
    git(tmp_path, "init", "-q", str(top))
    git(top, "add", "-A")
    git(top, "commit", "-qm", "first")
    git(top, "tag", "v1")
    monkeypatch.chdir(home)
    return home


def edit(path: Path, changes: Mapping[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def system_of(home: Path) -> Path:
    return home / "indicators" / "park" / "system.yaml"


def questions_of(home: Path) -> Path:
    return home / "questionnaires" / "park-survey" / "questionnaire.yaml"


def compared(*paths: str | Path, revision: str = "HEAD") -> dict[str, Any]:
    """The one system of the JSON output."""
    ran = run("validate", *paths, "--diff", revision, "--format", "json")
    assert ran.err == ""
    data = json.loads(ran.data)
    assert data["format"] == "dgassess/differences/1"
    (system,) = data["systems"]
    assert isinstance(system, dict)
    return system


def test_nothing_changed(repository: Path) -> None:
    system = compared()
    assert (system["changes"], system["notes"]) == ([], [])
    assert [score["moved"] for score in system["scores"]] == [False, False]
    ran = run("validate", "--diff", "v1")
    assert ran.code == 0
    assert "Nothing of the method changed." in ran.out
    assert "0 of 2 golden cases move" in ran.out


def test_changes_by_id_and_field(repository: Path) -> None:
    edit(
        system_of(repository),
        {
            "version: 1.2.0": "version: 1.3.0",
            "weight: 60": "weight: 70",
            "weight: 40": "weight: 30",
            "target: 100}}\n      - {id: JC-2": "target: {市级: 90, default: 80}}}\n      - {id: JC-2",
            "{name: 优, at_least: 80}": "{name: 优, at_least: 90}\n  - {name: 良, at_least: 70}",
            "kind: count, question: n, each: 1, cap: 3": "kind: value, question: n",
            "FJ-1, name: 重大事故": "FJ-2, name: 重大事故",
        },
    )
    edit(questions_of(repository), {"FJ-1.hit": "FJ-2.hit", "b: 应急预案": "b: 应急预案与演练"})
    found = {(each["action"], each["what"], each["id"]): each for each in compared()["changes"]}
    fields = {
        (*key, field["field"]): (field["before"], field["after"])
        for key, each in found.items()
        for field in each.get("fields", ())
    }
    assert fields == {
        ("changed", "system", "", "version"): ("1.2.0", "1.3.0"),
        ("changed", "group", "JC", "weight"): (60, 70),
        ("changed", "group", "FW", "weight"): (40, 30),
        ("changed", "indicator", "JC-1", "rule.target"): (100, {"市级": 90, "default": 80}),
        ("changed", "level", "优", "at_least"): (80, 90),
        ("changed", "bonus", "JF-1", "rule"): (
            {"kind": "count", "question": "n", "each": 1, "cap": 3},
            {"kind": "value", "question": "n"},
        ),
        ("changed", "question", "JC-2.items", "options.b"): ("应急预案", "应急预案与演练"),
    }
    others = {key for key in found if key[0] != "changed"}
    assert others == {
        ("added", "level", "良"), ("added", "veto", "FJ-2"), ("added", "question", "FJ-2.hit"),
        ("removed", "veto", "FJ-1"), ("removed", "question", "FJ-1.hit"),
    }  # fmt: skip


def test_scores_levels_and_ranks_that_move(repository: Path) -> None:
    edit(
        system_of(repository),
        {"weight: 60": "weight: 20", "weight: 40": "weight: 80", "at_least: 80": "at_least: 75"},
    )
    system = compared("indicators", "answers")
    scores = {score["id"]: score for score in system["scores"]}
    assert list(scores) == ["usual", "weak", "1", "2"]
    # Before: 0.6 × 95 + 0.4 × 75 + 2 = 89; now: 0.2 × 95 + 0.8 × 75 + 2 = 81.
    assert scores["usual"]["total"] == {"before": 89, "after": 81}
    assert scores["usual"]["nodes"] == []
    # Before: 0.6 × 98 + 0.4 × 65 + 2 = 86.8; now: 0.2 × 98 + 0.8 × 65 + 2 = 73.6.
    assert scores["2"]["total"] == {"before": 86.8, "after": 73.6}
    assert scores["2"]["level"] == {"before": "优", "after": "一般"}
    assert scores["2"]["rank"] == {"before": 2, "after": 2}
    edit(system_of(repository), {"weight: 20": "weight: 95", "weight: 80": "weight: 5"})
    ranks = {score["id"]: score["rank"] for score in compared("indicators", "answers")["scores"]}
    assert ranks["1"] == {"before": 1, "after": 2}
    assert ranks["2"] == {"before": 2, "after": 1}


def test_the_table_fits_80_columns(repository: Path) -> None:
    edit(
        system_of(repository),
        {"floor: 0, target: 100}}\n": "floor: 0, target: 99}}\n", "at_least: 80": "at_least: 90"},
    )
    ran = run("validate", "indicators", "answers", "--diff", "HEAD")
    assert ran.code == 0
    start = next(
        number for number, line in enumerate(ran.out.splitlines(), 1) if "compared with HEAD" in line
    )
    assert all(cell_len(line) <= 80 for line in ran.out.splitlines()[start:])
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert "changed indicator JC-1 网络覆盖: rule.target 100 → 99" in lines
    assert "usual 89.00 89.27 +0.27 优 → 一般" in lines
    assert "JC-1 4 +0.97 96.00 96.97 2" in lines
    assert "2 of 2 golden cases move, 2 of 2 responses move, " in " ".join(lines)
    assert "validated: 0 errors" in ran.err


def test_questions_the_older_method_does_not_have_are_left_out(repository: Path) -> None:
    edit(
        system_of(repository),
        {"rule: {kind: linear, question: cov, floor: 0, target: 100}": "rule: {kind: value, question: cov2}"},
    )
    edit(questions_of(repository), {"id: JC-1.cov,": "id: JC-1.cov2,", "version: 1.0.0": "version: 1.1.0"})
    edit(repository / "answers" / "1-东园.yaml", {"JC-1.cov": "JC-1.cov2"})
    edit(repository / "indicators" / "park" / "cases.yaml", {"JC-1.cov": "JC-1.cov2"})
    scores = {score["id"]: score for score in compared("indicators", "answers")["scores"]}
    assert scores["usual"]["left_out"] == ["JC-1.cov2"]
    assert scores["usual"]["total"] == {"before": 62, "after": 89}
    assert "cannot be scored by the method now" in scores["2"]["problem"]
    assert "JC-1.cov" in scores["2"]["problem"]


def test_a_system_with_errors_now_or_then_is_not_scored(repository: Path) -> None:
    edit(system_of(repository), {"weight: 60": "weight: 61"})
    ran = run("validate", "--diff", "HEAD")
    assert ran.code == 1
    assert "correct that first" in " ".join(ran.out.split())
    git(repository, "commit", "-qam", "wrong")
    edit(system_of(repository), {"weight: 61": "weight: 60"})
    system = compared()
    assert [change["id"] for change in system["changes"]] == ["JC"]
    assert system["scores"] == []
    assert "indicators/park/system.yaml" in system["notes"][0]
    edit(system_of(repository), {"weight: 60": "weight: [60"})
    git(repository, "commit", "-qam", "worse")
    edit(system_of(repository), {"weight: [60": "weight: 60"})
    assert "At revision 'HEAD' it has 1 error" in compared()["notes"][0]


def test_untracked_and_deleted_systems(repository: Path) -> None:
    other = write_park(repository / "more", SYSTEM.replace("id: park\n", "id: second\n"), QUESTIONNAIRE)
    data = json.loads(run("validate", ".", "--diff", "HEAD", "--format", "json").data)
    notes = {system["path"]: system["notes"] for system in data["systems"]}
    assert notes["more/indicators/park/system.yaml"] == [
        "The system is new: revision 'HEAD' does not have it."
    ]
    assert notes["indicators/park/system.yaml"] == []
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "second")
    (other / "system.yaml").unlink()
    data = json.loads(run("validate", "indicators", "more", "--diff", "HEAD", "--format", "json").data)
    assert data["systems"][-1]["notes"] == ["The system of revision 'HEAD' is gone."]


def test_a_part_stands_for_its_system_and_hooks_do_not_mislead(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", "elsewhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "elsewhere")
    assert compared("indicators/park/cases.yaml")["path"] == "indicators/park/system.yaml"


def refused(ran: Ran, code: int = 2) -> str:
    assert ran.code == code
    assert not ran.data
    assert "Traceback" not in ran.err
    return " ".join(ran.err.split())


def test_wrong_usage(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("nosuch", "", "-x", "HEAD:x"):
        said = refused(run("validate", f"--diff={name}"))
        assert f"'repository' has no revision '{name}'" in said
    assert "name the folder of its system.yaml" in refused(run("validate", "answers", "--diff", "HEAD"))
    assert "'nosuch' does not exist" in refused(run("validate", "nosuch", "--diff", "HEAD"))
    assert "not as sarif" in refused(run("validate", "--diff", "HEAD", "--format", "sarif"))
    write_park(tmp_path / "loose")
    monkeypatch.chdir(tmp_path / "loose")
    assert "is not in a git repository" in refused(run("validate", "--diff", "HEAD"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "needs the program git" in refused(run("validate", "--diff", "HEAD"), 3)


def test_a_revision_without_the_folder(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_park(repository.parent / "新区")
    monkeypatch.chdir(repository.parent / "新区")
    said = refused(run("validate", "--diff", "v1"))
    assert "At revision 'v1' there is no 'indicators/park/system.yaml'" in said


def test_the_working_tree_is_not_touched(repository: Path) -> None:
    edit(system_of(repository), {"weight: 60": "weight: 50", "weight: 40": "weight: 50"})
    before = git(repository, "-c", "core.quotePath=false", "status", "--porcelain")
    compared()
    assert git(repository, "-c", "core.quotePath=false", "status", "--porcelain") == before
