"""Every number and sentence of docs/scoring.md comes out of the engine, run here again on the blocks beside it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from dgassess.values.numbers import round_to, show, show_plain, tie_decided
from tests.documented import (
    assess,
    explained,
    fences,
    page,
    ranks,
    redistribution_row,
    rows,
    sections,
    shipped,
    two,
    whole_files,
    write_files,
)

SCORING = page("scoring.md")


def test_rounding_table() -> None:
    for cells in rows(sections(SCORING)["Numbers"]):
        value = Fraction(cells[0])
        assert cells[1:3] == [show(value, 2), show(value, 2, "half-even")]
        assert tie_decided(value, 2) is ("counts as the tie" in cells[3] or "the same" in cells[3])


def test_the_witness_counts_as_the_tie() -> None:
    exact = Fraction(40, 100) * Fraction(1389 * 100, 2024) + Fraction(60, 100) * Fraction(1477 * 100, 2083)
    assert show_plain(exact, 11) == "69.99499999051"
    assert round_to(exact, 2) == 70
    assert show_plain((Fraction("69.995") - exact) * 100, 8) == "0.00000095"


@pytest.mark.parametrize(
    "block", [f.text for f in fences(SCORING) if f.language == "steps"], ids=lambda b: b[:40]
)
def test_steps(block: str, tmp_path: Path) -> None:
    subject, _, stated = block.partition("\n")
    if subject == "tie":
        write_files(whole_files(SCORING), tmp_path)
        unit = assess(tmp_path / "tie" / "system.yaml", tmp_path / "tie" / "response.yaml")[1]
    else:
        example, _, override = subject.partition(" ")
        unit = shipped(example, dict([override.split(": ")]) if override else {}, tmp_path)[1]
    assert stated == "".join(f"{step.text}\n" for step in unit.steps)


def test_redistribution(tmp_path: Path) -> None:
    files, text = whole_files(SCORING), sections(SCORING)["Redistribution"]
    policies = text.partition("\n| `missing`")[2].partition("\n\n")[0]
    for cells in rows("|" + policies):
        policy = cells[0].strip("`")
        changed = {name: file.replace("missing: zero", f"missing: {policy}") for name, file in files.items()}
        write_files(changed, tmp_path)
        unit = assess(
            tmp_path / "redistribution" / "system.yaml", tmp_path / "redistribution" / "response.yaml"
        )[1]
        assert cells[1:] == [two(unit.nodes["T3"].score), two(unit.nodes["TC"].score), two(unit.total)]
        if policy == "zero":
            table = text.partition("\n| node")[2].partition("\n\n")[0]
            assert rows("|" + table) == [redistribution_row(node) for node in unit.nodes.values()]
            assert f"= {show_plain(unit.not_applicable_share * 100)}%." in text
            assert not unit.rankable
            parts = " + ".join(two(node.contribution) for node in unit.nodes.values() if node.tier == 1)
            assert f"{parts} = {two(unit.base)}." in SCORING


def test_ranks(tmp_path: Path) -> None:
    table = rows(sections(SCORING)["Ranking"])
    totals = [cells[0] for cells in table]
    for column, ties in ((1, "min"), (2, "dense")):
        assert [int(cells[column]) for cells in table] == ranks(totals, ties, tmp_path)


def test_explanation() -> None:
    block = next(fence.text for fence in fences(SCORING) if fence.language == "explain")
    subject, _, stated = block.partition("\n")
    assert stated.split() == explained(*subject.split(" ")).split()
