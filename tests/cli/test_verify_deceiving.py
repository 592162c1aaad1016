"""`dgassess verify` of files that show people other figures than a reader finds: none of them is told to follow."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.cli.parks import write_response
from tests.cli.reported import PARK, doubted, report_two, verify
from tests.cli.running import run

CELL = re.compile(r"<td[^>]*>(\d\d\.\d\d)</td>")


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small system, responses of two units, and the reports on both as pages and Word documents."""
    return report_two(tmp_path_factory.mktemp("reported"), "--format", "html,docx", name="东\u202e园5\u202c")


@pytest.fixture
def answers(reported: Path, tmp_path: Path) -> Path:
    """Two units; reports on them lie in the folder out."""
    shutil.copytree(reported, tmp_path, dirs_exist_ok=True)
    return tmp_path / "r"


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
    [page] = Path("out").glob("1-*.html")
    text = page.read_text("utf-8")
    cell = list(CELL.finditer(text))[1]
    name = text.index("\u202e", cell.end())
    text = f"{text[: cell.start(1)]}\u202e{text[cell.start(1) : name]}{text[name + 1 :]}"
    page.write_text(text, "utf-8")
    doubted(verify(page, "--responses", answers), "the character U+202E in line")


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


W = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
RUN = re.compile(r"<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t[^>]*>(\d\d\.\d\d)</w:t></w:r>")
FALSE = "<w:r><w:t>99</w:t></w:r>"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def field_of(instruction: str, result: str, begin: str = "") -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{begin}/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{result}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def alternatives(requires: str, choice: str, fallback: str) -> str:
    return (
        f'<mc:AlternateContent {W}><mc:Choice xmlns:zz="{requires}" Requires="zz">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


def formatted(properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{{}}</w:t></w:r>"


def replaced(was: str, becomes: str) -> Callable[[str], str]:
    return lambda text: text.replace(was, becomes)


def forged(becomes: str, more: Mapping[str, Callable[[str], str]] | None = None) -> Path:
    """The Word document whose second figure became something else; {run} and {} are what it was."""
    file = Path("out/2-西园.docx")
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"].decode()
    run_ = list(RUN.finditer(text))[1]
    becomes = becomes.replace("{run}", run_[0]).replace("{}", run_[1])
    parts["word/document.xml"] = f"{text[: run_.start()]}{becomes}{text[run_.end() :]}".encode()
    for name, change in (more or {}).items():
        parts[name] = change(parts.get(name, b"").decode()).encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file


@pytest.mark.parametrize(
    ("becomes", "said"),
    [
        ('<w:bdo w:val="rtl">{run}</w:bdo>', "it has w:bdo"),
        (formatted("").replace("{}", "\u202e{}\u202c"), "it has the character U+202E, '"),
        (formatted("<w:vanish/>") + "<w:r><w:t>一</w:t></w:r>", "it has w:vanish"),
        (formatted("<w:rtl/>"), "it has w:rtl"),
        (formatted("<w:strike/>"), "it has w:strike"),
        ('<w:ins w:id="1" w:author="x">{run}</w:ins>', "it has w:ins"),
        (
            f'{{run}}<m:oMath xmlns:m="{MATH}"><m:r><m:t>99</m:t></m:r></m:oMath>',
            "it has <oMath> of",
        ),
        (
            '{run}<s:r xmlns:s="http://purl.oclc.org/ooxml/wordprocessingml/main"><s:t>99</s:t></s:r>',
            "it has <r> of 'http://purl",
        ),
        ("{run}<w:altChunk/>", "it has w:altChunk"),
        (
            '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/x"/></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>',
            "it has w:dataBinding",
        ),
        (alternatives(WPS, "{run}", FALSE), "mc:AlternateContent whose alternatives show different numbers"),
        (field_of("PAGE", "9") + "{run}", "it has a page number '9' beside"),
        ("{run}" + field_of("PAGEREF _x \\h", "99.99"), "it has a page number '99.99' beside"),
        ("{run}" + field_of("PAGE", "7", ' w:fldLock="true"'), "it has a locked field"),
        (field_of("= 99.99", "{}"), "it has the field '= 99.99'"),
        (field_of('PAGE \\# "99.99"', "7") + "{run}", "it has the field 'PAGE"),
        (field_of("SEQ x \\r 99", "{}"), "it has the field 'SEQ x \\r 99'"),
        ('{run}<w:fldSimple w:instr="PAGE">' + FALSE + "</w:fldSimple>", "it has a page number '99' beside"),
        ("{run}99", "it has text behind w:r"),
    ],
)  # fmt: skip
def test_a_word_document_that_shows_something_else(answers: Path, becomes: str, said: str) -> None:
    doubted(verify(forged(becomes), "--responses", answers), said)


@pytest.mark.parametrize(
    "becomes",
    [
        alternatives("urn:zz", "{run}", FALSE),
        alternatives("urn:zz", "{run}", ""),
        alternatives("urn:zz", "{run}", "") + field_of("PAGE", "99"),
    ],
)
def test_of_alternatives_the_one_is_read_that_word_takes(answers: Path, becomes: str) -> None:
    ran = verify(forged(becomes), "--responses", answers)
    assert ran.code == 1, ran.out


@pytest.mark.parametrize("requires", [WPS, "http://schemas.microsoft.com/office/word/2010/wordml"])
def test_alternatives_that_every_word_understands(answers: Path, requires: str) -> None:
    ran = verify(forged(alternatives(requires, "{run}", "{run}")), "--responses", answers)
    assert ran.code == 0, ran.out


def test_the_part_is_read_that_word_opens(answers: Path) -> None:
    original = Path("out/2-西园.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(original)) as archive:
        document, related = (
            archive.read(name).decode() for name in ("word/document.xml", "word/_rels/document.xml.rels")
        )
    for target in ("word/document2.xml", "/word/document%32.xml"):
        Path("out/2-西园.docx").write_bytes(original)
        file = forged(
            FALSE,
            {
                "word/document2.xml": lambda _: document,
                "word/_rels/document2.xml.rels": lambda _: related,
                "_rels/.rels": replaced("word/document.xml", target),
            },
        )
        # The other way round: what lies where this program writes it is false, what Word opens is true.
        assert verify(file, "--responses", answers).code == 0
        swapped = {"word/document2.xml": lambda text: RUN.sub(FALSE, text, count=1)}
        Path("out/2-西园.docx").write_bytes(file.read_bytes())
        assert verify(forged("{run}", swapped), "--responses", answers).code == 1


def test_running_lines_are_found_whatever_they_are_called(answers: Path) -> None:
    header = (
        '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p>99</w:p></w:hdr>'
    )
    file = forged(
        "{run}",
        {
            "word/other.xml": lambda _: header.replace("99", FALSE),
            "word/_rels/document.xml.rels": lambda text: text.replace(
                "</Relationships>",
                '<Relationship Id="x" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/header"'
                ' Target="other.xml"/></Relationships>',
            ),
        },
    )
    ran = verify(file, "--responses", answers)
    assert (ran.code, "'99' is shown" in ran.out) == (1, True), ran.out


def test_parts_and_styles_that_no_report_has(answers: Path) -> None:
    original = Path("out/2-西园.docx").read_bytes()
    chart = '<Relationship Id="x" Type="http://x/chart" Target="c.xml"/></Relationships>'
    hidden = '<w:style w:styleId="x"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    for part, was, becomes, said in (
        ("word/_rels/document.xml.rels", "</Relationships>", chart, "it has a part of the kind 'chart'"),
        ("word/styles.xml", "</w:styles>", hidden, "it has w:vanish in a style"),
    ):
        Path("out/2-西园.docx").write_bytes(original)
        file = forged("{run}", {part: replaced(was, becomes)})
        doubted(verify(file, "--responses", answers), said)


def test_a_part_that_is_there_twice_is_refused(answers: Path) -> None:
    file = Path("out/2-西园.docx")
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/Document.xml", "<x/>")
    ran = verify(file, "--responses", answers)
    assert (ran.code, "holds a part twice" in " ".join(ran.err.split())) == (1, True)
