"""The styles, lists and settings of a Word document, made from a theme; the library's own are thrown away."""

from __future__ import annotations

from dataclasses import dataclass

from docx.oxml.xmlchemy import BaseOxmlElement as Element

from dgassess.reporting.word_theme import WordTheme
from dgassess.reporting.word_xml import (
    Layout,
    element,
    fonts,
    paragraph_properties,
    run_properties,
    switch,
    twips,
)
from dgassess.values.language import CHINESE, in_chinese, say, say_as

SOFT = "52606D"
RULE = "A8B3BE"
# Table texts by size: 五号 where there is room, smaller where columns are many.
TABLE_SIZES = ("", "Small", "Fine")
BULLETS = 1  # the list that every bulleted item belongs to


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style: a name as Word or the reader's list shows it, and how it looks."""

    id: str
    name: str
    layout: Layout
    font: str = ""
    size: float = 0
    bold: bool = False
    colour: str = ""
    spacing: float = 0
    based_on: str = "Normal"
    next: str = ""
    shown: bool = True
    latin: str = ""  # the theme's where it is empty


def proofing() -> str:
    """The language that a document's words are checked in."""
    return CHINESE if in_chinese() else "en-GB"


def _latin() -> str:
    """The language of what is written in Latin letters."""
    return "en-US" if in_chinese() else proofing()


def table_sizes(theme: WordTheme) -> tuple[float, ...]:
    """The sizes of table text in points, as TABLE_SIZES names them."""
    return theme.table_size, min(theme.table_size, 9), min(theme.table_size, 7.5)


def styles(theme: WordTheme) -> list[Element]:
    """Everything that stands in styles.xml."""
    defaults = element(
        "docDefaults",
        element(
            "rPrDefault",
            element(
                "rPr",
                fonts(theme.body_font, theme.latin_font),
                element("sz", val=round(theme.body_size * 2)),
                element("szCs", val=round(theme.body_size * 2)),
                element("lang", val=_latin(), eastAsia=CHINESE),
            ),
        ),
        element("pPrDefault"),
    )
    normal = element(
        "style",
        element("name", val="Normal"),
        element("qFormat"),
        paragraph_properties(Layout(line=theme.line_pitch, align="both" if in_chinese() else "left")),
        type="paragraph", default=1, styleId="Normal",
    )  # fmt: skip
    looks = [*_text_looks(theme), *_heading_looks(theme), *_table_looks(theme), *_contents_looks(theme)]
    return [
        defaults,
        normal,
        *_character_styles(),
        *_table_styles(theme),
        *(_style(look, theme) for look in looks),
    ]


def _text_looks(theme: WordTheme) -> list[Look]:
    area, _ = theme.text_area(landscape=False)
    em = theme.body_size
    size, line = (14.0, 22.0) if in_chinese() else (em, theme.line_pitch)
    return [
        # A little narrower than the size: 28 characters on a line.
        Look("BodyText", "Body Text", Layout(first=200), spacing=-0.25) if in_chinese()
        else Look("BodyText", "Body Text", Layout(after=em * 0.6)),
        Look("ListBullet", "List Bullet", Layout(left=em * 2, hanging=em, number=BULLETS, align="left")),
        Look("ListNumber", "List Number", Layout(left=em * 2.5, hanging=em * 1.5, align="left")),
        Look("Title", "Title", Layout(line=0, before=120, after=18, align="center"), theme.title_font,
             theme.title_size, theme.title_bold),
        Look("Subtitle", "Subtitle", Layout(align="center", after=12), theme.heading_2_font, theme.heading_size),
        Look("ReportNotice", say("密级标注"), Layout(align="left"), theme.heading_1_font, theme.heading_size),
        Look("ReportImprint", say("署名"), Layout(align="center")),
        Look("ReportCoverFact", say("封面信息"), Layout(align="left", line=theme.line_pitch * 1.15)),
        Look("ReportCallout", say_as("style", "提示"), Layout(line=line, left=10, right=10, align="left"), size=size),
        Look("ReportGap", say("间隔"), Layout(line=8), size=4, shown=False),
        Look("Header", "header", Layout(line=0, align="left", borders=element(
            "pBdr", element("bottom", val="single", sz=4, space=4, color=RULE)), tabs=[("right", "none", area)]),
            theme.table_font, 9, colour=SOFT),
        Look("Footer", "footer", Layout(line=0, align="center"), theme.table_font, theme.page_number_size,
             latin=theme.table_font if in_chinese() else ""),
        Look("ReportFigure", say_as("style", "图"), Layout(line=0, align="center", before=8)),
        Look("ReportLogo", say("标志"), Layout(line=0, align="left", after=8)),
        Look("Caption", "caption", Layout(line=0, align="center", before=10, after=4), theme.heading_1_font,
             theme.caption_size, bold=not in_chinese()),
    ]  # fmt: skip


def _heading_looks(theme: WordTheme) -> list[Look]:
    """In Chinese, levels differ by their faces; in other languages they are bold, and differ by their sizes."""
    chinese = in_chinese()
    faces = (theme.heading_1_font, theme.heading_2_font, theme.heading_3_font, theme.heading_3_font)
    return [
        Look(
            f"Heading{level}",
            f"heading {level}",
            Layout(keep_next=True, keep_lines=True, first=200 if chinese else None, outline=level - 1, align="left",
                   line=None if chinese else 0, after=None if chinese else theme.line_pitch / 4,
                   before=theme.line_pitch / 2 if level == 1 else None if chinese else theme.line_pitch / 3),
            face, theme.heading_size - (0 if chinese else min(2 * (level - 1), 3)), bold=level == 3 or not chinese,
            next="BodyText",
        )
        for level, face in enumerate(faces, 1)
    ]  # fmt: skip


def _table_looks(theme: WordTheme) -> list[Look]:
    looks = []
    texts = say("表文"), say("表文(小)"), say("表文(密)")
    heads = say("表头"), say("表头(小)"), say("表头(密)")
    for suffix, text, title, size in zip(TABLE_SIZES, texts, heads, table_sizes(theme), strict=True):
        plain = Layout(line=0, align="left")
        looks.append(Look(f"ReportTable{suffix}", text, plain, theme.table_font, size))
        head = Layout(line=0, align="left", keep_next=True)
        looks.append(Look(f"ReportTableHead{suffix}", title, head, theme.table_font, size, bold=True))
    note = Layout(line=0, align="left", before=3, after=3)
    fact = Layout(line=0, align="left", keep_next=True)
    return [
        *looks,
        Look("ReportTableNote", say("表注"), note, theme.table_font, 9, colour=SOFT),
        Look("ReportFactName", say("要点名称"), fact, theme.table_font, 10.5, colour=SOFT),
        Look("ReportFactValue", say("要点"), fact, theme.table_font, 12, bold=True),
        Look("ReportFactStrong", say("要点(突出)"), fact, theme.heading_1_font, 20, bold=not in_chinese()),
        Look("ReportFactNote", say("要点说明"), fact, theme.table_font, 9, colour=SOFT),
    ]


def _contents_looks(theme: WordTheme) -> list[Look]:
    area, _ = theme.text_area(landscape=False)
    tabs = [("right", "dot", area)]
    high, size = (26.0, 14.0) if in_chinese() else (theme.line_pitch + 4, theme.body_size)
    return [
        Look("TOCHeading", "TOC Heading", Layout(align="center", after=12), theme.title_font, theme.title_size,
             theme.title_bold),
        Look("TOC1", "toc 1", Layout(tabs=tabs, align="left", line=high), theme.heading_1_font, size),
        Look("TOC2", "toc 2", Layout(tabs=tabs, align="left", left=2 * size, line=high - 2), theme.body_font, size),
    ]  # fmt: skip


def _style(look: Look, theme: WordTheme) -> Element:
    face = fonts(look.font, look.latin or theme.latin_font) if look.font else None
    return element(
        "style",
        element("name", val=look.name),
        element("basedOn", val=look.based_on),
        element("next", val=look.next) if look.next else None,
        switch("semiHidden", not look.shown),
        switch("qFormat", look.shown),
        paragraph_properties(look.layout),
        run_properties(font=face, bold=look.bold, colour=look.colour, spacing=look.spacing, size=look.size),
        type="paragraph",
        styleId=look.id,
        customStyle=1 if look.id.startswith("Report") else None,
    )


def _character_styles() -> list[Element]:
    default = element(
        "style",
        element("name", val="Default Paragraph Font"), element("semiHidden"),
        type="character", default=1, styleId="DefaultParagraphFont",
    )  # fmt: skip
    kinds = (
        ("ReportMuted", say("次要文字"), run_properties(colour=SOFT)),
        (
            "ReportCode",
            say_as("style", "编码"),
            run_properties(font=element("rFonts", ascii="Consolas", hAnsi="Consolas")),
        ),
    )
    return [default] + [
        element(
            "style", element("name", val=name), element("qFormat"), looks,
            type="character", customStyle=1, styleId=id_,
        )
        for id_, name, looks in kinds
    ]  # fmt: skip


def _table_styles(theme: WordTheme) -> list[Element]:
    """Rules above and below, thin ones between; whoever edits a table changes them in one place."""
    margins = element(
        "tblCellMar",
        *(
            element(side, w=twips(width), type="dxa")
            for side, width in (("top", 2.5), ("left", 4.0), ("bottom", 2.5), ("right", 4.0))
        ),
    )
    plain = element(
        "style", element("name", val="Normal Table"), element("semiHidden"), element("tblPr", margins),
        type="table", default=1, styleId="TableNormal",
    )  # fmt: skip
    inner = {"insideH": 4, "insideV": 4}
    sides = {"top": 12, "bottom": 12} | inner
    borders = element(
        "tblBorders",
        *(
            element(side, val="single", sz=size, space=0, color=RULE if side in inner else "000000")
            for side, size in sides.items()
        ),
    )
    head = element(
        "tblStylePr",
        element("tcPr", element("tcBorders", element("bottom", val="single", sz=8, space=0, color="000000"))),
        type="firstRow",
    )
    grid = element(
        "style",
        element("name", val=say("报告表格")), element("basedOn", val="TableNormal"), element("qFormat"),
        element("tblPr", borders), head,
        type="table", customStyle=1, styleId="ReportGrid",
    )  # fmt: skip
    return [plain, grid]


def lists(theme: WordTheme, ordered: int) -> list[Element]:
    """numbering.xml: the bullets, and one list for each of `ordered` numbered ones, each beginning at 1.

    Lists BULLETS + 1 and on are the numbered ones.
    """
    size = theme.body_size
    kinds = (("bullet", "●", size * 2, size), ("decimal", "%1.", size * 2.5, size * 1.5))
    made = []
    for number, (form, text, left, hanging) in enumerate(kinds):
        looks = run_properties(size=size / 2) if form == "bullet" else None
        level = element(
            "lvl",
            element("start", val=1), element("numFmt", val=form), element("lvlText", val=text),
            element("lvlJc", val="left"), paragraph_properties(Layout(left=left, hanging=hanging)), looks,
            ilvl=0,
        )  # fmt: skip
        made.append(
            element("abstractNum", element("multiLevelType", val="singleLevel"), level, abstractNumId=number)
        )
    made.append(element("num", element("abstractNumId", val=0), numId=BULLETS))
    for number in range(ordered):
        begin = element("lvlOverride", element("startOverride", val=1), ilvl=0)
        made.append(element("num", element("abstractNumId", val=1), begin, numId=BULLETS + 1 + number))
    return made


def settings() -> list[Element]:
    """settings.xml. No `updateFields`: Word would greet every reader with a question."""
    uri = "http://schemas.microsoft.com/office/word"
    compatible = element("compat", element("useFELayout"))
    for name, value in (
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
    ):
        compatible.append(element("compatSetting", name=name, uri=uri, val=value))
    return [
        element("zoom", percent=100),
        element("defaultTabStop", val=420),
        element("characterSpacingControl", val="compressPunctuation"),
        compatible,
        element("themeFontLang", val=_latin(), eastAsia=CHINESE),
    ]
