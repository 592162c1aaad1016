"""`dgassess verify` of files that are no report, or that this version cannot judge: what is wrong, in our own words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.reported import verify
from tests.cli.running import run
from tests.cli.test_verify import in_figures


def _semantics(figures: Any) -> None:
    figures["semantics"] = 2


def test_another_semantics_is_refused(answer: Path, park: Path) -> None:
    assert run("report", answer, "--system", park, "--output", "out", "--format", "html").code == 0
    [page] = Path("out").glob("1-*.html")
    ran = verify(in_figures(page, _semantics), "--responses", answer)
    assert ran.code == 2
    assert "scored by semantics 2, and this dgassess scores by semantics 1" in ran.err


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"<!doctype html><p>87.13", 1, "carries no figures"),
        (b"%PDF-1.7 nothing", 1, "cannot be read as a PDF document"),
        (b"\xff\xfe\x00", 1, "neither an HTML page in UTF-8 nor a PDF, Word or Excel document"),
        (b'{"format": "x"}', 1, "is of format 'x'"),
        (b"{", 1, "is no JSON"),
        (b'{"format": "dgassess/results/1", "semantics": 1}', 1, "has no list of units"),
        (b'{"format": "dgassess/results/1", "semantics": 1, "units": 5}', 1, "has no list of units"),
        (b'{"format": "dgassess/results/1", "semantics": 1, "units": []}', 1, "has no list of units"),
        (b'{"format": "dgassess/results/1", "semantics": 1, "units": [1]}', 1, "has no list of units"),
        (b'<script type="application/json" id="dgassess-figures">{</script>', 1, "is no JSON"),
        (b'<script type="application/json" id="dgassess-figures">[]</script>', 1, "is of format 'None'"),
    ],
)
def test_files_that_are_no_reports(answer: Path, content: bytes, code: int, said: str) -> None:
    Path("x.html").write_bytes(content)
    ran = verify("x.html", "--responses", answer)
    assert (ran.code, said in " ".join(ran.err.split())) == (code, True), ran.err
    assert ran.err.endswith("\n1 error.\n")  # verify never writes anything


def test_a_pdf_that_breaks_off_is_told_in_our_words(answer: Path, park: Path) -> None:
    assert run("report", answer, "--system", park, "--output", "out", "--format", "pdf").code == 0
    whole = next(Path("out").glob("1-*.pdf")).read_bytes()
    Path("half.pdf").write_bytes(whole[: len(whole) // 2])
    said = " ".join(verify("half.pdf", "--responses", answer).err.split())
    assert "it is damaged, or was not copied or downloaded to its end. [no-report]" in said
    assert "EOF" not in said


def test_a_report_folder_that_is_elsewhere_is_asked_for(answer: Path, park: Path) -> None:
    Path("my-report").mkdir()
    Path("my-report/report.yaml").write_text("format: dgassess/report/1\nextends: diagnosis\n", "utf-8")
    made = run(
        "report", answer, "--system", park, "--output", "out", "--format", "html", "--report", "my-report"
    )
    assert made.code == 0, made.err
    [page] = Path("out").glob("1-*.html")
    Path("my-report").rename("elsewhere")
    ran = verify(page, "--responses", answer)
    said = " ".join(ran.err.split())
    assert ran.code == 2
    assert "'my-report' is neither a folder nor the id of a report." in said
    assert "Name the report folder it was made with: --report PATH." in said
    assert verify(page, "--responses", answer, "--report", "elsewhere").code in (0, 4)
