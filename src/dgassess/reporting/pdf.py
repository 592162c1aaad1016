"""The PDF writer: a typst theme reads the blocks as JSON, so no text of a report is ever typst code.

The result is PDF/A-2a and PDF/UA-1: tagged, with alternative texts, bookmarks and embedded fonts. With files attached
it is PDF/A-3a, as A-2 knows no attachments.
"""

from __future__ import annotations

import functools
import json
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, cast

from dgassess.reporting.blocks import Attachment, Document, Figure, Row
from dgassess.reporting.errors import PdfError
from dgassess.reporting.glyphs import fonts_for
from dgassess.reporting.lettering import straight
from dgassess.reporting.logo import drawable
from dgassess.reporting.look import Look
from dgassess.reporting.page_words import page_words
from dgassess.values.language import in_chinese

STANDARDS = ["a-2a", "ua-1"]
STANDARDS_ATTACHED = ["a-3a", "ua-1"]
# Documents carry a fixed time: the date of a report is its caller's text.
TIMESTAMP = 0
_LOGO = "logo"
_EMPTY = 4
_LONG = 16
_LONG_WORD = re.compile(rf"[\x21-\x7e\u00a1-\u024f]{{{_LONG},}}")
_PIECE = 8
_APOSTROPHE = re.compile("[A-Za-z0-9]’[A-Za-z0-9]")
# What typst hyphenates itself where a language has blanks between words.
_WORD = re.compile(r"[(]?[A-Za-z\u00c0-\u024f]{1,40}(?:[-/][A-Za-z\u00c0-\u024f]{1,40})*[).,;:!?]*")
_OF_NUMBERS = frozenset("0123456789.%")
_ZERO_WIDTH_SPACE = "\u200b"
_PLAIN = frozenset((bool, int, float))
_RAW = frozenset(("svg", "anchor", "language"))
_UNPRINTED = frozenset(("details", "tags"))  # of rows: pages have no place to unfold anything


@dataclass(frozen=True, slots=True)
class Pages:
    """What typst makes the PDF of: its files by name, the entry point being main.typ, and where the fonts are.

    `helping` are fonts for single characters.
    """

    files: dict[str, bytes]
    font_folders: list[str]
    helping: Sequence[Path]
    standards: list[str]

    def compile(self) -> bytes:
        """The PDF. Raises PdfError with typst's own words when it fails or warns."""
        if not self.helping:
            return _compile(self.files, self.font_folders, self.standards)
        # The library takes folders alone; the rest of an extra folder must not stand in for the bundled fonts.
        with tempfile.TemporaryDirectory() as folder:
            for number, font in enumerate(self.helping):
                shutil.copy(font, Path(folder) / f"{number}{font.suffix}")
            return _compile(self.files, [*self.font_folders, folder], self.standards)


def pages(
    document: Document,
    theme: Path,
    fonts: Path,
    extra_fonts: Sequence[Path] = (),
    own_fonts: Path | None = None,
) -> Pages:
    """The document as the pages of a PDF are made from.

    theme: reports/theme/pdf with report.typ. fonts: the bundled fonts. extra_fonts: folders of which only the fonts
    that characters outside the bundled ones call for are used. own_fonts: those of the document's look. Raises
    MissingGlyphsError before any work when no folder has a character.
    """
    needed = fonts_for(document, fonts, extra_fonts)
    files = {path.name: path.read_bytes() for path in sorted(theme.glob("*.typ"))}
    sources = {"main.typ": files.pop("report.typ"), **files}
    text = json.dumps(plain_data(document), ensure_ascii=False)
    more = {"words": asdict(page_words()), "apostrophes": _APOSTROPHE.search(text) is not None}
    sources["contents.json"] = f"{text[:-1]}, {json.dumps(more, ensure_ascii=False)[1:]}".encode()
    sources |= {one.name: one.text.encode() for one in document.attachments}
    if document.look.logo:
        name, data, _ = drawable(document.look.logo, document.look.logo_kind, _LOGO)
        sources[name] = data
    families = [str(fonts), *([str(own_fonts)] if own_fonts is not None else [])]
    standards = STANDARDS_ATTACHED if document.attachments else STANDARDS
    return Pages(sources, families, needed, standards)


def _compile(sources: dict[str, bytes], font_folders: list[str], standards: list[str]) -> bytes:
    import typst

    try:
        result, warnings = typst.compile_with_warnings(  # type: ignore[call-overload]
            sources,  # documented, but not in the stub: files by name, the entry point being main.typ
            format="pdf",
            font_paths=font_folders,
            ignore_system_fonts=True,
            pdf_standards=standards,
            timestamp=TIMESTAMP,
        )
    except typst.TypstError as problem:
        raise PdfError(problem.diagnostic or problem.message) from problem
    except RuntimeError as problem:  # what is wrong with the files that it is given
        raise PdfError(f"The PDF library says: {problem}.") from problem
    if warnings:
        raise PdfError("\n".join(warning.diagnostic or warning.message for warning in warnings))
    if not isinstance(result, bytes):
        raise PdfError("The PDF library returned no document.")
    return result


def forget() -> None:
    """Let the PDF library let go of documents made before, of which it otherwise holds the last ten in memory.

    It counts compilations, and reports on units have little in common that would be worth keeping: after four empty
    ones, a process that makes hundreds takes 0.5 GB rather than 1.4.
    """
    import typst

    for _ in range(_EMPTY):
        typst.compile(b"", format="svg", font_paths=[], ignore_system_fonts=True)


def plain_data(value: object, raw: bool = False) -> object:
    """Dataclasses as JSON objects with their `kind`; long unbroken words may break at zero-width spaces."""
    # By what a document has most of: a report is some forty thousand values.
    kind = type(value)
    if kind is str:
        text = cast(str, value)
        return text if raw or len(text) < _LONG else _LONG_WORD.sub(_breakable, text)
    if kind is tuple:
        return [plain_data(item) for item in cast("tuple[object, ...]", value)]
    if value is None or kind in _PLAIN:
        return value
    if isinstance(value, Look):
        name = drawable(value.logo, value.logo_kind, _LOGO)[0] if value.logo else ""
        return {
            "colours": dict(value.colours), "font": value.pdf_font, "logo": name, "logo_text": value.logo_text,
        }  # fmt: skip
    data: dict[str, object] = {"kind": kind.__name__.lower()}
    for name, as_it_is in _names(cast(Any, kind)):
        data[name] = plain_data(getattr(value, name), as_it_is)
    if kind is Figure:
        data["svg"] = straight(cast(Figure, value).svg)
    if kind is Row:
        data["row_kind"] = data.pop("kind")
    return data


@functools.lru_cache(maxsize=64)
def _names(kind: type[Any]) -> tuple[tuple[str, bool], ...]:
    """The fields that a page is laid out from, each with whether its text is to stay as it is."""
    # Attached files are read by their names; their texts are nobody's to lay out.
    left = {*_UNPRINTED, "text"} if kind is Attachment else _UNPRINTED
    return tuple((field.name, field.name in _RAW) for field in fields(kind) if field.name not in left)


def _breakable(word: re.Match[str]) -> str:
    """A long word with places to break at every eight characters or sooner, not within a number of an expression."""
    text, parts, start = word[0], [], 0
    if not in_chinese() and _WORD.fullmatch(text):
        return text
    while len(text) - start > _PIECE:
        end = start + _PIECE
        while end > start and _within_number(text, end):
            end -= 1
        end = end if end > start else start + _PIECE
        parts.append(text[start:end])
        start = end
    return _ZERO_WIDTH_SPACE.join([*parts, text[start:]])


def _within_number(text: str, place: int) -> bool:
    return text[place] in _OF_NUMBERS and text[place - 1] in _OF_NUMBERS
