"""theme.yaml of Word documents: what it changes, and how its mistakes are told."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dgassess.reporting.blocks import Cover, Document, Heading, Paragraph, runs
from dgassess.reporting.errors import ReportTemplateError
from dgassess.reporting.word_theme import WordTheme, read_theme
from dgassess.reporting.writer import Resources, write
from tests.reporting.conftest import REPORTS
from tests.reporting.word_reading import W, opened, value

MADE = Document(Cover("题"), (Heading(2, runs("节"), "（一）", "a"), Paragraph(runs("文"))))


def test_the_theme_that_ships_says_the_defaults() -> None:
    assert read_theme(REPORTS / "theme" / "word" / "theme.yaml") == WordTheme()
    assert read_theme(REPORTS / "nowhere" / "theme.yaml") == WordTheme()


def test_a_folder_of_ones_own(tmp_path: Path) -> None:
    shutil.copytree(REPORTS / "theme", tmp_path / "theme")
    file = tmp_path / "theme" / "word" / "theme.yaml"
    file.write_text(
        "body_font: 仿宋_GB2312\ntitle_bold: false\nmargin_left: 30\nheading_2_font: 楷体_GB2312\n", "utf-8"
    )
    resources = replace(Resources.under(REPORTS), themes=tmp_path / "theme")
    report = opened(write(MADE, "docx", resources))
    styles = report.parts["word/styles.xml"]
    assert value(styles, "docDefaults/rPrDefault/rPr/rFonts", "eastAsia") == "仿宋_GB2312"
    assert value(report.sections()[0], "pgMar", "left") == "1701"
    title = next(one for one in styles.iter(f"{W}style") if one.get(f"{W}styleId") == "Title")
    assert title.find(f"{W}rPr/{W}b") is None
    fonts = report.parts["word/fontTable.xml"]
    named = {one.get(f"{W}name"): value(one, "altName") for one in fonts}
    assert named["仿宋_GB2312"] == "仿宋"
    assert named["黑体"] == "SimHei"
    assert {one.get(f"{W}eastAsia") for one in styles.iter(f"{W}rFonts")} - {None} <= named.keys()


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("body_fnt: 仿宋\n", 1, "'body_fnt' is no key of a Word theme. Did you mean 'body_font'"),
        ("title_size: 22\nbody_size: 三号\n", 2, "'body_size' is a number above 0 and at most 200."),
        ("body_size: 0\n", 1, "'body_size' is a number above 0"),
        ("title_bold: ja\n", 1, "'title_bold' is true or false."),
        ("body_font: ''\n", 1, "'body_font' is the name of a font."),
        ("body_font: [a]\n", 1, "'body_font' is the name of a font."),
        ("- a\n", 1, "A theme is a mapping"),
        ("a: [\n", 2, "expected"),
        ("margin_left: 190\n", 0, "The margins leave less than 200 points"),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path: Path, source: str, line: int, message: str) -> None:
    file = tmp_path / "theme.yaml"
    file.write_text(source, "utf-8")
    with pytest.raises(ReportTemplateError) as caught:
        read_theme(file)
    assert message in caught.value.message
    assert (caught.value.file, caught.value.line) == (str(file), line)


def test_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "theme.yaml").write_bytes("body_font: 仿宋".encode("gbk"))
    with pytest.raises(ReportTemplateError, match="not saved as UTF-8"):
        read_theme(tmp_path / "theme.yaml")


def test_an_empty_theme_is_the_default(tmp_path: Path) -> None:
    (tmp_path / "theme.yaml").write_text("# 空\n", "utf-8")
    assert read_theme(tmp_path / "theme.yaml") == WordTheme()
