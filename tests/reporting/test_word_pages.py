"""Pages of a Word document: sizes and margins, sections, running headers, page numbers, watermark, seal."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dgassess.reporting.blocks import (
    Column,
    Cover,
    Document,
    Fact,
    Heading,
    PageBreak,
    Paragraph,
    Table,
    runs,
)
from dgassess.reporting.word_cover import SEAL, cover
from dgassess.reporting.word_stretches import stretches
from dgassess.reporting.word_theme import WordTheme
from dgassess.reporting.writer import ReportWriter
from tests.reporting.word_reading import Opened, W, small, style_by_id, style_of, text_of, value, written


@pytest.fixture
def document(word_document: Document) -> Document:
    return word_document


@pytest.fixture
def report(word_report: Opened) -> Opened:
    return word_report


def test_the_page_is_that_of_official_documents(report: Opened) -> None:
    upright = [one for one in report.sections() if value(one, "pgSz", "orient") is None]
    for one in upright:
        millimetres = {
            key: round(int(value(one, "pgMar", key) or 0) / 20 / 72 * 25.4)
            for key in ("top", "right", "bottom", "left")
        }
        assert millimetres == {"top": 37, "right": 26, "bottom": 35, "left": 28}
    body = style_by_id(report, "BodyText")
    assert value(body, "pPr/ind", "firstLineChars") == "200"
    normal = style_by_id(report, "Normal")
    pitch = int(value(normal, "pPr/spacing", "line") or 0) / 20
    assert value(normal, "pPr/spacing", "lineRule") == "exact"
    assert 22 * pitch <= 225 / 25.4 * 72 < 23 * pitch
    assert value(report.parts["word/styles.xml"], "docDefaults/rPrDefault/rPr/rFonts", "eastAsia") == "仿宋"
    assert value(report.parts["word/styles.xml"], "docDefaults/rPrDefault/rPr/sz") == "32"
    assert value(style_by_id(report, "Footer"), "rPr/sz") == "28"
    assert value(style_by_id(report, "Footer"), "rPr/rFonts", "ascii") == "宋体"
    assert value(style_by_id(report, "Title"), "rPr/sz") == "44"
    assert value(style_by_id(report, "Caption"), "rPr/sz") == "24"
    assert value(style_by_id(report, "ReportTable"), "rPr/sz") == "21"


def test_running_texts_and_page_numbers_are_those_of_the_body(document: Document, report: Opened) -> None:
    relations = {
        one.get("Id"): "word/" + one.get("Target") for one in report.parts["word/_rels/document.xml.rels"]
    }
    reference = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

    def shown(section: Any, kind: str) -> tuple[str, list[str]]:
        root = report.parts[relations[section.find(W + kind).get(reference)]]
        return text_of(root), [one.text.strip() for one in root.iter(f"{W}instrText")]

    cover, listing, *body = report.sections()
    for section in (cover, listing):
        assert shown(section, "headerReference") == ("", [])
        assert shown(section, "footerReference") == ("", [])
    running = document.identity + document.cover.notice
    assert document.cover.notice
    assert {shown(section, "headerReference")[0] for section in body} == {running}
    assert {tuple(shown(section, "footerReference")[1]) for section in body} == {("PAGE",)}
    assert shown(body[0], "footerReference")[0] == "— 1 —"
    assert [value(section, "pgNumType", "start") for section in body] == ["1"] + [None] * (len(body) - 1)


def test_the_watermark_is_on_every_page(writer: ReportWriter, document: Document, report: Opened) -> None:
    headers = [root for name, root in report.running.items() if "header" in name]
    marks = [one.get("string") for root in headers for one in root.iter() if one.get("string")]
    assert marks == ["征求意见稿"] * len(headers)
    assert len(headers) == 3
    assert len([one for one in report.sections() if one.find(f"{W}headerReference") is None]) == 0
    plain_one = written(writer, replace(document, watermark=""))
    assert all(
        "PowerPlusWaterMark" not in str(one.attrib) for one in plain_one.parts["word/header1.xml"].iter()
    )


def test_a_seal_has_room() -> None:
    facts = tuple(Fact(f"名{number}", "值") for number in range(12))
    made = Cover("题", facts=facts, organisation="省数据局", date="2027年3月1日")
    for seal, least in ((False, 24), (True, SEAL / 2)):
        elements = list(cover(replace(made, seal=seal), WordTheme()))
        before = value(elements[-2], "pPr/spacing", "before")
        assert text_of(elements[-2]) == "省数据局"
        assert int(before or 0) >= least * 20


def test_a_break_leaves_no_empty_paragraph(writer: ReportWriter) -> None:
    made = small(
        PageBreak(), Paragraph(runs("甲")), PageBreak(), PageBreak(), Paragraph(runs("乙")), PageBreak()
    )
    report = written(writer, made)
    body = [one for one in report.all("p") if style_of(one) == "BodyText"]
    assert [one.find(f"{W}pPr/{W}pageBreakBefore") is not None for one in body] == [False, True]
    assert report.all("br") == []


def test_wide_tables_turn_the_page(document: Document, report: Opened) -> None:
    found = stretches(document.blocks)
    # Upright pages first and last, and a list of problems and an annex that lie across.
    assert [one.landscape for one in found] == [False, True, False, True, False]
    assert isinstance(found[3].blocks[0], Heading)
    turned = [value(one, "pgSz", "orient") == "landscape" for one in report.sections()[2:]]
    assert turned == [one.landscape for one in found]
    wide = report.sections()[3]
    assert int(value(wide, "pgSz", "w") or 0) > int(value(wide, "pgSz", "h") or 0)


def test_neighbouring_wide_tables_share_a_section() -> None:
    wide = Table((Column("栏"),), (), "宽", wide=True)
    heading, text = Heading(1, runs("节")), Paragraph(runs("文"))
    found = stretches((text, PageBreak(), heading, text, wide, heading, wide, PageBreak(), text))
    assert [(one.landscape, len(one.blocks)) for one in found] == [(False, 1), (True, 5), (False, 1)]
    assert stretches((PageBreak(),)) == []
