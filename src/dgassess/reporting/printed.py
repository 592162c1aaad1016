"""Every text of a document that one format shows or has read out, in the order of that format, each with its place.

Places are a heading, a table with the row's first cell, or a chart.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterable, Iterator, Sequence

from dgassess.reporting.blocks import (
    Block,
    BulletList,
    Callout,
    Cover,
    Document,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Row,
    Table,
    plain,
    unfolded,
)
from dgassess.reporting.page_words import PageWords, page_words
from dgassess.reporting.tokens import DIVIDER, REORDERING, Tokens
from dgassess.values.language import LANGUAGES, say, speaking

WATERMARK = 60
"""Characters of a watermark in Word, whose own dialogue takes no more either."""
_SVG_TEXT = re.compile(r"<text\b[^>]*>(.*?)</text>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_DEPTH = 2

Placed = tuple[str, str]


@functools.cache
def header_endings() -> tuple[str, ...]:
    """What the place of a table's header ends in, in every language."""
    found = []
    for language in LANGUAGES:
        with speaking(language):
            found.append(f" {say('表头')}")
    return tuple(found)


def printed(document: Document, format_: str, words: Iterable[str]) -> list[list[str]]:
    """Every number of a document as a format shows it: [place, numbers between bars]."""
    tokens = Tokens(words, broken=format_ == "pdf")
    shown = texts(document, format_)
    if format_ == "docx":
        shown = ((place, REORDERING.sub("", text)) for place, text in shown)
    found: list[tuple[str, list[str]]] = []
    for place, text in shown:
        numbers = tokens.of(text)
        if numbers and found and found[-1][0] == place:
            found[-1][1].extend(numbers)
        elif numbers:
            found.append((place, numbers))
    return [[place, DIVIDER.join(numbers)] for place, numbers in found]


def texts(document: Document, format_: str) -> Iterator[Placed]:
    """Every (place, text) in reading order.

    A PDF is without its contents, running lines and what is only read out, which its pages alone do not tell.
    """
    words = page_words()
    walk = _Walk(format_, words)
    on_cover, in_contents, running = say("封面"), say("目录"), say("页眉页脚")
    headings = [block for block in document.blocks if isinstance(block, Heading) and block.level <= _DEPTH]
    listed = [f"{one.label}{plain(one.runs)}" for one in headings]
    cover = document.cover
    if format_ == "html":
        yield on_cover, "\n".join((cover.subtitle, cover.title, words.skip))
        yield say("水印"), document.watermark
    if format_ != "pdf" and document.look.logo:
        yield on_cover, document.look.logo_text
    yield from _cover(cover, words.seal if format_ == "html" and cover.seal else "")
    if format_ == "html":
        yield in_contents, "\n".join((words.contents, *listed, words.contents))
    elif format_ == "docx":
        yield in_contents, "\n".join(listed)
    place = say("正文")
    for block in document.blocks:
        if isinstance(block, Heading):
            place = f"{block.label}{plain(block.runs)}".strip()
        yield from walk.block(block, place)
    if format_ == "html":
        yield running, document.identity
    elif format_ == "docx":
        mark = document.watermark.strip()[:WATERMARK]
        yield running, f"{mark}\n{mark}\n{document.identity}\n{cover.notice}"


def _cover(cover: Cover, seal: str) -> Iterator[Placed]:
    facts = [text for fact in cover.facts for text in (fact.name, fact.value, fact.note)]
    shown = (cover.notice, cover.title, cover.subtitle, *facts, f"{cover.organisation}{seal}", cover.date)
    yield say("封面"), "\n".join(shown)


class _Walk:
    """The texts of blocks in one format."""

    def __init__(self, format_: str, words: PageWords) -> None:
        self.format = format_
        self.words = words

    def block(self, block: Block, place: str) -> Iterator[Placed]:
        match block:
            case Heading():
                yield place, f"{block.label}{plain(block.runs)}"
            case Paragraph():
                yield place, plain(block.runs)
            case BulletList():
                for number, item in enumerate(block.items, 1):
                    # Browsers and Word number a list themselves; in a PDF its numbers are text.
                    if block.ordered and self.format == "pdf":
                        yield place, str(number)
                    yield place, plain(item)
            case Table():
                yield from self._table(block, block.label or place)
            case Figure():
                yield from self._figure(block, block.label or place)
            case Facts():
                for fact in block.items:
                    yield place, f"{fact.name}\n{fact.value}\n{fact.note}"
            case Callout():
                yield place, "\n".join((block.title, *map(plain, block.paragraphs)))

    def _figure(self, figure: Figure, place: str) -> Iterator[Placed]:
        caption = f"{figure.label} {figure.caption}" if figure.caption else ""
        match self.format:
            case "html":
                # With its title, its description, and the titles of its marks.
                yield place, html.unescape(_TAG.sub("\n", figure.svg))
                yield place, caption
                if figure.description:
                    yield place, f"{self.words.described}\n{figure.description}"
            case "docx":
                told = (
                    f"{figure.title}{self.words.stop}{figure.description}"
                    if figure.description
                    else figure.title
                )
                yield place, told
                yield place, caption
            case _:
                drawn = (html.unescape(_TAG.sub("", text)) for text in _SVG_TEXT.findall(figure.svg))
                yield place, "\n".join(drawn)
                yield place, caption

    def _table(self, table: Table, place: str) -> Iterator[Placed]:
        if self.format == "html":
            table = unfolded(table)
        caption = f"{table.label} {table.caption}"
        # Notes stand above the rows in a PDF and below them elsewhere.
        notes = "\n".join(table.notes)
        if table.caption:
            yield place, caption
        if self.format == "html" and not table.caption:
            yield place, self.words.table
        elif self.format == "pdf":
            yield place, notes
        yield f"{place} {say('表头')}", "\n".join(column.header for column in table.columns)
        for row in table.rows:
            yield from self._row(row, table, place)
        if self.format != "pdf":
            yield place, "\n".join(f"{self.words.note}{note}" for note in table.notes)

    def _row(self, row: Row, table: Table, place: str) -> Iterator[Placed]:
        shown = ["\n".join(cell.texts()) for cell in row.cells]
        where = f"{place} {_named(shown, table.row_header)[:20].strip()}".strip()
        if self.format == "html" and row.tags:
            yield where, "\n".join(row.tags)
        yield where, "\n".join(shown)
        if self.format == "html":
            for detail in row.details:
                yield where, "\n".join((detail.label, *map(plain, detail.paragraphs)))


def _named(shown: Sequence[str], row_header: int) -> str:
    """What names a row: its header, where its first cell is only a number of order."""
    return shown[row_header] if shown[0].isdecimal() and len(shown) > row_header else shown[0]
