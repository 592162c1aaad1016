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
        pages = _rasterise([figure.svg for figure in figures], sizes, [str(fonts), folder])
    return [Picture(data, *size) for data, size in zip(pages, sizes, strict=True)]


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
    import json

    import typst

    sources = {"main.typ": _PAGES.encode(), "sizes.json": json.dumps(sizes).encode()}
    sources |= {f"{index}.svg": svg.encode() for index, svg in enumerate(drawings)}
    try:
        result = typst.compile(  # type: ignore[call-overload]
            sources,  # documented, but not in the stub: files by name, the entry point being main.typ
            format="png",
            ppi=PPI,
            font_paths=font_folders,
            ignore_system_fonts=True,
        )
    except typst.TypstError as problem:
        raise ReportError(f"A chart cannot be drawn as a picture: {problem.message}.") from problem
    pages = result if isinstance(result, list) else [result]
    if len(pages) != len(drawings):
        raise ReportError("The library that draws charts returned another number of pictures.")
    return pages
