"""Case files brought up to date, and what is left alone."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from dgassess.engine.results import Step
from dgassess.loading.documents import read_document
from dgassess.model.cases import StepKind
from dgassess.workflows.case_updating import Updated, update_cases
from dgassess.workflows.cases import run_cases
from dgassess.workflows.output import EnvironmentProblem

HEAD = """\
# 黄金用例
format: dgassess/cases/1
cases:
"""
SYSTEM = """\
    system:
      format: dgassess/indicator-system/1
      id: small
      name: 小体系
      questionnaire: {questions: [{id: A.v, type: percent, text: 甲}, {id: B.v, type: percent, text: 乙}]}
      indicators:
        - {id: A, name: 甲, weight: 50, rule: {kind: value, question: v}}
        - {id: B, name: 乙, weight: 50, rule: {kind: value, question: v}}
      levels: [{name: 优, at_least: 80}, {name: 一般}]
      vetoes: [{id: FJ-1, name: 事故, when: A.v < 10, inputs: {}, effects: [{kind: cap-level, level: 一般}]}]
""".replace("A.v < 10, inputs: {}", "v < 10, inputs: {v: A.v}")


def case(expect: str, answers: str = "{A.v: 90, B.v: 80.5}", id_: str = "usual", more: str = "") -> str:
    """A case with a small system of its own: A 90, B 80.5, total 85.25, 优."""
    return f"  - id: {id_}\n{SYSTEM}    response: {{answers: {answers}}}\n{more}    expect: {expect}\n"


def update(path: Path) -> Updated:
    return update_cases(run_cases([str(path)]))


def write(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "cases.yaml"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{total: 85, level: 一般}", "{total: 85.25, level: 优}"),
        ("{ nodes: {A: 90.00,B: 80},  # 乙\n      total: null }", "{ nodes: {A: 90.00,B: 80.5},  # 乙\n      total: 85.25 }"),  # noqa: E501
        ("\n      nodes:\n        'A': 9.50  # 甲\n        \"B\": 80.5\n", "\n      nodes:\n        'A': 90.00  # 甲\n        \"B\": 80.5\n"),  # noqa: E501
        ("{states: {A: missing, B: 'missing'}}", "{states: {A: scored, B: 'scored'}}"),
        ("{vetoes: [FJ-1], level: \"一般\"}", "{vetoes: [], level: \"优\"}"),
        ("{rejected: true, rankable: false}", "{rejected: false, rankable: true}"),
        ("{steps: [base, level]}", "{steps: [base, rounding, level]}"),
        ("\n      steps:\n        - base\n        - level  # 最后\n", "\n      steps:\n        - base\n        - rounding\n        - level  # 最后\n"),  # noqa: E501
        ("{self: {total: 1, level: null, nodes: {A: 2}}}", "{self: {total: 85.25, level: 优, nodes: {A: 90}}}"),
        ("{contributions: {A: 1}, base: 5}", "{contributions: {A: 45}, base: 85.25}"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_only_the_figures_that_differ_change(
    tmp_path: Path, before: str, after: str, encoding: str, end: str
) -> None:
    path = write(tmp_path, (HEAD + case(before)).replace("\n", end), encoding)
    done = update(path)
    assert done.refused == ()
    written = path.read_bytes()
    assert written.decode(encoding) == (HEAD + case(after)).replace("\n", end)
    # Twice is once, and nothing is written then.
    path.chmod(0o444)
    assert update(path) == Updated((), (), ())
    assert path.read_bytes() == written
    assert all(outcome.passed for outcome in run_cases([str(path)]))


def test_no_score_is_null(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + case("{total: 5, level: 优}", "{}"))
    done = update(path)
    assert [(change.old, change.new) for change in done.changes] == [("5", "no score"), ("优", "none")]
    assert "{total: null, level: null}" in path.read_text("utf-8")


def test_figures_within_the_tolerance_stay(tmp_path: Path) -> None:
    text = HEAD + case("{total: 85.2, nodes: {A: 90.2}}", more="    tolerance: 0.1\n")
    path = write(tmp_path, text)
    update(path)
    assert path.read_text("utf-8") == text.replace("A: 90.2", "A: 90")


def test_files_in_gb18030_stay_so(tmp_path: Path) -> None:
    path = write(
        tmp_path, HEAD + "# 其余为中文注释,须与原文一致\n" + case("{total: 85, level: 一般}"), "gb18030"
    )
    update(path)
    assert "{total: 85.25, level: 优}" in path.read_bytes().decode("gb18030")


def shared(expect: str, answers: str) -> str:
    first = case(f"&same {expect}", id_="first")
    return HEAD + first + case("*same", answers, id_="second")


def test_a_shared_expectation_changes_when_all_agree(tmp_path: Path) -> None:
    path = write(tmp_path, shared("{total: 85}", "{A.v: 80.5, B.v: 90}"))
    done = update(path)
    assert len(done.changes) == 2
    assert "&same {total: 85.25}" in path.read_text("utf-8")


@pytest.mark.parametrize("second", ["{A.v: 80, B.v: 90}", "{A.v: 85, B.v: 85}"])
def test_a_shared_expectation_is_left_when_they_do_not(tmp_path: Path, second: str) -> None:
    text = shared("{nodes: {A: 1}, total: 85}", second)
    path = write(tmp_path, text)
    done = update(path)
    assert (done.changes, path.read_text("utf-8")) == ((), text)
    assert {change.what for change in done.refused} == {"A", "total"}
    assert all("Write it out in each case." in change.refused for change in done.refused)


def test_an_unknown_node_is_left_and_the_rest_is_updated(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + case("{nodes: {AA: 1, B: 2}, states: {C: scored}, adjustments: {J: 1}}"))
    done = update(path)
    assert [change.what for change in done.changes] == ["B"]
    assert [(change.what, change.new) for change in done.refused] == [
        ("AA", "no such node"), ("C", "no such node"), ("J", "no such adjustment"),
    ]  # fmt: skip
    assert (
        done.refused[0].refused.startswith("Did you mean 'A'?")
        or "id that was meant" in done.refused[0].refused
    )
    assert "{nodes: {AA: 1, B: 80.5}" in path.read_text("utf-8")


def test_a_file_changed_meanwhile_is_left(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + case("{total: 1}"))
    outcomes = run_cases([str(path)])
    changed = path.read_text("utf-8") + "# 又改了\n"
    path.write_text(changed, "utf-8")
    with pytest.raises(EnvironmentProblem, match="has changed since it was read"):
        update_cases(outcomes)
    assert path.read_text("utf-8") == changed


def test_passing_cases_leave_the_shipped_file_alone() -> None:
    assert update_cases(run_cases(["indicators"])) == Updated((), (), ())


def test_the_shipped_cases_come_back_from_any_figures(tmp_path: Path) -> None:
    """Every figure of the shipped file made wrong, then updated: the file as it was."""
    for name in ("indicators", "questionnaires", "examples"):
        shutil.copytree(name, tmp_path / name)
    path = tmp_path / "indicators" / "digital-government" / "cases.yaml"
    before = path.read_text("utf-8")
    lines, inside = [], False
    for line in before.split("\n"):
        inside = line.startswith("    expect:") or (
            inside and not line.startswith("  -") and not line.startswith("  #")
        )
        lines.append(re.sub(r"(?<=: )-?\d+(?:\.\d+)?(?=[,} ]|$)", "1.23", line) if inside else line)
    path.write_text("\n".join(lines), "utf-8")
    done = update(path)
    assert (path.read_text("utf-8"), done.refused) == (before, ())
    assert len(done.changes) > 500


def test_steps_are_those_of_the_engine() -> None:
    assert get_args(StepKind) == get_args(get_type_hints(Step)["kind"])


def test_reading_the_updated_file_finds_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + case("{total: 1}"))
    update(path)
    assert read_document(path)[1] == []
