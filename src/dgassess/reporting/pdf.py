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
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from dgassess.reporting.blocks import Attachment, Document, Row
from dgassess.reporting.errors import PdfError
from dgassess.reporting.glyphs import fonts_for
from dgassess.reporting.look import Look

STANDARDS = ["a-2a", "ua-1"]
STANDARDS_ATTACHED = ["a-3a", "ua-1"]
# Documents carry a fixed time: the date of a report is its caller's text.
TIMESTAMP = 0
_EMPTY = 4
_LONG = 16
_LONG_WORD = re.compile(rf"[\x21-\x7e\u00a1-\u024f]{{{_LONG},}}")
_PIECE = 8
_OF_NUMBERS = frozenset("0123456789.%")
_ZERO_WIDTH_SPACE = "\u200b"
_UNPRINTED = frozenset(("details", "tags"))  # of rows: pages have no place to unfold anything


def write(
    document: Document,
    theme: Path,
    fonts: Path,
    extra_fonts: Sequence[Path] = (),
    own_fonts: Path | None = None,
) -> bytes:
    """The document as PDF bytes.

    theme: reports/theme/pdf with report.typ. fonts: the bundled fonts. extra_fonts: folders of which only the fonts
    that characters outside the bundled ones call for are used. own_fonts: those of the document's look. Raises
    MissingGlyphsError before any work when no folder has a character, PdfError with typst's own words when it fails or
    warns.
    """
    needed = fonts_for(document, fonts, extra_fonts)
    files = {path.name: path.read_bytes() for path in sorted(theme.glob("*.typ"))}
    sources = {"main.typ": files.pop("report.typ"), **files}
    sources["contents.json"] = json.dumps(plain_data(document), ensure_ascii=False).encode()
    sources |= {one.name: one.text.encode() for one in document.attachments}
    if document.look.logo:
        sources[f"logo.{document.look.logo_kind}"] = document.look.logo
    families = [str(fonts), *([str(own_fonts)] if own_fonts is not None else [])]
    standards = STANDARDS_ATTACHED if document.attachments else STANDARDS
    if not needed:
        return _compile(sources, families, standards)
    # The library takes folders alone; the rest of an extra folder must not stand in for the bundled fonts.
    with tempfile.TemporaryDirectory() as folder:
        for number, font in enumerate(needed):
            shutil.copy(font, Path(folder) / f"{number}{font.suffix}")
        return _compile(sources, [*families, folder], standards)


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
    if isinstance(value, str):
        return value if raw or len(value) < _LONG else _LONG_WORD.sub(_breakable, value)
    if isinstance(value, tuple):
        return [plain_data(item) for item in value]
    if isinstance(value, Look):
        kind = {"logo": f"logo.{value.logo_kind}" if value.logo else "", "logo_text": value.logo_text}
        return {"colours": dict(value.colours), "font": value.pdf_font, **kind}
    if is_dataclass(value) and not isinstance(value, type):
        data: dict[str, object] = {"kind": type(value).__name__.lower()}
        for name in _names(type(value)):
            # Attached files are read by their names; their texts are nobody's to lay out.
            if isinstance(value, Attachment) and name == "text":
                continue
            data[name] = plain_data(getattr(value, name), name in ("svg", "anchor", "language"))
        if isinstance(value, Row):
            data["row_kind"] = data.pop("kind")
        return data
    return value


@functools.lru_cache(maxsize=64)
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in _UNPRINTED)


def _breakable(word: re.Match[str]) -> str:
    """A long word with places to break at every eight characters or sooner, not within a number of an expression."""
    text, parts, start = word[0], [], 0
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
