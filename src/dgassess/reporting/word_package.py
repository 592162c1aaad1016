"""The package a Word document lies in: what describes it, what the library's template left, the same bytes always."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.rel import Relationships
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from dgassess.reporting.blocks import Attachment, Document
from dgassess.reporting.page_words import page_words
from dgassess.reporting.visible_word import CARRIED
from dgassess.reporting.word_styles import proofing
from dgassess.reporting.word_theme import WordTheme
from dgassess.reporting.word_xml import element, literal

# Documents carry a fixed time, the first a zip file can hold: the date of a report is its caller's text.
TIME = datetime(1980, 1, 1)  # noqa: DTZ001 - the library writes times without a zone as UTC
_LONGEST_PROPERTY = 255
_NOT_IN_XML = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
# What the library's template brings along and these documents have no use for.
_NEEDLESS = ("thumbnail", "customXml", "stylesWithEffects", "webSettings", "extended-properties")
_ITEM = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"
 ds:itemID="{{6D6F7A10-0000-4000-8000-{number:012d}}}"><ds:schemaRefs><ds:schemaRef ds:uri="{carried}"/></ds:schemaRefs>
</ds:datastoreItem>"""
# What stands in for a font where it is not installed or goes by its English name.
_OTHER_NAMES = {
    "仿宋": "FangSong",
    "黑体": "SimHei",
    "楷体": "KaiTi",
    "宋体": "SimSun",
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
    "方正小标宋简体": "宋体",
}


def describe(document: Document, package: WordDocument) -> None:
    """Title, author, language and a time that is always the same."""
    cover = document.cover
    properties = package.core_properties
    properties.title = literal(page_words().dash.join(filter(None, (cover.title, cover.subtitle))))[
        :_LONGEST_PROPERTY
    ]
    properties.author = properties.last_modified_by = literal(cover.organisation)[:_LONGEST_PROPERTY]
    properties.subject = literal(document.identity)[:_LONGEST_PROPERTY]
    properties.comments = properties.keywords = ""
    properties.language = proofing()
    properties.created = properties.modified = TIME
    properties.revision = 1


def name_fonts(package: WordDocument, theme: WordTheme) -> None:
    """The table of fonts, with the other names that programs may find them by."""
    chinese = (
        theme.title_font, theme.heading_1_font, theme.heading_2_font, theme.heading_3_font, theme.body_font,
        theme.table_font,
    )  # fmt: skip
    table = element(
        "fonts", _font(theme.latin_font, "00"), *(_font(one, "86") for one in dict.fromkeys(chinese))
    )
    for relation in package.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            relation.target_part._blob = serialize_part_xml(table)


def _font(name: str, charset: str) -> Element:
    other = _OTHER_NAMES.get(name)
    return element(
        "font",
        element("altName", val=other) if other else None,
        element("charset", val=charset),
        element("family", val="auto"),
        name=name,
    )


def packed(package: WordDocument, attachments: Sequence[Attachment] = ()) -> bytes:
    """The package as bytes that are the same on every day and machine, with the files that go along."""
    for relations in (package.part.package.rels, package.part.rels):
        _drop_needless(relations)
    for number, one in enumerate(attachments, 1):
        _carry(package, one, number)
    saved = io.BytesIO()
    package.save(saved)
    target = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, TIME.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, source.read(name))
    return target.getvalue()


def _drop_needless(relations: Relationships) -> None:
    for name in [name for name, one in relations.items() if one.reltype.rpartition("/")[2] in _NEEDLESS]:
        del relations[name]


def _carry(package: WordDocument, attachment: Attachment, number: int) -> None:
    """A file as custom XML, which office programs keep and do not show."""
    held = parse_xml(f'<file xmlns="{CARRIED}"/>')
    held.set("name", attachment.name)
    # JSON, in which characters that XML has no room for can be written otherwise.
    held.text = _NOT_IN_XML.sub(lambda one: f"\\u{ord(one[0]):04x}", attachment.text)
    own = package.part.package
    item = Part(PackURI(f"/customXml/item{number}.xml"), "application/xml", serialize_part_xml(held), own)
    # Programs keep an item only with its properties.
    properties = _ITEM.format(number=number, carried=CARRIED).encode()
    described = Part(
        PackURI(f"/customXml/itemProps{number}.xml"), CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, properties, own
    )
    item.relate_to(described, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    package.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
