"""Checks of golden cases: names the system no longer has, and what no case touches."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest

from dgassess.checks.case_subject import CaseSubject, LocatedCase
from dgassess.checks.case_table import CASE_CHECKS, CaseCheck, run_case_checks
from dgassess.checks.subject import Loc, Subject
from dgassess.checks.table import CHECKS
from dgassess.loading.cases import load_cases
from dgassess.loading.reading import Reading
from dgassess.loading.tree import Document
from dgassess.values.diagnostics import Place
from tests.systems import load_and_check, write_files

SYSTEM = """\
format: dgassess/indicator-system/1
id: s
name: 例
questionnaire:
  questions: [{id: I-1.n, type: number, text: 次数}, {id: F-1.hit, type: yes-no, text: 有无}]
indicators:
  - {id: I-1, name: 甲, rule: {kind: value, question: n}}
  - {id: ▶I-2, name: 乙, inputs: {n: I-1.n}, rule: {kind: value, question: n}}
levels: [{name: 优, at_least: 90}, {name: ▶差}]
vetoes: [{id: F-1, name: 底线, when: hit, effects: [{kind: no-award}]}]
"""
GOOD = """\
format: dgassess/cases/1
cases:
  - id: one
    response: {answers: {I-1.n: 95}, reviews: {}}
    expect: {nodes: {I-1: 95}, level: 优, vetoes: [], self: {nodes: {I-1: 95}, level: 优}}
"""
BAD = """\
format: dgassess/cases/1
cases:
  - id: one
    response: {answers: {▶I-1.m: 95}}
    expect:
      nodes: {▶I-9: 95}
      states: {▶I-8: scored}
      level: ▶良
      vetoes: [▶F-2]
      adjustments: {▶J-1: 2}
      self: {nodes: {▶I-7: 95}, level: ▶良好}
"""


def _place(document: Document, index: int, loc: Loc, key: bool = False) -> Place:
    return document.place(("cases", index, *loc), key=key)


def subject_of(
    root: Path, cases: str, touched: set[str] | None, reached: set[str] | None
) -> tuple[CaseSubject, list[tuple[str, int, int]]]:
    marked = write_files(root, {"system.yaml": SYSTEM, "cases.yaml": cases})
    system = load_and_check(root, root).loaded
    found = load_cases(Reading(shown_from=root), root / "cases.yaml")
    assert system is not None
    assert found is not None
    subject = Subject(system.system, system.questionnaire, system.origins.place)
    located = [
        LocatedCase(case, partial(_place, found.document, index))
        for index, case in enumerate(found.written.cases)
    ]
    return (
        CaseSubject(
            subject,
            located,
            None if touched is None else frozenset(touched),
            None if reached is None else frozenset(reached),
        ),
        marked,
    )


def test_names_that_the_system_no_longer_has(tmp_path: Path) -> None:
    subject, marked = subject_of(tmp_path, BAD, None, None)
    found = run_case_checks(subject)
    assert {(d.check, d.severity) for d in found} == {("outdated-case", "error")}
    assert [(d.place.file, d.place.line, d.place.column) for d in found] == [
        place for place in marked if place[0] == "cases.yaml"
    ]
    named = [re.findall(r"the (\w+) '([^']+)'", d.message)[0] for d in found]
    assert named == [
        ("question", "I-1.m"),
        ("node", "I-9"),
        ("node", "I-8"),
        ("level", "良"),
        ("veto", "F-2"),
        ("adjustment", "J-1"),
        ("node", "I-7"),
        ("level", "良好"),
    ]
    assert "'I-1.n'" in found[0].help
    assert "Delete the line" in found[5].help


def test_what_no_case_touches(tmp_path: Path) -> None:
    subject, marked = subject_of(tmp_path, GOOD, {"I-1"}, {"优"})
    found = run_case_checks(subject)
    assert [(d.check, d.severity) for d in found] == [
        ("untouched-indicator", "information"),
        ("unreached-level", "information"),
    ]
    assert [(d.place.file, d.place.line, d.place.column) for d in found] == marked
    assert "I-2 '乙'" in found[0].message
    assert "'差'" in found[1].message


@pytest.mark.parametrize("touched", [None, {"I-1", "I-2"}], ids=["not run", "all touched"])
def test_nothing_to_say(tmp_path: Path, touched: set[str] | None) -> None:
    subject, _ = subject_of(tmp_path, GOOD, touched, {"优", "差"} if touched else None)
    assert run_case_checks(subject) == []


@pytest.mark.parametrize("check", CASE_CHECKS, ids=lambda check: check.name)
def test_every_check_has_a_page_and_a_name_of_its_own(check: CaseCheck) -> None:
    named = re.findall(r"^([A-Z][a-z]+): \S", check.page, re.MULTILINE)
    assert named == ["What", "Why", "Example", "Instead"]
    assert check.name not in {other.name for other in CHECKS}
