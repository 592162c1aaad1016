"""A PDF read back: the texts of its pages, everything else it says, and the files attached to it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dgassess.reporting.errors import ReportError
from dgassess.reporting.uncertain import Piece, doubtful
from dgassess.values.language import say

_PAGE_NUMBER = re.compile(r"^(?:— \d+ —|Page \d+)$")
_BETWEEN_CHINESE = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_SPLIT = re.compile("\u200b\\s*")
_HYPHENATED = "(?:[-\u00ad\u2010]\\s*\n)?"
_DETACHED_SIGN = re.compile(r"(?<=[+−])\s+(?=\d)")
# Of the document and of a page: what this program writes, and what others add that draws nothing.
_OF_DOCUMENT = frozenset((
    "/AF", "/Extensions", "/Lang", "/MarkInfo", "/Metadata", "/Names", "/Outlines", "/OutputIntents", "/PageLabels",
    "/PageLayout", "/PageMode", "/Pages", "/PieceInfo", "/StructTreeRoot", "/Type", "/Version", "/ViewerPreferences",
))  # fmt: skip
_OF_PAGE = frozenset((
    "/Annots", "/ArtBox", "/BleedBox", "/Contents", "/CropBox", "/Group", "/LastModified", "/MediaBox", "/Metadata",
    "/Parent", "/PieceInfo", "/Resources", "/Rotate", "/StructParents", "/Tabs", "/Thumb", "/TrimBox", "/Type",
))  # fmt: skip
_NAMES = frozenset(("/Dests", "/EmbeddedFiles"))
_MOST_NODES = 1_000_000


@dataclass(frozen=True, slots=True)
class PdfText:
    """The texts of all pages, texts that no page shows, each with what they are, attached files by name, and what may
    make people see something else than the texts."""

    pages: tuple[str, ...]
    unseen: tuple[tuple[str, str], ...]
    attached: Mapping[str, str]
    uncertain: tuple[Piece, ...] = ()


def read_pdf(data: bytes, name: str) -> PdfText:
    """A PDF read. Raises ReportError."""
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        attachments = {key: document.attachments[key] for key in document.attachments}
        pages = tuple(page.extract_text() for page in document.pages)
        unseen = tuple((place, text) for place, text in _unseen(document) if text)
        uncertain = tuple(_uncertain(document))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as problem:
        damaged = "it is damaged, or was not copied or downloaded to its end"
        raise ReportError(f"'{name}' cannot be read as a PDF document: {damaged}.") from problem
    alone = {key: found[0] for key, found in attachments.items() if found and len(found) == 1}
    attached = {key: found.decode("utf-8", "replace") for key, found in alone.items()}
    return PdfText(pages, unseen, attached, uncertain)


def _uncertain(document: Any) -> Iterator[Piece]:
    """What draws or hides beside the text of pages, and how large each page is."""
    root = document.trailer["/Root"].get_object()
    yield from (doubtful(f"{key} of the document") for key in root if key not in _OF_DOCUMENT)
    yield from (doubtful(f"{key} among its names") for key in root.get("/Names", {}) if key not in _NAMES)
    for number, page in enumerate(document.pages, 1):
        size = " ".join(f"{float(one):.0f}" for one in page.mediabox)
        yield Piece(f"page {number} with the edges {size}, rotated by {page.rotation}")
        yield from (doubtful(f"{key} on page {number}") for key in page if key not in _OF_PAGE)
        if any(abs(a - b) > 1 for a, b in zip(page.mediabox, page.cropbox, strict=True)):
            yield doubtful(f"a /CropBox on page {number} that is not the whole page")
        for note in page.get("/Annots", ()) or ():
            found = note.get_object()
            if found.get("/Subtype") != "/Link" or "/AP" in found or "/A" in found:
                yield doubtful(f"an annotation ({found.get('/Subtype')}) on page {number}")


def _unseen(document: Any) -> Iterator[tuple[str, str]]:
    """What a screen reader says of drawings, the outline, the document's title, and notes on pages."""
    stack = [document.trailer["/Root"].get("/StructTreeRoot")]
    seen = 0
    while stack and seen < _MOST_NODES:
        node = stack.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        seen += 1
        if isinstance(node, dict):
            for key in ("/Alt", "/ActualText", "/E"):
                if key in node:  # of tens of thousands of nodes, hardly any has one
                    yield say("替代文字"), str(node.get(key))
            stack.append(node.get("/K"))
        elif isinstance(node, list):
            stack += reversed(node)
    titles = [document.outline]
    while titles and seen < _MOST_NODES:
        one = titles.pop()
        seen += 1
        if isinstance(one, list):
            titles += reversed(one)
        else:
            yield say("书签"), str(one.title)
    for text in (document.metadata or {}).values():
        yield say("文档属性"), str(text)
    for page in document.pages:
        for note in page.get("/Annots", ()) or ():
            yield say("替代文字"), str(note.get_object().get("/Contents", ""))


def sheets(pages: tuple[str, ...], watermark: str, words: Iterable[str] = ()) -> list[tuple[int, str]]:
    """The cover and the numbered pages without their running lines; the contents in between repeat headings.

    words: what counts as much as numbers, and is whole again where a line's end has parted it.
    """
    kept, mark = [], "".join(watermark.split())
    parted = [(_parted(word), word) for word in words if word.isascii()]
    for index, text in enumerate(pages):
        lines = text.splitlines()
        if mark and lines and "".join(lines[0].split()) == mark:
            del lines[0]
        numbers = [place for place, line in enumerate(lines) if _PAGE_NUMBER.match(line.strip())]
        if numbers:
            del lines[numbers[-1]]
            kept.append((index + 1, _flowing("\n".join(lines[1:]), parted)))
        elif index == 0:
            kept.append((1, _flowing("\n".join(lines), parted)))
    return kept


def _parted(word: str) -> re.Pattern[str]:
    """The word with perhaps the end of a line in it: instead of a blank, or behind a hyphen."""
    pieces = (_HYPHENATED.join(map(re.escape, piece)) for piece in word.split())
    return re.compile(r"\s+".join(pieces))


def _flowing(text: str, parted: Sequence[tuple[re.Pattern[str], str]]) -> str:
    """Words that a line end has broken are whole again."""
    for pattern, word in parted:
        text = pattern.sub(word.replace("\\", r"\\"), text)
    return _BETWEEN_CHINESE.sub("", _DETACHED_SIGN.sub("", _SPLIT.sub("", text)))
