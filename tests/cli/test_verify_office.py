"""`dgassess verify` of Word documents, workbooks and what a PDF has read out: changes are named where they stand."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import openpyxl  # type: ignore[import-untyped]
import pytest

from dgassess.reporting import figures
from dgassess.reporting.blocks import Document, Figure
from tests.cli.parks import write_response
from tests.cli.reported import PARK, report_two, verify
from tests.cli.running import run


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small system, responses of two units, and the reports on both as Word documents and workbooks."""
    return report_two(tmp_path_factory.mktemp("reported"), "--format", "docx,xlsx", "--watermark", "第2稿")


@pytest.fixture
def answers(reported: Path, tmp_path: Path) -> Path:
    """Two units; reports on them lie in the folder out, as Word documents and workbooks."""
    shutil.copytree(reported, tmp_path, dirs_exist_ok=True)
    return tmp_path / "r"


def part_changed(file: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    made = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if re.fullmatch(part, name):
                assert change(data) != data
                data = change(data)
            target.writestr(name, data)
    file.write_bytes(made.getvalue())
    return file


def replaced(was: str, becomes: str, count: int = 1) -> Callable[[bytes], bytes]:
    return lambda data: re.sub(was, becomes, data.decode(), count=count, flags=re.DOTALL).encode()


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_an_unchanged_one_follows(answers: Path, ending: str) -> None:
    for name in ("1-东园", "2-西园"):
        ran = verify(f"out/{name}.{ending}", "--responses", answers)
        assert (ran.code, "Note" in ran.out) == (0, False), ran.out + ran.err
        assert "every figure follows from the responses (" in ran.out
    assert ("figures recomputed" in ran.out) == (ending == "docx")


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_one_that_another_program_saved_follows_and_is_said_to_be_another_file(
    answers: Path, ending: str
) -> None:
    file = Path(f"out/2-西园.{ending}")
    before = file.read_bytes()
    if ending == "docx":
        docx.Document(str(file)).save(str(file))
    else:
        openpyxl.load_workbook(file).save(file)
    assert file.read_bytes() != before
    ran = verify(file, "--responses", answers)
    assert ran.code == 0, ran.out
    assert "Note: The file is not byte for byte what is made again" in ran.out


@pytest.mark.libreoffice
@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_one_that_libreoffice_saved_follows(answers: Path, ending: str, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", "saved", f"out/2-西园.{ending}"],
        capture_output=True, check=True, timeout=180,
    )  # fmt: skip
    ran = verify(f"saved/2-西园.{ending}", "--responses", answers)
    assert ran.code == 0, ran.out
    assert "Note: The file is not byte for byte what is made again" in ran.out


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_other_responses(answers: Path, ending: str, tmp_path: Path) -> None:
    write_response(tmp_path / "other" / "1.yaml", "1")
    write_response(tmp_path / "other" / "2.yaml", "2", "西园", {"JC-1.cov": 42, "FW-1.done": 7})
    ran = verify(f"out/2-西园.{ending}", "--responses", tmp_path / "other")
    assert ran.code == 1
    assert "response: the report was made from 'sha256:" in ran.out
    if ending == "docx":
        assert "nodes.JC-1.score: the report says '41.00'; the responses give '42.00'." in ran.out


@pytest.mark.parametrize(
    ("part", "was", "becomes", "said"),
    [
        (
            "word/document.xml", r"综合得分</w:t>(.*?)>58\.30<", r"综合得分</w:t>\1>98.30<",
            "摘要: '98.30' is shown where",
        ),
        (
            "word/document.xml", r">41\.00<", ">47.00<",
            "JC-1: '47.00' is shown where the report's figures say '41.00'",
        ),
        ("word/document.xml", r'(<wp:docPr [^>]*descr="[^"0-9]*)\d', r"\g<1>77", "图1: '77"),
        (
            "word/document.xml", r"(<w:tblCaption w:val=\"表)1", r"\g<1>7",
            "'7' is shown, which the report's figures do not have",
        ),
        ("word/header2.xml", "第2稿", "第3稿", "页眉页脚: '3' is shown"),
        ("word/footer2.xml", "</w:p>", "<w:r><w:t>5</w:t></w:r></w:p>", "页眉页脚: '5' is shown, which"),
    ],
)  # fmt: skip
def test_a_changed_word_document(answers: Path, part: str, was: str, becomes: str, said: str) -> None:
    file = part_changed(Path("out/2-西园.docx"), part, replaced(was, becomes))
    ran = verify(file, "--responses", answers)
    assert ran.code == 1
    assert said in ran.out, ran.out


def test_a_chart_that_is_another_picture(answers: Path) -> None:
    file = Path("out/2-西园.docx")
    with zipfile.ZipFile(file) as archive:
        pictures = sorted(name for name in archive.namelist() if name.startswith("word/media/"))
        other = archive.read(pictures[1])
    part_changed(file, re.escape(pictures[0]), lambda data: other)
    ran = verify(file, "--responses", answers)
    assert ran.code == 1
    assert re.search(r"^\S+: the picture is not the one that the responses give\.\n", ran.out), ran.out
    assert "1 difference (" in ran.out


def test_a_word_document_that_carries_its_inputs_suffices(answers: Path, tmp_path: Path) -> None:
    made = ("--system", PARK, "--with-inputs", "--format", "docx", "--output", "alone")
    assert run("report", answers / "2.yaml", *made).code == 0
    for folder in (answers, tmp_path / "own"):
        folder.rename(folder.with_name(f"{folder.name}-gone"))
    ran = run("verify", "alone/2-西园.docx")
    assert (ran.code, "Note" in ran.out) == (0, False), ran.out + ran.err


def in_workbook(change: Callable[[Any], None]) -> Path:
    file = Path("out/2-西园.xlsx")
    book = openpyxl.load_workbook(file)
    change(book)
    book.save(file)
    return file


def found(book: Any, text: object) -> Any:
    cells = (cell for row in book.active.iter_rows() for cell in row)
    return next(cell for cell in cells if cell.value == text)


def column(book: Any, header: str) -> int:
    return int(found(book, header).column)


def _number(book: Any) -> None:
    cell = found(book, 17.7)
    cell.value = 11.7


def _format(book: Any) -> None:
    found(book, 17.7).number_format = "0"


def _text(book: Any) -> None:
    cell = next(
        cell for row in book.active.iter_rows(min_row=4) for cell in row if "JC-1" in str(cell.value)
    )  # fmt: skip
    cell.value = str(cell.value).replace("JC-1", "JC-7")


def _sheet(book: Any) -> None:
    book.create_sheet("更正")["B2"] = 99.5


def _header(book: Any) -> None:
    book.active.oddHeader.right.text = "第9稿"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_number, r"^整改清单 F5 失分: '11\.70' is shown where the responses give '17\.70' \(2 .*JC-1 "),
        (_format, r"^整改清单 F5 失分: '18' is shown where the responses give '17\.70'"),
        (_text, r"^整改清单 C5 指标: 'JC-7 网络覆盖' is shown where the responses give 'JC-1 网络覆盖'"),
        (_sheet, r"^更正 B2.*: '99\.5' is shown, which the responses do not give"),
        (_header, r"^整改清单 oddHeader: '第9稿' is shown where the responses give '.*第2稿'"),
    ],
)
def test_a_changed_workbook(answers: Path, change: Callable[[Any], None], said: str) -> None:
    ran = verify(in_workbook(change), "--responses", answers)
    assert ran.code == 1
    assert re.search(said, ran.out), ran.out


def test_what_people_fill_in_is_theirs(answers: Path) -> None:
    def fill(book: Any) -> None:
        page = book.active
        page.cell(4, column(book, "措施")).value = "6月底前完成3项"
        page.cell(4, column(book, "销号情况")).value = "整改中"
        page.cell(page.max_row + 1, 2).value = "另增5项"

    ran = verify(in_workbook(fill), "--responses", answers)
    assert ran.code == 0, ran.out
    assert "Note: 1 row below the list is not of the report." in ran.out


def _described(document: Document) -> Document:
    """A document whose first chart is said to show something else than it does."""
    blocks = list(document.blocks)
    place = next(number for number, one in enumerate(blocks) if isinstance(one, Figure))
    figure = blocks[place]
    assert isinstance(figure, Figure)
    blocks[place] = replace(figure, description=f"{figure.description}另有77.5分。")
    return replace(document, blocks=tuple(blocks))


def test_a_pdf_that_has_something_else_read_out(answers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = figures.of_format
    with monkeypatch.context() as patched:
        patched.setattr(
            "dgassess.reporting.writer.of_format", lambda document, kind: _described(original(document, kind))
        )
        assert run("report", answers, "--system", PARK, "--format", "pdf", "-o", "forged").code == 0
    ran = verify("forged/2-西园.pdf", "--responses", answers)
    assert ran.code == 1
    assert "替代文字: '77.5' is shown, which the responses do not give" in ran.out, ran.out
    assert "page" not in ran.out.partition("\n")[0]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"word/document.xml": b"<w:document xmlns:w='x'/>"}, "carries no figures"),
        ({"word/document.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}, "declares a document type"),
        ({"word/document.xml": b"<x"}, "is no XML"),
        ({"a": b""}, "is no Word document"),
        ({"word/document.xml": b"0" * 30_000_000}, "unpacks to more than a report has"),
        ({"xl/workbook.xml": b"<x/>"}, "cannot be read as a workbook"),
    ],
)
def test_office_files_that_are_no_reports(answers: Path, parts: dict[str, bytes], said: str) -> None:
    with zipfile.ZipFile("x.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    ran = verify("x.docx", "--responses", answers)
    assert (ran.code, said in " ".join(ran.err.split())) == (1, True), ran.err
    Path("x.docx").write_bytes(b"PK\x03\x04 nothing")
    assert "is damaged" in verify("x.docx", "--responses", answers).err
