"""`dgassess verify`: what follows, and that a changed figure is found and named wherever it stands."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from dgassess.reporting import figures as report_figures
from dgassess.reporting.blocks import Document, Row, Table, Text
from dgassess.reporting.comparing import compare, expected_numbers
from dgassess.reporting.visible import read_report
from tests.cli.parks import SYSTEM, write_park, write_response
from tests.cli.reported import report_two, verify
from tests.cli.running import COUNTY, run

FIGURES = re.compile(r'(<script type="application/json" id="dgassess-figures">)(.*?)(</script>)', re.DOTALL)


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small system, responses of two units, and the reports on both."""
    return report_two(tmp_path_factory.mktemp("reported"))


@pytest.fixture
def cohort(reported: Path, tmp_path: Path) -> Path:
    """Reports on two units, in the folder out; the responses are in the folder given back."""
    shutil.copytree(reported, tmp_path, dirs_exist_ok=True)
    return tmp_path / "r"


def changed(page: Path, change: Callable[[str], str]) -> Path:
    text = page.read_text("utf-8")
    other = change(text)
    assert other != text
    page.write_text(other, "utf-8")
    return page


def in_figures(page: Path, change: Callable[[Any], None]) -> Path:
    def edit(text: str) -> str:
        found = FIGURES.search(text)
        assert found is not None
        figures = json.loads(found[2])
        change(figures)
        return text.replace(found[2], json.dumps(figures, ensure_ascii=False).replace("<", "\\u003c"))

    return changed(page, edit)


@pytest.mark.parametrize("ending", ["html", "pdf"])
def test_a_report_follows_from_its_responses(cohort: Path, ending: str) -> None:
    ran = verify(f"out/2-西园.{ending}", "--responses", cohort)
    assert ran.code == 0, ran.out + ran.err
    said = re.fullmatch(
        rf"out/2-西园.{ending}: every figure follows from the responses "
        r"\((\d+) figures recomputed, (\d+) numbers read from the pages\)\.\n",
        ran.out,
    )
    assert said is not None, ran.out
    assert int(said[1]) > 30
    assert int(said[2]) > 150


@pytest.mark.parametrize("audience", ["internal", "unit", "public"])
def test_the_reports_of_the_system_that_ships_follow(tmp_path: Path, audience: str) -> None:
    given = (
        "--audience",
        audience,
        "--organisation",
        "数据局 7",
        "--date",
        "2026-03-20",
        "--watermark",
        "第2稿",
    )
    assert run("report", COUNTY, "--output", "out", *given).code == 0
    files = sorted(Path("out").glob("[0-9]*"))
    assert len(files) == 2
    for file in files:
        ran = run("verify", file, "--responses", COUNTY)
        assert (ran.code, "Note" in ran.out) == (0, False), ran.out


def test_every_single_number_on_a_page_is_watched(cohort: Path) -> None:
    data = Path("out/2-西园.html").read_bytes()
    read = read_report(data, "x")
    expected, shown = expected_numbers(read.figures["printed"]), read.shown()
    assert compare(expected, shown) == []
    for index, one in enumerate(shown):
        wrong = one.token.translate(str.maketrans("0123456789", "1234567890"))
        wrong = {"优": "一般", "一般": "优"}.get(one.token, wrong)
        [difference] = compare(expected, [*shown[:index], replace(one, token=wrong), *shown[index + 1 :]])
        assert (difference.expected, difference.found) == (one.token, wrong)
        assert difference.place == expected[index].place


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        (r"(综合得分<strong>)\d\d(\.\d\d)", r"\g<1>98\2", "摘要: '98."),
        (
            r"(>FW-1</td>.*?>)(14)(\.00<)",
            r"\g<1>19\3",
            "FW-1: '19.00' is shown where the report's figures say '14.00'",
        ),
        (r"(<dd>)\d\d(\.\d\d分)", r"\g<1>99\2", "摘要: '99."),
        (r"<text[^>]*>41\.00", '<text class="ink">47.00', "'47.00' is shown where"),
        (
            r"等级为<strong>一般",
            "等级为<strong>优",
            "摘要: '优' is shown where the report's figures say '一般'",
        ),
        (r"(综合得分<strong>)", r"1、\1", "摘要: '1' is shown, which the report's figures do not have"),
        (r"综合得分<strong>[\d.]+</strong>分", "综合得分", "is not on the page."),
    ],
)
def test_a_changed_page(cohort: Path, was: str, becomes: str, said: str) -> None:
    page = changed(Path("out/2-西园.html"), lambda text: re.sub(was, becomes, text, count=1, flags=re.DOTALL))
    ran = verify(page, "--responses", cohort)
    assert ran.code == 1
    assert said in ran.out
    assert "1 difference (" in ran.out or "differences (" in ran.out


def _total(figures: Any) -> None:
    figures["unit"]["total"] = "99.00"


def _contribution(figures: Any) -> None:
    figures["unit"]["nodes"]["FW-1"]["contribution"] = "29.00"


def _digest(figures: Any) -> None:
    figures["response"] = "sha256:" + "0" * 64


def _left_out(figures: Any) -> None:
    del figures["unit"]["nodes"]["JC-1"]


def _words(figures: Any) -> None:
    figures["words"] = []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_total, "total: the report says '99.00'; the responses give '58.30"),
        (_contribution, "nodes.FW-1.contribution: the report says '29.00'; the responses give '14.00'."),
        (_digest, "response: the report was made from 'sha256:000"),
        (_words, "words: the report says '[]'; the responses give '[\"优\", \"一般\"]'."),
        (_left_out, "nodes.JC-1: the report says 'null'; the responses give '{"),
    ],
)
def test_changed_figures(cohort: Path, change: Callable[[Any], None], said: str) -> None:
    ran = verify(in_figures(Path("out/2-西园.html"), change), "--responses", cohort)
    assert ran.code == 1
    assert said in ran.out, ran.out


def test_page_and_figures_changed_alike(cohort: Path) -> None:
    page = Path("out/2-西园.html")
    total = re.search(r"综合得分<strong>([\d.]+)", page.read_text("utf-8"))
    assert total is not None
    changed(page, lambda text: text.replace(total[1], "99.12"))
    ran = verify(page, "--responses", cohort, "--format", "json")
    assert ran.code == 1
    report = json.loads(ran.data)
    assert not report["follows"]
    assert {one["where"] for one in report["differences"]} == {"figures", "text"}
    assert {one["found"] for one in report["differences"]} >= {"99.12"}
    assert f"'99.12'; the responses give '{total[1]}'" in report["differences"][0]["message"]


def _altered(document: Document, was: str, becomes: str) -> Document:
    """A document with one text of its tables altered, its figures left as they are."""
    blocks = list(document.blocks)
    for number, block in enumerate(blocks):
        for place, row in enumerate(block.rows if isinstance(block, Table) else ()):
            for index, cell in enumerate(row.cells):
                if [run.text for run in cell.runs] == [was]:
                    cells = [*row.cells]
                    cells[index] = replace(cell, runs=(Text(becomes),))
                    assert isinstance(block, Table)
                    rows = [*block.rows]
                    rows[place] = Row(tuple(cells), row.kind)
                    blocks[number] = replace(block, rows=tuple(rows))
                    return replace(document, blocks=tuple(blocks))
    raise AssertionError(was)


def test_a_pdf_whose_page_says_something_else(
    cohort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = report_figures.of_format
    with monkeypatch.context() as patched:
        patched.setattr(
            "dgassess.reporting.writer.of_format",
            lambda document, kind: _altered(original(document, kind), "41.00", "47.00"),
        )
        park = Path("own/indicators/park")
        assert run("report", cohort / "2.yaml", "--system", park, "--format", "pdf", "-o", "forged").code == 0
    ran = verify("forged/2-西园.pdf", "--responses", cohort / "2.yaml")
    assert ran.code == 1
    assert re.search(
        r"^表\d JC-1: '47.00' is shown on page \d+ where the report's figures say '41.00'", ran.out
    )
    assert "1 difference (" in ran.out


def test_a_pdf_with_figures_is_marked_as_one_that_may_carry_them(cohort: Path) -> None:
    reader = PdfReader(io.BytesIO(Path("out/1-东园.pdf").read_bytes()))
    catalogue: Any = reader.trailer["/Root"]
    metadata = catalogue["/Metadata"].get_data().decode()
    assert "pdfaid:part>3<" in metadata
    assert "pdfuaid:part>1<" in metadata
    [figures] = reader.attachments["figures.json"]
    assert json.loads(figures)["unit"]["id"] == "1"


def test_other_responses_or_another_system(cohort: Path, tmp_path: Path) -> None:
    other = write_response(tmp_path / "other.yaml", "2", "西园", {"JC-1.cov": 42, "FW-1.done": 7})
    ran = verify("out/2-西园.html", "--responses", other)
    assert ran.code == 1
    assert "nodes.JC-1.score: the report says '41.00'; the responses give '42.00'." in ran.out
    assert "response: the report was made from 'sha256:" in ran.out
    new = write_park(tmp_path / "new", SYSTEM.replace("version: 1.2.0", "version: 1.3.0"))
    ran = verify("out/2-西园.html", "--responses", cohort, park=new)
    assert ran.code == 1
    assert "system.version: the report was made from '1.2.0'; given is '1.3.0'." in ran.out


def test_the_units_own_response_is_enough_but_for_ranks(cohort: Path) -> None:
    ran = verify("out/2-西园.html", "--responses", cohort / "2.yaml")
    assert ran.code == 4, ran.out
    assert "not the same in the report made again from what was given: '2' (摘要)" in ran.out
    assert (
        "To have everything compared, give the responses of all 2 units that the report compares" in ran.out
    )
    # What was not judged is not called proved.
    assert "what could be judged follows from the responses" in ran.out.splitlines()[-1]
    assert ran.out.rstrip().endswith("differences could not be judged.")
    alone = run(
        "report", cohort / "2.yaml", "--system", "own/indicators/park", "--format", "html", "-o", "alone"
    )
    assert alone.code == 0
    assert "Note" not in verify("alone/2-西园.html", "--responses", cohort).out


@pytest.mark.parametrize("ending", ["html", "pdf"])
def test_a_report_that_carries_its_inputs_suffices(cohort: Path, ending: str, tmp_path: Path) -> None:
    made = ("--system", "own/indicators/park", "--with-inputs", "--output", "alone")
    assert run("report", cohort / "2.yaml", *made).code == 0
    for folder in (cohort, tmp_path / "own"):
        folder.rename(folder.with_name(f"{folder.name}-gone"))
    ran = run("verify", f"alone/2-西园.{ending}")
    assert ran.code == 0, ran.out + ran.err
    assert "every figure follows" in ran.out


def test_inputs_are_left_out_unless_asked_for_and_never_leave_the_assessors(cohort: Path) -> None:
    assert "dgassess-inputs" not in Path("out/1-东园.html").read_text("utf-8")
    ran = run("verify", "out/1-东园.html")
    assert ran.code == 2
    assert "name the responses it was made from with --responses" in ran.err
    for audience in ("unit", "public"):
        given = (
            "--system",
            "own/indicators/park",
            "--with-inputs",
            "--audience",
            audience,
            "--output",
            "new",
        )
        ran = run("report", cohort, *given)
        assert ran.code == 2
        assert "--audience internal only" in ran.err
    assert not Path("new").exists()


@pytest.mark.parametrize(
    "name", ["../evil.yaml", "/evil.yaml", "a/../../evil.yaml", "C:\\evil.yaml", "evil.exe", ""]
)
def test_hostile_inputs_write_nothing_outside(cohort: Path, tmp_path: Path, name: str) -> None:
    assert run(
        "report", cohort / "2.yaml", "--system", "own/indicators/park", "--with-inputs", "--format", "html", "-o", "in"
    ).code == 0  # fmt: skip
    page = Path("in/2-西园.html")
    text = page.read_text("utf-8")
    page.write_text(text.replace('"files":{', '"files":{' + json.dumps(name) + ':"x",', 1), "utf-8")
    before = sorted(path for path in tmp_path.rglob("*"))
    ran = run("verify", page)
    assert ran.code == 2
    assert f"name a file '{name}', which is refused." in ran.err
    assert sorted(path for path in tmp_path.rglob("*")) == before


def test_results(cohort: Path) -> None:
    given = ("--system", "own/indicators/park")
    assert run("score", cohort, *given, "--format", "json", "--output", "results.json").code == 0
    assert verify("results.json", "--responses", cohort).code == 0
    results = json.loads(Path("results.json").read_text("utf-8"))
    results["units"][1]["nodes"]["JC-1"]["score"] = 41.01
    Path("results.json").write_text(json.dumps(results), "utf-8")
    ran = verify("results.json", "--responses", cohort)
    assert ran.code == 1
    assert "units.2.nodes.JC-1.score: the report says '41.01'; the responses give '41.0'." in ran.out
    ran = verify("results.json", "--responses", cohort / "1.yaml")
    assert (ran.code, "no response of unit '2'" in ran.err) == (2, True)


def test_wrong_usage(answer: Path, cohort: Path) -> None:
    for names, code in (
        (("nothing.html", "--responses", answer), 2),
        (("out/2-西园.html", "--responses", "nothing.html"), 1),
    ):
        ran = verify(*names)
        assert (ran.code, "There is no file 'nothing.html'." in ran.err) == (code, True)
    ran = verify("out/2-西园.html", "--responses", cohort / "1.yaml")
    assert (ran.code, "There is no response of unit '2'" in ran.err) == (2, True)
