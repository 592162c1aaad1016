"""A list as an Excel workbook: text is never a formula, the header stays, ready to print, the same bytes every time."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Mapping
from typing import Any

from dgassess.reporting.contents import Sheet, SheetColumn
from dgassess.reporting.template import clean
from dgassess.reporting.visible_sheet import carried_properties
from dgassess.values.language import in_chinese, joined, say

# A fixed date: the same list gives the same bytes.
_CREATED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - the library takes no time zones
_NUMERIC = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?")
_LONGEST = 32_767
_HEAD = 2  # the row of the header, below title and note
# Points: lines of 10 points in the tallest of the usual fonts take 14.5.
_LINE_HEIGHT, _MOST_HEIGHT = 15.0, 400.0
_SPARE = 200  # rows below the list that people may add


def write(sheet: Sheet, carried: Mapping[str, str] | None = None) -> bytes:
    """The workbook, with files that it carries as document properties: names and texts in ASCII."""
    import xlsxwriter  # type: ignore[import-untyped]

    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"title": _text(sheet.title), "created": _CREATED, "author": "", "comments": ""})
    for name, text in (carried or {}).items():
        for key, value in carried_properties(name, text):
            book.set_custom_property(key, value, "text")
    page = book.add_worksheet(sheet.name)
    formats = _formats(book)
    _lay_out(page, sheet, formats)
    for index, values in enumerate(sheet.rows, _HEAD + 1):
        for place, (column, value) in enumerate(zip(sheet.columns, values, strict=True)):
            _write(page, index, place, column, value, formats)
        page.set_row(index, _height(sheet, values))
    _choices(page, sheet)
    book.close()
    return stream.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    plain, strong = ("宋体", "黑体") if in_chinese() else ("Arial", "Arial")
    cell = {"font_name": plain, "font_size": 10, "border": 1, "border_color": "#808080", "valign": "vcenter"}
    # The quote keeps a text that begins like a formula a text when it is edited.
    text = cell | {"text_wrap": True, "align": "left", "num_format": "@", "quote_prefix": True}
    return {
        "text": book.add_format(text),
        "fill": book.add_format(cell | {"text_wrap": True, "align": "left", "bg_color": "#FFFBE6"}),
        "whole": book.add_format(cell | {"align": "center", "num_format": "0"}),
        **{
            f"figure{digits}": book.add_format(cell | {"align": "right", "num_format": f"0.{'0' * digits}"})
            for digits in range(1, 10)
        },
        "head": book.add_format(
            cell | {"font_name": strong, "text_wrap": True, "align": "center", "bg_color": "#DDE6F0"}
        ),
        "title": book.add_format(
            {"font_name": strong, "font_size": 16, "align": "center", "valign": "vcenter"}
        ),
        "note": book.add_format({"font_name": plain, "font_size": 9, "text_wrap": True, "valign": "vcenter"}),
    }


def _lay_out(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    last = len(sheet.columns) - 1
    for row, (text, form, height) in enumerate(((sheet.title, "title", 32), (sheet.note, "note", 28))):
        page.merge_range(row, 0, row, last, "", formats[form])
        page.write_string(row, 0, _text(text), formats[form])
        page.set_row(row, height)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, _width(column))
        page.write_string(_HEAD, place, column.header, formats["head"])
    page.set_row(_HEAD, 24 if in_chinese() else 36)
    page.freeze_panes(_HEAD + 1, 3)
    page.autofilter(_HEAD, 0, _HEAD + max(len(sheet.rows), 1), last)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(_HEAD)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    marks = (
        ("　" if in_chinese() else "    ")
        .join(_text(mark) for mark in sheet.marks if mark)
        .replace("&", "&&")
    )
    if marks:
        page.set_header(f"&R{marks[:200]}")
    page.set_footer("&C" + say("第 &P 页，共 &N 页"))


def _write(page: Any, row: int, place: int, column: SheetColumn, value: str, formats: dict[str, Any]) -> None:
    text = _text(value)
    if column.fill_in and not text:
        page.write_blank(row, place, None, formats["fill"])
    elif column.figure and _NUMERIC.fullmatch(text):
        digits = len(text.partition(".")[2])
        form = formats[f"figure{digits}" if digits else "whole"]
        page.write_number(row, place, float(text), form)
    elif text:
        page.write_string(row, place, text[:_LONGEST], formats["text"])
    else:
        page.write_blank(row, place, None, formats["text"])


def _choices(page: Any, sheet: Sheet) -> None:
    last = _HEAD + len(sheet.rows) + _SPARE
    for place, column in enumerate(sheet.columns):
        if column.choices:
            allowed = joined(column.choices, "、")
            page.data_validation(
                _HEAD + 1, place, last, place,
                {"validate": "list", "source": list(column.choices), "error_title": column.header,
                 "error_message": say("只能填{choices}。", choices=allowed)},
            )  # fmt: skip


def _text(value: str) -> str:
    """Literal text whose lines are kept."""
    return "\n".join(clean(line).strip() for line in value.split("\n"))


def _width(column: SheetColumn) -> int:
    """A Latin word of the header, or of a choice, is not parted: it wants its length and room for a button."""
    words = [word for text in (column.header, *column.choices) for word in text.split() if word.isascii()]
    return max(column.width, *(len(word) + 3 for word in words)) if words else column.width


def _height(sheet: Sheet, values: tuple[str, ...]) -> float:
    """Enough for the longest cell: spreadsheets do not fit rows to wrapped text that a program wrote.

    Three cells less than a column is wide: programs put other fonts in, and no line begins with a full stop.
    """
    most = 1
    for column, value in zip(sheet.columns, values, strict=True):
        # From U+2000 on, as “ and ·, characters are as wide as ideographs in Chinese fonts.
        wide = (
            sum(2 if character >= "\u2000" or character == "·" else 1 for character in line)
            for line in value.split("\n")
        )
        most = max(most, sum(max(1, -(-cells // max(1, _width(column) - 3))) for cells in wide))
    return min(_MOST_HEIGHT, most * _LINE_HEIGHT + 6)
