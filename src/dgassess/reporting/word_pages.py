"""Pages of a Word document: sections, running headers, page numbers, and the watermark behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.parts.hdrftr import FooterPart, HeaderPart

from dgassess.reporting.blocks import Document
from dgassess.reporting.lettering import width as text_width
from dgassess.reporting.page_words import page_words
from dgassess.reporting.printed import WATERMARK
from dgassess.reporting.word_theme import WordTheme
from dgassess.reporting.word_xml import Layout, element, field, literal, paragraph, text_run, twips
from dgassess.values.language import in_chinese

if TYPE_CHECKING:
    from docx.parts.document import DocumentPart

_VML = "{urn:schemas-microsoft-com:vml}"
# WordArt as Word itself writes watermarks, by which its menu knows them and can take them away again.
_WATERMARK = """<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
 ><w:rPr><w:noProof/></w:rPr><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f
 eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f
 eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f
 eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas><v:path
 textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"
 o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight"
 xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype><v:shape
 id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{spid}" type="#_x0000_t136"
 style="position:absolute;margin-left:0;margin-top:0;width:{width:.1f}pt;height:{height:.1f}pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin"
 o:allowincell="f" fillcolor="#d0d0d0" stroked="f"><v:fill opacity=".5"/><v:textpath/></v:shape></w:pict></w:r>"""


@dataclass(frozen=True, slots=True)
class Furniture:
    """The relations of the headers and footers that sections name."""

    front_header: str
    front_footer: str
    header: str
    wide_header: str
    footer: str


def furnish(document: Document, part: DocumentPart, theme: WordTheme) -> Furniture:
    """Make the headers and footers: the watermark everywhere, running texts and page numbers in the body alone."""
    return Furniture(
        front_header=_header(document, part, theme, 1, running=False, landscape=False),
        front_footer=_footer(part, numbered=False),
        header=_header(document, part, theme, 2, running=True, landscape=False),
        wide_header=_header(document, part, theme, 3, running=True, landscape=True),
        footer=_footer(part, numbered=True),
    )


def section(
    theme: WordTheme,
    furniture: Furniture,
    *,
    landscape: bool = False,
    front: bool = False,
    first: bool = False,
) -> Element:
    """The properties of a section; `front` is before the body, `first` begins its page numbers."""
    width, height = theme.page(landscape)
    top, right, bottom, left = theme.margins(landscape)
    header = furniture.front_header if front else furniture.wide_header if landscape else furniture.header
    footer = furniture.front_footer if front else furniture.footer
    return element(
        "sectPr",
        _reference("headerReference", header),
        _reference("footerReference", footer),
        element("type", val="nextPage"),
        element("pgSz", w=twips(width), h=twips(height), orient="landscape" if landscape else None),
        element(
            "pgMar",
            top=twips(top), right=twips(right), bottom=twips(bottom), left=twips(left),
            header=twips(min(top * 0.6, top - 20)), footer=twips(min(bottom * 0.6, bottom - 24)), gutter=0,
        ),
        element("pgNumType", start=1) if first else None,
        element("cols", space=425),
        element("docGrid", linePitch=twips(theme.line_pitch)),
    )  # fmt: skip


def _reference(tag: str, relation: str) -> Element:
    made = element(tag, type="default")
    made.set(qn("r:id"), relation)
    return made


def _header(
    document: Document, part: DocumentPart, theme: WordTheme, number: int, *, running: bool, landscape: bool
) -> str:
    made = HeaderPart.new(part.package)
    relation = part.relate_to(made, RELATIONSHIP_TYPE.HEADER)
    holder = made.element
    for child in list(holder):
        holder.remove(child)
    mark = [_watermark(document.watermark, number, theme)] if document.watermark.strip() else []
    room, _ = theme.text_area(landscape)
    texts: list[Element] = []
    layout = Layout()
    if running:
        # The style's stop is that of a portrait page.
        layout = Layout(
            tabs=[("clear", "none", theme.text_area(False)[0]), ("right", "none", room)] if landscape else []
        )
        texts = [text_run(document.identity), element("r", element("tab")), text_run(document.cover.notice)]
        both = text_width(document.identity[:200] + document.cover.notice[:200], theme.page_number_size)
        if both + 2 * theme.page_number_size > room:  # the notice takes a line of its own
            texts.insert(1, element("r", element("br")))
    else:
        layout = Layout(borders=element("pBdr", element("bottom", val="none", sz=0, space=0, color="auto")))
    holder.append(paragraph("Header", [*mark, *texts], layout))
    return relation


def _footer(part: DocumentPart, *, numbered: bool) -> str:
    made = FooterPart.new(part.package)
    relation = part.relate_to(made, RELATIONSHIP_TYPE.FOOTER)
    holder = made.element
    for child in list(holder):
        holder.remove(child)
    before, _, after = page_words().page.partition("{page}")
    texts = [text_run(before), *field("PAGE", "1"), *([text_run(after)] if after else [])]
    content = texts if numbered else []
    holder.append(paragraph("Footer", content))
    return relation


def _watermark(text: str, number: int, theme: WordTheme) -> Element:
    shown = literal(text).strip()[:WATERMARK]
    letters = max(text_width(shown, 1.0), 2.0)
    width = min(415.0, letters * 130)
    markup = _WATERMARK.format(number=number, spid=2048 + number, width=width, height=width / letters)
    made = parse_xml(markup)
    path = made.find(f".//{_VML}shape/{_VML}textpath")
    font = theme.title_font if in_chinese() else theme.latin_font
    path.set("style", f"font-family:'{font}';font-size:1pt")
    path.set("string", shown)
    return made
