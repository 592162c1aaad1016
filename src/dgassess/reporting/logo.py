"""Logos of one's own: whether a picture can stand on a cover, in every format that draws it."""

from __future__ import annotations

import functools
import json
import re
import zlib

LARGEST = 500_000
"""Bytes."""
WIDEST = 4_000
"""Pixels of a side: a few bytes of PNG can stand for more than memory holds."""
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# An SVG that could run, load or define anything is no logo.
_UNSAFE_SVG = re.compile(
    rb"<!doctype|<!entity|<script|<foreignobject|\0|\bon\w+\s*=|@import|url\(\s*(?!['\"]?#)|href\s*=\s*(?!['\"]#)",
    re.IGNORECASE,
)
_TRIAL = '#page(width: 40pt, height: 40pt, margin: 0pt, image({source}, width: 100%, height: 100%, fit: "contain"))'


def logo_defect(content: bytes, kind: str, name: str) -> tuple[str, str]:
    """What is wrong with a logo (kind svg or png) and what helps, as sentences; empty where it can be drawn."""
    sound = content.startswith(_SIGNATURE) if kind == "png" else b"<svg" in content[:2000]
    if not sound:
        return f"'{name}' is no {kind.upper()} picture.", ""
    if kind == "png":
        width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
        if not _whole(content):
            return (
                f"'{name}' is damaged or cut off: its PNG picture cannot be read to the end.",
                "Save it anew.",
            )
        if max(width, height) > WIDEST:
            message = f"'{name}' has {width:,}×{height:,} pixels: a logo has {WIDEST:,} a side at most."
            return message, "Use a smaller logo."
    elif _UNSAFE_SVG.search(content):
        return f"'{name}' has scripts, entities or addresses in it: save it as a plain SVG.", ""
    elif not _utf8(content):
        return f"'{name}' is not saved as UTF-8.", ""
    problem = _trial(content, kind)
    if problem:
        help_ = "Use a simpler drawing." if "limit" in problem else "Save it anew."
        return f"The logo '{name}' cannot be drawn: {problem}.", help_
    return "", ""


@functools.lru_cache(maxsize=4)
def drawable(content: bytes, kind: str, stem: str) -> tuple[str, bytes, str]:
    """A picture as a file for typst: its name, what is in it, and what `image` is to be given for it.

    The library takes files of text alone, so that a PNG goes as the list of its bytes.
    """
    if kind == "png":
        return f"{stem}.json", json.dumps(list(content)).encode(), f'bytes(json("{stem}.json"))'
    return f"{stem}.svg", content, f'"{stem}.svg"'


def _whole(content: bytes) -> bool:
    """Whether a PNG's parts have the lengths and check sums they say, from its header to its end."""
    place, first = len(_SIGNATURE), True
    while place + 12 <= len(content):
        length = int.from_bytes(content[place : place + 4], "big")
        part, end = content[place + 4 : place + 8 + length], place + 12 + length
        if first and (part[:4], length) != (b"IHDR", 13):
            return False
        if zlib.crc32(part).to_bytes(4, "big") != content[end - 4 : end]:
            return False
        if part == b"IEND":
            return True
        place, first = end, False
    return False


def _utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@functools.lru_cache(maxsize=4)
def _trial(content: bytes, kind: str) -> str:
    """What the library that draws reports says against a picture; pages and other formats show the same one."""
    import typst

    name, data, source = drawable(content, kind, "logo")
    sources = {"main.typ": _TRIAL.format(source=source).encode(), name: data}
    try:
        typst.compile(sources, format="png", ppi=36, font_paths=[], ignore_system_fonts=True)  # type: ignore[call-overload]
    except (typst.TypstError, RuntimeError) as problem:
        said = str(getattr(problem, "message", problem))
        return said[:200]
    return ""
