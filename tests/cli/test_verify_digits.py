"""Every digit that a report shows or has read out is compared: each one is changed, and the change is named."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from dgassess.reporting import visible
from dgassess.reporting.comparing import Difference, Expected, compare, expected_numbers
from dgassess.reporting.visible import ReadReport, read_report
from dgassess.reporting.visible_pdf import PdfText, read_pdf
from tests.cli.running import COUNTY, EXAMPLES, run

# What a browser shows as text or beside the pointer, and what a screen reader says; ids and lengths are neither.
SILENT = re.compile(r"<script\b.*?</script>|<style\b.*?</style>|<!--.*?-->", re.DOTALL)
TEXT = re.compile(r">([^<]*)<")
SAID = re.compile(r'\s(?:title|alt|aria-label|aria-description|data-tags|placeholder)="([^"]*)"')
WORD_TEXT = re.compile(
    r"<w:t\b[^>]*>([^<]*)</w:t>|\s(?:descr|title)=\"([^\"]*)\"|\sw:val=\"([^\"]*)\"(?=/></w:tblPr>)"
)
REFERENCE = re.compile(r"&#?\w+;")
APART = 6
"""Numbers between two changes that are made in one go, so that each is a difference of its own."""


@dataclass(frozen=True)
class Change:
    """A digit at a place of a text, and what becomes of it."""

    at: int
    was: str

    @property
    def becomes(self) -> str:
        return str((int(self.was) + 1) % 10)


def passes(digits: Sequence[Change], text: str, first: int = 0, step: int = 7) -> Iterator[list[Change]]:
    """Every seventh digit, in as few goes as leave enough numbers between two of one go.

    Every `step`th where reading the report takes long: other digits are met in other formats.
    """
    numbers, number, last = {}, 0, -2
    for one in digits:
        number += re.fullmatch(r"[0-9A-Za-z.]*", text[last + 1 : one.at]) is None
        numbers[one.at] = number
        last = one.at
    left = list(digits)[first::step]
    while left:
        taken: list[Change] = []
        rest: list[Change] = []
        for one in left:
            near = taken and numbers[one.at] - numbers[taken[-1].at] < APART
            (rest if near else taken).append(one)
        yield taken
        left = rest


def applied(text: str, changes: Sequence[Change]) -> str:
    pieces = list(text)
    for one in changes:
        assert pieces[one.at] == one.was
        pieces[one.at] = one.becomes
    return "".join(pieces)


def digits_within(text: str, found: Iterator[re.Match[str]]) -> list[Change]:
    """The digits of the groups that matched, without those of character references."""
    digits = []
    for match in found:
        for number in range(1, (match.re.groups or 0) + 1):
            start, end = match.span(number)
            references = [one.span() for one in REFERENCE.finditer(text, max(start, 0), max(end, 0))]
            digits += [
                Change(at, text[at])
                for at in range(start, end)
                if text[at] in "0123456789" and not any(a <= at < b for a, b in references)
            ]
    return digits


def named(differences: Sequence[Difference], changes: Sequence[Change]) -> None:
    """Every change is a difference of its own, with a place, and shows the digit that was and the one that is."""
    assert len(differences) == len(changes), [one for one in differences if not (one.expected and one.found)][
        :5
    ]
    for one, change in zip(differences, changes, strict=True):
        assert one.place, one
        assert len(one.expected) == len(one.found)
        [(was, becomes)] = [(a, b) for a, b in zip(one.expected, one.found, strict=True) if a != b]
        assert (was, becomes) == (change.was, change.becomes)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports on the examples for the assessors and for the unit, as HTML, PDF and Word."""
    folder = tmp_path_factory.mktemp("reports")
    for audience in ("internal", "unit"):
        given = (
            "--audience",
            audience,
            "--watermark",
            "第2稿",
            "--organisation",
            "局7",
            "--date",
            "2026-03-20",
        )
        formats = "html,pdf,docx" if audience == "internal" else "html"
        ran = run("report", EXAMPLES, *given, "--format", formats, "--output", folder / audience)
        assert ran.code == 0, ran.err
    return folder


def page_digits(page: str) -> list[Change]:
    quiet = SILENT.sub(lambda one: "\x00" * len(one[0]), page)
    found = [*digits_within(quiet, TEXT.finditer(quiet)), *digits_within(quiet, SAID.finditer(quiet))]
    return sorted(found, key=lambda one: one.at)


@pytest.mark.parametrize("audience", ["internal", "unit"])
def test_every_digit_of_a_page(reports: Path, audience: str) -> None:
    [file] = (reports / audience).glob("530121*.html")
    page = file.read_text("utf-8")
    digits = page_digits(page)
    expected = expected_numbers(read_report(page.encode(), "x").figures["printed"])
    assert len(digits) > 8000
    for changes in passes(digits, page, len(audience) % 7):
        shown = read_report(applied(page, changes).encode(), "x").shown()
        named(compare(expected, shown), changes)


def test_the_digits_of_a_page_are_those_of_all_its_parts(reports: Path) -> None:
    [file] = (reports / "internal").glob("530121*.html")
    page = file.read_text("utf-8")
    at = {one.at for one in page_digits(page)}
    for part in (
        r"<title>[^<]*", r"<title id=[^>]*>[^<]*", r"<g><title>[^<]*", r"<desc [^>]*>[^<]*", r"<nav .*?</nav>",
        r'<details class="described">.*?</details>', r"sha256:[0-9a-f]{64}", r'class="watermark".*?</svg>',
        r'<tr class="details">.*?</tr>', r'class="imprint.*?</p>', r"<footer.*?</footer>|2026年3月20日",
    ):  # fmt: skip
        spans = [match.span() for match in re.finditer(part, page, re.DOTALL)]
        assert any(a <= one < b for a, b in spans for one in at), part


def test_digits_that_are_put_where_none_are(reports: Path) -> None:
    [file] = (reports / "internal").glob("530121*.html")
    page = file.read_text("utf-8")
    expected = expected_numbers(read_report(page.encode(), "x").figures["printed"])
    for was, becomes in (
        ("<ol>", '<ol start="7">'), ("<ol>", "<ol><li value='7'>x</li>"), ("<main ", '<main title="7" '),
        ("<table>", '<table aria-label="7">'), ("</main>", '<img alt="7">'), ("</main>", "<template>7</template>"),
        ("</main>", "<svg><tspan>7</tspan></svg>"), ("</main>", '<p class="seal">7</p>'), ("目录", "目录７"),
        ('data-words="{', 'data-words="{&quot;x&quot;:&quot;7&quot;,'),
    ):  # fmt: skip
        assert was in page
        differences = compare(expected, read_report(page.replace(was, becomes, 1).encode(), "x").shown())
        found = " ".join(one.found for one in differences)
        assert "7" in found or "７" in found, becomes


def again(told: ReadReport, shown: ReadReport) -> list[Difference]:
    return compare([Expected(one.token, one.place) for one in told.shown_beside()], shown.shown_beside())


def test_every_digit_of_a_pdf(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [file] = (reports / "internal").glob("530121*.pdf")
    data = file.read_bytes()
    told, original = read_report(data, "x"), read_pdf(data, "x")
    texts = [*original.pages, *(text for _, text in original.unseen)]
    every = "\n\f\n".join(texts)
    digits = [Change(match.start(), match[0]) for match in re.finditer("[0-9]", every)]
    assert len(digits) > 8000
    for changes in passes(digits, every, step=23):
        altered = applied(every, changes).split("\n\f\n")
        pages, unseen = altered[: len(original.pages)], altered[len(original.pages) :]
        given = zip((place for place, _ in original.unseen), unseen, strict=True)
        text = PdfText(tuple(pages), tuple(given), original.attached)
        monkeypatch.setattr(visible, "read_pdf", lambda data, name, text=text: text)
        named(again(told, read_report(data, "x")), changes)


def test_a_pdf_is_read_with_its_contents_alternative_texts_and_outline(reports: Path) -> None:
    [file] = (reports / "internal").glob("530121*.pdf")
    read = read_pdf(file.read_bytes(), "x")
    assert "目 录" in read.pages[1].replace("\u3000", " ")
    kinds = Counter(place for place, text in read.unseen if re.search("[0-9]", text))
    assert kinds["替代文字"] >= 10
    assert kinds["书签"] >= 3
    assert kinds["文档属性"] >= 1


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """An office document with parts changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return made.getvalue()


def test_every_digit_of_a_word_document(reports: Path) -> None:
    [file] = (reports / "internal").glob("530121*.docx")
    data = file.read_bytes()
    expected = expected_numbers(read_report(data, "x").figures["printed"])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        document = archive.read("word/document.xml").decode()
    digits = digits_within(document, WORD_TEXT.finditer(document))
    # Numbers of captions and their tables' names stand together.
    assert len(digits) > 8000
    for changes in passes(digits, document, step=23):
        altered = applied(document, changes).encode()

        def change(name: str, part: bytes, altered: bytes = altered) -> bytes:
            return altered if name == "word/document.xml" else part

        differences = compare(expected, read_report(repacked(data, change), "x").shown())
        assert len([one for one in differences if one.found]) >= len(changes)
        assert all(one.place for one in differences)


@pytest.mark.parametrize("part", ["word/header1.xml", "word/header2.xml", "word/footer1.xml"])
def test_running_lines_of_a_word_document(reports: Path, part: str) -> None:
    [file] = (reports / "internal").glob("530121*.docx")

    def change(name: str, content: bytes) -> bytes:
        text = content.decode() if name == part else ""
        if "第2稿" in text:
            return text.replace("第2稿", "第9稿").encode()
        return text.replace("</w:p>", "<w:r><w:t>9</w:t></w:r></w:p>").encode() if text else content

    read = read_report(repacked(file.read_bytes(), change), "x")
    differences = compare(expected_numbers(read.figures["printed"]), read.shown())
    assert "9" in [one.found for one in differences]


def test_results_of_page_fields_are_nobodys_figures(reports: Path) -> None:
    [file] = (reports / "internal").glob("530121*.docx")

    def change(name: str, content: bytes) -> bytes:
        # As Word writes them once its contents are updated.
        return re.sub(
            rb'(PAGEREF [^<]*</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r>)'
            rb"<w:t[^>]*/?>(?:</w:t>)?", rb"\1<w:t>17</w:t>", content,
        ) if name == "word/document.xml" else content  # fmt: skip

    data = repacked(file.read_bytes(), change)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("word/document.xml").count(b"<w:t>17</w:t>") > 5
    read = read_report(data, "x")
    assert compare(expected_numbers(read.figures["printed"]), read.shown()) == []


def test_a_changed_description_is_named_by_the_units_own_response(reports: Path) -> None:
    [file] = (reports / "internal").glob("530121*.html")
    page = file.read_text("utf-8")
    described = re.search(r'<details class="described">.*?<p>[^<0-9]*(\d\d\.\d\d)', page, re.DOTALL)
    assert described is not None
    forged = Path("forged.html")
    forged.write_text(page[: described.start(1)] + "77.77" + page[described.end(1) :], "utf-8")
    ran = run("verify", forged, "--responses", COUNTY)
    assert ran.code == 1
    assert re.search(rf"^图\d+: '77.77' is shown where the report's figures say '{described[1]}'", ran.out)
