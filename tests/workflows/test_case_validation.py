"""Golden cases are checked against the system they name, without being run."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgassess.workflows.validation import validate_paths
from tests.systems import found_of, write_files

SYSTEM = """\
format: dgassess/indicator-system/1
id: s
name: 例
questionnaire: {questions: [{id: I-1.n, type: percent, text: 覆盖率}]}
indicators: [{id: I-1, name: 甲, rule: {kind: value, question: n}}]
"""
CASES = """\
format: dgassess/cases/1
system: ../method/system.yaml
cases:
  - id: one
    response: {answers: {I-1.n: 95}}
    expect: {nodes: {I-1: 95, ▶I-2: 95}}
  - id: two
    system: ../other
    response: {answers: {}}
    expect: {nodes: {I-3: 1}}
  - id: three
    system:
      format: dgassess/indicator-system/1
      id: own
      name: 自带
      questionnaire: {questions: [{id: J-1.n, type: percent, text: 覆盖率}]}
      indicators: [{id: J-1, name: 甲, rule: {kind: value, question: n}}]
    response: {answers: {}}
    expect: {nodes: {J-9: 1}}
"""


def test_cases_of_a_system_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Systems that are not validated with them, or that a case holds itself, are left to `dgassess test`."""
    monkeypatch.chdir(tmp_path)
    marked = write_files(tmp_path, {"method/system.yaml": SYSTEM, "cases/cases.yaml": CASES})
    found = [d for d in validate_paths(["method", "cases"]).diagnostics if d.severity == "error"]
    assert found_of(found) == [("cases/cases.yaml", "outdated-case", *marked[0][1:])]
    assert "'I-2'" in found[0].message


def test_an_unknown_format_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    system = SYSTEM.replace("indicators: [", "vetoes: vetoes.yaml\nindicators: [")
    files = {"s/system.yaml": system, "s/vetoes.yaml": "format: dgassess/veto/1\nvetoes: []\n"}
    write_files(tmp_path, {**files, "s/alone.yaml": "format: dgassess/sistem/1\nid: x\n"})
    found = [d for d in validate_paths(["s"]).diagnostics if d.check == "unknown-format"]
    assert [d.place.file for d in found] == ["s/alone.yaml", "s/vetoes.yaml"]


def test_a_response_that_is_not_there_is_told_where_it_is_named_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    cases = """\
format: dgassess/cases/1
cases:
  - {id: one, response: ▶answers/一市.yaml, expect: {total: 1}}
  - {id: two, response: {base: answers/一市.yaml, answers: {}}, expect: {total: 1}}
  - {id: three, response: {base: ▶elsewhere/一县.yaml, answers: {}}, expect: {total: 1}}
  - {id: four, response: {answers: {}}, expect: {total: 1}}
"""
    files = {
        "s/system.yaml": SYSTEM,
        "s/cases.yaml": cases,
        "s/answers/一市-.yaml": "format: dgassess/response/1\n",
    }
    marked = write_files(tmp_path, files)
    found = [
        d
        for d in validate_paths(["s/system.yaml", "s/cases.yaml"]).diagnostics
        if d.check == "file-not-found"
    ]
    assert [(d.place.file, d.place.line, d.place.column) for d in found] == [*marked]
    assert "'answers/一市.yaml'" in found[0].message
    assert found[0].help == "Did you mean '一市-.yaml'?"
    assert found[1].help.startswith("Paths are relative")
