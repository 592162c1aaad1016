"""The Word document in another program: LibreOffice finds every table, picture, heading and text in it."""

from __future__ import annotations

import os
import re
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from dgassess.reporting.blocks import Document, Facts, Figure, Heading, Table, plain
from dgassess.reporting.contents import Contents
from dgassess.reporting.writer import ReportWriter, write
from tests.reporting.conftest import REPORTS
from tests.reporting.word_reading import squeezed

ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TABLE, DRAW, TEXT = (ODF % name for name in ("table", "drawing", "text"))


@pytest.fixture(scope="module")
def document(writer: ReportWriter, contents: Contents) -> Document:
    return replace(writer.document(contents), watermark="征求意见稿")


@pytest.fixture(scope="module")
def converted(writer: ReportWriter, document: Document, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with what LibreOffice made of the document: one .pdf and one .fodt."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "报告.docx").write_bytes(write(document, "docx", writer.resources))
    # Chinese letters wherever the tests run: the report's own fonts join those that are installed.
    fonts = folder / "fonts.conf"
    fonts.write_text(
        f"<fontconfig><dir>{REPORTS / 'fonts'}</dir><cachedir>{folder / 'cache'}</cachedir>"
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include></fontconfig>',
        "utf-8",
    )
    for kind in ("pdf", "fodt"):
        subprocess.run(
            ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", kind,
             "--outdir", str(folder), str(folder / "报告.docx")],
            capture_output=True, check=True, timeout=180, env=os.environ | {"FONTCONFIG_FILE": str(fonts)},
        )  # fmt: skip
    return folder


@pytest.mark.libreoffice
def test_no_table_or_picture_is_lost(document: Document, converted: Path) -> None:
    root = ElementTree.parse(converted / "报告.fodt").getroot()  # noqa: S314 - LibreOffice's own
    kinds = Counter(type(block) for block in document.blocks)
    assert kinds[Table] > 10
    # The cover's facts are a table as well.
    assert len(list(root.iter(f"{TABLE}table"))) == kinds[Table] + kinds[Facts] + 1
    assert len(list(root.iter(f"{TABLE}table-header-rows"))) == kinds[Table]
    assert len(list(root.iter(f"{DRAW}image"))) == kinds[Figure] > 8
    described = [
        one for one in root.iter("{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}desc") if one.text
    ]
    assert len(described) == kinds[Figure]
    headings = ["".join(one.itertext()) for one in root.iter(f"{TEXT}h")]
    assert [squeezed(text) for text in headings] == [
        squeezed(block.label + plain(block.runs)) for block in document.blocks if isinstance(block, Heading)
    ]
    assert len(list(root.iter(f"{TEXT}table-of-content"))) == 1
    assert len(list(root.iter(f"{TEXT}sequence"))) == sum(
        bool(block.caption) for block in document.blocks if isinstance(block, Table | Figure)
    )


@pytest.mark.libreoffice
def test_every_page_is_laid_out_as_meant(document: Document, converted: Path) -> None:
    pages = PdfReader(converted / "报告.pdf").pages
    sizes = [(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in pages]
    assert set(sizes) == {(595, 842), (842, 595)}
    assert sizes[0] == sizes[1] == sizes[-1] == (595, 842)
    texts = [page.extract_text() for page in pages]
    numbers = [re.findall(r"^\s*— ?(\d+) ?—\s*$", text, re.MULTILINE) for text in texts]
    assert numbers == [[], []] + [[str(number)] for number in range(1, len(pages) - 1)]
    for text in texts[2:]:
        assert squeezed(document.identity) in squeezed(text)
    # Two tables lie across: the list of problems and the annex of indicators; each page shows the header of one.
    across = [squeezed(text) for text, size in zip(texts, sizes, strict=True) if size == (842, 595)]
    annex = [text for text in across if squeezed("编号指标权重计分标准填报情况") in text]
    problems = [text for text in across if squeezed("满分目标") in text and text not in annex]
    assert len(annex) > 2
    assert len(problems) > 1
    assert len(annex) + len(problems) == len(across)


@pytest.mark.libreoffice
def test_every_name_and_figure_is_on_paper(document: Document, converted: Path) -> None:
    pages = PdfReader(converted / "报告.pdf").pages
    shown = squeezed("".join(page.extract_text() for page in pages))
    cells = [
        text
        for block in document.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
        for text in cell.texts()
    ]
    assert len(cells) > 500
    assert [text for text in cells if squeezed(text) not in shown] == []
