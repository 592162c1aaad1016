"""Tables of a Word document: widths worked out here, so that every program lays them out alike."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml.xmlchemy import BaseOxmlElement as Element

from dgassess.reporting.blocks import Cell, Column, Row, Table
from dgassess.reporting.word_styles import TABLE_SIZES, table_sizes
from dgassess.reporting.word_theme import WordTheme
from dgassess.reporting.word_widths import DEEPEST, INDENT, fitted, height
from dgassess.reporting.word_xml import Layout, element, inline, literal, paragraph, text_run, twips

# Colours that stay apart in black and white; a low cell is hatched, which not every program shows, and has a bar.
SHADES = {"high": "A6CBE8", "middle": "E1EDF8", "low": "FDF3E7", "absent": ""}
BAND = "EEF2F6"
HATCH = "F0C090"
BAR = "9A4A05"
_TALL = 150  # characters; where a row has as many, texts begin at one height
_SHORT = 240.0  # points; such tables stay on one page
_LONG = 400  # characters; a row with such a cell may be higher than a page and must break


def data_table(table: Table, room: float, theme: WordTheme) -> Element:
    """The table as wide as `room` points, in the largest text that its columns allow."""
    suffix, widths = fitted(table, room, theme)
    columns = table.columns
    header = element(
        "tr",
        element("trPr", element("cantSplit"), element("tblHeader")),
        *(
            table_cell(
                width,
                [paragraph(f"ReportTableHead{suffix}", [text_run(column.header)], _aligned(column))],
                valign="bottom",
            )
            for column, width in zip(columns, widths, strict=True)
        ),
    )
    size = table_sizes(theme)[TABLE_SIZES.index(suffix)]
    short = sum(height(row, widths, size) for row in table.rows) <= _SHORT
    valign = "top" if any(_characters(row) > _TALL for row in table.rows) else "center"
    rows = [
        _row(
            row,
            columns,
            widths,
            suffix,
            keep=(short and number < len(table.rows)) or _before_notes(table, number),
            valign=valign,
        )
        for number, row in enumerate(table.rows, 1)
    ]
    made = frame(widths, "ReportGrid", title=f"{table.label} {table.caption}".strip())
    made.extend([header, *rows])
    return made


def _before_notes(table: Table, number: int) -> bool:
    return bool(table.notes) and number == len(table.rows)


def frame(widths: Sequence[float], style: str, *, borders: Element | None = None, title: str = "") -> Element:
    properties = element(
        "tblPr",
        element("tblStyle", val=style) if style else None,
        element("tblW", w=twips(sum(widths)), type="dxa"),
        element("jc", val="center"),
        borders,
        element("tblLayout", type="fixed"),
        element(
            "tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1
        ),
        element("tblCaption", val=literal(title)) if title else None,
    )
    return element(
        "tbl", properties, element("tblGrid", *(element("gridCol", w=twips(one)) for one in widths))
    )


def _row(
    row: Row, columns: Sequence[Column], widths: Sequence[float], suffix: str, *, keep: bool, valign: str
) -> Element:
    """One row; `keep` holds it on the page of what follows."""
    style = f"ReportTable{suffix}"
    if len(row.cells) == 1 and len(columns) > 1:
        content = _paragraphs(row.cells[0], style, Column(""), bold=True, keep=True)
        cells = [table_cell(sum(widths), content, span=len(columns), fill=BAND)]
        keep = True
    else:
        bold, given = row.kind != "body", len(row.cells)
        cells = [
            table_cell(
                width,
                _paragraphs(cell, style, column, bold=bold, keep=keep or row.kind == "group"),
                fill=SHADES.get(cell.shade, "") or (BAND if row.kind == "group" else ""),
                bar=cell.shade == "low",
                above=row.kind == "total",
                valign=valign,
            )
            for cell, column, width in zip(row.cells, columns[:given], widths[:given], strict=True)
        ]
        cells += [table_cell(width, [paragraph(style)]) for width in widths[given:]]
    whole = _characters(row) < _LONG
    return element("tr", element("trPr", element("cantSplit")) if whole else None, *cells)


def _shading(fill: str) -> Element | None:
    if fill == SHADES["low"]:
        return element("shd", val="thinDiagStripe", color=HATCH, fill=fill)
    return element("shd", val="clear", color="auto", fill=fill) if fill else None


def _characters(row: Row) -> int:
    return sum(len(text) for one in row.cells for text in one.texts())


def _paragraphs(cell: Cell, style: str, column: Column, *, bold: bool, keep: bool) -> list[Element]:
    layout = _aligned(column, left=INDENT * min(cell.depth, DEEPEST) or None, keep=keep)
    return [paragraph(style, inline(one, bold=bold), layout) for one in (cell.runs, *cell.more)]


def _aligned(column: Column, *, left: float | None = None, keep: bool = False) -> Layout:
    return Layout(align="" if column.align == "left" else column.align, left=left, keep_next=keep)


def table_cell(
    width: float,
    content: Sequence[Element],
    *,
    span: int = 1,
    fill: str = "",
    bar: bool = False,
    above: bool = False,
    valign: str = "center",
) -> Element:
    borders = None
    if bar or above:
        borders = element(
            "tcBorders",
            element("top", val="single", sz=8, space=0, color="000000") if above else None,
            element("left", val="single", sz=24, space=0, color=BAR) if bar else None,
        )
    properties = element(
        "tcPr",
        element("tcW", w=twips(width), type="dxa"),
        element("gridSpan", val=span) if span > 1 else None,
        borders,
        _shading(fill),
        element("vAlign", val=valign),
    )
    return element("tc", properties, *content)
