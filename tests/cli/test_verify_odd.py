"""`dgassess verify` of files that show a number otherwise than it can be read: they are not said to be judged whole."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, RectangleObject

from tests.cli.parks import write_park, write_response
from tests.cli.running import Ran, run

PARK = Path("own/indicators/park")
NUMBER = re.compile(r">(\d\d\.\d\d)<")


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reported")
    park = write_park(folder / "own")
    write_response(folder / "r" / "1.yaml", "1")
    write_response(folder / "r" / "2.yaml", "2", "西园", {"JC-1.cov": 41, "FW-1.done": 7})
    formats = ("--format", "html,pdf,docx,xlsx", "--output", folder / "out")
    assert run("report", folder / "r", "--system", park, *formats).code == 0
    return folder


@pytest.fixture
def made(reported: Path, tmp_path: Path) -> Path:
    """The reports, in the folder out."""
    shutil.copytree(reported, tmp_path, dirs_exist_ok=True)
    return tmp_path / "out"


def verify(file: Path) -> Ran:
    return run("verify", file, "--system", PARK, "--responses", "r")


def not_whole(ran: Ran, what: str) -> None:
    assert ran.code == 4, ran.out
    assert "may show numbers otherwise than they can be read" in ran.out
    assert what in " ".join(ran.out.split())


@pytest.mark.parametrize(
    ("around", "what"),
    [
        ('<bdo dir="rtl">{}</bdo>', "<bdo>"),
        ("\u202e{}\u202c", "U+202E"),
        ("&#x202e;{}", "U+202E"),
        ("{}<!-->99.99<!-- -->", "a comment"),
        ("{}<!-- --!>99.99<!-- -->", "a comment"),
        ("<template>{}</template>99", "<template>"),
        ("<noscript>{}</noscript>", "<noscript>"),
        ("<span hidden>{}</span>", "hidden"),
        ('<span style="display:none">{}</span>', "style="),
        ('<span class="gone">{}</span>', 'class="gone"'),
        ("<datalist>{}</datalist>", "<datalist>"),
        ("{}<svg><text><![CDATA[99.99]]></text></svg>", "<svg>"),
    ],
)
def test_a_page_with_markup_of_no_report(made: Path, around: str, what: str) -> None:
    page = made / "1-东园.html"
    text = page.read_text("utf-8")
    found = NUMBER.search(text)
    assert found is not None
    page.write_text(text[: found.start(1)] + around.format(found[1]) + text[found.end(1) :], "utf-8")
    ran = verify(page)
    if ran.code == 1:  # a number more, or less, is one that does not follow
        assert "99" in ran.out
    else:
        not_whole(ran, what)


def test_a_page_with_another_style(made: Path) -> None:
    page = made / "1-东园.html"
    page.write_text(page.read_text("utf-8").replace("<style>", "<style>td { display: none }", 1), "utf-8")
    not_whole(verify(page), "the style ")


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RUN = re.compile(r"<w:r>(?:(?!</w:r>).)*?<w:t[^>]*>(\d\d\.\d\d)</w:t></w:r>")
ALTERNATE = (
    f'<mc:AlternateContent {MC}><mc:Choice xmlns:z="urn:z" Requires="z">{{run}}</mc:Choice>'
    "<mc:Fallback>{false}</mc:Fallback></mc:AlternateContent>"
)
PAGE_FIELD = (
    '{run}<w:fldSimple w:instr="PAGE \\# 99.99" w:fldLock="true"><w:r><w:t>99.99</w:t></w:r></w:fldSimple>'
)


def packed(
    file: Path, change: Callable[[str, bytes], bytes], more: Mapping[str, bytes] | None = None
) -> Path:
    data = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(data, "w") as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
        for name, content in (more or {}).items():
            target.writestr(name, content)
    file.write_bytes(data.getvalue())
    return file


@pytest.mark.parametrize(
    ("form", "what"),
    [
        ('<w:bdo w:val="rtl">{run}</w:bdo>', "text that is turned round"),
        (ALTERNATE, "alternatives that read differently"),
        (PAGE_FIELD, "a locked field"),
        (f'{{run}}<s:r xmlns:s="{STRICT}"><s:t>99.99</s:t></s:r>', "another form of Word documents"),
        ("<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>", "bound to other data"),
    ],
)  # fmt: skip
def test_a_word_document_that_programs_show_otherwise(made: Path, form: str, what: str) -> None:
    def change(name: str, data: bytes) -> bytes:
        if name != "word/document.xml":
            return data
        text = data.decode()
        found = RUN.search(text)
        assert found is not None
        false = found[0].replace(found[1], "99.99")
        new = form.replace("{run}", found[0]).replace("{false}", false)
        return (text[: found.start()] + new + text[found.end() :]).encode()

    not_whole(verify(packed(made / "1-东园.docx", change)), what)


def test_a_word_document_opened_by_another_part(made: Path) -> None:
    file = made / "1-东园.docx"
    with zipfile.ZipFile(file) as archive:
        other = archive.read("word/document.xml")

    def change(name: str, data: bytes) -> bytes:
        return data.replace(b"word/document.xml", b"word/document2.xml") if name == "_rels/.rels" else data

    not_whole(verify(packed(file, change, {"word/document2.xml": other})), "a main part of another name")


@pytest.mark.parametrize(
    ("part", "old", "new", "what"),
    [
        (r"xl/worksheets/sheet1\.xml", b"<row ", b'<row hidden="1" ', "hidden rows or columns"),
        (
            r"xl/styles\.xml", b"<dxf>", b'<dxf><numFmt numFmtId="190" formatCode="&quot;99.99&quot;"/>',
            "a conditional form of numbers",
        ),
    ],
)  # fmt: skip
def test_a_workbook_that_hides_or_formats(made: Path, part: str, old: bytes, new: bytes, what: str) -> None:
    def change(name: str, data: bytes) -> bytes:
        if not re.fullmatch(part, name):
            return data
        if old == b"<dxf>" and old not in data:
            return re.sub(
                rb"<dxfs[^>]*/>|<dxfs[^>]*>", b'<dxfs count="1">' + new + b"</dxf></dxfs>", data, count=1
            )
        return data.replace(old, new, 1)

    not_whole(verify(packed(made / "1-东园.xlsx", change)), what)


@pytest.mark.parametrize("kind", ["fields", "stamp", "cut"])
def test_a_pdf_with_what_no_report_has(made: Path, kind: str) -> None:
    file = made / "1-东园.pdf"
    writer = PdfWriter(clone_from=PdfReader(file))
    page = writer.pages[2]
    if kind == "fields":
        writer._root_object[NameObject("/AcroForm")] = DictionaryObject(
            {NameObject("/Fields"): ArrayObject()}
        )
    elif kind == "stamp":
        stamp = DictionaryObject(
            {NameObject("/Subtype"): NameObject("/Stamp"), NameObject("/Rect"): RectangleObject((0, 0, 9, 9))}
        )
        page[NameObject("/Annots")] = ArrayObject([*page.get("/Annots", ()), stamp])
    else:
        page.cropbox = RectangleObject((0, 0, 200, 200))
    writer.write(file)
    told = {"fields": "fields to fill in", "stamp": "notes or stamps on a page", "cut": "a page that is cut"}
    not_whole(verify(file), told[kind])
