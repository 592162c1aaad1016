"""Build reports/fonts: Noto Sans SC at weights 400 and 700, subset to the characters Chinese reports need.

Inputs, by package name:

- PyPI `justmytype-intl-cjk`: the variable font `NotoSansSC[wght].ttf` and its licence `OFL.txt`;
- Debian `unicode-data`: `Unihan_OtherMappings.txt.bz2`, whose property kTGH lists 通用规范汉字表 (8,105 characters);
- PyPI `fonttools`.

Usage: python scripts/build_fonts.py --wheel justmytype_intl_cjk-*.whl [--unihan FILE] [--output reports/fonts]

The same inputs give the same bytes: no clock, no glyph names, the source's own modification date.
"""

from __future__ import annotations

import argparse
import bz2
import io
import zipfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FONT_IN_WHEEL = "justmytype_intl_cjk/fonts/ofl/notosanssc/NotoSansSC[wght].ttf"
LICENCE_IN_WHEEL = "justmytype_intl_cjk/fonts/ofl/notosanssc/OFL.txt"
# Marks between words of Latin text, and the room on either side of them in thousandths of the size.
MARKS = {"‘": 50, "’": 50, "“": 50, "”": 50, "·": 90}
WEIGHTS = {"Regular": 400, "Bold": 700}

# Whole blocks whose every glyph the source has is kept; what it lacks is left out silently.
BLOCKS = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin-1 and Latin Extended-A
    (0x01CD, 0x01DC),  # pinyin vowels
    (0x0370, 0x03FF),  # Greek
    (0x2000, 0x206F),  # general punctuation
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currency
    (0x2100, 0x218F),  # letter-like symbols, number forms (℃ № ⅓ Ⅳ)
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x2460, 0x24FF),  # enclosed numbers
    (0x2500, 0x257F),  # box drawing
    (0x25A0, 0x26FF),  # geometric shapes, miscellaneous symbols
    (0x2713, 0x2718),  # ticks and crosses
    (0x3000, 0x303F),  # CJK punctuation
    (0x3040, 0x312F),  # kana, bopomofo
    (0x3200, 0x33FF),  # enclosed and squared CJK (㎡ ㎞ ㈠)
    (0xFE30, 0xFE4F),  # CJK compatibility forms
    (0xFF00, 0xFFEF),  # full-width forms
)


def standard_characters(unihan: Path) -> set[int]:
    """Code points with a kTGH value: 通用规范汉字表 (2013)."""
    found = set()
    with bz2.open(unihan, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.split("\t")
            if len(fields) == 3 and fields[1] == "kTGH":
                found.add(int(fields[0].removeprefix("U+"), 16))
    if len(found) != 8105:
        raise SystemExit(f"{unihan} lists {len(found)} kTGH characters instead of 8105.")
    return found


def gb2312_characters() -> set[int]:
    """Every character of GB/T 2312-1980."""
    cells = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(text) for cell in cells if len(text := cell.decode("gb2312", "ignore")) == 1}


def wanted_characters(unihan: Path) -> set[int]:
    """The union that the fonts are subset to."""
    blocks = {point for first, last in BLOCKS for point in range(first, last + 1)}
    return standard_characters(unihan) | gb2312_characters() | blocks


def build(source: bytes, style: str, weight: int, characters: set[int]) -> bytes:
    """One static, subset instance as TrueType bytes."""
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True, updateFontNames=True)
    options = subset.Options()
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.notdef_outline = True
    options.hinting = False
    options.glyph_names = False
    # Vertical forms and historical variants double the file and no report uses them.
    options.layout_features = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "palt", "tnum", "pnum"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    set_names(font, style)
    result = io.BytesIO()
    font.save(result, reorderTables=True)
    return result.getvalue()


def build_marks(data: bytes, style: str) -> bytes:
    """A font of the marks that a built one has as wide as Chinese characters: as wide as Latin text needs them."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    options = subset.Options()
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.layout_features = []
    options.drop_tables += ["vhea", "vmtx", "BASE", "GPOS", "GSUB", "STAT"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=map(ord, MARKS))
    subsetter.subset(font)
    for point, name in font.getBestCmap().items():
        glyph, side = font["glyf"][name], MARKS[chr(point)]
        glyph.coordinates.translate((side - glyph.xMin, 0))
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (glyph.xMax + side, side)
    set_names(font, style, "Noto Sans SC Marks")
    result = io.BytesIO()
    font.save(result, reorderTables=True)
    return result.getvalue()


def set_names(font: TTFont, style: str, family: str = "Noto Sans SC") -> None:
    """The two styles are one family to every program, so that bold finds its file."""
    names = font["name"]
    for name_id in (16, 17, 21, 22, 25):
        names.removeNames(nameID=name_id)
    replacements = {1: family, 2: style, 4: f"{family} {style}", 6: f"{family.replace(' ', '')}-{style}"}
    for name_id, text in replacements.items():
        names.removeNames(nameID=name_id)
        names.setName(text, name_id, 3, 1, 0x409)
    bold = style == "Bold"
    font["OS/2"].usWeightClass = WEIGHTS[style]
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0b1100001 | (0x20 if bold else 0x40)
    font["head"].macStyle = 1 if bold else 0


def main() -> None:
    """Read the wheel and Unihan, write two fonts, those of their marks, and the licence."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wheel", type=Path, required=True, help="wheel of justmytype-intl-cjk")
    parser.add_argument(
        "--unihan", type=Path, default=Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2"),
        help="Unihan_OtherMappings.txt.bz2 of Debian's unicode-data",
    )  # fmt: skip
    parser.add_argument("--output", type=Path, default=Path(__file__).parents[1] / "reports" / "fonts")
    arguments = parser.parse_args()
    characters = wanted_characters(arguments.unihan)
    with zipfile.ZipFile(arguments.wheel) as wheel:
        source = wheel.read(FONT_IN_WHEEL)
        licence = wheel.read(LICENCE_IN_WHEEL)
    arguments.output.mkdir(parents=True, exist_ok=True)
    (arguments.output / "OFL.txt").write_bytes(licence)
    for style, weight in WEIGHTS.items():
        data = build(source, style, weight, characters)
        (arguments.output / f"NotoSansSC-{style}.ttf").write_bytes(data)
        marks = build_marks(data, style)
        (arguments.output / f"NotoSansSCMarks-{style}.ttf").write_bytes(marks)
        print(f"NotoSansSC-{style}.ttf: {len(data):,} bytes, and {len(marks):,} of its marks for Latin text")


if __name__ == "__main__":
    main()
