"""Which characters the fonts have, read from their cmap tables without a font library, and which of ours they lack."""

from __future__ import annotations

import functools
import struct
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dgassess.reporting.blocks import Document, texts
from dgassess.reporting.errors import MissingGlyph, MissingGlyphsError

_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")


def fonts_for(document: Document, bundled: Path, extra: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The font files of `extra` folders that the document needs for what the bundled folder lacks; mostly none.

    Raises MissingGlyphsError naming every character that no font has, with the first place where it stands.
    Folders are looked at in turn, and only while something is missing: a system's font folder is large.
    """
    wanted = _characters(document)
    used = []
    for folder in (bundled, *extra):
        for font in font_files(folder) if wanted else ():
            covered = coverage(font)
            left = {character: place for character, place in wanted.items() if ord(character) not in covered}
            if folder != bundled and len(left) < len(wanted):
                used.append(font)
            wanted = left
            if not wanted:
                break
    if wanted:
        missing = (MissingGlyph(character, *place) for character, place in sorted(wanted.items()))
        raise MissingGlyphsError(tuple(missing))
    return tuple(used)


def _characters(document: Document) -> dict[str, tuple[str, str]]:
    """Every visible character of a document, with the first place where it stands and what surrounds it there."""
    found: dict[str, tuple[str, str]] = {}
    seen: set[str] = set()
    for where, text in texts(document):
        if seen.issuperset(text):
            continue
        for character in set(text).difference(seen):
            if not _invisible(character):
                index = text.index(character)
                found[character] = (where, text[max(index - 8, 0) : index + 9])
        seen.update(text)
    return found


def _invisible(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf") or "\ufe00" <= character <= "\ufe0f"


def font_files(folder: Path) -> list[Path]:
    """The font files below a folder, in a fixed order."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)


@functools.lru_cache(maxsize=512)
def coverage(font: Path) -> frozenset[int]:
    """Code points a font file maps to glyphs; empty for a file that is no readable font."""
    try:
        data = font.read_bytes()
        offsets: Iterable[int] = (0,)
        if data[:4] == b"ttcf":
            count = struct.unpack_from(">I", data, 8)[0]
            offsets = struct.unpack_from(f">{min(count, 64)}I", data, 12)
        return frozenset(point for offset in offsets for point in _cmap(data, offset))
    except (OSError, struct.error, IndexError):
        return frozenset()


def _cmap(data: bytes, offset: int) -> Iterator[int]:
    """The best Unicode subtable of one font: format 12 (all planes) before format 4 (the first plane)."""
    tables = struct.unpack_from(">H", data, offset + 4)[0]
    for index in range(tables):
        tag, _, start, _ = struct.unpack_from(">4sIII", data, offset + 12 + 16 * index)
        if tag == b"cmap":
            break
    else:
        return
    count = struct.unpack_from(">H", data, start + 2)[0]
    subtables = {}
    for index in range(count):
        _, _, place = struct.unpack_from(">HHI", data, start + 4 + 8 * index)
        subtables[struct.unpack_from(">H", data, start + place)[0]] = start + place
    if 12 in subtables:
        yield from _format_12(data, subtables[12])
    elif 4 in subtables:
        yield from _format_4(data, subtables[4])


def _format_12(data: bytes, start: int) -> Iterator[int]:
    groups = struct.unpack_from(">I", data, start + 12)[0]
    for index in range(min(groups, 70_000)):
        first, last, _ = struct.unpack_from(">III", data, start + 16 + 12 * index)
        yield from range(first, min(last, 0x10FFFF) + 1)


def _format_4(data: bytes, start: int) -> Iterator[int]:
    count = struct.unpack_from(">H", data, start + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, start + 14)
    starts = struct.unpack_from(f">{count}H", data, start + 16 + 2 * count)
    for first, last in zip(starts, ends, strict=True):
        yield from range(first, min(last, 0xFFFE) + 1)  # the last one ends the table
