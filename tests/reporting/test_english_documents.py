"""Documents in English: words and typography of the writers, in every format."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import asdict

import pypdf
import pytest

from dgassess.reporting.blocks import (
    Callout,
    Cell,
    Column,
    Cover,
    Document,
    Fact,
    Figure,
    Heading,
    Paragraph,
    Row,
    Table,
    runs,
)
from dgassess.reporting.lettering import straight, width, wrap
from dgassess.reporting.markdown import blocks
from dgassess.reporting.page_words import page_words
from dgassess.reporting.pdf import plain_data
from dgassess.reporting.printed import texts
from dgassess.reporting.template import TokenStore
from dgassess.reporting.wording import after, lines_cell, listing, period_text, typeset
from dgassess.reporting.writer import Resources, write
from dgassess.values.language import Language, speaking
from tests.reporting.conftest import REPORTS
from tests.reporting.test_pdf import _fonts
from tests.reporting.word_reading import W, opened, value

CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 40" width="640" height="40">'
    '<text x="9" y="20">City’s 7</text></svg>'
)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


def made(language: Language = "en") -> Document:
    long = "internationalisation-of-administrative-responsibilities, institutionalisation."
    table = Table(
        (Column("Indicator", width=1), Column("Score", "right")),
        (Row((Cell(runs("The city’s “one window” services")), Cell(runs("87.13")))),),
        "Scores", "Table 1", notes=("all of 2026",),
    )  # fmt: skip
    content = (
        Heading(1, runs("Results"), "1 ", "s1"), Paragraph(runs(f"The city’s score is ‘good’: {long}")), table,
        Callout("note", "Note", (runs("Mind."),)), Figure(SVG, "Chart", "Seven.", "A chart", "Figure 1"),
    )  # fmt: skip
    cover = Cover(
        "Report", "Port City", "Internal", (Fact("Unit", "Port City", "city"),), "Office", "2026-03-20", True
    )
    return Document(cover, content, "Report · Port City", language)


def test_wording() -> None:
    assert listing(["A"]) == "A"
    assert listing(["A", "B", "C"]) == "A, B and C"
    assert listing(["A", "B", "C"], 2) == "A, B and 1 more"
    assert listing(["A", "B", "C"], 2, counted=False) == "A, B and others"
    assert (period_text("2026"), period_text("2026 H1")) == ("2026", "2026 H1")
    assert after("O’Brien)", "2026") == " 2026"
    assert after("", "2026") == "2026"
    assert typeset("a: b, -3 (市)") == "a: b, −3 (市)"
    assert lines_cell("Chosen: a; not chosen: b").texts() == ("Chosen: a", "not chosen: b")
    assert lines_cell("A (b; c [d]); e").texts() == ("A (b; c [d])", "e")


def test_no_word_of_the_writers_is_chinese() -> None:
    said = str(asdict(page_words()))
    assert not CHINESE.search(said)
    for format_ in ("html", "pdf", "docx"):
        assert not CHINESE.search(str(list(texts(made(), format_))))


def test_a_callout_without_a_title() -> None:
    found = blocks("> [!warning]\n> Mind the gap.", TokenStore({}))
    assert found == (Callout("warning", "Please note", (runs("Mind the gap."),)),)


def test_words_are_broken_by_the_rules_of_their_language() -> None:
    word = "(internationalisation,"
    assert plain_data(word) == word
    assert plain_data("sha256:0123456789abcdef") != "sha256:0123456789abcdef"
    assert wrap("Citizens’ cafés’ services", 10, 60) == ("Citizens’", "cafés’", "services")
    assert width("’", 10) == 5
    assert straight("<text>“a’s”</text>") == '<text>"a\'s"</text>'


def test_a_pdf() -> None:
    read = pypdf.PdfReader(io.BytesIO(write(made(), "pdf", Resources.under(REPORTS))))
    assert str(read.root_object["/Lang"]) == "en-GB"
    assert read.metadata is not None
    assert read.metadata.title == "Report – Port City"
    text = "\n".join(page.extract_text() for page in read.pages)
    assert not CHINESE.search(text)
    assert any("NotoSansSCMarks" in str(font["/BaseFont"]) for page in read.pages for font in _fonts(page))
    for said in ("Contents", "Page 1", "Note: all of 2026", "The city’s score"):
        assert said in text, said


def test_a_page() -> None:
    page = write(made(), "html", Resources.under(REPORTS)).decode()
    assert '<html lang="en">' in page
    assert page.index('"Segoe UI"') > page.index('"Microsoft YaHei"')
    body = re.sub("<style>.*?</style>", "", page, flags=re.DOTALL)
    assert not CHINESE.search(re.sub(r"<script>.*", "", body, flags=re.DOTALL))
    assert '"Segoe UI"' not in write(made("zh-CN"), "html", Resources.under(REPORTS)).decode()


def test_a_word_document() -> None:
    report = opened(write(made(), "docx", Resources.under(REPORTS)))
    parts = report.parts
    assert value(parts["word/styles.xml"], "docDefaults/rPrDefault/rPr/lang", "val") == "en-GB"
    assert value(parts["word/styles.xml"], "docDefaults/rPrDefault/rPr/rFonts", "ascii") == "Arial"
    for name in ("word/document.xml", "word/styles.xml", "word/footer2.xml", "word/fontTable.xml"):
        strings = [text for one in parts[name].iter() for text in (one.text, *one.attrib.values()) if text]
        assert not CHINESE.search("".join(strings)), name
    body = next(
        one for one in parts["word/styles.xml"].iter(f"{W}style") if one.get(f"{W}styleId") == "BodyText"
    )
    assert body.find(f"{W}pPr/{W}ind") is None
    shown = "".join(one.text or "" for one in parts["word/document.xml"].iter(f"{W}t"))
    for said in ("Contents", "Table 1\u2003Scores", "Note: all of 2026", "Figure 1\u2003A chart"):
        assert said in shown, said


def test_an_apostrophe_in_chinese_text_is_a_latin_one() -> None:
    with speaking("zh-CN"):
        document = Document(Cover("题"), (Paragraph(runs("采用Smith’s方法，“好”。")),))
        report = opened(write(document, "docx", Resources.under(REPORTS)))
    found = [
        ("".join(one.itertext()), one.find(f"{W}rPr/{W}rFonts") is not None)
        for one in report.parts["word/document.xml"].iter(f"{W}r")
    ]
    assert found[-3:] == [("采用Smith", True), ("’", False), ("s方法，“好”。", True)]
