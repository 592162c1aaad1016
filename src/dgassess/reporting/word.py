"""The Word writer: a document that Word, WPS and LibreOffice open clean and that people can go on editing.

Headings, captions, contents and tables are real ones, laid out as GB/T 9704 has official documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import docx
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from dgassess.reporting import word_pictures
from dgassess.reporting.blocks import Document, Figure, Heading
from dgassess.reporting.page_words import page_words
from dgassess.reporting.word_blocks import BlockWriter
from dgassess.reporting.word_contents import DEPTH, contents
from dgassess.reporting.word_cover import cover
from dgassess.reporting.word_package import describe, name_fonts, packed
from dgassess.reporting.word_pages import Furniture, furnish, section
from dgassess.reporting.word_stretches import stretches
from dgassess.reporting.word_styles import lists, settings, styles
from dgassess.reporting.word_theme import WordTheme, read_theme
from dgassess.reporting.word_xml import element, paragraph

LOGO = (198.0, 62.0)
"""The room for a logo on the cover, in points; as in PDF."""


def write(document: Document, theme: Path, fonts: Path, extra_fonts: Sequence[Path] = ()) -> bytes:
    """The document as .docx. theme: a folder with theme.yaml, or one in a subfolder of the language's name. fonts: the
    bundled ones, for the charts.

    Raises ReportTemplateError for a wrong theme, MissingGlyphsError for characters of charts that no font has.
    """
    of_language = theme / document.language / "theme.yaml"
    look = read_theme(of_language if of_language.is_file() else theme / "theme.yaml")
    figures = [block for block in document.blocks if isinstance(block, Figure)]
    # Whichever way its page stands, a figure fits it together with its caption.
    (width, height), (wide, low) = look.text_area(landscape=False), look.text_area(landscape=True)
    pictures = word_pictures.draw(figures, (min(width, wide), 0.85 * min(height, low)), fonts, extra_fonts)
    package = docx.Document()
    writer = BlockWriter(look, package.part, iter(pictures))
    furniture = furnish(document, package.part, look)
    logo = list(_logo(document, writer, fonts))
    content = [*logo, *_front(document, look, furniture), *_body(document, look, furniture, writer)]
    _replace(package.element.body, content)
    _replace(package.styles.element, styles(look))
    _replace(package.part.numbering_part.element, lists(look, writer.ordered))
    _replace(package.settings.element, settings())
    name_fonts(package, look)
    describe(document, package)
    return packed(package, document.attachments)


def _logo(document: Document, writer: BlockWriter, fonts: Path) -> Iterator[Element]:
    """The logo as the cover's first paragraph, where the report's look has one."""
    if not document.look.logo:
        return
    kind, data = document.look.logo_kind, document.look.logo
    # Its words are drawn with what fonts there are: a logo is nobody's text.
    picture = word_pictures.picture(data, kind, LOGO, fonts)
    yield writer.picture(picture, document.look.logo_text)


def _replace(holder: Element, children: Iterable[Element]) -> None:
    for child in list(holder):
        holder.remove(child)
    holder.extend(children)


def _front(document: Document, theme: WordTheme, furniture: Furniture) -> Iterator[Element]:
    """Cover and contents, each a section of its own."""
    yield from _ended([*cover(document.cover, theme)], section(theme, furniture, front=True))
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    if any(heading.anchor and heading.level <= DEPTH for heading in headings):
        room, _ = theme.text_area(landscape=False)
        yield from _ended(
            [contents(headings, page_words().contents_head, room)], section(theme, furniture, front=True)
        )


def _body(
    document: Document, theme: WordTheme, furniture: Furniture, writer: BlockWriter
) -> Iterator[Element]:
    """A section for each change between upright and landscape pages; the last one's properties close the document."""
    found = stretches(document.blocks)
    for index, stretch in enumerate(found):
        room, _ = theme.text_area(stretch.landscape)
        elements = writer.flow(stretch.blocks, room)
        properties = section(theme, furniture, landscape=stretch.landscape, first=index == 0)
        if index < len(found) - 1:
            yield from _ended(elements, properties)
        else:
            yield from elements
            if elements and elements[-1].tag == qn("w:tbl"):
                yield paragraph("ReportGap")
            yield properties
    if not found:
        yield section(theme, furniture, first=True)


def _ended(elements: list[Element], properties: Element) -> list[Element]:
    """Elements as a section: its properties stand in its last paragraph, a tiny one of its own after a table."""
    last = elements[-1] if elements else None
    if last is None or last.tag != qn("w:p"):
        last = paragraph("ReportGap")
        elements = [*elements, last]
    own = last.find(qn("w:pPr"))
    if own is None:
        own = element("pPr")
        last.insert(0, own)
    own.append(properties)
    return elements
