"""`dgassess checks`."""

from __future__ import annotations

import json

import pytest
from rich.cells import cell_len

from dgassess.checks.table import CHECKS
from dgassess.workflows.catalogue import catalogue
from tests.cli.running import run


def test_the_list_names_everything_within_80_columns() -> None:
    ran = run("checks")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert [line for line in lines if cell_len(line) > 80] == []
    named = [line.split()[0] for line in lines if line[:1].islower()]
    assert named == list(catalogue())
    assert next(line for line in lines if line.startswith("weights-sum ")).split()[1] == "error"
    assert b"\x1b" not in ran.data


@pytest.mark.parametrize("name", ["weights-sum", "unknown-key", "cross-check", "unused-ignore"])
def test_a_page(name: str) -> None:
    ran = run("checks", name)
    entry = catalogue()[name]
    assert ran.code == 0
    assert ran.out.startswith(f"{name} ({entry.severity})\n")
    flat = "".join(ran.out.split())
    for part, text in entry.parts.items():
        assert "".join(f"{part}: {text}".split()) in flat
    assert all(cell_len(line) <= 80 for line in ran.out.splitlines())


def test_an_unknown_name() -> None:
    ran = run("checks", "weight-sum")
    assert (ran.code, ran.err) == (2, "Error: There is no check 'weight-sum'. Did you mean 'weights-sum'?\n")
    assert run("checks", "完全不同").err.endswith("'dgassess checks' lists all names.\n")


def test_json() -> None:
    listed = json.loads(run("checks", "--format", "json").data)
    assert listed["format"] == "dgassess/checks/1"
    assert [check["name"] for check in listed["checks"]] == list(catalogue())
    [one] = json.loads(run("checks", "unknown-key", "--format", "json").data)["checks"]
    assert (one["severity"], one["family"], one["instead"]) == ("error", "file", "`weight: 18`")


def test_every_check_of_the_table_is_listed() -> None:
    assert {check.name for check in CHECKS} <= set(catalogue())
