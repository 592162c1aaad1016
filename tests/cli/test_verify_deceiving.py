"""`dgassess verify` of files that show people other figures than a reader finds: none of them is told to follow."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.parks import write_park, write_response
from tests.cli.running import Ran, run

PARK = Path("own/indicators/park")
CELL = re.compile(r"<td[^>]*>(\d\d\.\d\d)</td>")


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small system, responses of two units, and the report on one of them as a page, and the results."""
    folder = tmp_path_factory.mktemp("reported")
    park = write_park(folder / "own")
    write_response(folder / "r" / "1.yaml", "1", "א园5")
    write_response(folder / "r" / "2.yaml", "2", "西园", {"JC-1.cov": 41, "FW-1.done": 7})
    given = ("--system", park, "--format", "html", "--output", folder / "out")
    assert run("report", folder / "r", *given).code == 0
    return folder


@pytest.fixture
def answers(reported: Path, tmp_path: Path) -> Path:
    """Two units; reports on them lie in the folder out."""
    shutil.copytree(reported, tmp_path, dirs_exist_ok=True)
    return tmp_path / "r"


def verify(file: str | Path, *more: str | Path) -> Ran:
    return run("verify", file, "--system", PARK, *more)


def doubted(ran: Ran, said: str) -> None:
    """It ends as one that is neither proved nor refuted, and says what cannot be read surely."""
    out = " ".join(ran.out.split())
    assert ran.code == 4, ran.out + ran.err
    assert "Note: The file cannot be read surely, so that people may see other figures in it: " in out
    assert said in out, out
    assert "every figure follows" not in out


@pytest.mark.parametrize(
    ("becomes", "said"),
    [
        ("\u202e{}\u202c", "it has the character U+202E in line"),
        ("\u2067{}\u2069", "it has the character U+2067 in line"),
        ("{}&#x202e;", "it has the character U+202E in line"),
        ("{}\u0338", "it has the character U+0338 in line"),
        ("ב{}", "it has the character U+05D1 in line"),
        ("{}²", "it has the character U+00B2 in line"),
        ("\0{}", "it has the character U+0000 in line"),
        ('<bdo dir="rtl">{}</bdo>', 'it has <bdo dir="rtl"> in line'),
        ("<span hidden>{}</span>", 'it has <span hidden=""> in line'),
        ("<template>{}</template>", "it has <template> in line"),
        ("<noscript>{}</noscript>", "it has <noscript> in line"),
        ("<datalist>{}</datalist>", "it has <datalist> in line"),
        ("<iframe>{}</iframe>", "it has <iframe> in line"),
        ("<ruby><rp>{}</rp></ruby>", "it has <ruby> in line"),
        ("<ol><li>{}</li></ol>", "it has <ol> in line"),
        ("{}<!-->99.99<!-- -->", "it has a comment"),
        ("{}<!-- --!>99.99<!-- -->", "it has a comment"),
        ("{}<svg><text><![CDATA[99.99]]></text></svg>", "it has <svg> in line"),
        ("{}<svg><style><p>99.99</p></style></svg>", "it has <svg> in line"),
        ("{}<![CDATA[99.99]]>", "it has "),
        ("{}<?x 99.99?>", "it has <?x 99.99?> in line"),
        ("{}<!x 99.99>", "it has a comment 'x 99.99' in line"),
        ("{}< ", "it has '<' that is no tag in line"),
        ('{}<b a="1"b="2"></b>', 'it has <b a="1" b="2"> in line'),
    ],
)
def test_a_page_that_shows_something_else(answers: Path, becomes: str, said: str) -> None:
    page = Path("out/2-西园.html")
    text = page.read_text("utf-8")
    cell = list(CELL.finditer(text))[1]
    page.write_text(text[: cell.start(1)] + becomes.format(cell[1]) + text[cell.end(1) :], "utf-8")
    doubted(verify(page, "--responses", answers), said)


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("<td ", '<td colspan="2" ', 'colspan="2"'),
        ("<td class=", "<td\fhidden/class=", "hidden"),
        ("<td>|<td [^>]*>", '<td style="display:none">', 'style="display:none"'),
        ("</style>", 'strong::after{content:"9"}</style>', "in <style>"),
        ("<style>", '<style media="print">', 'it has <style media="print"> in line'),
        ("</script>\n</body>", ";document.title=9</script>\n</body>", "in <script>"),
        ("</ol>", "", "it lacks </ol> in line"),
        (r"<strong>(\d+\.\d\d)</strong>", r"<strong></strong>\1", "does not stand where it does"),
    ],
)  # fmt: skip
def test_a_page_whose_markup_was_changed(answers: Path, was: str, becomes: str, said: str) -> None:
    page = Path("out/2-西园.html")
    text, times = re.subn(was, becomes, page.read_text("utf-8"), count=1)
    assert times == 1
    page.write_text(text, "utf-8")
    doubted(verify(page, "--responses", answers), said)


def test_a_character_of_a_name_that_was_put_elsewhere(answers: Path) -> None:
    page = Path("out/1-א园5.html")
    text = page.read_text("utf-8")
    cell = list(CELL.finditer(text))[1]
    name = text.index("א", cell.end())
    text = f"{text[: cell.start(1)]}א{text[cell.start(1) : name]}{text[name + 1 :]}"
    page.write_text(text, "utf-8")
    doubted(verify(page, "--responses", answers), "the character U+05D0 in line")


def test_a_page_of_another_version_names_what_no_page_has(
    answers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Path("out/2-西园.html")
    page.write_text(page.read_text("utf-8").replace("</main>", "<template>5</template></main>"), "utf-8")
    page.write_text(page.read_text("utf-8").replace("</h1>", "</h1><!-- x -->"), "utf-8")
    monkeypatch.setattr("dgassess.workflows.report_digests.engine_digest", lambda: "sha256:another")
    text = page.read_text("utf-8").replace("<template>5</template>", "<template></template>")
    page.write_text(text, "utf-8")
    ran = verify(page, "--responses", answers)
    doubted(ran, "it has a comment ' x ' in line")
    assert "and 2 more, which the file made again does not have" in " ".join(ran.out.split())


def test_words_and_ways_of_writing_are_no_markup(answers: Path) -> None:
    page = Path("out/2-西园.html")
    text = page.read_text("utf-8").replace("\n", "\r\n").replace("<br>", "<br/>")
    text = text.replace("综合得分", "&#x7efc;合成绩", 1).replace('class="cover"', "class=cover")
    page.write_bytes(b"\xef\xbb\xbf" + text.encode())
    ran = verify(page, "--responses", answers)
    assert ran.code == 0, ran.out
    assert "Note: The file is not byte for byte what is made again" in ran.out


def test_a_page_without_a_report_it_could_be_is_told_so(answers: Path) -> None:
    page = Path("out/2-西园.html")
    text = page.read_text("utf-8")
    for becomes in ('"id":7', '"id":""', '"id":"."', '"id":"../own"', '"id":"/tmp"'):
        other, times = re.subn(r'(?<="report":\{)"id":"[^"]*"', becomes, text)
        assert times == 1
        page.write_text(other, "utf-8")
        ran = verify(page, "--responses", answers)
        assert ran.code == 1
        assert "carries no usable report id: name the report's folder with --report." in " ".join(
            ran.err.split()
        )
        assert "report.yaml" not in ran.err


def test_results_on_some_of_the_units_given(answers: Path) -> None:
    write_response(answers / "3.yaml", "3", "北园", {"JC-1.cov": 55})
    some = (answers / "2.yaml", answers / "3.yaml")
    assert run("score", *some, "--system", PARK, "--format", "json", "--output", "some.json").code == 0
    ran = verify("some.json", "--responses", answers)
    assert ran.code == 4
    said = (
        "The results hold 2 of the 3 units given and not '1': ranks and comparisons follow among the units of"
    )
    assert said in " ".join(ran.out.split())
    ran = verify("some.json", "--responses", some[0], "--responses", some[1], "--format", "json")
    assert (ran.code, json.loads(ran.out)["complete"]) == (0, True)


def test_a_report_on_one_of_several_with_its_inputs_says_what_it_lacks(answers: Path) -> None:
    given = ("--system", PARK, "--with-inputs", "--format", "html", "--output", "in")
    assert run("report", answers, *given).code == 0
    ran = run("verify", "in/2-西园.html")
    out = " ".join(ran.out.split())
    assert ran.code == 4
    assert (
        "The report carries the response of its own unit, no others: ranks and what is said of peers" in out
    )
    assert verify("in/2-西园.html", "--responses", answers).code == 0
