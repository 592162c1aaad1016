"""The Word document: everything the blocks say is in it, by Word's own means, and always in the same bytes."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from datetime import datetime
from typing import get_args

import docx
import pytest

from dgassess.reporting import blocks as block_types
from dgassess.reporting.blocks import (
    Block,
    BulletList,
    Callout,
    Document,
    Fact,
    Facts,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    block_texts,
    plain,
    runs,
    texts,
)
from dgassess.reporting.writer import ReportWriter, write
from tests.reporting.conftest import REPORTS
from tests.reporting.test_html import Page
from tests.reporting.word_reading import (
    NUMBER,
    SVG,
    WP,
    Opened,
    W,
    small,
    squeezed,
    style_by_id,
    style_of,
    text_of,
    value,
    written,
)

# The order the schema wants, as far as these elements are written; Word refuses documents that mix it up.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs spacing ind jc outlineLvl sectPr",
    "rPr": "rStyle rFonts b bCs noProof color spacing sz szCs lang",
    "tblPr": "tblStyle tblW jc tblBorders tblLayout tblCellMar tblLook tblCaption",
    "trPr": "cantSplit tblHeader",
    "tcPr": "tcW gridSpan tcBorders shd vAlign",
    "tcBorders": "top left bottom right",
    "pBdr": "top left bottom right",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols docGrid",
    "style": "name basedOn next semiHidden qFormat pPr rPr tblPr tblStylePr",
    "lvl": "start numFmt lvlText lvlJc pPr rPr",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang",
    "numbering": "abstractNum num",
}


@pytest.fixture
def document(word_document: Document) -> Document:
    return word_document


@pytest.fixture
def report(word_report: Opened) -> Opened:
    return word_report


class Cells(Page):
    """The text of a page, what stands in different elements apart."""

    def handle_data(self, data: str) -> None:
        super().handle_data(f"{data}\n")


def test_every_text_is_there(document: Document, report: Opened) -> None:
    shown = squeezed(report.everything())
    drawings = {block.svg for block in document.blocks if isinstance(block, Figure)}
    wanted = {text for _, text in texts(document) if text not in drawings}
    assert len(wanted) > 300
    assert [text for text in sorted(wanted) if squeezed(text) not in shown] == []


def test_the_figures_are_those_of_the_html(writer: ReportWriter, document: Document, report: Opened) -> None:
    """A chart's letters are pixels in Word, so they are taken from the drawing itself."""
    page = Cells(write(document, "html", writer.resources).decode())
    drawn = "\n".join(Cells(block.svg).text for block in document.blocks if isinstance(block, Figure))
    found = set(NUMBER.findall(report.everything() + drawn))
    assert len(found) > 200
    # The footers' page number is a field that shows 1 until pages are counted.
    assert found - {"1"} == set(NUMBER.findall(page.text)) - {"1"}


def test_same_contents_same_bytes(writer: ReportWriter, document: Document, word_data: bytes) -> None:
    assert write(document, "docx", writer.resources) == word_data
    with zipfile.ZipFile(io.BytesIO(word_data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in archive.infolist()} == {0}


def test_what_describes_it(word_data: bytes, report: Opened) -> None:
    properties = docx.Document(io.BytesIO(word_data)).core_properties
    assert properties.title == "数字政府建设评估诊断报告　滨江市（2026年度）"
    assert properties.author == properties.last_modified_by == "省数字政府研究院"
    assert properties.language == "zh-CN"
    assert properties.created is not None
    assert properties.created.replace(tzinfo=None) == datetime(1980, 1, 1)  # noqa: DTZ001
    assert properties.created == properties.modified
    styles = report.parts["word/styles.xml"]
    assert value(styles, "docDefaults/rPrDefault/rPr/lang", "eastAsia") == "zh-CN"
    assert [name for name in report.names if "thumbnail" in name or "customXml" in name] == []


def test_elements_stand_in_the_order_of_the_schema(report: Opened) -> None:
    seen = set()
    for root in report.parts.values():
        for one in root.iter():
            name = one.tag.removeprefix(W)
            if name not in ORDERS:
                continue
            seen.add(name)
            order = ORDERS[name].split()
            places = [order.index(child.tag.removeprefix(W)) for child in one]
            assert places == sorted(places), (name, [child.tag for child in one])
    assert seen == ORDERS.keys()


def test_headings_are_headings(document: Document, report: Opened) -> None:
    wanted = [
        (f"Heading{block.level}", block.label + plain(block.runs))
        for block in document.blocks
        if isinstance(block, Heading)
    ]
    found = [(style_of(one), text_of(one)) for one in report.all("p") if style_of(one).startswith("Heading")]
    assert found == wanted
    assert len(found) > 10
    for level in range(1, 5):
        style = style_by_id(report, f"Heading{level}")
        assert value(style, "name") == f"heading {level}"
        assert value(style, "pPr/outlineLvl") == str(level - 1)
        assert value(style, "rPr/rFonts", "eastAsia") in ("黑体", "楷体", "仿宋")


def test_no_theme_font_shines_through(report: Opened) -> None:
    for root in report.parts.values():
        for one in root.iter(f"{W}rFonts"):
            assert not [key for key in one.attrib if key.endswith("Theme")]
    used = {style_of(one) for one in report.all("p")} - {""}
    known = {style.get(f"{W}styleId") for style in report.parts["word/styles.xml"].iter(f"{W}style")}
    assert used <= known


def test_contents_lead_to_headings(document: Document, report: Opened) -> None:
    links = report.all("hyperlink")
    names = [one.get(f"{W}name") for one in report.all("bookmarkStart")]
    assert len(names) == len(set(names))
    assert {link.get(f"{W}anchor") for link in links} <= set(names)
    assert [text_of(link) for link in links] == [
        block.label + plain(block.runs)
        for block in document.blocks
        if isinstance(block, Heading) and block.level <= 2
    ]
    codes = [one.text for one in report.all("instrText")]
    assert codes[0].split()[0] == "TOC"
    assert sum(code.split()[0] == "PAGEREF" for code in codes) == len(links)
    # It would make Word ask every reader a question.
    assert value(report.parts["word/settings.xml"], "updateFields") is None
    kinds = [one.get(f"{W}fldCharType") for one in report.all("fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == len(codes)


def test_captions_count_themselves(document: Document, report: Opened) -> None:
    captioned = [block for block in document.blocks if getattr(block, "caption", "")]
    assert [squeezed(text) for text in report.paragraphs("Caption")] == [
        squeezed(block.label + block.caption)  # type: ignore[union-attr]
        for block in captioned
    ]
    codes = [one.text.strip() for one in report.all("instrText") if "SEQ" in one.text]
    assert set(codes) == {"SEQ 表 \\* ARABIC", "SEQ 图 \\* ARABIC"}
    assert len(codes) == len(captioned)


def test_a_caption_that_jumps_says_so(writer: ReportWriter) -> None:
    figures = [Figure(SVG, "甲", "", "说明", label) for label in ("图1", "图3", "图4", "图A", "")]
    report = written(writer, small(*figures))
    codes = [one.text.strip() for one in report.all("instrText")]
    assert codes == ["SEQ 图 \\* ARABIC", "SEQ 图 \\* ARABIC \\r 3", "SEQ 图 \\* ARABIC"]
    assert report.paragraphs("Caption") == ["图1　说明", "图3　说明", "图4　说明", "图A　说明", "说明"]


def test_pictures_say_what_they_show(document: Document, report: Opened) -> None:
    figures = [block for block in document.blocks if isinstance(block, Figure)]
    properties = list(report.body.iter(f"{WP}docPr"))
    assert [one.get("title") for one in properties] == [figure.title for figure in figures]
    for one, figure in zip(properties, figures, strict=True):
        assert figure.description in one.get("descr")
    ids = [one.get("id") for one in properties]
    assert len(set(ids)) == len(ids) == len(figures) > 8
    pictures = [name for name in report.names if name.endswith(".png")]
    assert len(pictures) == len(figures)


def test_pictures_are_sharp(word_data: bytes) -> None:
    package = docx.Document(io.BytesIO(word_data))
    for shape in package.inline_shapes:
        relation = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        image = package.part.related_parts[relation].image
        assert image.px_width / (shape.width / 914_400) >= 200
        assert abs(image.px_width / image.px_height - shape.width / shape.height) < 0.02


def test_every_kind_of_block_is_written(writer: ReportWriter) -> None:
    examples: tuple[Block, ...] = (
        Heading(4, runs("四级"), "（1）", "a"),
        Paragraph(runs("正文", bold=True)),
        BulletList((runs("一项"), runs("二项"))),
        BulletList((runs("其一"), runs("其二")), ordered=True),
        BulletList((runs("再一"),), ordered=True),
        block_types.Table((block_types.Column("栏"),), (), "空表", "表1"),
        Figure(SVG, "图名", "图意", "图题", "图1"),
        Facts((Fact("名", "值", "注", strong=True),)),
        Facts((Fact("名2", "值2"), Fact("名3", "值3"))),
        Callout("warning", "当心", (runs("甲"), runs("乙"))),
        Callout("warning", "又一", ()),
        PageBreak(),
        Facts(()),
        Facts((Fact("末", "值"),)),
    )
    assert {type(one) for one in examples} == set(get_args(Block))
    report = written(writer, small(*examples))
    shown = squeezed(report.everything())
    for block in examples:
        for text in block_texts(block):
            assert text == SVG or squeezed(text) in shown
    # Each numbered list begins at 1 in a list of its own.
    lists = [value(one, "pPr/numPr/numId") for one in report.all("p") if style_of(one) == "ListNumber"]
    assert lists == ["2", "2", "3"]
    known = {one.get(f"{W}numId") for one in report.parts["word/numbering.xml"].iter(f"{W}num")}
    assert known == {"1", "2", "3"}
    # Tables, and boxes of one kind, would run into one another.
    order = [one.tag.removeprefix(W) for one in report.body]
    assert not re.search(r"tbl tbl", " ".join(order))
    styles = [style_of(one) for one in report.body if one.tag == f"{W}p"]
    assert styles.count("ReportCallout") == 4
    assert styles[styles.index("ReportCallout") + 3] == "ReportGap"


def test_other_languages(writer: ReportWriter) -> None:
    table = block_types.Table((block_types.Column("a"),), (), "Scores", "Table 1", notes=("rounded",))
    report = written(writer, small(Heading(1, runs("Summary"), "", "s1"), table, language="en"))
    assert value(report.parts["word/styles.xml"], "docDefaults/rPrDefault/rPr/lang") == "en-GB"
    assert report.paragraphs("TOCHeading") == ["Contents"]
    assert report.paragraphs("ReportTableNote") == ["Note: rounded"]
    assert report.paragraphs("Caption") == ["Table 1\u2003Scores"]
    assert [one.text.strip() for one in report.all("instrText")][-1] == "SEQ Table \\* ARABIC"


def test_chinese_punctuation_is_set_in_the_chinese_font(writer: ReportWriter) -> None:
    """Quotation marks and dashes have no script of their own: a hint says whose they are."""
    report = written(writer, small(Paragraph(runs("见“总体”——一节")), Paragraph(runs("an “English” text —"))))
    hints = [value(one, "rPr/rFonts", "hint") for one in report.all("r")[-2:]]
    assert hints == ["eastAsia", None]


def test_other_formats_do_without_the_library() -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom dgassess.reporting.blocks import Cover, Document\n"
        "from dgassess.reporting.writer import Resources, write\n"
        "for name in ('html', 'pdf'): write(Document(Cover('题'), ()), name, Resources.under(Path(sys.argv[1])))\n"
        "print(sorted({'docx', 'lxml'} & set(sys.modules)))"
    )
    environment = os.environ | {"PYTHONPATH": str(REPORTS.parent / "src"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", code, str(REPORTS)]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=120)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
