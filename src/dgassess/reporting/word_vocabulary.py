"""What a Word document may hold that is surely read as Word shows it. Anything else is named when a report is verified.

It covers what this program writes, and what Word and LibreOffice make of that when they save it.
"""

from __future__ import annotations

import re

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
ELEMENTS = frozenset((
    "annotationRef", "background", "body", "bookmarkEnd", "bookmarkStart", "br", "comment", "commentRangeEnd",
    "commentRangeStart", "commentReference", "comments", "continuationSeparator", "cr", "document", "drawing",
    "endnote", "endnotes", "fldChar", "fldSimple", "footnote", "footnotes", "ftr", "gridCol", "hdr", "hyperlink",
    "instrText", "lastRenderedPageBreak", "noBreakHyphen", "p", "pict", "proofErr", "ptab", "r", "sdt", "sdtContent",
    "separator", "softHyphen", "sym", "t", "tab", "tbl", "tblGrid", "tc", "tr", "txbxContent",
))  # fmt: skip
"""Elements of Word's own whose texts it shows as they stand; what formats them ends in Pr and is looked through."""
DRAWING = frozenset((
    MC,
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "http://schemas.microsoft.com/office/drawing/2010/main",
    "http://schemas.microsoft.com/office/drawing/2014/main",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "urn:schemas-microsoft-com:office:office",
    "urn:schemas-microsoft-com:office:word",
    "urn:schemas-microsoft-com:vml",
))  # fmt: skip
"""Namespaces of pictures and shapes, whose texts are Word's own elements again."""
UNDERSTOOD = DRAWING | {
    "http://schemas.microsoft.com/office/word/2010/wordml",
    "http://schemas.microsoft.com/office/word/2012/wordml",
}
"""Namespaces that an alternative may require and every Word since 2013 takes it."""
ALTERING = frozenset((
    "bidi", "bidiVisual", "cellDel", "cellIns", "cellMerge", "dataBinding", "del", "dstrike", "eastAsianLayout",
    "fitText", "framePr", "hidden", "ins", "moveFrom", "moveTo", "rtl", "specVanish", "strike", "vanish",
))  # fmt: skip
"""Properties that hide a text, turn it, strike it through, or put another in its place."""
OFF = frozenset(("0", "false", "off"))
READ = frozenset(("comments", "endnotes", "footer", "footnotes", "header"))
"""Kinds of parts with texts of their own."""
SILENT = frozenset((
    "attachedTemplate", "commentsExtended", "commentsExtensible", "commentsIds", "customXml", "fontTable",
    "glossaryDocument", "hyperlink", "image", "numbering", "people", "settings", "styles", "stylesWithEffects", "theme",
    "webSettings",
))  # fmt: skip
"""Kinds of parts that show no text of their own."""
OF_PAGES = frozenset(("PAGE", "PAGEREF", "NUMPAGES", "SECTIONPAGES"))
"""Fields whose results breaking pages decides; nobody but the program that shows the document knows them."""
PAGE_NUMBER = re.compile(r"\s*\d{0,4}\s*")
# Without a picture of the number, which may be any digits, and without a number to begin with.
FIELD = re.compile(
    r"""\s*(?:
        (?:PAGE|NUMPAGES|SECTIONPAGES) (?:\s+\\\*\s*\w+)*
        | PAGEREF \s+ [^\s\\]+ (?:\s+\\[hp])* (?:\s+\\\*\s*\w+)*
        | SEQ \s+ [^\s\\]+ (?:\s+\\\*\s*(?:ARABIC|MERGEFORMAT|CHARFORMAT))*
        | (?:TOC|HYPERLINK) \b [^#]*
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)
