"""Hostile text in a Word document stays literal, and the file stays one that opens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dgassess.reporting import diagnosis
from dgassess.reporting.blocks import (
    BulletList,
    Callout,
    Cell,
    Column,
    Cover,
    Document,
    Fact,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Row,
    Table,
    runs,
)
from dgassess.reporting.errors import MissingGlyphsError, ReportError
from dgassess.reporting.word_xml import literal
from dgassess.reporting.writer import ReportWriter, write
from tests.reporting.conftest import REQUEST
from tests.reporting.factory import sample, texts_of
from tests.reporting.test_template import HOSTILE
from tests.reporting.word_reading import SVG, W, opened, squeezed, text_of

NASTY = (
    HOSTILE,
    "</w:t></w:r><w:br/>&#x0;&lt;&amp;]]>",
    'a" descr="b\' w:val="c',
    'HYPERLINK "file:///x" \\* MERGEFORMAT { INCLUDETEXT x }',
    "😀👨‍👩‍👧🏳️‍🌈",
    "某𠮷县",
    "長" * 10_000,
    "W" * 10_000,
)
# What XML cannot hold, or what hides and reorders the text around it.
UNHOLDABLE = (
    ("a\x00b\x07c\x1bd", "a b c d"),
    ("a\ud800b\udfffc", "a\ufffdb\ufffdc"),
    ("a\ufffeb\uffffc", "a\ufffdb\ufffdc"),
    ("a\u202eb\u2066c\u200fd\ufeff", "abcd"),
    ("a\nb\tc\u2028d\x85e", "a b c d e"),
)


def everywhere(text: str) -> Document:
    """A document with the text in every place that takes one."""
    one = runs(text)
    fact = Fact(text, text, text)
    return Document(
        Cover(text, text, text, (fact,), text, text),
        (
            Heading(1, one, text, "a"),
            Paragraph(one),
            BulletList((one,)),
            Table((Column(text), Column(text, width=1)), (Row((Cell(one), Cell(one, more=(one,)))),), text, text,
                  notes=(text,)),
            Figure(SVG, text, text, text, text),
            Facts((fact,)),
            Callout("note", text, (one,)),
        ),
        identity=text,
        watermark=text,
    )  # fmt: skip


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_it_stays_literal(writer: ReportWriter, text: str) -> None:
    report = opened(write(everywhere(text), "docx", writer.resources))
    wanted = squeezed(text)
    assert squeezed(report.everything()).count(wanted) >= 20
    assert squeezed(text_of(report.all("p")[1])) == wanted
    assert report.all("br") == []
    codes = [one.text for one in report.all("instrText")]
    assert [code.split()[0] for code in codes] == ["TOC", "PAGEREF"]


@pytest.mark.parametrize(("text", "shown"), UNHOLDABLE, ids=range(len(UNHOLDABLE)))
def test_what_xml_cannot_hold_is_replaced(writer: ReportWriter, text: str, shown: str) -> None:
    assert literal(text) == shown
    report = opened(write(everywhere(text), "docx", writer.resources))
    assert report.everything().count(shown) >= 20


def test_a_hostile_report_opens(writer: ReportWriter) -> None:
    results, unit, _, evidence = sample()
    nodes = {key: replace(node, name=HOSTILE) for key, node in unit.nodes.items()}
    hostile = replace(unit, name=HOSTILE, nodes=nodes, peer_group=HOSTILE)
    system = texts_of(hostile, answer_text=HOSTILE, review_text=HOSTILE)
    request = replace(REQUEST, organisation=HOSTILE, title=HOSTILE, notice=HOSTILE, period=HOSTILE)
    contents = diagnosis.build(results, hostile, system, evidence, request)
    report = opened(writer.render(contents, ["docx"])["docx"])
    assert squeezed(report.everything()).count(squeezed(HOSTILE)) > 100
    assert {one.tag for one in report.body} <= {f"{W}{tag}" for tag in ("p", "tbl", "sdt", "sectPr")}


def test_a_character_that_a_chart_lacks_is_named(writer: ReportWriter) -> None:
    drawn = Figure(SVG.replace("图<", "\U00020bb7<"), "甲", "", "")
    with pytest.raises(MissingGlyphsError, match=r"U\+20BB7"):
        write(Document(Cover("题"), (drawn,)), "docx", writer.resources)
    # What is only told, not drawn, comes in the reader's fonts.
    told = Figure(
        SVG.replace("<text", "<title>\U00020bb7</title><desc>\U00020bb7</desc><text"), "\U00020bb7", "", ""
    )
    assert write(Document(Cover("\U00020bb7"), (told,)), "docx", writer.resources)


def test_a_chart_that_is_none_is_told(writer: ReportWriter) -> None:
    with pytest.raises(ReportError, match="The chart '甲' has no viewBox"):
        write(Document(Cover("题"), (Figure("<svg/>", "甲", "", ""),)), "docx", writer.resources)
    broken = Figure('<svg viewBox="0 0 9 9"', "甲", "", "")
    with pytest.raises(ReportError, match="cannot be drawn as a picture"):
        write(Document(Cover("题"), (broken,)), "docx", writer.resources)
