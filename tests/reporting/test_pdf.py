"""The PDF: tagged, bookmarked, literal, repeatable; characters no font has are named."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from dgassess.reporting import diagnosis, pdf
from dgassess.reporting.blocks import (
    Cell,
    Column,
    Cover,
    Detail,
    Document,
    Figure,
    Heading,
    Row,
    Table,
    runs,
)
from dgassess.reporting.errors import MissingGlyph, MissingGlyphsError, PdfError
from dgassess.reporting.glyphs import coverage, font_files
from dgassess.reporting.writer import ReportWriter, Resources, write
from tests.reporting.conftest import REPORTS, REQUEST
from tests.reporting.factory import sample, texts_of
from tests.reporting.fonts import write_rare_font
from tests.reporting.test_template import HOSTILE

FONTS = REPORTS / "fonts"


@pytest.fixture(scope="module")
def reader(rendered: dict[str, bytes]) -> PdfReader:
    return PdfReader(io.BytesIO(rendered["pdf"]))


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).replace("\u200b", "").split())


def test_it_declares_its_standards(reader: PdfReader) -> None:
    catalogue: Any = reader.trailer["/Root"]
    metadata = catalogue["/Metadata"].get_data().decode()
    assert catalogue["/Lang"] == "zh-CN"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert "pdfaid:part>2<" in metadata
    assert "pdfaid:conformance>A<" in metadata
    assert "pdfuaid:part>1<" in metadata
    assert "数字政府建设评估诊断报告" in metadata


def test_bookmarks_follow_the_headings(reader: PdfReader) -> None:
    titles = [squeezed(item.title or "") for item in reader.outline if not isinstance(item, list)]
    assert titles[:3] == ["摘要", "一、总体得分与等级", "二、五个维度得分"]
    assert titles[-1] == "附录方法与版本"


def test_figures_have_alternative_texts(rendered: dict[str, bytes]) -> None:
    reader = PdfReader(io.BytesIO(rendered["pdf"]))
    found = [str(value.get("/Alt", "")) for value in _objects(reader) if value.get("/S") == "/Figure"]
    assert len(found) == 10
    assert any("雷达图" in text for text in found)


def _objects(reader: PdfReader) -> list[Any]:
    seen: list[Any] = []
    queue: list[Any] = [reader.trailer["/Root"]["/StructTreeRoot"]]  # type: ignore[index]
    while queue:
        value = queue.pop().get_object()
        if isinstance(value, list):
            queue.extend(value)
        elif isinstance(value, dict):
            seen.append(value)
            if "/K" in value:
                queue.append(value["/K"])
    return [value for value in seen if isinstance(value, dict)]


def test_pages(reader: PdfReader) -> None:
    texts = [page.extract_text() for page in reader.pages]
    assert "内部资料" in texts[0]
    assert "目" in texts[1]
    assert "—1—" in squeezed(texts[2]).replace("一1一", "—1—")
    sizes = {(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in reader.pages}
    assert sizes == {(595, 842), (842, 595)}
    assert {
        font["/BaseFont"].split("+")[-1].split("-")[0] for page in reader.pages for font in _fonts(page)
    } == {"NotoSansSC"}


def _fonts(page: Any) -> list[Any]:
    fonts = page["/Resources"].get("/Font", {})
    return [font.get_object() for font in fonts.values()]


def test_header_rows_repeat(writer: ReportWriter) -> None:
    rows = tuple(Row((Cell(runs(f"行{i}")), Cell(runs("值")))) for i in range(120))
    table = Table((Column("名称栏"), Column("数值栏", width=1)), rows, "长表", "表1")
    document = Document(Cover("题"), (Heading(1, runs("节"), anchor="a"), table))
    reader = PdfReader(io.BytesIO(write(document, "pdf", writer.resources)))
    assert sum("名称栏" in page.extract_text() for page in reader.pages) >= 3


def test_hostile_text_stays_literal(writer: ReportWriter) -> None:
    results, unit, _, evidence = sample()
    nodes = {key: replace(node, name=HOSTILE) for key, node in unit.nodes.items()}
    hostile = replace(unit, name=HOSTILE, nodes=nodes)
    system = texts_of(hostile, answer_text=HOSTILE)
    contents = diagnosis.build(
        results, hostile, system, evidence, replace(REQUEST, title=HOSTILE, organisation=HOSTILE)
    )
    reader = PdfReader(io.BytesIO(writer.render(contents, ["pdf"])["pdf"]))
    assert squeezed(HOSTILE) in squeezed(reader.pages[0].extract_text())
    whole = squeezed("".join(page.extract_text() for page in reader.pages))
    assert whole.count(squeezed(HOSTILE)) > 20


def test_same_contents_same_bytes(writer: ReportWriter, contents: Any, rendered: dict[str, bytes]) -> None:
    assert writer.render(contents, ["pdf"])["pdf"] == rendered["pdf"]


def test_a_missing_character_is_named_with_its_place(writer: ReportWriter) -> None:
    results, unit, system, evidence = sample()
    rare = replace(unit, name="某𠮷县")
    contents = diagnosis.build(results, rare, system, evidence)
    with pytest.raises(MissingGlyphsError, match=r"'𠮷' \(U\+20BB7\) in 封面") as caught:
        writer.render(contents, ["pdf"])
    assert [glyph.code_point for glyph in caught.value.glyphs] == ["U+20BB7"]
    assert "某𠮷县" in writer.render(contents, ["html"])["html"].decode()


def test_a_missing_character_in_a_section_is_placed_there() -> None:
    blocks = (Heading(1, runs("甲节"), "一、"), Heading(2, runs("乙\U00020bb7"), "（一）"))
    with pytest.raises(MissingGlyphsError, match="“（一）乙"):
        pdf.pages(Document(Cover("题"), blocks), REPORTS / "theme" / "pdf", FONTS).compile()


def test_another_font_folder_is_the_way_out(tmp_path: Path) -> None:
    write_rare_font(tmp_path / "Rare.ttf")
    document = Document(Cover("某𠮷县"), (Heading(1, runs("𠮷"), anchor="a"),))
    resources = Resources.under(REPORTS, (tmp_path,))
    assert "𠮷" in PdfReader(io.BytesIO(write(document, "pdf", resources))).pages[0].extract_text()


def test_the_theme_fails_in_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "report.typ").write_text('#panic("broken theme")', "utf-8")
    with pytest.raises(PdfError, match="broken theme"):
        pdf.pages(Document(Cover("题"), ()), tmp_path, FONTS).compile()


def test_warnings_are_errors(tmp_path: Path) -> None:
    (tmp_path / "report.typ").write_text(
        '#set text(font: "No Such Font")\n#set document(title: "x")\nx', "utf-8"
    )
    with pytest.raises(PdfError, match=r"(?i)no such font"):
        pdf.pages(Document(Cover("题"), ()), tmp_path, FONTS).compile()


def test_long_words_may_break(writer: ReportWriter) -> None:
    rows = (Row((Cell(runs("W" * 300)), Cell(runs("甲")))),)
    table = Table((Column("长词", width=1), Column("乙")), rows, "表题", "表1")
    reader = PdfReader(
        io.BytesIO(write(Document(Cover("题"), (Heading(1, runs("节")), table)), "pdf", writer.resources))
    )
    assert squeezed("".join(page.extract_text() for page in reader.pages)).count("W") == 300


def test_what_the_bundled_fonts_cover() -> None:
    for font in sorted(FONTS.glob("NotoSansSC-*.ttf")):
        covered = coverage(font)
        wanted = "鄠浉㙍𬭊𬭸①⑳≥≤×÷−→■▲●○‰㎡℃“”—…·《》〔〕％，。、"
        assert [character for character in wanted if ord(character) not in covered] == []
        assert len(covered) > 9_000
        assert font.stat().st_size < 3_500_000
    for font in sorted(FONTS.glob("NotoSansSCMarks-*.ttf")):
        assert coverage(font) == set(map(ord, "‘’“”·"))
    assert coverage(Path(__file__)) == frozenset()
    assert (FONTS / "OFL.txt").read_text("utf-8").count("SIL Open Font License")


def test_coverage_is_what_a_font_library_reads() -> None:
    tables = pytest.importorskip("fontTools.ttLib")
    for font in font_files(FONTS):
        assert coverage(font) == set(tables.TTFont(font).getBestCmap())


def test_what_pages_cannot_unfold_does_not_reach_them() -> None:
    """Neither the theme nor the search for missing glyphs: the emoji would have no font."""
    row = Row((Cell(runs("甲")),), details=(Detail("说明", (runs("\U0001f600"),)),), tags=("缺项",))
    table = Table((Column("名称", detail=True),), (row,), "表")
    document = Document(Cover("题"), (table,))
    assert "\U0001f600" not in str(pdf.plain_data(document))
    made = pdf.pages(document, REPORTS / "theme" / "pdf", FONTS).compile()
    assert "甲" in PdfReader(io.BytesIO(made)).pages[-1].extract_text()


def test_a_watermark_lies_on_every_page_and_is_read_out_on_none(writer: ReportWriter) -> None:
    results, unit, system, evidence = sample()
    contents = diagnosis.build(
        results, unit, system, evidence, replace(REQUEST, watermark="征求意见稿", seal=True)
    )
    plain_pages = PdfReader(io.BytesIO(writer.render(replace(contents, watermark=""), ["pdf"])["pdf"])).pages
    pages = PdfReader(io.BytesIO(writer.render(contents, ["pdf"])["pdf"])).pages
    assert len(pages) == len(plain_pages)
    for page in pages:
        drawn = page.get_contents().get_data()  # type: ignore[union-attr]
        assert b"/Artifact" in drawn.split(b"BT")[0]
    assert all("征求意见稿" in squeezed(page.extract_text()) for page in pages)


def test_a_seal_has_room_on_the_cover(writer: ReportWriter) -> None:
    tops = []
    for seal in (False, True):
        document = Document(Cover("题", organisation="评估院", date="2027年3月1日", seal=seal), ())
        found: list[float] = []

        def note(text: str, _cm: Any, matrix: Any, *_: Any, found: list[float] = found) -> None:
            if "评估院" in text:
                found.append(matrix[5] or _cm[5])

        PdfReader(io.BytesIO(write(document, "pdf", writer.resources))).pages[0].extract_text(
            visitor_text=note
        )
        tops.append(found[0])
    assert abs(tops[1] - tops[0]) > 30  # points


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("28%(56000÷200000)", ["28%(", "56000÷", "200000)"]),
        ("a" * 20, ["a" * 8, "a" * 8, "a" * 4]),
        ("1" * 20, ["1" * 8, "1" * 8, "1" * 4]),
    ],
)
def test_a_long_word_breaks_but_not_within_its_numbers(word: str, pieces: list[str]) -> None:
    assert pdf.plain_data(word) == "\u200b".join(pieces)


def test_names_of_any_length_are_cut_where_a_pdf_keeps_them_for_itself(writer: ReportWriter) -> None:
    long = "长" * 20_000
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="1" height="1"/></svg>'
    blocks = (Heading(1, runs(long)), Figure(svg, long, long, long))
    document = Document(Cover(long, organisation=long, notice=long), blocks, identity=long)
    reader = PdfReader(io.BytesIO(write(document, "pdf", writer.resources)))
    assert reader.metadata is not None
    assert reader.metadata.title == "长" * 299 + "…"
    assert str(reader.metadata.author) == "长" * 299 + "…"
    titled = Document(Cover("题"), (Heading(1, runs("文")),), identity=long)
    running = PdfReader(io.BytesIO(write(titled, "pdf", writer.resources))).pages[-1].extract_text()
    assert squeezed(running).startswith("长" * 89 + squeezed("…"))


def test_a_message_does_not_repeat_a_long_name() -> None:
    glyph = MissingGlyph("𠮷", "长" * 10_000, "…")
    assert len(str(MissingGlyphsError((glyph,)))) < 500
