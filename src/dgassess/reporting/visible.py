"""A finished report read back: the JSON that goes with it, and what it shows or has read out, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Literal

from dgassess.reporting.errors import ReportError
from dgassess.reporting.figures import FORMAT, INPUTS_FORMAT, INPUTS_NAME, NAME, read_once
from dgassess.reporting.markup import markup
from dgassess.reporting.packages import main_part, parts
from dgassess.reporting.tokens import Tokens
from dgassess.reporting.uncertain import Piece
from dgassess.reporting.visible_pdf import read_pdf, sheets
from dgassess.reporting.visible_sheet import SheetText, read_sheet
from dgassess.reporting.visible_word import read_word
from dgassess.values.language import say

Kind = Literal["html", "pdf", "docx", "xlsx"]
_INLINE = frozenset(("a", "b", "code", "em", "i", "s", "small", "span", "strong", "tspan", "u"))
# What is shown beside the pointer, read out, listed in controls, or counts the items of a list.
_SAID = frozenset((
    "alt", "aria-description", "aria-label", "aria-roledescription", "aria-valuenow", "aria-valuetext", "data-tags",
    "label", "placeholder", "start", "summary", "title", "value",
))  # fmt: skip
_WORDS = "data-words"  # the words of the page's script, none of which has a digit
LARGEST = 50_000_000
"""Bytes of the largest file that is read."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A number a report shows: the page of a PDF, the text around it, and where it stands if that is told apart."""

    token: str
    page: int = 0
    around: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What a report carries (`figures`, perhaps `inputs`) and what it shows.

    `pages`: the texts whose numbers the figures list. `beside`: texts that only the report made again has as well, with
    their place and page. `pictures`: what each is said to show, and a digest. `sheet`: the cells of a workbook.
    `uncertain`: what may make people see something else than is read; of a page all of its markup, in order.
    """

    kind: Kind
    figures: Mapping[str, Any]
    inputs: Mapping[str, Any]
    pages: tuple[tuple[int, str], ...] = field(default=(), repr=False)
    beside: tuple[tuple[str, int, str], ...] = field(default=(), repr=False)
    pictures: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    sheet: SheetText | None = field(default=None, repr=False)
    uncertain: tuple[Piece, ...] = field(default=(), repr=False)

    def shown(self) -> list[Shown]:
        """Every number and level name of the pages, or number of the cells, in reading order."""
        if self.sheet is not None:
            return list(_shown(Tokens(), (("", 0, text) for text in self.sheet.cells.values())))
        tokens = Tokens(_words(self.figures), broken=self.kind == "pdf")
        return list(_shown(tokens, (("", page, text) for page, text in self.pages)))

    def shown_beside(self) -> list[Shown]:
        """Every number that stands beside the pages' text, or that a page's end of line may part."""
        return list(_shown(Tokens(), self.beside))


def _words(figures: Mapping[str, Any]) -> list[str]:
    return [word for word in figures.get("words", ()) if isinstance(word, str)]


def _shown(tokens: Tokens, texts: Iterable[tuple[str, int, str]]) -> Iterator[Shown]:
    for place, page, text in texts:
        for line in text.splitlines():
            for token in tokens.of(line):
                yield Shown(token, page, _around(line, token), place)


def _around(line: str, token: str) -> str:
    """The part of a line that a token stands in."""
    start = max(0, line.find(token) - 20) if len(line) > 60 else 0
    return line[start : start + 60].strip()


def read_report(data: bytes, name: str) -> ReadReport:
    """A report in HTML, PDF, Word or Excel. Raises ReportError when it is none of them or carries no figures."""
    if data.startswith(b"%PDF-"):
        return _pdf(data, name)
    if data.startswith(b"PK\x03\x04"):
        return _office(data, name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReportError(
            f"'{name}' is neither an HTML page in UTF-8 nor a PDF, Word or Excel document."
        ) from None
    reader = _Page()
    reader.feed(text)
    reader.close()
    blocks = {id_: "".join(pieces) for id_, pieces in reader.data.items()}
    carried = {f"{id_.removeprefix('dgassess-')}.json": text for id_, text in blocks.items()}
    pages = ((0, "".join(reader.texts)),)
    return ReadReport("html", *_carried(carried, name), pages, uncertain=markup(text, _SAID))


def _carried(files: Mapping[str, str], name: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The figures, and the inputs where there are any."""
    figures = _json(files.get(NAME), FORMAT, name)
    return figures, _json(files[INPUTS_NAME], INPUTS_FORMAT, name) if INPUTS_NAME in files else {}


def _json(text: str | None, format_: str, name: str) -> Mapping[str, Any]:
    if text is None:
        raise ReportError(
            f"'{name}' carries no figures of dgassess: it is of another program or an older version."
        )
    try:
        data = read_once(text)
    except (ValueError, RecursionError) as problem:
        raise ReportError(f"The data that '{name}' carries is no JSON that can be read: {problem}.") from None
    if not isinstance(data, dict) or data.get("format") != format_:
        stated = data.get("format") if isinstance(data, dict) else None
        raise ReportError(
            f"The data that '{name}' carries is of format '{stated}'; this version reads '{format_}'."
        )
    return data


class _Page(HTMLParser):
    """Every text of a page that is seen or said, a line for each block, and its JSON data blocks by id."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.data: dict[str, list[str]] = {}
        self._block: str | None = None
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            said = dict(attrs)
            self._block = said.get("id") or "" if said.get("type") == "application/json" else ""
            if self._block:
                self.data.setdefault(self._block, [])
            return
        self._style = tag == "style"
        if tag not in _INLINE:
            self.texts.append("\n")
        for name, value in attrs:
            if value and (name in _SAID or (name == _WORDS and any(map(str.isdigit, value)))):
                self.texts.append(f"\n{value}\n")

    def handle_endtag(self, tag: str) -> None:
        self._style = False
        if tag == "script":
            self._block = None
        elif tag not in _INLINE:
            self.texts.append("\n")

    def handle_data(self, data: str) -> None:
        if self._block is not None:
            if self._block:
                self.data[self._block].append(data)
        elif not self._style:
            self.texts.append(data.replace("\n", " "))


def _pdf(data: bytes, name: str) -> ReadReport:
    read = read_pdf(data, name)
    figures, inputs = _carried(read.attached, name)
    made = figures.get("report")
    watermark = made.get("watermark") if isinstance(made, dict) else ""
    pages = sheets(read.pages, watermark if isinstance(watermark, str) else "", _words(figures))
    beside = [(say("第{number}页", number=number), number, text) for number, text in enumerate(read.pages, 1)]
    beside += [(place, 0, text) for place, text in read.unseen]
    return ReadReport("pdf", figures, inputs, tuple(pages), tuple(beside), uncertain=read.uncertain)


def _office(data: bytes, name: str) -> ReadReport:
    found = parts(data, name)
    if (main_part(found, name) or "xl/workbook.xml") == "xl/workbook.xml" in found:
        sheet = read_sheet(data, found, name)
        return ReadReport("xlsx", *_carried(sheet.carried, name), sheet=sheet, uncertain=sheet.uncertain)
    read = read_word(found, name)
    pages = ((0, read.text),)
    carried = _carried(read.carried, name)
    return ReadReport("docx", *carried, pages, pictures=read.pictures, uncertain=read.uncertain)
