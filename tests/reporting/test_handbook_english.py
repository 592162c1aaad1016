"""A handbook in English: cards, tables and sentences, and no Chinese in what the code words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest

from dgassess.reporting import handbook
from dgassess.reporting.blocks import Table
from dgassess.reporting.contents import Audience, ClauseText, Contents, ReportRequest
from dgassess.reporting.handbook_cards import share_sentence, standard_lines, who_fills
from dgassess.reporting.handbook_text import (
    CrossCheckText,
    ExampleText,
    HandbookText,
    ItemText,
    LevelSentence,
    NodeText,
    OptionText,
    QuestionText,
    StepsText,
    ViewText,
)
from dgassess.reporting.wording import Numbers
from dgassess.values.language import speaking
from tests.wording import CHINESE

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)
NODES = (
    NodeText(
        "G", "Leadership", "group", 1, None, "60 (agency 50)", (HALF, QUARTER), (True, True),
        description="What it is about", missing="counts as the lowest score", levels=("Good: ≥80 points",),
    ),
    NodeText("G-1", "Plans", "indicator", 2, "G", "40", (QUARTER, None), (True, False)),
    NodeText("G-2", "Staff", "indicator", 2, "G", "60", (QUARTER, QUARTER), (True, True)),
)  # fmt: skip
ASKED = QuestionText(
    "G-1.v", "How many", "Whole number", "plans", "0 to 99", (OptionText("a", "Option"),), "As defined", "Own organs",
    "at a date", ("No such task",), "Assessed unit", "Data office", ("A file",), "restricted", "‘Any’ is ‘Yes’",
    ("city", "county"), False, ("G-2.v", "G-2.w"), "New", "A remark",
)  # fmt: skip
ITEMS = (
    ItemText(
        "G-1", "Plans", "indicator", "Full marks", (ASKED,), ("G-2.v Another",), unit="%", direction="Higher is better",
        sources=("Self-assessed", "Third party"), evidence=("A file", "A list"), clauses=("6.1", "6.2"),
        responsible="Data office", sensitivity="restricted",
    ),
    ItemText("G-2", "Staff", "indicator", "The value is the score"),
    ItemText("B", "Prize", "bonus", "1 point each"),
    ItemText("V", "Fraud", "veto", "‘Any’ is ‘Yes’", effects=("Bonuses are withdrawn",), missing="counts as triggered"),
)  # fmt: skip
TEXT = HandbookText(
    "sys", "System", "1.2", "sha256:0123456789abcdef", "Questions", "3", "sha256:f",
    Numbers(2, "half-up", Fraction(0), Fraction(100)), ("city", "agency"), ("east",), ("city", "agency"), NODES, ITEMS,
    (("Scale", "0 to 100 points"),), ("First step",), "About it.", "Policy 14",
    (ClauseText("6.1", "Clause A", "Part"), ClauseText("6.2", "Clause B")),
    (LevelSentence("Good", "≥80 points", ("Leadership ≥60 points",), "Well done"), LevelSentence("Poor", "<80 points")),
    cross_checks=(CrossCheckText("LG-1", "No more A than B", "‘A’ ≤ ‘B’", True, ("G-1.v", "G-2.v")),),
    views=(ViewText("By office", (("Data office", ("G-1", "G-2")),)),), other_questions=(ASKED,),
    examples=(ExampleText("G-2", "Staff", "Composite", "Standard", ("Answer: 1",), ("1=1",), "1 point", "Case: A."),),
    steps=StepsText("Case: A.", ("Base 1.00",)),
    worked=(ExampleText("G-2", "Staff", "Composite", "Standard", ("Answer: 1",), ("1=1",), "1 point"),),
    worked_for="Riverside",
)  # fmt: skip


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


def built(audience: Audience = "internal") -> Contents:
    return handbook.build(TEXT, ReportRequest(audience=audience, tool="dgassess 9"))


def cells(table: Table) -> list[list[str]]:
    return [["|".join(cell.texts()) for cell in row.cells] for row in table.rows]


def heads(table: Table) -> list[str]:
    return [column.header for column in table.columns]


def test_a_card() -> None:
    rows = {row[0]: row[1] for row in cells(built().tables["card-G-1"])}
    assert rows["Weight"] == "40; 25.00% of the total for city"
    assert rows["Scoring standard"] == "Full marks"
    assert rows["Evidence"] == "A file; A list"
    assert rows["Clauses"] == "6.1 Clause A; 6.2 Clause B"
    assert rows["Administration"] == (
        "Data source: Self-assessed, Third party; Responsible department: Data office; Unit of measurement: %; "
        "Direction: Higher is better; Sensitivity: Restricted"
    )
    veto = {row[0]: row[1] for row in cells(built().tables["card-V"])}
    assert veto["Triggered when"] == "‘Any’ is ‘Yes’"
    assert veto["Effect"] == "Bonuses are withdrawn"
    assert veto["If missing"] == "counts as triggered"


def test_a_question() -> None:
    ((_, asked, demands),) = cells(built().tables["questions-G-1"])
    assert asked == "How many|a. Option|Definition: As defined|Evidence: A file|Note: A remark"
    assert demands.split("|") == [
        "Whole number, plans, 0 to 99", "Own organs, at a date", "Filled in by: Data office",
        "May be declared not applicable: No such task", "Applies to: city, county", "Only if ‘Any’ is ‘Yes’",
        "Not scored, for checking only", "The same fact must not be counted in G-2.v, G-2.w as well",
        "Sensitivity: Restricted", "New",
    ]  # fmt: skip
    assert who_fills(replace(ASKED, answered_by="Assessor", by_unit=False)) == "Assessor (Data office)"


def test_a_group() -> None:
    chapters = built().values["chapters"]
    assert isinstance(chapters, tuple)
    (chapter,) = chapters
    assert chapter.title == "G Leadership"
    assert chapter.lines == (
        "Weight: 60 (agency 50); 50.00% of the total for city; 25.00% of the total for agency.", "What it is about.",
        "If missing: counts as the lowest score.", "Levels: Good: ≥80 points.",
    )  # fmt: skip
    assert share_sentence(NODES[2], TEXT) == "25.00% of the total"


def test_tables() -> None:
    tables = built().tables
    assert heads(tables["tree"]) == ["ID", "Name", "Weight", "Share, city", "Share, agency"]
    assert tables["tree"].notes[1] == (
        "‘—’ marks what does not apply to units of that type; its weight goes to the others in the same group."
    )
    assert cells(tables["clauses"])[1:] == [
        ["6.1", "Clause A", "1", "25.00%", "—", "G-1"],
        ["6.2", "Clause B", "1", "25.00%", "—", "G-1"],
    ]
    assert cells(tables["cross_checks"]) == [
        ["LG-1", "No more A than B", "‘A’ ≤ ‘B’", "Must be corrected", "G-1.v, G-2.v"]
    ]
    assert tables["worked"].caption == "Every indicator worked through for Riverside"


def test_a_standard_breaks_at_its_parts() -> None:
    standard = (
        "① 60%: as 2.5 or more, e.g. One; two; ② 40%: 0 where it is 0. Where a part is out, others count"
    )
    assert standard_lines(standard) == (
        "① 60%: as 2.5 or more, e.g. One; two", "② 40%: 0 where it is 0.", "Where a part is out, others count",
    )  # fmt: skip


@pytest.mark.parametrize("audience", ["internal", "unit", "public"])
def test_nothing_is_in_chinese(audience: Audience) -> None:
    assert re.findall(f"{CHINESE.pattern}+", str(built(audience))) == []
