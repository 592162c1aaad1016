"""A bulletin for systems in English: the same blocks as in Chinese, and not a word of Chinese of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from typing import Any

import pytest

from dgassess.engine.results import Results, Step
from dgassess.reporting.blocks import Heading, Paragraph, plain
from dgassess.reporting.bulletin import Earlier
from dgassess.reporting.cohort_audience import pseudonym
from dgassess.reporting.contents import ClauseText, Contents, LevelText, ReportRequest, SystemText
from dgassess.reporting.definition import load_report
from dgassess.reporting.wording import NOTICE
from dgassess.reporting.writer import ReportWriter, Resources
from dgassess.values.language import speaking
from tests.reporting.cohort_factory import cohort_of, unit_number, words_of
from tests.reporting.conftest import REPORTS
from tests.reporting.factory import Branch, leaf
from tests.reporting.test_bulletin import build
from tests.reporting.test_diagnosis import full_text, headers, table
from tests.wording import CHINESE

LEVELS = (LevelText("Leading", at_least=Fraction(80)), LevelText("Basic"))
REQUEST = ReportRequest("2026 H1", "Audit Office", "1 July 2026", tool="dgassess 1.0.0")
SECTIONS = [
    "Summary", "Overall results", "Participation and scores", "Ranking", "Results by dimension",
    "Comparison of groups", "Comparison with 2025 H1", "Main achievements", "Problems", "Common problems",
    "Implementation of clauses", "Responsible departments", "Next steps",
]  # fmt: skip


def tree(number: int) -> list[Any]:
    return [
        Branch(f"D{d}", f"Dimension {d}", [
            leaf(f"D{d}-{i}", f"Indicator {d}.{i}", str((number * 37 + d * 29 + i * 13) % 101), i)
            for i in (1, 2)
        ])
        for d in (1, 2, 3)
    ]  # fmt: skip


def flat(number: int) -> list[Any]:
    return [leaf(f"I{i}", f"Indicator {i}", str((number * 31 + i * 17) % 101)) for i in range(1, 5)]


def blank(number: int) -> list[Any]:
    return [Branch("D1", "Dimension 1", [leaf("D1-1", "Indicator 1.1", None, missing=("D1-1.q",))])]


def unit(number: int, shape: Any = tree, **more: Any) -> Any:
    known: dict[str, Any] = {
        "name": f"Town {number}", "type": "Town", "unit_class": "East" if number % 2 else "West"
    }  # fmt: skip
    found = unit_number(number, shape, **(known | more))
    level = None if found.total is None else "Leading" if found.total >= 80 else "Basic"
    return replace(found, level=level, level_by_score=level)


def results(*units: Any) -> Results:
    return replace(cohort_of(units), system_name="Digital Government Assessment Indicator System")


def words(found: Results, **each: Any) -> SystemText:
    system = words_of(found, LEVELS, responsible="Data Bureau", clauses=("3.2",), **each)
    return replace(system, clauses=(ClauseText("3.2", "Set up the system"),), clause_source="the Policy")


def english(found: Results, request: ReportRequest = REQUEST, **options: Any) -> Contents:
    with speaking("en"):
        return build(found, words(found), request, **options)


@pytest.fixture(scope="module")
def writer() -> ReportWriter:
    return ReportWriter(load_report(REPORTS / "bulletin"), Resources.under(REPORTS), "en")


def said(value: object) -> Iterator[str]:
    """Every text within contents."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from said(list(value.values()))
    elif isinstance(value, list | tuple | set):
        for one in value:
            yield from said(one)
    elif is_dataclass(value):
        # What a chart says by itself is worded with its shape.
        names = [field.name for field in fields(value) if field.name not in ("legend", "unit")]
        yield from said([getattr(value, name) for name in names])


UNSCORED: dict[str, Any] = {"steps": (Step("unscored", ""),), "rankable": False}
COHORTS: dict[str, Any] = {
    "one": lambda: results(unit(1)),
    "one without a total": lambda: results(unit(1, blank, **UNSCORED)),
    "two": lambda: results(unit(1), unit(2)),
    "twelve": lambda: results(*map(unit, range(1, 13))),
    "indicators alone": lambda: results(*(unit(n, flat) for n in range(1, 8))),
    "nobody scored": lambda: results(*(unit(n, blank, **UNSCORED) for n in range(1, 7))),
    "one missing": lambda: results(
        *map(unit, range(1, 6)), unit(6, blank, **UNSCORED), unit(7, rankable=False), unit(8, type="Park")
    ),
    "without types": lambda: results(*(unit(n, type=None, unit_class=None) for n in range(1, 7))),
    "families": lambda: results(
        unit(1), *(unit(n, type="Park", parent="330001") for n in range(2, 5)), unit(6, type=None)
    ),
}


@pytest.mark.parametrize(
    "options",
    [{}, {"ranking": "bands"}, {"anonymous": True}, {"scores": False}, {"ranked": 2}, {"map_units": 2}],
    ids=str,
)
@pytest.mark.parametrize("case", COHORTS)
def test_nothing_is_in_chinese(writer: ReportWriter, case: str, options: dict[str, Any]) -> None:
    found = COHORTS[case]()
    earlier = results(*(unit(n, lambda n: tree(n + 50)) for n in range(3, 15)))
    for previous in (None, Earlier(earlier, "2025 H1")):
        contents = english(found, previous=previous, **options)
        assert [text for text in said(contents) if CHINESE.search(text)] == []
        with speaking("en"):
            document = writer.document(contents)
        words = [plain(one.runs) for one in document.blocks if isinstance(one, Heading | Paragraph)]
        assert [text for text in words if CHINESE.search(text)] == []
        for text in full_text(document).splitlines():
            for avoided in ("None", "\ue000", "()", " .", " ,", "  ", "..", ": .", "nan", " 1 units"):
                assert avoided not in text, text


def test_the_same_is_inserted_in_the_same_order() -> None:
    chinese, template = ((REPORTS / "bulletin" / one).read_text("utf-8") for one in
                         ("report.md.j2", "en/report.md.j2"))  # fmt: skip
    assert not CHINESE.search(template)
    inserted = re.compile(
        r"^(#+) |\{\{ ((?:table|figure|facts|page_break)\([^}]*) \}\}|^\{% (?!macro)([^%]*) %\}$",
        re.MULTILINE,
    )
    assert inserted.findall(template) == inserted.findall(chinese)


def test_sections_and_sentences(writer: ReportWriter) -> None:
    found = results(*map(unit, range(1, 13)))
    earlier = results(*(unit(n, lambda n: tree(n + 50)) for n in range(3, 11)))
    contents = english(found, previous=Earlier(earlier, "2025 H1"))
    assert contents.cover.title == "Assessment bulletin: Digital Government, 2026 H1"
    assert contents.cover.notice == "Internal document – keep secure"
    assert [(one.name, one.value) for one in contents.cover.facts] == [
        ("Units assessed", "12"), ("Period", "2026 H1"), ("Basis", "Verified"), ("Distribution", "Internal use"),
    ]  # fmt: skip
    with speaking("en"):
        document = writer.document(contents)
    assert [plain(one.runs) for one in document.blocks if isinstance(one, Heading)][
        : len(SECTIONS)
    ] == SECTIONS
    text = full_text(document)
    assert (
        "12 units took part in the Digital Government assessment for 2026 H1: Town (12). The mean score is "
        "48.96 points, the median 49.17 points, the highest score 62.67 points and the lowest 36.89 points. "
        "Units by level: Basic (12)." in text
    )
    assert (
        "8 units can be compared, having a total score in both rounds; both rounds are scored with this round’s "
        "indicator system." in text
    )
    assert "In this round only: Town 1, Town 2, Town 11, Town 12." in text
    assert "Measured against the Policy: 1 clause has indicators that can be scored;" in text
    assert "complete the rectification within the prescribed period and submit the evidence." in text


def test_tables() -> None:
    odd = [
        unit(6, blank, **UNSCORED),
        unit(7, rankable=False, steps=(Step("unranked", ""),)),
        unit(8, type="Park"),
    ]
    contents = english(results(*map(unit, range(1, 6)), *odd), title="Results", notice="For the board")
    assert (contents.cover.title, contents.cover.notice) == ("Results", "For the board")
    assert headers(contents, "ranking-0") == [
        "Rank", "Unit", "Class", "Total score", "Level", "Peer rank",
    ]  # fmt: skip
    assert table(contents, "unranked") == [
        ["Town 6", "—", "No indicator could be scored; no total"],
        ["Town 7", contents_score(contents, "Town 7"),
         "Weight of indicators not applicable exceeds the limit; scored but not ranked"],
    ]  # fmt: skip
    assert contents.values["unranked"] == (
        "‘No indicator could be scored; no total’ (1 unit: Town 6)",
        "‘Weight of indicators not applicable exceeds the limit; scored but not ranked’ (1 unit: Town 7)",
    )
    assert contents.tables["units"].notes == (
        "Ranks are among the units of the same type.",
        "Where only one unit of a type is ranked, no rank is given (‘—’).",
        "Any other ‘—’ means that there is no score or that the unit is not ranked.",
    )
    assert table(contents, "missing") == [["Town 6", "1", "D1-1 Indicator 1.1"]]


def contents_score(contents: Contents, name: str) -> str:
    return next(row[4] for row in table(contents, "units") if len(row) > 1 and row[1] == name)


def test_close_totals_are_counted_by_what_they_are() -> None:
    near = replace(unit(2), total=Fraction(60)), replace(unit(3), total=Fraction("59.9"))
    contents = english(results(unit(1), *near))
    listing: Any = contents.values["ranking"]
    assert listing.listings[0].close == 1
    assert "Less than 0.5 points behind the unit above" in [row[-1] for row in table(contents, "ranking-0")]


def test_units_without_names() -> None:
    with speaking("en"):
        assert [pseudonym(index, 10) for index in (0, 9)] == ["Unit A", "Unit J"]
        assert pseudonym(11, 3000) == "Unit 0012"


def test_for_the_public() -> None:
    contents = english(results(*map(unit, range(1, 8))), replace(REQUEST, audience="public"))
    assert (contents.cover.notice, contents.cover.facts[-1].value) == ("", "Public (units anonymised)")
    assert NOTICE not in list(said(contents))
