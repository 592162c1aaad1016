"""The blocks of a report as paragraphs and tables of Word, and what must stand between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, assert_never

from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.shared import Pt

from dgassess.reporting.blocks import (
    Block,
    BulletList,
    Callout,
    Facts,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Table,
)
from dgassess.reporting.page_words import page_words
from dgassess.reporting.word_contents import bookmark
from dgassess.reporting.word_facts import facts_grid
from dgassess.reporting.word_pictures import Picture
from dgassess.reporting.word_styles import BULLETS
from dgassess.reporting.word_tables import data_table
from dgassess.reporting.word_theme import WordTheme
from dgassess.reporting.word_xml import (
    Layout,
    element,
    inline,
    literal,
    paragraph,
    switch,
    text_run,
)
from dgassess.reporting.word_xml import (
    field as word_field,
)

if TYPE_CHECKING:
    from docx.parts.document import DocumentPart

_COUNTED = re.compile(r"(\D+?) ?(\d{1,6})")
# Edge colour, ground, and a line that tells the tones apart in black and white.
_TONES = {
    "note": ("2171B5", "EEF4FB", "single"),
    "good": ("1B6E3C", "EAF6EE", "thinThickSmallGap"),
    "warning": ("9A4A05", "FDF3E7", "double"),
}


@dataclass
class BlockWriter:
    """Turns blocks into elements; one instance for a document, as it counts captions, bookmarks and pictures."""

    theme: WordTheme
    part: DocumentPart
    pictures: Iterator[Picture]
    ordered: int = 0
    _counts: dict[str, int] = field(default_factory=dict)
    _ids: int = 0

    def flow(self, blocks: Sequence[Block], room: float) -> list[Element]:
        """Elements of blocks that follow one another on pages with `room` points between the margins."""
        made: list[Element] = []
        page_break = False
        last: Block | None = None
        for block, after in zip(blocks, [*blocks[1:], None], strict=True):
            if isinstance(block, PageBreak):
                page_break = bool(made)
                continue
            elements = self.block(block, after, room)
            # Word runs tables into one, and boxes, where nothing stands between them.
            joined = isinstance(block, Callout) and isinstance(last, Callout)
            if made and elements and (joined or (_is_table(made[-1]) and _is_table(elements[0]))):
                made.append(paragraph("ReportGap"))
            if page_break and elements:
                if _is_table(elements[0]):
                    elements.insert(0, paragraph("ReportGap"))
                _break_before(elements[0])
                page_break = False
            made += elements
            last = block
        return made

    def block(self, block: Block, after: Block | None, room: float) -> list[Element]:
        """The elements of one block. What introduces a table or a figure stays on its page."""
        introduces = isinstance(after, Table | Figure | Facts | BulletList)
        match block:
            case Heading():
                return [self._heading(block)]
            case Paragraph():
                return [paragraph("BodyText", inline(block.runs), Layout(keep_next=introduces))]
            case BulletList():
                return self._list(block)
            case Table():
                return self._table(block, room)
            case Figure():
                return self._figure(block)
            case Facts():
                return [facts_grid(block, room)] if block.items else []
            case Callout():
                return _callout(block)
            case PageBreak():
                return []
            case _:
                assert_never(block)

    def _next_id(self) -> int:
        self._ids += 1
        return self._ids

    def _heading(self, block: Heading) -> Element:
        content = [*([text_run(block.label)] if block.label else []), *inline(block.runs)]
        if block.anchor:
            id_ = self._next_id()
            content = [
                element("bookmarkStart", id=id_, name=bookmark(block.anchor)),
                *content,
                element("bookmarkEnd", id=id_),
            ]
        return paragraph(f"Heading{min(block.level, 4)}", content)

    def _list(self, block: BulletList) -> list[Element]:
        if not block.ordered:
            return [paragraph("ListBullet", inline(item)) for item in block.items]
        self.ordered += 1
        layout = Layout(number=BULLETS + self.ordered)
        return [paragraph("ListNumber", inline(item), layout) for item in block.items]

    def _table(self, block: Table, room: float) -> list[Element]:
        made = [data_table(block, room, self.theme)]
        if block.caption:
            made.insert(0, self._caption(block.label, block.caption, keep_next=True))
        for index, note in enumerate(block.notes, 1):
            layout = Layout(keep_next=index < len(block.notes), keep_lines=True)
            made.append(paragraph("ReportTableNote", [text_run(page_words().note + note)], layout))
        return made

    def _figure(self, block: Figure) -> list[Element]:
        picture = next(self.pictures)
        holder = element("r", element("drawing", self._inline(picture, block)))
        made = [paragraph("ReportFigure", [holder], Layout(keep_next=bool(block.caption)))]
        if block.caption:
            made.append(self._caption(block.label, block.caption, keep_next=False))
        return made

    def picture(self, picture: Picture, text: str) -> Element:
        """A picture in a paragraph of its own, left, with what it shows for those who cannot see it."""
        inline = self._inline(picture, Figure("", text, "", ""))
        return paragraph("ReportLogo", [element("r", element("drawing", inline))])

    def _inline(self, picture: Picture, block: Figure) -> Element:
        from io import BytesIO

        relation, _ = self.part.get_or_add_image(BytesIO(picture.data))
        id_ = self._next_id()
        made = CT_Inline.new_pic_inline(
            id_, relation, f"chart{id_}.png", Pt(picture.width), Pt(picture.height)
        )
        title, description = literal(block.title), literal(block.description)
        for properties in (*made.iter(qn("wp:docPr")), *made.iter(qn("pic:cNvPr"))):
            properties.set("name", f"Chart {id_}")
            properties.set("descr", f"{title}{page_words().stop}{description}" if description else title)
            properties.set("title", title)
        return made

    def _caption(self, label: str, caption: str, *, keep_next: bool) -> Element:
        """表1 with its number as a field, so that captions which an editor adds or takes away renumber the rest."""
        content: list[Element] = []
        if found := _COUNTED.fullmatch(label):
            name, number = found[1], int(found[2])
            expected = self._counts.get(name, 0) + 1
            restart = "" if number == expected else f" \\r {number}"
            self._counts[name] = number
            content = [
                text_run(label.removesuffix(found[2])),
                *word_field(f"SEQ {name} \\* ARABIC{restart}", found[2]),
                text_run(page_words().gap),
            ]
        elif label:
            content = [text_run(label + page_words().gap)]
        return paragraph("Caption", [*content, text_run(caption)], Layout(keep_next=keep_next))


def _callout(block: Callout) -> list[Element]:
    edge, ground, line = _TONES[block.tone]
    made = []
    for index, runs in enumerate((None, *block.paragraphs)):
        borders = element(
            "pBdr",
            *(
                element(side, val="single", sz=4, space=4, color=edge)
                if side != "left"
                else element(side, val=line, sz=24, space=6, color=edge)
                for side in ("top", "left", "bottom", "right")
            ),
        )
        last = index == len(block.paragraphs)
        layout = Layout(
            keep_next=not last, keep_lines=True, borders=borders, shade=ground,
            before=8 if index == 0 else None, after=8 if last else None,
        )  # fmt: skip
        content = [text_run(block.title, bold=True)] if runs is None else inline(runs)
        made.append(paragraph("ReportCallout", content, layout))
    return made


def _is_table(one: Element) -> bool:
    return str(one.tag) == qn("w:tbl")


def _break_before(one: Element) -> None:
    """A new page before this paragraph, said in its properties so that no empty paragraph is left behind."""
    properties = one.find(qn("w:pPr"))
    if properties is None:
        one.insert(0, element("pPr", switch("pageBreakBefore", True)))
        return
    before = {qn("w:pStyle"), qn("w:keepNext"), qn("w:keepLines")}
    place = sum(child.tag in before for child in properties)
    properties.insert(place, element("pageBreakBefore"))
