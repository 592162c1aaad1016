"""`dgassess test`: golden cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.parks import write_response
from tests.cli.running import run

CASES = """\
format: dgassess/cases/1
cases:
  - id: usual
    name: 通常
    response: ../../../answers/1.yaml
    expect:
      nodes: {JC: 95, JC-1: 90, FW: 75}
      total: 89
      level: 优
  - id: blank
    name: 没有填
    response: {unit: {id: "2", name: 西园, type: 市级, class: 甲类}, answers: {JC-1.cov: 40}}
    expect:
      nodes: {JC-1: 40, FW-1: 0}
      states: {FW-1: missing}
"""


@pytest.fixture
def cases(park: Path, answer: Path) -> Path:
    path = park / "cases.yaml"
    path.write_text(CASES, "utf-8")
    return path


def test_the_shipped_cases_pass() -> None:
    ran = run("test")
    assert (ran.code, ran.data) == (0, b"")
    assert " cases passed (" in ran.err


def test_passing_cases_are_named_when_asked(cases: Path) -> None:
    quiet = run("test", cases)
    assert (quiet.code, quiet.data) == (0, b"")
    assert quiet.err == "2 of 2 cases passed (8 figures compared).\n"
    assert run("test", cases.parent.parent, "--verbose").out == "passed  usual  通常\npassed  blank  没有填\n"


def test_a_changed_expectation_fails_with_the_explanation(cases: Path) -> None:
    cases.write_text(
        CASES.replace("FW: 75", "FW: 75, FW-1: 76.5").replace("level: 优", "level: 一般"), "utf-8"
    )
    ran = run("test", cases)
    assert ran.code == 1
    shown = ran.out.splitlines()
    assert shown[0] == "own/indicators/park/cases.yaml:3:9: FAILED usual 通常"
    assert shown[1].endswith("cases.yaml:7:47: FW-1: expected 76.5, got 75.00")
    assert "      FW-1.done: 15 项" in shown
    assert any("15×100÷20" in line for line in shown)
    assert any(line.endswith("level: expected 一般, got 优") for line in shown)
    assert ran.err == "1 of 2 cases passed (9 figures compared).\n"


def test_an_unknown_node_is_named_with_the_nearest(cases: Path) -> None:
    cases.write_text(CASES.replace("JC-1: 90", "JC-11: 90"), "utf-8")
    ran = run("test", cases)
    assert ran.code == 1
    assert "Did you mean 'JC-1'?" in ran.out


@pytest.mark.parametrize(
    ("instead", "said"),
    [
        ("expct:\n      nodes: {JC: 95", "Did you mean 'expect'?"),
        ("expect: [\n      nodes: {JC: 95", "cases.yaml:"),
    ],
)
def test_a_defective_case_file(cases: Path, instead: str, said: str) -> None:
    cases.write_text(CASES.replace("expect:\n      nodes: {JC: 95", instead), "utf-8")
    ran = run("test", cases)
    assert ran.code == 1
    assert said in ran.out + ran.err
    assert "Traceback" not in ran.err


def test_a_case_with_a_defective_response_fails_alone(cases: Path, tmp_path: Path) -> None:
    write_response(tmp_path / "answers" / "1.yaml", answers={"JC-1.cov": "many"})
    ran = run("test", cases)
    assert ran.code == 1
    assert "FAILED usual" in ran.out
    assert "answers/1.yaml:10:13: error: " in ran.out
    assert "1 of 2 cases passed" in ran.err


def test_nothing_to_test(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run("test", "empty").err == "Error: There is no cases.yaml in empty.\n"
    assert run("test", "nosuch").code == 2
