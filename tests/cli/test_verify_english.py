"""`dgassess verify` of reports in English: what is unchanged follows, a changed digit is found in every format."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from dgassess.reporting import visible
from dgassess.reporting.comparing import Difference, Expected, compare, expected_numbers
from dgassess.reporting.visible import read_report
from dgassess.reporting.visible_pdf import PdfText, read_pdf, sheets
from dgassess.values.language import speaking
from tests.cli.parks import SYSTEM, write_park, write_response
from tests.cli.running import run
from tests.cli.test_verify_digits import (
    WORD_TEXT,
    applied,
    digits_within,
    named,
    page_digits,
    passes,
    repacked,
)

PARK = Path("own/indicators/park")
WHOLE = re.compile(r"([\s\S]+)")


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small system in English, a unit's answers, and its report in every format."""
    folder = tmp_path_factory.mktemp("reported")
    park = write_park(folder / "own", SYSTEM.replace("version: 1.2.0", "version: 1.2.0\nlang: en"))
    file = write_response(folder / "r" / "1.yaml", "1", "East Park 3")
    given = ("--format", "html,pdf,docx,xlsx", "--watermark", "Draft 2", "--output", folder / "out")
    ran = run("report", file, "--system", park, *given)
    assert ran.code == 0, ran.err
    return folder


@pytest.fixture
def answers(reported: Path, tmp_path: Path) -> Path:
    """A unit's answers; its report in English lies in the folder out in every format."""
    shutil.copytree(reported, tmp_path, dirs_exist_ok=True)
    return tmp_path / "r" / "1.yaml"


def report(ending: str) -> Path:
    [file] = Path("out").glob(f"*.{ending}")
    return file


@pytest.mark.parametrize("ending", ["html", "pdf", "docx", "xlsx"])
def test_an_unchanged_one_follows(answers: Path, ending: str) -> None:
    ran = run("verify", report(ending), "--system", PARK, "--responses", answers)
    assert (ran.code, "Note" in ran.out) == (0, False), ran.out + ran.err


def test_digits_of_a_page(answers: Path) -> None:
    page = report("html").read_text("utf-8")
    expected = expected_numbers(read_report(page.encode(), "x").figures["printed"])
    assert {"Cover", "Contents", "Watermark", "Header and footer"} <= {one.place for one in expected}
    for changes in passes(page_digits(page), page):
        named(compare(expected, read_report(applied(page, changes).encode(), "x").shown()), changes)


def test_digits_of_a_pdf(answers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = report("pdf").read_bytes()
    told = read_report(data, "x")
    expected = expected_numbers(told.figures["printed"])
    assert compare(expected, told.shown()) == []
    read = read_pdf(data, "x")
    assert "Page 1" in read.pages[2]
    page = read.pages[2].replace("Page 1", "Page X")
    for changes in passes(digits_within(page, WHOLE.finditer(page)), page):
        altered = applied(page, changes).replace("Page X", "Page 1")
        pages = (*read.pages[:2], altered, *read.pages[3:])
        text = PdfText(pages, read.unseen, read.attached)
        monkeypatch.setattr(visible, "read_pdf", lambda data, name, text=text: text)
        with speaking("en"):
            found = read_report(data, "x")
        named(beside(told, found), changes)
        assert len(compare(expected, found.shown())) >= len(changes) - 1  # but for the running line


def beside(told: visible.ReadReport, found: visible.ReadReport) -> list[Difference]:
    return compare([Expected(one.token, one.place) for one in told.shown_beside()], found.shown_beside())


def test_digits_of_a_word_document(answers: Path) -> None:
    data = report("docx").read_bytes()
    expected = expected_numbers(read_report(data, "x").figures["printed"])

    def change(name: str, part: bytes) -> bytes:
        if name != "word/document.xml":
            return part
        text = part.decode()
        digits = digits_within(text, WORD_TEXT.finditer(text))
        return applied(text, digits[len(digits) // 2 :][:1]).encode()

    assert compare(expected, read_report(data, "x").shown()) == []
    assert any(one.found for one in compare(expected, read_report(repacked(data, change), "x").shown()))


def test_places_are_named_in_english(answers: Path) -> None:
    with speaking("en"):
        places = {one.place for one in read_report(report("pdf").read_bytes(), "x").shown_beside()}
    assert {"Page 1", "Alternative text", "Bookmarks", "Document properties"} <= places


def test_level_names_are_whole_again() -> None:
    page = "Head\nLevel: very\ngood, inter-\nmediate 3.00\nPage 4"
    assert sheets(("", page), "", ["very good", "intermediate"]) == [
        (1, ""), (2, "Level: very good, intermediate 3.00"),
    ]  # fmt: skip
