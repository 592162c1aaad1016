"""A report of one's own: the worked example of docs/reports.md runs, and nothing in a folder leads out of it."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from pypdf import PdfReader

from dgassess.reporting.contents import Contents
from dgassess.reporting.definition import ReportDefinition, load_report
from dgassess.reporting.errors import ReportTemplateError
from dgassess.reporting.look import contrast
from dgassess.reporting.writer import ReportWriter, Resources
from dgassess.values.diagnostics import DefectsFound, Diagnostic
from tests.reporting.conftest import REPORTS
from tests.reporting.word_reading import WP, W, opened

PAGE = Path(__file__).parents[2] / "docs" / "reports.md"
EXAMPLE = re.compile(r"<!-- example: my-report/(\S+) -->\n```\w+\n(.*?)```\n", re.DOTALL)
HEAD = "format: dgassess/report/1\nextends: diagnosis\n"
THEME = "format: dgassess/theme/1\n"


def shipped(name: str) -> Path | None:
    return REPORTS / name if (REPORTS / name / "report.yaml").is_file() else None


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def load(folder: Path) -> ReportDefinition:
    return load_report(folder, shipped)


def writer_of(folder: Path) -> ReportWriter:
    return ReportWriter(load(folder), Resources.under(REPORTS))


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory, contents: Contents) -> dict[str, bytes]:
    """The worked example of the documentation, written."""
    files = dict(EXAMPLE.findall(PAGE.read_text("utf-8")))
    assert set(files) == {"report.yaml", "report.md.j2", "contact.md.j2", "theme.yaml", "logo.svg"}
    folder = write(tmp_path_factory.mktemp("own") / "my-report", files)
    return writer_of(folder).render(contents, ("html", "pdf", "docx"))


def test_the_worked_example_changes_words_and_sections(example: dict[str, bytes]) -> None:
    page = example["html"].decode()
    assert "失分说明</h2>" in page
    assert "短板与问题清单</h2>" not in page
    assert "条款落实情况</h2>" not in page
    assert "相对优势与相对薄弱指标</h2>" in page
    assert page.index("附录　方法与版本") < page.index("10个工作日内书面提出")


def test_the_worked_example_has_its_colours_and_logo(example: dict[str, bytes]) -> None:
    page = example["html"].decode()
    assert "--accent: #8a1c1c; --link: #8a1c1c;" in page
    assert "--accent: #f0a8a0; --link: #f0a8a0;" in page
    assert "--band: #f8eeee;" in page
    assert "img-src data:; " in page
    assert '<img class="logo" src="data:image/svg+xml;base64,' in page
    assert 'alt="省数据局标志"' in page
    pdf = PdfReader(io.BytesIO(example["pdf"]))
    operators = pdf.pages[0].get_contents()
    assert operators is not None
    drawn = operators.get_data().decode("latin-1")
    assert re.search(r"\b0\.541\d* 0\.109\d* 0\.109\d* scn", drawn), drawn[:500]
    assert "失分说明" in "".join(sheet.extract_text() for sheet in pdf.pages)


def test_the_logo_stands_on_the_cover_of_a_word_document(example: dict[str, bytes]) -> None:
    report = opened(example["docx"])
    first = next(report.body.iter(f"{W}p"))
    pictures = list(first.iter(f"{WP}docPr"))
    assert [one.get("descr") for one in pictures] == ["省数据局标志"]
    extent = next(first.iter(f"{WP}extent"))
    assert int(extent.get("cx", 0)) == 3 * int(extent.get("cy", 0))  # as the logo's viewBox says


def test_word_documents_have_the_fonts_of_an_own_theme(tmp_path: Path, contents: Contents) -> None:
    files = {"report.yaml": HEAD, "theme/word/theme.yaml": "body_font: 仿宋_GB2312\n"}
    report = opened(writer_of(write(tmp_path / "mine", files)).render(contents, ["docx"])["docx"])
    assert "仿宋_GB2312" in {
        one.get(f"{W}eastAsia") for one in report.parts["word/styles.xml"].iter(f"{W}rFonts")
    }
    wrong = {"report.yaml": HEAD, "theme/word/theme.yaml": "body_fnt: 仿宋\n"}
    with pytest.raises(ReportTemplateError, match="body_fnt") as caught:
        writer_of(write(tmp_path / "wrong", wrong)).render(contents, ["docx"])
    assert caught.value.line == 1


def test_options_and_name_come_from_the_extended_report_unless_given(tmp_path: Path) -> None:
    folder = write(tmp_path / "mine", {"report.yaml": HEAD + "options: {losses: 3}\n"})
    report, base = load(folder), load(REPORTS / "diagnosis")
    assert (report.options.losses, report.options.weakest) == (3, base.options.weakest)
    assert (report.id, report.subject, report.extended and report.extended.id) == (
        "mine",
        "unit",
        "diagnosis",
    )


def test_without_a_template_the_extended_one_is_used(
    tmp_path: Path, contents: Contents, writer: ReportWriter
) -> None:
    folder = write(tmp_path / "mine", {"report.yaml": HEAD})
    assert writer_of(folder).render(contents, ["html"]) == writer.render(contents, ["html"])


def test_the_documentation_names_every_block_option_and_table(contents: Contents) -> None:
    template = (REPORTS / "diagnosis" / "report.md.j2").read_text("utf-8")
    text = PAGE.read_text("utf-8")
    blocks = re.findall(r"{% block (\w+) %}", template)
    assert [name for name in blocks if f"`{name}`" not in text] == []
    names = [name for name in contents.values if name not in ("groupings", "zeroed")]
    assert [name for name in names if f"`{name}`" not in text] == []
    tables = [name for name in contents.tables if not re.match(r"part-|view-|grouping", name)]
    assert [name for name in tables if f"`{name}`" not in text] == []


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ('{% include "../secret.md.j2" %}', "there is no template '../secret.md.j2'"),
        ('{% include "diagnosis/../secret.md.j2" %}', "there is no template '../secret.md.j2'"),
        ('{% include "link.md.j2" %}', "'link.md.j2' leads out of the report's folder"),
        ('{% include "folder/secret.md.j2" %}', "'folder/secret.md.j2' leads out of the report's folder"),
        ('{% include "theme/html/page.html.j2" %}', "there is no template"),
        ('{% include "/etc/hostname" %}', "there is no template '/etc/hostname'"),
        ('{% import "os" as os %}', "there is no template 'os'"),
        ("{{ unit.__class__.__mro__ }}", "access to attribute '__class__' of"),
        ("{{ self._TemplateReference__context }}", "access to attribute"),
        ("{{ table.__globals__ }}", "access to attribute '__globals__' of"),
        ("{{ ''.__class__ }}", "access to attribute '__class__' of"),
        ("{{ lipsum.__globals__ }}", "'lipsum' is undefined"),
        ("{{ cycler.__init__ }}", "access to attribute '__init__' of"),
        ("{{ has.add('x') }}", "access to attribute 'add' of"),
        ("{{ open('report.yaml') }}", "'open' is undefined"),
    ],
)
def test_a_template_reaches_nothing_outside(
    tmp_path: Path, contents: Contents, template: str, said: str
) -> None:
    write(tmp_path, {"secret.md.j2": "秘密"})
    folder = write(
        tmp_path / "mine",
        {"report.yaml": HEAD, "report.md.j2": f'{{% extends "diagnosis/report.md.j2" %}}\n{{% block summary %}}\n'
         f"{template}\n{{% endblock %}}\n"},
    )  # fmt: skip
    (folder / "link.md.j2").symlink_to(tmp_path / "secret.md.j2")
    (tmp_path / "other").mkdir()
    write(tmp_path / "other", {"secret.md.j2": "秘密"})
    (folder / "folder").symlink_to(tmp_path / "other")
    with pytest.raises(ReportTemplateError) as caught:
        writer_of(folder).render(contents, ["html"])
    assert said in caught.value.message
    assert (Path(caught.value.file).name, caught.value.line) == ("report.md.j2", 3)


def test_a_mistake_below_an_extended_template_has_its_line(tmp_path: Path, contents: Contents) -> None:
    text = '{% extends "diagnosis/report.md.j2" %}\n{% block summary %}\n\n{{ super() }}\n{{ nothing }}\n'
    text += "{% endblock %}\n"
    folder = write(tmp_path / "mine", {"report.yaml": HEAD, "report.md.j2": text})
    with pytest.raises(ReportTemplateError, match=r"report\.md\.j2:5: 'nothing' is undefined"):
        writer_of(folder).document(contents)


def found_in(folder: Path) -> list[Diagnostic]:
    with pytest.raises(DefectsFound) as caught:
        load(folder)
    return list(caught.value.diagnostics)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">%s</svg>'


@pytest.mark.parametrize(
    ("files", "place", "said"),
    [
        (
            {"report.yaml": "format: dgassess/report/1\nextends: nothing\n"},
            "report.yaml:2:10",
            "there is no 'nothing'",
        ),
        (
            {"report.yaml": "format: dgassess/report/1\nextends: ../other\n"},
            "report.yaml:2:10",
            "no '../other'",
        ),
        ({"theme.yaml": "colours: {}\n"}, "theme.yaml:1:1", "must open with 'format: dgassess/theme/1'"),
        ({"theme.yaml": THEME + "colour: {}\n"}, "theme.yaml:2:1", "'colour' is no field of a theme"),
        (
            {"theme.yaml": THEME + "colours: {acent: x}\n"},
            "theme.yaml:2:11",
            "'acent' is no field of colours",
        ),
        (
            {"theme.yaml": THEME + "colours: {accent: red}\n"},
            "theme.yaml:2:19",
            "'accent' is a colour such as",
        ),
        (
            {"theme.yaml": THEME + 'colours: {accent: "#ffcc00"}\n'},
            "theme.yaml:2:19",
            "hard to read beside white",
        ),
        (
            {"theme.yaml": THEME + 'colours: {accent: "#000000; }"}\n'},
            "theme.yaml:2:19",
            "is a colour such as",
        ),
        ({"theme.yaml": THEME + "logo: none.svg\n"}, "theme.yaml:2:7", "There is no logo 'none.svg'"),
        ({"theme.yaml": THEME + "logo: ../x.png\n"}, "theme.yaml:2:7", "There is no logo '../x.png'"),
        ({"theme.yaml": THEME + "logo: a.gif\n", "a.gif": b"GIF8"}, "theme.yaml:2:7", "an .svg or .png file"),
        ({"theme.yaml": THEME + "logo: a.png\n", "a.png": b"<svg/>"}, "theme.yaml:2:7", "is no PNG picture"),
        (
            {"theme.yaml": THEME + "fonts: {html: 'x\"; } *'}\n"},
            "theme.yaml:2:15",
            "is no name of a font family",
        ),
        ({"theme.yaml": THEME + "a: [\n"}, "theme.yaml:3:1", "node content"),
        (
            {"theme.yaml": THEME.encode() + "logo: 标.svg\n".encode("gb18030")},
            "theme.yaml:2:1",
            "not saved as UTF-8",
        ),
        (
            {"theme.yaml": THEME + "logo: a\x01.svg\n"},
            "theme.yaml:2:1",
            "the character U+0001 stands in no text",
        ),
        (
            {"report.yaml": HEAD.encode() + "name: 名\n".encode("gb18030")},
            "report.yaml:3:1",
            "not saved as UTF-8",
        ),
        ({"theme/html/style.css": "</style><script>"}, "style.css", "A style has no tags in it."),
        ({"theme/pdf/report.typ": '#read("x")'}, "report.typ", "a theme of one's own has no program text"),
        ({"theme/html/page.html.j2": "x"}, "page.html.j2", "a theme of one's own has no program text"),
    ],
)
def test_mistakes_in_a_folder(tmp_path: Path, files: dict[str, str | bytes], place: str, said: str) -> None:
    write(tmp_path, {"x.png": b"\x89PNG\r\n"})
    [one, *_] = found_in(write(tmp_path / "mine", {"report.yaml": HEAD, **files}))
    assert said in one.message
    assert str(one.place).endswith(place)


@pytest.mark.parametrize(
    "inner",
    [
        b"<script>1</script>", b'<image href="http://x/y.png"/>', b'<use xlink:href="other.svg"/>', b'<g onload="x"/>',
        b"<style>@import 'x'</style>", b'<rect fill="url(http://x)"/>', b"<foreignObject/>", b"<!DOCTYPE svg>",
    ],
)  # fmt: skip
def test_a_logo_that_could_load_or_run_something_is_refused(tmp_path: Path, inner: bytes) -> None:
    files: dict[str, str | bytes] = {
        "report.yaml": HEAD,
        "theme.yaml": THEME + "logo: a.svg\n",
        "a.svg": SVG % inner,
    }
    [one] = found_in(write(tmp_path / "mine", files))
    assert "has scripts, entities or addresses in it" in one.message


def test_a_logo_with_a_gradient_of_its_own_is_a_logo(tmp_path: Path) -> None:
    inner = b'<linearGradient id="a"/><rect fill="url(#a)"/><rect fill="url(\'#a\')"/><use href="#a"/>'
    files: dict[str, str | bytes] = {
        "report.yaml": HEAD,
        "theme.yaml": THEME + "logo: a.svg\n",
        "a.svg": SVG % inner,
    }
    assert load(write(tmp_path / "mine", files)).look.logo == SVG % inner


def test_additions_to_the_style_follow_and_are_in_the_policy(tmp_path: Path, contents: Contents) -> None:
    files = {"report.yaml": HEAD, "theme/html/style.css": ".cover { border-top-width: 12px; }\n"}
    page = writer_of(write(tmp_path / "mine", files)).render(contents, ["html"])["html"].decode()
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    assert style[1].endswith(".cover { border-top-width: 12px; }\n")
    import base64
    import hashlib

    assert base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode() in page


def test_a_link_out_of_the_folder_is_no_style(tmp_path: Path) -> None:
    write(tmp_path, {"other.css": "a {}"})
    folder = write(tmp_path / "mine", {"report.yaml": HEAD, "theme/html/x": ""})
    (folder / "theme" / "html" / "style.css").symlink_to(tmp_path / "other.css")
    [one] = found_in(folder)
    assert "leads out of the report's folder" in one.message


def test_contrast_is_that_of_the_guideline() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
