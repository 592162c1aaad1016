"""`dgassess report`: files, names, refusals. What is in a report, tests/reporting looks at."""

from __future__ import annotations

import errno
import io
import re
import shutil
import tempfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pypdf import PdfReader

from dgassess.workflows import output
from dgassess.workflows.content import content_root
from tests.cli.parks import write_park, write_response
from tests.cli.running import Ran, run

HOSTILE = "<script>alert(1)</script> *#eval* $x$ {{7*7}}"
RARE = "\U00020bb7"


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.apart = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # A data block is no script: nothing runs it.
        self.apart = dict(attrs).get("type") == "application/json"
        self.tags.append("data" if self.apart else tag)

    def handle_endtag(self, tag: str) -> None:
        self.apart = False

    def handle_data(self, data: str) -> None:
        if not self.apart:
            self.texts.append(data)


def read_html(data: bytes) -> _Text:
    """An HTML page read by a parser that is not ours."""
    parser = _Text()
    parser.feed(data.decode())
    return parser


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def html(park: Path, answer: Path, *more: str | Path) -> Ran:
    return run("report", answer, "--system", park, "--format", "html", "--output", "out", *more)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both formats of a report on a unit with a hostile name."""
    folder = tmp_path_factory.mktemp("hostile")
    park = write_park(folder / "own")
    answer = write_response(folder / "1.yaml", "1", HOSTILE)
    target = folder / "out"
    said = ("--organisation", "评估院 *甲*", "--date", "2026-03-20")
    ran = run("report", answer, "--system", park, "--output", target, *said)
    assert ran.code == 0, ran.err
    assert ran.data == b""
    assert ran.err.splitlines() == [f"Wrote {target / name}" for name in names(target)]
    return target


def test_both_formats_with_a_name_safe_on_windows(hostile: Path) -> None:
    stem = "1-_script_alert(1)__script_ _#eval_ $x$ {{7_7}}"
    first, second = names(hostile)
    assert re.fullmatch(re.escape(stem) + "-[0-9a-f]{6}[.]html", first)
    assert second == first.removesuffix("html") + "pdf"


def test_a_hostile_name_is_literal_in_html_and_pdf(hostile: Path) -> None:
    page, pdf = (hostile / name for name in names(hostile))
    read = read_html(page.read_bytes())
    assert any(HOSTILE in text for text in read.texts)
    assert "alert(1)" not in "".join(
        text for text in read.texts if HOSTILE not in text and "alert(1)</script>" not in text
    )
    assert read.tags.count("script") == 1  # the page's own
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf.read_bytes())).pages)
    flat = "".join(text.replace("\u200b", "").split())  # zero-width spaces only let long words break
    assert "".join(HOSTILE.split()) in flat
    for said in ("评估院*甲*", "2026"):
        assert said in flat
        assert said in "".join("".join(read.texts).split())


def test_pages_of_the_examples_are_light(tmp_path: Path) -> None:
    """Below 400 kB, so that they can be sent."""
    ran = run("report", content_root() / "examples", "--format", "html", "--output", tmp_path / "out")
    assert ran.code == 0, ran.err
    pages = sorted((tmp_path / "out").glob("[0-9]*.html"))
    assert len(pages) == 3
    assert [page.name for page in pages if page.stat().st_size >= 400_000] == []


@pytest.mark.parametrize("wanted", ["html", "HTML", "html,html"])
def test_one_format(park: Path, answer: Path, wanted: str) -> None:
    ran = run("report", answer, "--system", park, "--format", wanted, "--output", "out")
    assert (ran.code, names(Path("out"))) == (0, ["1-东园.html"])


@pytest.mark.parametrize(
    "args",
    [
        ("--format", "odt"),
        ("--format", "html,csv"),
        ("--format", ","),
        ("--date", "2026-3-1"),
        ("--date", "2026-02-31"),
        ("--date", "昨天"),
        ("--report", "diagnosi"),
        ("--font-dir", "nowhere"),
    ],
)
def test_wrong_options(park: Path, answer: Path, args: tuple[str, ...]) -> None:
    ran = html(park, answer, *args)
    assert ran.code == 2, ran.err
    assert ran.err.startswith("Error: '")
    assert names(Path("out")) == []


def test_existing_files_are_kept_without_force(park: Path, tmp_path: Path) -> None:
    for number in (1, 2):
        write_response(tmp_path / "r" / f"{number}.yaml", str(number))
    target = tmp_path / "out" / "2-东园.html"
    target.parent.mkdir()
    target.write_text("mine", "utf-8")
    refused = html(park, tmp_path / "r" / "1.yaml", tmp_path / "r" / "2.yaml")
    assert refused.code == 2
    assert "'out/2-东园.html' exists already. Add --force" in refused.err
    assert (names(Path("out")), target.read_text("utf-8")) == (["2-东园.html"], "mine")
    assert html(park, tmp_path / "r" / "1.yaml", tmp_path / "r" / "2.yaml", "--force").code == 0
    assert names(Path("out")) == ["1-东园.html", "2-东园.html"]
    assert target.read_text("utf-8").startswith("<!")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_when_the_system_refuses_nothing_is_left(
    park: Path, tmp_path: Path, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2):
        write_response(tmp_path / "r" / f"{number}.yaml", str(number))
    made: list[str] = []
    original = tempfile.mkstemp

    def refuse_the_second(*args: str, **options: str) -> tuple[int, str]:
        if "prefix" not in options:  # what is kept for the next run
            return original(dir=options["dir"])
        if made:
            raise OSError(code, "Refused by the test")
        handle, name = original(prefix=options["prefix"], dir=options["dir"])
        made.append(name)
        return handle, name

    monkeypatch.setattr(tempfile, "mkstemp", refuse_the_second)
    ran = html(park, tmp_path / "r" / "1.yaml", tmp_path / "r" / "2.yaml")
    assert ran.code == 3
    assert ran.err == "Error: 'out/2-东园.html' cannot be written: refused by the test.\n"
    assert made
    assert names(Path("out")) == []


def test_a_target_held_by_another_program_is_met_before_anything_is_replaced(
    park: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2):
        write_response(tmp_path / "r" / f"{number}.yaml", str(number))
    assert html(park, tmp_path / "r" / "1.yaml", tmp_path / "r" / "2.yaml").code == 0
    for name in names(Path("out")):
        (Path("out") / name).write_text("old", "utf-8")

    def held(path: Path, mode: str = "r") -> io.BytesIO:
        if path.name.startswith("2-"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return io.BytesIO()

    monkeypatch.setattr(output, "open", held, raising=False)
    ran = html(park, tmp_path / "r" / "1.yaml", tmp_path / "r" / "2.yaml", "--force")
    assert ran.code == 3
    assert "It may be open in another program; close it." in ran.err
    assert {(Path("out") / name).read_text("utf-8") for name in names(Path("out"))} == {"old"}


def test_a_file_in_place_of_the_folder(park: Path, answer: Path) -> None:
    Path("out").write_text("a file", "utf-8")
    ran = html(park, answer)
    assert (ran.code, ran.err) == (
        3,
        "Error: 'out/1-东园.html' cannot be written: 'out' is a file, not a folder.\n",
    )
    assert Path("out").read_text("utf-8") == "a file"


def test_names_that_windows_refuses(park: Path, tmp_path: Path) -> None:
    answer = write_response(tmp_path / "1.yaml", "a/b", 'x<>:"/\\|?*y' + "长" * 200)
    assert html(park, answer).code == 0
    [name] = names(Path("out"))
    assert name.startswith("a_b-x_________y长")
    assert len(name) <= 75
    assert not set(name) & set('<>:"/\\|?*')


def test_units_whose_file_names_fall_together(park: Path, tmp_path: Path) -> None:
    for number, unit in enumerate(("a/b", "a?b", "A_B"), 1):
        write_response(tmp_path / "r" / f"{number}.yaml", unit)
    ran = html(park, tmp_path / "r")
    assert ran.code == 0
    written = [name for name in names(Path("out")) if name[0] in "aA"]
    assert len(written) == 3
    assert len({name.casefold() for name in written}) == 3


def test_a_rare_character_is_named_and_html_works(park: Path, tmp_path: Path) -> None:
    answer = write_response(tmp_path / "1.yaml", "1", f"王{RARE}村")
    ran = run("report", answer, "--system", park, "--output", "out")
    assert ran.code == 3
    assert f"'{RARE}' (U+20BB7)" in ran.err
    assert "--font-dir" in ran.err
    assert "--format html" in ran.err
    assert names(Path("out")) == []
    assert html(park, answer).code == 0
    page = (Path("out") / f"1-王{RARE}村.html").read_text("utf-8")
    assert f"王{RARE}村" in page


def test_a_defect_in_the_template_is_placed(park: Path, answer: Path, tmp_path: Path) -> None:
    report = tmp_path / "report"
    shutil.copytree(content_root() / "reports" / "diagnosis", report)
    template = report / "report.md.j2"
    template.write_text("{{ nothing.at.all }}\n" + template.read_text("utf-8"), "utf-8")
    ran = html(park, answer, "--report", report)
    assert ran.code == 1, ran.err
    assert "report.md.j2:1:1: error: " in ran.err
    assert names(Path("out")) == []


def test_a_slip_in_a_report_folder_is_told_at_its_cause(park: Path, answer: Path, tmp_path: Path) -> None:
    report = tmp_path / "mine"
    report.mkdir()
    (report / "report.yaml").write_text("format: dgassess/report/1\nextends：diagnosis\nname: 名\n", "utf-8")
    (report / "theme.yaml").write_text("format：dgassess/theme/1\nlogo: a.svg\n", "utf-8")
    ran = html(park, answer, "--report", report)
    assert ran.code == 1, ran.err
    assert "report.yaml:2:8: error: A full-width colon '：' follows 'extends'." in ran.err
    assert "theme.yaml:1:7: error: A full-width colon '：' follows 'format'." in ran.err


def test_only_reports_on_units_have_a_list_for_rectification(park: Path, answer: Path) -> None:
    ran = run(
        "report", answer, "--system", park, "--format", "xlsx", "--report", "bulletin", "--output", "out"
    )
    assert ran.code == 2
    assert ran.err.startswith(
        "Error: Only reports on single units have a list for rectification: leave xlsx out"
    )
    assert names(Path("out")) == []


def test_the_list_for_rectification_alone(park: Path, answer: Path) -> None:
    ran = run("report", answer, "--system", park, "--format", "xlsx", "--output", "out")
    assert (ran.code, names(Path("out"))) == (0, ["1-东园.xlsx"])
    assert (Path("out") / "1-东园.xlsx").read_bytes().startswith(b"PK")


def test_a_bulletin_is_one_file_on_all(park: Path, tmp_path: Path) -> None:
    for number in (1, 2, 3):
        write_response(tmp_path / "r" / f"{number}.yaml", str(number), f"东园{number}")
    ran = html(park, tmp_path / "r", "--report", "bulletin")
    assert (ran.code, names(Path("out"))) == (0, ["评估通报-2026年度.html"])
    text = "".join(read_html((Path("out") / "评估通报-2026年度.html").read_bytes()).texts)
    assert "关于2026年度园区数字化评估情况的通报" in text
    assert all(f"东园{number}" in text for number in (1, 2, 3))
    again = html(park, tmp_path / "r", "--report", "bulletin")
    assert again.code == 2
    assert "--force" in again.err


def test_a_bulletin_for_the_public_needs_verified_scores(park: Path, answer: Path) -> None:
    ran = html(park, answer, "--report", "bulletin", "--audience", "public", "--basis", "self")
    assert ran.code == 2
    assert "not for the public" in ran.err
    assert names(Path("out")) == []
