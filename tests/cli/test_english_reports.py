"""A system in English is reported in English, every kind in every format, and each follows from its answers."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.running import run
from tests.english import write_councils, write_english
from tests.wording import CHINESE

REPORTS = ("diagnosis", "bulletin", "handbook", "change-note")


@pytest.fixture
def system(tmp_path: Path) -> Path:
    return write_english(tmp_path / "own")


@pytest.mark.parametrize("audience", ["internal", "unit", "public"])
@pytest.mark.parametrize("report", REPORTS)
def test_every_kind_of_report(system: Path, tmp_path: Path, report: str, audience: str) -> None:
    now = write_councils(tmp_path / "r")
    write_councils(tmp_path / "before", "2025", {"GV-1-2.items": ["a"], "SV-2-2.links": 2})
    chosen: dict[str, list[Path]] = {
        "diagnosis": now[:3],
        "handbook": [],
        "bulletin": now,
        "change-note": now,
    }
    responses = chosen[report]
    previous: list[str | Path] = (
        ["--previous", tmp_path / "before"] if report in ("bulletin", "change-note") else []
    )
    formats = "html,pdf,docx,xlsx" if report == "diagnosis" else "html,pdf,docx"
    asked = ("--system", system, "--report", report, "--audience", audience, "--format", formats, "-o", "out")
    ran = run("report", *responses, *asked, *previous)
    assert ran.code == 0, ran.err
    files = sorted(Path("out").iterdir())
    assert files
    for file in files:
        assert not CHINESE.search(file.name)
        assert chinese_in(file) == [], file
    given: list[str | Path] = [
        *(("--responses", tmp_path / "r") if responses else ()),
        "--system",
        system,
        *previous,
    ]
    page = next(file for file in files if file.suffix == ".html")
    ran = run("verify", page, *given)
    assert ran.code == (4 if report == "diagnosis" else 0), ran.out


def chinese_in(file: Path) -> list[str]:
    """What is Chinese in what a file shows: fonts' names and the script's patterns are not shown."""
    data = file.read_bytes()
    match file.suffix:
        case ".html":
            page = data.decode()
            start = page.index("</style>")
            texts = [
                page[start : page.index("<script>", start)] if "<script>" in page[start:] else page[start:]
            ]
        case ".pdf":
            texts = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
        case _:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                parts = ("word/document.xml", "xl/sharedStrings.xml")
                texts = [package.read(name).decode() for name in package.namelist() if name in parts]
                texts = [text for text in texts if text]
    return [found[0] for text in texts for found in CHINESE.finditer(text)]


def test_a_folder_with_its_index_in_several_processes(system: Path, tmp_path: Path) -> None:
    write_councils(tmp_path / "r")
    ran = run(
        "report", tmp_path / "r", "--system", system, "--format", "html", "--jobs", "2", "--output", "out"
    )
    assert ran.code == 0, ran.err
    assert len(list(Path("out").glob("*.html"))) == 8
    index = Path("out/index.html").read_text("utf-8")
    assert '<html lang="en">' in index
    assert CHINESE.findall(index[index.index("</style>") :]) == []
    assert "Bulletin-2026" in index


def test_explanations_and_scores(system: Path, tmp_path: Path) -> None:
    paths = write_councils(tmp_path / "r")
    assert CHINESE.findall(run("score", *paths, "--system", system).out) == []
    for path in paths:
        assert CHINESE.findall(run("explain", path, "--system", system, "--all").out) == []


@pytest.mark.poppler
@pytest.mark.parametrize("report", ["diagnosis", "bulletin"])
def test_heads_of_tables_are_not_hyphenated(system: Path, tmp_path: Path, report: str) -> None:
    """Where a column is narrower than the longest word of its head, the head is set smaller."""
    now = write_councils(tmp_path / "r")
    write_councils(tmp_path / "before", "2025", {"GV-1-2.items": ["a"], "SV-2-2.links": 2})
    more = ("--previous", tmp_path / "before") if report == "bulletin" else ()
    given = ("--system", system, "--report", report, "--format", "pdf", "--output", "out", *more)
    assert run("report", *(now if report == "bulletin" else now[4:5]), *given).code == 0
    [file] = Path("out").glob("*.pdf")
    shown = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    text = shown.stdout.decode()
    assert "Responsible" in text
    assert re.findall(r"Respon\w*\xad|(?m:\bde\xad *$)|Gov(?:er)?\xad +“open”", text) == []
