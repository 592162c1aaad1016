"""WordprocessingML by elements: texts are set as texts, so that nothing of a report is ever markup.

Lengths are points; Word's own units (twentieths, half points, eighths) appear here alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from dgassess.reporting.blocks import Runs, Text
from dgassess.reporting.tokens import REORDERING
from dgassess.values.language import in_chinese

# Not in XML.
_FOREIGN = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
# Between Latin letters, a mark that Word would else set as a Chinese one beside Chinese text.
_APOSTROPHE = re.compile(r"(?<=[A-Za-z0-9])(’)(?=[A-Za-z0-9])")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def literal(text: str) -> str:
    """The text as XML can hold it on one line: control characters become blanks, direction overrides go."""
    return _CONTROLS.sub(" ", _FOREIGN.sub("\ufffd", REORDERING.sub("", text)))


def element(tag: str, /, *children: Element | None, **attributes: str | int | float | None) -> Element:
    """An element of Word's namespace with attributes of it; None stands for what is not there."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        if value is not None:
            made.set(qn(f"w:{name}"), str(value))
    made.extend(child for child in children if child is not None)
    return made


def twips(points: float) -> int:
    """Points as Word counts lengths: in twentieths."""
    return round(points * 20)


def switch(tag: str, on: bool) -> Element | None:
    """A property that is set by being there."""
    return element(tag) if on else None


def fonts(east: str, latin: str) -> Element:
    """Both font names, so that no theme font shines through."""
    return element("rFonts", ascii=latin, hAnsi=latin, eastAsia=east, cs=latin)


def run_properties(
    *,
    style: str = "",
    font: Element | None = None,
    bold: bool = False,
    colour: str = "",
    spacing: float = 0,
    size: float = 0,
) -> Element | None:
    """How characters look, in the order the schema wants; None when nothing is said."""
    half = round(size * 2)
    parts = [
        element("rStyle", val=style) if style else None,
        font,
        switch("b", bold),
        switch("bCs", bold),
        element("color", val=colour) if colour else None,
        element("spacing", val=twips(spacing)) if spacing else None,
        element("sz", val=half) if half else None,
        element("szCs", val=half) if half else None,
    ]
    return element("rPr", *parts) if any(part is not None for part in parts) else None


def text_run(text: str, *, bold: bool = False, style: str = "", size: float = 0, colour: str = "") -> Element:
    """A run of literal text."""
    shown = literal(text)
    # Quotation marks and dashes are Chinese ones beside Chinese text of a Chinese document.
    chinese = in_chinese() and any(character > "\u2e80" for character in shown)
    hint = element("rFonts", hint="eastAsia") if chinese else None
    held = element("t")
    held.text = shown
    held.set(qn("xml:space"), "preserve")
    return element("r", run_properties(style=style, font=hint, bold=bold, size=size, colour=colour), held)


def inline(runs: Runs, *, bold: bool = False) -> list[Element]:
    """Runs as elements."""
    return [
        text_run(piece, bold=bold or run.bold, style=_character_style(run))
        for run in runs
        for piece in _APOSTROPHE.split(run.text)
        if piece
    ]


def _character_style(run: Text) -> str:
    return "ReportCode" if run.code else "ReportMuted" if run.muted else ""


def instruction(code: str) -> Element:
    """The run that says what a field is."""
    held = element("instrText")
    held.text = f" {code} "
    held.set(qn("xml:space"), "preserve")
    return element("r", held)


def field(code: str, result: str) -> list[Element]:
    """A complex field with the result it shows until somebody updates it."""
    return [
        element("r", element("fldChar", fldCharType="begin")),
        instruction(code),
        element("r", element("fldChar", fldCharType="separate")),
        text_run(result),
        element("r", element("fldChar", fldCharType="end")),
    ]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a paragraph stands; None leaves it to the style.

    `line`: an exact height, 0 = what its content needs. `first`: the first line's indent in hundredths of a character.
    """

    keep_next: bool = False
    keep_lines: bool = False
    page_break: bool = False
    number: int | None = None
    borders: Element | None = None
    shade: str = ""
    tabs: Sequence[tuple[str, str, float]] = ()  # alignment, leader, place
    line: float | None = None
    before: float | None = None
    after: float | None = None
    left: float | None = None
    right: float | None = None
    hanging: float | None = None
    first: int | None = None
    align: str = ""
    outline: int | None = None


def paragraph_properties(layout: Layout, style: str = "") -> Element | None:
    """The properties in the order the schema wants; None when nothing is said."""
    parts = [
        element("pStyle", val=style) if style else None,
        switch("keepNext", layout.keep_next),
        switch("keepLines", layout.keep_lines),
        switch("pageBreakBefore", layout.page_break),
        None
        if layout.number is None
        else element("numPr", element("ilvl", val=0), element("numId", val=layout.number)),
        layout.borders,
        element("shd", val="clear", color="auto", fill=layout.shade) if layout.shade else None,
        _tabs(layout.tabs),
        _spacing(layout),
        _indent(layout),
        element("jc", val=layout.align) if layout.align else None,
        None if layout.outline is None else element("outlineLvl", val=layout.outline),
    ]
    return element("pPr", *parts) if any(part is not None for part in parts) else None


def paragraph(style: str, content: Iterable[Element] = (), layout: Layout | None = None) -> Element:
    """A paragraph of a style."""
    return element("p", paragraph_properties(layout or Layout(), style), *content)


def _tabs(tabs: Sequence[tuple[str, str, float]]) -> Element | None:
    if not tabs:
        return None
    stops = [element("tab", val=align, leader=leader, pos=twips(place)) for align, leader, place in tabs]
    return element("tabs", *stops)


def _spacing(layout: Layout) -> Element | None:
    if layout.line is None and layout.before is None and layout.after is None:
        return None
    exact = bool(layout.line)
    return element(
        "spacing",
        before=None if layout.before is None else twips(layout.before),
        after=None if layout.after is None else twips(layout.after),
        line=None if layout.line is None else twips(layout.line) if exact else 240,
        lineRule=None if layout.line is None else "exact" if exact else "auto",
    )


def _indent(layout: Layout) -> Element | None:
    sides = (layout.left, layout.right, layout.hanging)
    if layout.first is None and all(side is None for side in sides):
        return None
    left, right, hanging = (None if side is None else twips(side) for side in sides)
    # Word goes by the characters, others by the length beside them.
    first = None if layout.first is None else round(layout.first * 3.2)
    return element(
        "ind", left=left, right=right, hanging=hanging, firstLineChars=layout.first, firstLine=first
    )
