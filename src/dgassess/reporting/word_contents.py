"""The table of contents of a Word document, and the bookmarks it leads to."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml.xmlchemy import BaseOxmlElement as Element

from dgassess.reporting.blocks import Heading, plain
from dgassess.reporting.word_xml import Layout, element, field, instruction, paragraph, text_run

DEPTH = 2


def bookmark(anchor: str) -> str:
    """The name of a heading's bookmark, as Word names those of contents."""
    return f"_Toc{anchor}"


def contents(headings: Sequence[Heading], title: str, room: float) -> Element:
    """The table of contents as a field that Word, WPS and LibreOffice update, showing its entries until then.

    Page numbers are references with nothing in them yet: only the program that breaks the pages knows them. room: the
    width between the margins in points.
    """
    shown = [heading for heading in headings if heading.level <= DEPTH and heading.anchor]
    begin = [
        element("r", element("fldChar", fldCharType="begin")),
        instruction(f'TOC \\o "1-{DEPTH}" \\h \\z \\u'),
        element("r", element("fldChar", fldCharType="separate")),
    ]
    end = [element("r", element("fldChar", fldCharType="end"))]
    entries = []
    for index, heading in enumerate(shown):
        name = bookmark(heading.anchor)
        # No dots that lead to nothing; they come with the style once the contents are updated.
        reference = [element("r", element("tab")), *field(f"PAGEREF {name} \\h", "")]
        link = element(
            "hyperlink", text_run(heading.label + plain(heading.runs)), *reference, anchor=name, history=1
        )
        content = [*(begin if index == 0 else []), link, *(end if index == len(shown) - 1 else [])]
        entries.append(paragraph(f"TOC{heading.level}", content, Layout(tabs=[("right", "none", room)])))
    gallery = element(
        "docPartObj", element("docPartGallery", val="Table of Contents"), element("docPartUnique")
    )
    return element(
        "sdt",
        element("sdtPr", gallery),
        element("sdtContent", paragraph("TOCHeading", [text_run(title)]), *entries),
    )
