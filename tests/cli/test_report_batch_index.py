"""The index of a folder's reports, and what it is when characters are rare: links lead to what is there."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from dgassess.workflows.report_manifest import NAME
from tests.cli.parks import write_response
from tests.cli.running import run
from tests.cli.test_report import RARE, names
from tests.cli.test_report_batch import BULLETIN, OUT, batch, folder
from tests.reporting.fonts import write_rare_font

__all__ = ["folder"]
RARE_NAME = f"王{RARE}村"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_of_a_rare_character_only_the_formats_that_draw_it_fail(folder: Path, jobs: str) -> None:
    write_response(folder / "0.yaml", "0", RARE_NAME)
    formats = ("--format", "html,pdf,docx,xlsx", "--jobs", jobs)
    ran = batch(folder, *formats)
    assert ran.code == 1
    failed = [line for line in ran.err.splitlines() if line.startswith("Failed: ")]
    assert [line.split(":")[1].strip() for line in failed] == [RARE_NAME, "评估通报"]
    assert all("(U+20BB7)" in line and "--font-dir" in line for line in failed)
    bulletin = BULLETIN.removesuffix(".html")
    expected = {
        f"{stem}.{kind}"
        for stem in ("1-东园", "2-西园", "3-南园")
        for kind in ("html", "pdf", "docx", "xlsx")
    }
    expected |= {
        f"0-{RARE_NAME}.html",
        f"0-{RARE_NAME}.docx",
        f"0-{RARE_NAME}.xlsx",
        BULLETIN,
        "index.html",
        NAME,
    }
    assert set(names(OUT)) == expected
    assert failed[0].count("The PDF of") == failed[1].count("The PDF and Word document of") == 1
    page = (OUT / "index.html").read_text("utf-8")
    assert ">类型内位次</th>" in page
    assert "类型内位次为在同一类型参与排名的单位中的位次/单位数，不分类别。" in page
    assert re.search(r"<dt>指标体系</dt><dd>[^<]*指标体系[^<]* 1\.2\.0</dd>", page)
    links = [unquote(link) for link in re.findall(r'href="([^"]+)"', page)]
    assert set(links) == expected - {"index.html", NAME}
    again = batch(folder, *formats)
    assert (again.code, "Wrote" in again.err) == (1, False)
    assert [line for line in again.err.splitlines() if line.startswith("Failed: ")] == failed
    assert bulletin + ".pdf" not in names(OUT)


def test_a_font_that_has_the_character_makes_what_failed(folder: Path) -> None:
    write_response(folder / "0.yaml", "0", RARE_NAME)
    assert batch(folder, "--format", "html,pdf").code == 1
    Path("fonts").mkdir()
    write_rare_font(Path("fonts") / "Rare.ttf")
    ran = batch(folder, "--format", "html,pdf", "--font-dir", "fonts")
    assert (ran.code, f"0-{RARE_NAME}.pdf" in names(OUT)) == (0, True), ran.err


def test_an_outdated_file_of_a_format_that_fails_is_told(folder: Path) -> None:
    assert batch(folder, "--format", "pdf").code == 0
    write_response(folder / "0.yaml", "0", RARE_NAME)
    ran = batch(folder, "--format", "pdf")
    assert ran.code == 1
    told = [line for line in ran.err.splitlines() if "is of an earlier run" in line]
    assert len(told) == 1
    assert BULLETIN.replace("html", "pdf") in told[0]
    assert quote(BULLETIN.replace("html", "pdf")) not in (OUT / "index.html").read_text("utf-8")


def test_of_files_named_one_by_one_a_rare_character_refuses_all(folder: Path) -> None:
    write_response(folder / "0.yaml", "0", RARE_NAME)
    given = ("--system", "own/indicators/park", "--format", "html,pdf", "--output", OUT)
    ran = run("report", folder / "1.yaml", folder / "0.yaml", *given)
    assert (ran.code, OUT.exists()) == (3, False)
    assert "(U+20BB7)" in ran.err


def test_the_index_is_for_those_who_may_see_all(folder: Path, tmp_path: Path) -> None:
    for audience in ("unit", "public"):
        assert batch(folder, "--audience", audience).code == 0
        assert "index.html" not in names(OUT)
    write_response(tmp_path / "one" / "1.yaml", "1")
    assert batch(tmp_path / "one", "--output", "alone").code == 0
    assert names(Path("alone")) == [NAME, "1-东园.html"]


def test_the_index_lists_units_by_rank_with_links_that_lead_somewhere(folder: Path) -> None:
    write_response(folder / "9.yaml", "9", 'a "b" & <i>#?%', {"JC-1.cov": 99})
    assert batch(folder).code == 0
    page = (OUT / "index.html").read_text("utf-8")
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "a &#34;b&#34; &amp; &lt;i&gt;#?%" in page
    links = [unquote(link) for link in re.findall(r'href="([^"]+)"', page)]
    assert len(links) == 5
    assert links.pop(0) == BULLETIN
    assert all((OUT / link).is_file() for link in links)
    assert [link[0] for link in links] == ["9", "1", "2", "3"]
    assert re.search(r'>1</td><td class="left w0">9</td>', page)


def test_results_among_the_responses_are_no_defective_response(folder: Path) -> None:
    given = ("--system", "own/indicators/park", "--format", "json")
    assert run("score", folder, *given, "--output", folder / "results.json").code == 0
    for _ in range(2):
        ran = batch(folder)
        assert (ran.code, "Failed" in ran.err) == (0, False), ran.err
        assert "warning: This file is results ('dgassess/results/1') and no response" in ran.err
    assert "results.json" not in (OUT / "index.html").read_text("utf-8")
    (folder / "2.yaml").write_text("format: dgassess/response/1\n", "utf-8")
    ran = batch(folder)
    assert ran.code == 1
    failed = [line for line in ran.err.splitlines() if line.startswith("Failed: ")]
    assert [line.partition(" the ")[0].endswith("2.yaml:") for line in failed] == [True]
    ran = run("report", folder / "results.json", "--system", "own/indicators/park", "--output", "one")
    assert (ran.code, "error: This file is results" in ran.err) == (1, True)


def test_reports_of_units_that_left_are_told(folder: Path) -> None:
    assert batch(folder).code == 0
    (folder / "2.yaml").unlink()
    for _ in range(2):
        ran = batch(folder)
        assert ran.code == 0
        assert ran.err.count("Not of these responses: ") == 1
        assert "'out/2-西园.html' is of an earlier run" in ran.err
    (OUT / "2-西园.html").unlink()
    assert "earlier run" not in batch(folder).err


def test_the_index_has_the_colours_of_the_reports_and_lets_in_that_style_alone(
    folder: Path, tmp_path: Path
) -> None:
    own = tmp_path / "mine"
    own.mkdir()
    (own / "report.yaml").write_text("format: dgassess/report/1\nextends: diagnosis\n", "utf-8")
    theme = 'format: dgassess/theme/1\ncolours: {accent: "#8a1c1c", accent_dark: "#f0a8a0"}\n'
    (own / "theme.yaml").write_text(theme, "utf-8")
    assert batch(folder, "--report", own).code == 0
    page = (OUT / "index.html").read_text("utf-8")
    assert "--accent: #8a1c1c; --link: #8a1c1c;" in page
    assert "--accent: #f0a8a0; --link: #f0a8a0;" in page
    [style] = re.findall(r"(?s)<style>(.*?)</style>", page)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'" in page
    assert batch(folder).code == 0
    assert "#8a1c1c" not in (OUT / "index.html").read_text("utf-8")
