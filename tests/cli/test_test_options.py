"""`dgassess test`: --update, --coverage, --format and --output."""

from __future__ import annotations

import json
import os
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.parks import write_response
from tests.cli.running import run
from tests.cli.test_golden import CASES


@pytest.fixture
def cases(park: Path, answer: Path) -> Path:
    path = park / "cases.yaml"
    path.write_text(CASES, "utf-8")
    return path


def spoil(cases: Path, *changes: tuple[str, str]) -> str:
    text = CASES
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    cases.write_text(text, "utf-8")
    return text


WRONG = (("total: 89", "total: 88  # 年初的数"), ("level: 优", "level: 一般"))


def test_update_prints_old_and_new_and_changes_nothing_else(cases: Path) -> None:
    text = spoil(cases, *WRONG)
    assert run("test", cases).code == 1
    assert cases.read_text("utf-8") == text
    ran = run("test", cases, "--update")
    assert (ran.code, ran.err) == (0, "2 figures updated in 1 file.\n")
    assert ran.out == (
        "own/indicators/park/cases.yaml:8:14: usual: total: 88 → 89\n"
        "own/indicators/park/cases.yaml:9:14: usual: level: 一般 → 优\n"
    )
    assert cases.read_text("utf-8") == CASES.replace("total: 89", "total: 89  # 年初的数")
    again = run("test", cases, "--update")
    assert (again.code, again.out, again.err) == (0, "", "0 figures updated in 0 files.\n")


def test_update_says_what_it_left_and_why(cases: Path, tmp_path: Path) -> None:
    spoil(cases, ("JC-1: 90", "JC-11: 90"), ("JC-1: 40", "JC-1: 41"))
    ran = run("test", cases, "--update")
    assert ran.code == 1
    assert "blank: JC-1: 41 → 40\n" in ran.out
    assert "usual: JC-11: not updated: expected a node of the system, got no such node\n" in ran.out
    assert "      Did you mean 'JC-1'?\n" in ran.out
    assert ran.err.endswith("1 figure left as found, for the reasons given.\n")
    write_response(tmp_path / "answers" / "1.yaml", answers={"JC-1.cov": "many"})
    ran = run("test", cases, "--update")
    assert ran.code == 1
    assert "FAILED usual" in ran.out
    assert "1 case could not be run.\n" in ran.err


def test_totals_levels_and_steps_are_explained(cases: Path) -> None:
    spoil(cases, *WRONG, ("FW: 75", "FW: 76"), ("      level: ", "      steps: [base]\n      level: "))
    shown = run("test", cases).out.splitlines()
    start = next(i for i, line in enumerate(shown) if "total: expected 88, got 89.00" in line)
    assert shown[start + 1].startswith("      (60×95(JC)+40×75(FW))÷100=87")
    assert "      adjustments: 加分2.00、扣分0.00 (87.00 → 89.00)" in shown
    assert any(
        line.endswith("steps: expected base, got base, adjustments, rounding, level") for line in shown
    )
    assert "      level: 按总分定为“优”" in shown
    start = next(i for i, line in enumerate(shown) if "FW: expected 76, got 75.00" in line)
    assert "75(FW-1)" in shown[start + 1]


def test_junit(cases: Path, tmp_path: Path) -> None:
    spoil(cases, *WRONG)
    ran = run("test", cases, "--format", "junit", "--output", "out/cases.xml")
    assert (ran.code, ran.out) == (1, "")
    suites = ElementTree.parse(tmp_path / "out" / "cases.xml").getroot()  # noqa: S314
    assert (suites.tag, suites.get("tests"), suites.get("failures"), suites.get("errors")) == (
        "testsuites", "2", "1", "0",
    )  # fmt: skip
    assert [case.get("name") for case in suites.iter("testcase")] == ["usual 通常", "blank 没有填"]
    (failure,) = suites.iter("failure")
    assert failure.get("message") == "total: expected 88, got 89.00 (and 1 more)"
    assert "own/indicators/park/cases.yaml:9:14: level: expected 一般, got 优" in (failure.text or "")
    first = next(suites.iter("testcase"))
    assert (first.get("file"), first.get("line")) == ("own/indicators/park/cases.yaml", "3")
    write_response(tmp_path / "answers" / "1.yaml", answers={"JC-1.cov": "<many> & \x07"})
    ran = run("test", cases, "--format", "junit")
    suites = ElementTree.fromstring(ran.data)  # noqa: S314
    assert suites.get("errors") == "1"
    assert [error.tag for error in suites.iter("error")] == ["error"]


def test_json_with_coverage(cases: Path) -> None:
    ran = run("test", cases, "--format", "json", "--coverage")
    assert ran.code == 0
    content = json.loads(ran.data)
    assert [case["passed"] for case in content["cases"]] == [True, True]
    (covered,) = content["coverage"]
    assert covered["families"]["indicators"] == {"total": 3, "touched": 3, "untouched": []}
    assert covered["families"]["vetoes"]["untouched"] == [{"owner": "FJ-1", "name": ""}]


def test_coverage_for_people(cases: Path) -> None:
    ran = run("test", cases, "--coverage")
    assert ran.code == 0
    assert "Coverage of park by 2 cases\n  indicators            3 of 3\n" in ran.out
    assert "No case touches these vetoes:\n  FJ-1\n" in ran.out
    shipped = run("test", "--coverage")
    assert shipped.code == 0
    assert all(len(line) <= 80 for line in shipped.out.splitlines())


@pytest.mark.parametrize(
    "options",
    [
        ("--update", "--coverage"),
        ("--update", "--format", "json"),
        ("--coverage", "--format", "junit"),
        ("--output", "x.xml"),
        ("--format", "json", "--output", "cases.yaml"),
    ],
)
def test_options_that_do_not_go_together(cases: Path, options: tuple[str, ...]) -> None:
    ran = run("test", cases, *options)
    assert (ran.code, ran.data) == (2, b"")
    assert ran.err.startswith("Error: ")
    assert cases.read_text("utf-8") == CASES
    assert sorted(os.listdir()) == ["answers", "own"]
