"""Facts in a Word document: the grid of a summary, and the names and values of a cover."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml.xmlchemy import BaseOxmlElement as Element

from dgassess.reporting.blocks import Fact, Facts
from dgassess.reporting.lettering import width as text_width
from dgassess.reporting.page_words import page_words
from dgassess.reporting.word_styles import RULE
from dgassess.reporting.word_tables import frame, table_cell
from dgassess.reporting.word_widths import PADDING
from dgassess.reporting.word_xml import element, paragraph, text_run


def facts_grid(facts: Facts, room: float) -> Element:
    """Rows of three, the last ones of two where that leaves no cell empty."""
    items = facts.items
    pairs = 0 if len(items) <= 2 else (3 - len(items) % 3) % 3
    borders = element(
        "tblBorders",
        *(
            element(side, val="single", sz=6, space=0, color=RULE)
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        ),
    )
    unit = room / 6
    made = frame([unit] * 6, "TableNormal", borders=borders)
    row: list[Element] = []
    taken = 0
    for index, fact in enumerate(items):
        span = 6 // max(len(items), 1) if len(items) <= 2 else 3 if index >= len(items) - 2 * pairs else 2
        row.append(table_cell(unit * span, _fact(fact), span=span, valign="top"))
        taken += span
        if taken >= 6 or index == len(items) - 1:
            made.append(element("tr", element("trPr", element("cantSplit")), *row))
            row, taken = [], 0
    return made


def _fact(fact: Fact) -> list[Element]:
    value = "ReportFactStrong" if fact.strong else "ReportFactValue"
    made = [
        paragraph("ReportFactName", [text_run(fact.name)]),
        paragraph(value, [text_run(fact.value)]),
    ]
    return [*made, paragraph("ReportFactNote", [text_run(fact.note)])] if fact.note else made


def names_width(facts: Sequence[Fact], room: float, size: float) -> float:
    """How wide the column of the names is, in points."""
    return min(max(text_width(fact.name[:200], size) for fact in facts) + 2 * PADDING + size, room / 2)


def cover_facts(facts: Sequence[Fact], room: float, size: float) -> Element:
    """Names and values of the cover in two columns without rules."""
    name = names_width(facts, room, size)
    made = frame([name, room - name], "TableNormal")
    for fact in facts:
        value = [text_run(fact.value)]
        if fact.note:
            value.append(text_run(page_words().gap + fact.note, style="ReportMuted"))
        made.append(
            element(
                "tr",
                element("trPr", element("cantSplit")),
                table_cell(
                    name,
                    [paragraph("ReportCoverFact", [text_run(fact.name, style="ReportMuted")])],
                    valign="top",
                ),
                table_cell(room - name, [paragraph("ReportCoverFact", value)], valign="top"),
            )
        )
    return made
