"""Charts as PNG pictures, all of a document drawn in one go with the bundled fonts."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dgassess.reporting.blocks import Cover, Document, Figure
from dgassess.reporting.errors import ReportError
from dgassess.reporting.glyphs import fonts_for
from dgassess.reporting.lettering import straight
from dgassess.reporting.logo import drawable

PPI = 220
# A chart's letters of 14 units come out a little smaller than 五号.
POINTS_PER_UNIT = 0.74
_VIEW_BOX = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')
_UNDRAWN = re.compile(r"<(title|desc)\b[^>]*>.*?</\1>", re.DOTALL)
_PAGES = """#let sizes = json("sizes.json")
#for (index, (width, height)) in sizes.enumerate() {
  page(width: width * 1pt, height: height * 1pt, margin: 0pt, fill: white,
    image(str(index) + ".svg", width: 100%, height: 100%))
}
"""
_PICTURE = """#let (width, height) = json("sizes.json").at(0)
#page(width: width * 1pt, height: height * 1pt, margin: 0pt, fill: none,
  image(SOURCE, width: 100%, height: 100%, fit: "contain"))
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG and the size it is shown at, in points."""

    data: bytes
    width: float
    height: float


def draw(
    figures: Sequence[Figure], area: tuple[float, float], fonts: Path, extra_fonts: Sequence[Path] = ()
) -> list[Picture]:
    """A picture for each figure, no larger than the area (width and height in points).

    Raises MissingGlyphsError for characters that no font has, as a picture cannot borrow a font of its reader's.
    """
    if not figures:
        return []
    sizes = [_size(figure, area) for figure in figures]
    # Only what is drawn needs a glyph.
    drawn = tuple(
        replace(figure, svg=_UNDRAWN.sub("", figure.svg), title="", description="", caption="", label="")
        for figure in figures
    )
    needed = fonts_for(Document(Cover(""), drawn), fonts, extra_fonts)
    with tempfile.TemporaryDirectory() as folder:
        for number, font in enumerate(needed):
            shutil.copy(font, Path(folder) / f"{number}{font.suffix}")
        pages = _rasterise([straight(figure.svg) for figure in figures], sizes, [str(fonts), folder])
    return [Picture(data, *size) for data, size in zip(pages, sizes, strict=True)]


def picture(data: bytes, kind: str, area: tuple[float, float], fonts: Path) -> Picture:
    """A drawing or picture (kind svg or png) as a PNG no larger than the area in points, its own proportions kept."""
    found = _measured(data, kind, area)
    name, content, source = drawable(data, kind, "picture")
    main = _PICTURE.replace("SOURCE", source)
    sources = {"main.typ": main.encode(), "sizes.json": _sizes([found]), name: content}
    return Picture(_compiled(sources, [str(fonts)], "The logo")[0], *found)


def _measured(data: bytes, kind: str, area: tuple[float, float]) -> tuple[float, float]:
    """Width and height in points within an area; a drawing that says neither fills it."""
    width, height = area
    if kind == "png" and data[:8] == b"\x89PNG\r\n\x1a\n":
        width, height = (float(int.from_bytes(data[at : at + 4], "big")) for at in (16, 20))
    elif found := _VIEW_BOX.search(data.decode("utf-8", "replace")):
        width, height = float(found[1]), float(found[2])
    if width <= 0 or height <= 0:
        width, height = area
    shrunk = min(area[0] / width, area[1] / height)
    return round(width * shrunk, 2), round(height * shrunk, 2)


def _size(figure: Figure, area: tuple[float, float]) -> tuple[float, float]:
    found = _VIEW_BOX.search(figure.svg)
    if not found:
        raise ReportError(f"The chart '{figure.title}' has no viewBox, so that its size is unknown.")
    width, height = float(found[1]) * POINTS_PER_UNIT, float(found[2]) * POINTS_PER_UNIT
    shrunk = min(1.0, area[0] / width, area[1] / height)
    return round(width * shrunk, 2), round(height * shrunk, 2)


def _rasterise(
    drawings: Sequence[str], sizes: Sequence[tuple[float, float]], font_folders: list[str]
) -> list[bytes]:
    sources = {"main.typ": _PAGES.encode(), "sizes.json": _sizes(sizes)}
    sources |= {f"{index}.svg": svg.encode() for index, svg in enumerate(drawings)}
    pages = _compiled(sources, font_folders)
    if len(pages) != len(drawings):
        raise ReportError("The library that draws charts returned another number of pictures.")
    return pages


def _sizes(sizes: Sequence[tuple[float, float]]) -> bytes:
    import json

    return json.dumps(sizes).encode()


def _compiled(sources: dict[str, bytes], font_folders: list[str], what: str = "A chart") -> list[bytes]:
    import typst

    try:
        result = typst.compile(  # type: ignore[call-overload]
            sources,  # documented, but not in the stub: files by name, the entry point being main.typ
            format="png",
            ppi=PPI,
            font_paths=font_folders,
            ignore_system_fonts=True,
        )
    except (typst.TypstError, RuntimeError) as problem:
        said = getattr(problem, "message", problem)
        raise ReportError(f"{what} cannot be drawn as a picture: {said}.") from problem
    return result if isinstance(result, list) else [result]
