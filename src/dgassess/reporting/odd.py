"""What a finished report may hold that shows its numbers otherwise than they are read, or numbers that are not read.

No report has any of it, but names can hold characters that change direction, and own themes elements of their own: it
counts where the report made again has less.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

from dgassess.reporting.tokens import REORDERING, Tokens

Odd = Mapping[str, int]
"""What there is, in words, and how many times."""
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WORD = {
    "bdo": "text that is turned round", "dir": "text that is turned round", "vanish": "hidden text",
    "specVanish": "hidden text", "dataBinding": "a field bound to other data", "altChunk": "another document within",
    "subDoc": "another document within", "object": "an embedded object", "ruby": "text set above text",
}  # fmt: skip
_MAIN = "word/document.xml"
_OFFICE_DOCUMENT = "/officeDocument"
_TRUE = ("1", "true", "on")


def beyond(made: Odd, found: Odd) -> list[str]:
    """What a file has and the one made again has less of, in words."""
    return [what for what, times in found.items() if times > made.get(what, 0)]


def turning(texts: Iterable[str]) -> Iterator[str]:
    """Once for every character that changes the direction of text or hides in it."""
    for text in texts:
        for one in REORDERING.findall(text):
            yield f"the character U+{ord(one):04X}, which changes how text runs"


def element(tag: str, attributes: Iterable[tuple[str, str | None]]) -> Iterator[str]:
    """A page's element by its name, attributes and classes."""
    yield f"<{tag}>"
    for name, value in attributes:
        # What these hold decides what is shown; of others, that they are there.
        told = f'="{value}"' if name in ("class", "style", "type", "role", "http-equiv") else ""
        yield f"<{tag} {name}{told}>"


def in_word(found: Mapping[str, bytes], trees: Mapping[str, ElementTree.Element]) -> Odd:
    """Of a Word document: its parts as bytes, and those that are shown as trees."""
    odd: Counter[str] = Counter()
    if _main(found) != _MAIN:
        odd["a main part of another name"] += 1
    for part, tree in trees.items():
        for one in tree.iter():
            own = one.tag.removeprefix(_W)
            if own in _WORD and one.tag != own:
                odd[_WORD[own]] += own not in ("vanish", "specVanish") or one.get(f"{_W}val", "1") in _TRUE
            elif one.tag.startswith(_STRICT):
                odd["elements of another form of Word documents"] += 1
            elif one.tag.startswith(_MATH):
                odd["a formula"] += 1
            elif one.tag == f"{_MC}AlternateContent" and _differs(one):
                odd["alternatives that read differently"] += 1
            if one.get(f"{_W}fldLock", "0") in _TRUE:
                odd["a locked field"] += 1
            if part == _MAIN and _formatted_page(one):
                odd["a page number with a form of its own"] += 1
            odd.update(turning((one.text or "",)))
    return +odd


def _main(found: Mapping[str, bytes]) -> str:
    """The part that programs open a package by."""
    try:
        relations = ElementTree.fromstring(found.get("_rels/.rels", b""))  # noqa: S314 - document types are refused
    except ElementTree.ParseError:
        return ""
    targets = [one.get("Target", "") for one in relations if one.get("Type", "").endswith(_OFFICE_DOCUMENT)]
    return targets[0].lstrip("/") if len(targets) == 1 else ""


def _differs(alternatives: ElementTree.Element) -> bool:
    """Whether choices of which a program shows one it knows hold other numbers than the rest."""
    numbers = [
        Tokens().of(" ".join(one.text or "" for one in choice.iter(f"{_W}t"))) for choice in alternatives
    ]
    return any(one != numbers[0] for one in numbers[1:]) or (len(numbers) == 1 and bool(numbers[0]))


def _formatted_page(one: ElementTree.Element) -> bool:
    told = one.get(f"{_W}instr", "") if one.tag == f"{_W}fldSimple" else (one.text or "")
    kind = (told.split() or [""])[0].upper()
    return one.tag in (f"{_W}fldSimple", f"{_W}instrText") and kind in ("PAGE", "NUMPAGES", "SECTIONPAGES")


def in_sheet(found: Mapping[str, bytes]) -> Odd:
    """Of a workbook: its parts."""
    odd: Counter[str] = Counter()
    for part, content in found.items():
        if not re.fullmatch(r"xl/(?:styles|worksheets/\w+)\.xml", part):
            continue
        tree = ElementTree.fromstring(content)  # noqa: S314 - document types are refused
        for one in tree.iter():
            if one.tag in (f"{_S}row", f"{_S}col") and one.get("hidden", "0") in _TRUE:
                odd["hidden rows or columns"] += 1
            elif one.tag == f"{_S}dxf" and one.find(f"{_S}numFmt") is not None:
                odd["a conditional form of numbers"] += 1
            elif one.tag.startswith(_STRICT):
                odd["elements of another form of workbooks"] += 1
    return odd


def in_pdf(document: Any) -> Odd:
    """Of a PDF as pypdf reads it."""
    odd: Counter[str] = Counter()
    root = document.trailer["/Root"]
    if "/AcroForm" in root:
        odd["fields to fill in"] += 1
    if "/OCProperties" in root:
        odd["layers that can be switched off"] += 1
    for page in document.pages:
        if page.cropbox != page.mediabox:
            odd["a page that is cut"] += 1
        for note in page.get("/Annots", ()) or ():
            if note.get_object().get("/Subtype") != "/Link":
                odd["notes or stamps on a page"] += 1
    return odd
