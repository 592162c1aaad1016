"""`dgassess verify` of workbooks and PDFs that hide what they hold, or draw something else over it."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pypdf
import pytest
from openpyxl.formatting.rule import DataBarRule, Rule  # type: ignore[import-untyped]
from openpyxl.styles.differential import DifferentialStyle  # type: ignore[import-untyped]
from openpyxl.styles.numbers import NumberFormat  # type: ignore[import-untyped]
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)

from tests.cli.reported import doubted, report_two, verify

BOOK, PDF = Path("out/2-西园.xlsx"), Path("out/2-西园.pdf")


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small system, the responses of two units, and the report on one of them as a workbook and as a PDF."""
    return report_two(tmp_path_factory.mktemp("reported"), "--format", "xlsx,pdf")


@pytest.fixture
def answers(reported: Path, tmp_path: Path) -> Path:
    """Two units; the reports on them lie in the folder out."""
    shutil.copytree(reported, tmp_path, dirs_exist_ok=True)
    return tmp_path / "r"


def _row(page: Any) -> None:
    page.row_dimensions[5].hidden = True


def _low_row(page: Any) -> None:
    page.row_dimensions[5].height = 0.5


def _column(page: Any) -> None:
    page.column_dimensions["F"].hidden = True


def _narrow_column(page: Any) -> None:
    page.column_dimensions["F"].width = 0.1


def _sheet(page: Any) -> None:
    page.parent.create_sheet("其他")
    page.parent.active = 1
    page.sheet_state = "hidden"


def _number_format(page: Any) -> None:
    style = DifferentialStyle(numFmt=NumberFormat(numFmtId=200, formatCode='"99.99"'))
    page.conditional_formatting.add("F5", Rule(type="expression", dxf=style, formula=["TRUE"]))


def _bar(page: Any) -> None:
    rule = DataBarRule(start_type="min", end_type="max", color="FF638EC6", showValue=False)
    page.conditional_formatting.add("F5", rule)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_row, "it has the hidden row 5 of '整改清单'"),
        (_low_row, "it has the hidden row 5 of '整改清单'"),
        (_column, "it has the hidden column F of '整改清单'"),
        (_narrow_column, "it has the hidden column F of '整改清单'"),
        (_sheet, "it has the hidden sheet '整改清单'"),
        (_number_format, "it has a conditional format for numbers in F5 of '整改清单'"),
        (_bar, "it has a conditional format for numbers in F5 of '整改清单'"),
    ],
)
def test_a_workbook_that_hides_cells(answers: Path, change: Callable[[Any], None], said: str) -> None:
    book = openpyxl.load_workbook(BOOK)
    change(book.active)
    book.save(BOOK)
    doubted(verify(BOOK, "--responses", answers), said)


@pytest.mark.parametrize(
    ("part", "was", "becomes", "said"),
    [
        (
            "xl/worksheets/sheet1.xml", "</worksheet>",
            '<extLst><ext uri="x"><x14:conditionalFormattings xmlns:x14="urn:x14"/></ext></extLst></worksheet>',
            "it has conditional formats of later versions in 'xl/worksheets/sheet1.xml'",
        ),
        (
            "xl/sharedStrings.xml", "</t></si>", '</t><rPh sb="0" eb="1"><t>99</t></rPh></si>',
            "it has readings above letters in 'xl/sharedStrings.xml'",
        ),
        (
            "xl/drawings/drawing1.xml", "", "<x:absoluteAnchor xmlns:x='x'/>",
            "it has the part 'xl/drawings/drawing1.xml'",
        ),
    ],
)  # fmt: skip
def test_a_workbook_with_what_the_library_does_not_read(
    answers: Path, part: str, was: str, becomes: str, said: str
) -> None:
    with zipfile.ZipFile(BOOK) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before = parts.get(part, b"").decode()
    parts[part] = (re.sub(was, becomes, before, count=1) if was else becomes).encode()
    assert parts[part].decode() != before
    with zipfile.ZipFile(BOOK, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    doubted(verify(BOOK, "--responses", answers), said)


def test_what_people_colour_and_widen_is_theirs(answers: Path) -> None:
    book = openpyxl.load_workbook(BOOK)
    book.active.column_dimensions["F"].width = 4
    book.active.row_dimensions[5].height = 60
    style = DifferentialStyle()
    book.active.conditional_formatting.add("F5", Rule(type="expression", dxf=style, formula=["TRUE"]))
    book.save(BOOK)
    assert verify(BOOK, "--responses", answers).code == 0


def annotation(kind: str, **more: Any) -> DictionaryObject:
    found = {
        "/Type": NameObject("/Annot"),
        "/Subtype": NameObject(kind),
        "/Rect": RectangleObject((9, 9, 99, 99)),
    }
    return DictionaryObject({NameObject(key): value for key, value in {**found, **more}.items()})


def annotated(writer: pypdf.PdfWriter, note: DictionaryObject) -> None:
    page = writer.pages[2]
    page[NameObject("/Annots")] = ArrayObject([*page.get("/Annots", []), writer._add_object(note)])


def _stamp(writer: pypdf.PdfWriter) -> None:
    annotated(writer, annotation("/Stamp"))


def _drawn_link(writer: pypdf.PdfWriter) -> None:
    annotated(writer, annotation("/Link", **{"/AP": DictionaryObject()}))


def _form(writer: pypdf.PdfWriter) -> None:
    annotated(writer, annotation("/Widget", **{"/V": TextStringObject("九")}))
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject()


def _layers(writer: pypdf.PdfWriter) -> None:
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject()


def _script(writer: pypdf.PdfWriter) -> None:
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject()


def _action(writer: pypdf.PdfWriter) -> None:
    writer.pages[2][NameObject("/AA")] = DictionaryObject()


def _cropped(writer: pypdf.PdfWriter) -> None:
    writer.pages[2].cropbox = RectangleObject((0, 400, 595, 842))


def _cut(writer: pypdf.PdfWriter) -> None:
    writer.pages[2].mediabox = RectangleObject((0, 400, 595, 842))


def _turned(writer: pypdf.PdfWriter) -> None:
    writer.pages[2][NameObject("/Rotate")] = NumberObject(180)


def _enlarged(writer: pypdf.PdfWriter) -> None:
    writer.pages[2][NameObject("/UserUnit")] = FloatObject(9)


def forged(change: Callable[[pypdf.PdfWriter], object]) -> Path:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(PDF.read_bytes()))
    change(writer)
    writer.write(PDF)
    return PDF


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_stamp, "it has an annotation (/Stamp) on page 3"),
        (_drawn_link, "it has an annotation (/Link) on page 3"),
        (_form, "it has /AcroForm of the document and 1 more"),
        (_layers, "it has /OCProperties of the document"),
        (_script, "it has /OpenAction of the document"),
        (_action, "it has /AA on page 3"),
        (_cropped, "it has a /CropBox on page 3 that is not the whole page"),
        (_cut, "it has page 3 with the edges 0 400 595 842"),
        (_turned, "rotated by 180"),
        (_enlarged, "it has /UserUnit on page 3"),
    ],
)
def test_a_pdf_that_draws_or_hides_more_than_its_pages_say(
    answers: Path, change: Callable[[pypdf.PdfWriter], object], said: str
) -> None:
    doubted(verify(forged(change), "--responses", answers), said)


def test_a_pdf_that_another_program_saved(answers: Path) -> None:
    ran = verify(forged(lambda writer: None), "--responses", answers)
    assert ran.code == 0, ran.out
    assert "Note: The file is not byte for byte what is made again" in ran.out
