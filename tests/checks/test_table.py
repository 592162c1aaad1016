"""Every check has a page, a bad file and a good file; what ships passes them all."""

from __future__ import annotations

import re

import pytest

from dgassess.checks.table import CHECKS, Check
from tests.checks.files import BAD, GOOD
from tests.systems import ROOT, SHIPPED, load_and_check

each_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)


@each_check
def test_every_check_has_a_bad_and_a_good_file(check: Check) -> None:
    assert any(bad.check == check.name for bad in BAD), "write a bad file and name its module in files.py"
    assert check.name in GOOD, "write a good file and name its module in files.py"


@each_check
def test_every_check_has_a_page(check: Check) -> None:
    summary, empty, *rest = check.page.strip().split("\n")
    assert summary.endswith(".")
    assert empty == ""
    named = re.findall(r"^([A-Z][a-z]+): \S", "\n".join(rest), re.MULTILINE)
    assert named == ["What", "Why", "Example", "Instead"]


def test_names_are_kebab_case_and_given_once() -> None:
    names = [check.name for check in CHECKS]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)


def test_cases_name_checks_of_the_table() -> None:
    names = {check.name for check in CHECKS}
    assert {bad.check for bad in BAD} | set(GOOD) == names


@pytest.mark.parametrize("folder", sorted((ROOT / "indicators").iterdir()), ids=lambda path: path.name)
def test_what_ships_has_no_diagnostics(folder: object) -> None:
    assert load_and_check(ROOT / "indicators" / str(folder), ROOT).diagnostics == []


def test_the_shipped_system_is_whole() -> None:
    loaded = load_and_check(SHIPPED, ROOT).sound
    assert len(loaded.system.dimensions) == 5
    assert len(loaded.system.leaves) > 100
    assert loaded.system.adjustments is not None
    assert loaded.system.vetoes
    assert loaded.system.clauses
    assert loaded.questionnaire.cross_checks
    declared = {(declared.space, declared.id) for declared in loaded.origins.declarations}
    assert {("question", name) for name in loaded.questionnaire.questions} <= declared
    assert {("node", name) for name in loaded.system.nodes} <= declared
