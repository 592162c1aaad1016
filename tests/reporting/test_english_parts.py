"""Headings, charts, problems and reviews in English."""

from __future__ import annotations

import io
from dataclasses import replace
from fractions import Fraction

from openpyxl import load_workbook  # type: ignore[import-untyped]

from dgassess.engine.results import Step
from dgassess.reporting import xlsx
from dgassess.reporting.audience import view
from dgassess.reporting.blocks import Figure, Heading, Table, Text, block_texts
from dgassess.reporting.breakdown import Breakdown
from dgassess.reporting.charts import Chart, figure
from dgassess.reporting.contents import EvidenceText, IndicatorText, ReportRequest, SystemText
from dgassess.reporting.numbering import number
from dgassess.reporting.particulars import counts, cover, method
from dgassess.reporting.problems import problem_table, problems, rectification
from dgassess.reporting.shapes import (
    Axis,
    Bar,
    DistributionBin,
    DistributionChart,
    HeatMapChart,
    HeatRow,
    ParetoChart,
    RadarChart,
    SlopeChart,
    SlopeLine,
    WaterfallChart,
    WaterfallStep,
)
from dgassess.reporting.verification import verification
from dgassess.reporting.wording import Numbers
from dgassess.values.language import speaking
from tests.reporting.conftest import REPORTS
from tests.reporting.drawings import all_text, assert_legible, drawn
from tests.reporting.factory import Branch, leaf, results_of, unit_of
from tests.wording import CHINESE

TREE = [
    Branch("A", "Data", [
        leaf("A-1", "Catalogue", 100), leaf("A-2", "Sharing", 40), leaf("A-3", "Opening", 50, self_score=Fraction(80)),
        leaf("A-4", "Quality", 0, state="missing", missing=("A-4.n",)),
    ]),
]  # fmt: skip
WORDS = {
    "A-2": IndicatorText("A-2", "Sharing", answer_text="Chosen: a Plan\nNot chosen: b Budget", lacks_options=True,
                         target_text="Add: b Budget", clauses=("5",), responsible="Data Office", evidence=("Plan",)),
    "A-3": IndicatorText("A-3", "Opening", answer_text="9", target_text="≥20", review_text="Verified as 9"),
}  # fmt: skip
SYSTEM = SystemText(WORDS, questions={"A-4.n": "Number of sets"})
UNIT = replace(unit_of(TREE), name="Riverton", type="city", unit_class="", peer_group="city")
RESULTS = replace(results_of(UNIT), system_name="Digital Government Index")
SEEN = view(UNIT, SYSTEM, "internal")
NUMBERS = Numbers.of(RESULTS)


def cells(table: Table) -> list[list[str]]:
    return [["/".join(filter(None, cell.texts())) for cell in row.cells] for row in table.rows]


def plain_english(*texts: str) -> None:
    assert [text for text in texts if CHINESE.search(text)] == []


def test_headings_annexes_tables_and_figures_are_numbered() -> None:
    names = [(1, "Summary", "-"), (1, "Score", ""), (2, "Data", ""), (3, "Sharing", ""), (2, "Security", ""),
             (1, "Annex Scores", ""), (2, "Data", ""), (1, "Annex Evidence", ""), (1, "Appendix: Versions", "-"),
             (2, "Files", "")]  # fmt: skip
    headings = tuple(Heading(level, (Text(text),), label) for level, text, label in names)
    more = (Table((), (), "Scores"), Figure("", "", "", "Levels"), Table((), (), "Ranks"))
    with speaking("en"):
        found = number((*headings, *more))
    assert [next(iter(block_texts(block))) for block in found] == [
        "Summary", "1 Score", "1.1 Data", "1.1.1 Sharing", "1.2 Security", "Annex A: Scores", "A.1 Data",
        "Annex B: Evidence", "Appendix: Versions", "1 Files", "Table 1", "Figure 1", "Table 2",
    ]  # fmt: skip


def test_the_list_of_problems() -> None:
    with speaking("en"):
        table = problem_table(problems(NUMBERS, SEEN, [EvidenceText("A-3", "Ledger")]))
    assert [column.header for column in table.columns] == [
        "No.", "ID", "Indicator", "Score", "Lost points", "Present state", "Target for full marks", "Reason",
        "Evidence gaps", "Clauses, department",
    ]  # fmt: skip
    assert cells(table) == [
        ["1", "A-4", "Quality", "0.00", "25.00", "", "", "Missing, not answered: Number of sets", "", ""],
        ["2", "A-2", "Sharing", "40.00", "15.00", "Chosen: a Plan", "Add: b Budget",
         "Checklist not fully met", "Not attached: Plan", "5/Data Office"],
        ["3", "A-3", "Opening", "50.00", "12.50", "9", "≥20", "Lowered by verification/Verified as 9", "", ""],
    ]  # fmt: skip
    plain_english(table.caption, *table.notes)


def test_the_rectification_list() -> None:
    with speaking("en"):
        sheet = rectification(problems(NUMBERS, SEEN, ()), "Title", "Note", ())
        page = load_workbook(io.BytesIO(xlsx.write(sheet))).active
    assert page.title == "Rectification list"
    assert [cell.value for cell in page[3]] == [
        "No.", "Problem", "Indicator", "Present state", "Target", "Lost points", "Clause", "Measures",
        "Responsible department", "Deadline", "Evidence of completion", "Status",
    ]  # fmt: skip
    (choice,) = page.data_validations.dataValidation
    assert choice.formula1 == '"Not started,In progress,Completed"'
    assert choice.error == "Please choose one of these: Not started, In progress, Completed."
    assert (page.oddFooter.center.text, page["A4"].font.name) == ("Page &P of &N", "Arial")
    assert page.column_dimensions["I"].width > len("Responsible") + 2


def test_what_reviews_changed() -> None:
    with speaking("en"):
        said, tables = verification(NUMBERS, RESULTS, SEEN)
    assert said.shown
    assert [column.header for column in tables["overstatement"].columns] == [
        "Item", "Self-assessed", "Verified", "Difference", "Overstatement",
    ]  # fmt: skip
    for table in tables.values():
        plain_english(
            table.caption,
            *table.notes,
            *(one.header for one in table.columns),
            *(text for line in cells(table) for text in line),
        )


def test_the_cover_the_counts_and_the_method() -> None:
    with speaking("en"):
        front = cover(RESULTS, SEEN, ReportRequest("the first round"), "", "")
        counted = counts(SEEN, Breakdown((), {}, {}), ())
        how = method(NUMBERS, RESULTS, SEEN)
    assert (front.title, front.subtitle) == (
        "Digital Government Index: diagnostic report",
        "Riverton (the first round)",
    )
    assert [(fact.name, fact.value) for fact in front.facts] == [
        ("Unit", "Riverton (city)"), ("Period", "the first round"), ("Basis", "Verified"),
        ("Distribution", "Internal use"),
    ]  # fmt: skip
    assert (counted.top_word, counted.grouped) == ("indicator", False)
    assert (how.verified, how.scale, how.mode) == (True, "0–100 points", "half up")


def test_what_the_public_may_not_know() -> None:
    steps = (
        Step("gate", "", "good", "fair", ("A-2",)), Step("veto-zero", "", "", "", ("A-2",)),
        Step("rejected", "", "", "", ("A-2",)), Step("unranked", "", "", "", ()),
    )  # fmt: skip
    secret = replace(SYSTEM, indicators={"A-2": replace(WORDS["A-2"], sensitivity="restricted")})
    with speaking("en"):
        seen = view(replace(UNIT, steps=steps), secret, "public")
    assert [step.text for step in seen.unit.steps] == [
        "The gates of ‘good’ are not met: lowered to ‘fair’",
        "A veto was triggered: the parts concerned are set to the lowest score",
        "Missing answers must be supplied: no total score",
        "The weight of indicators that are not applicable exceeds the limit: scored, but not ranked",
    ]


def test_charts_say_everything_in_english_and_part_no_word() -> None:
    names = (
        "Telecommunications Infrastructure",
        "Interoperability",
        "Institutional Coordination",
        "Security",
    )
    lines = [SlopeLine(f"{name} {i}", 0.5, 0.5 + i / 40, "50", "60") for i in range(5) for name in names]
    with speaking("en"):
        shapes = (
            RadarChart(tuple(Axis(name, "87.13", 0.8, 0.9, 0.7) for name in names), ((1.0, "100"),)),
            ParetoChart(tuple(Bar(name, "2.00", 0.5) for name in names), (0.4, 0.7, 0.9, 1.0), ("40%",) * 4),
            HeatMapChart(names, tuple(HeatRow(name, (("87.13", 0.8),) * 4) for name in names)),
            SlopeChart(tuple(lines), "2024", "2025"),
            DistributionChart((DistributionBin("0–60", 3, "Lagging"), DistributionBin("60–100", 4, "Outstanding"))),
            WaterfallChart((WaterfallStep("Base", 0, 0.8, "80", True), WaterfallStep("Bonus", 0.8, 0.9, "+10"))),
            ParetoChart((), (), ()),
        )  # fmt: skip
        roots = [drawn(shape) for shape in shapes]
        figures = [figure(Chart("one", shape, "Title", "Words", ""), REPORTS / "charts") for shape in shapes]
    plain_english(*(one.svg for one in figures))
    said = [all_text(root) for root in roots]
    for root in roots:
        assert_legible(root)
    for words, text in zip(
        (
            ("Score", "Self-assessed", "Peer mean", "Interoperability", "Telecommunications"),
            ("Lost points", "Cumulative share", "Cumulative 80%"),
            ("The darker the colour, the higher the value", "Telecommunications Infrastructure"),
            ("Rise", "The 6 others are drawn as grey lines without names"),
            ("Outstanding", "Lagging"),
            ("Increase", "Total"),
            ("No data",),
        ),
        said,
        strict=True,
    ):
        assert [word for word in words if word.replace(" ", "") not in text] == []
