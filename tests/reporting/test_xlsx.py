"""The list for rectification as a workbook: literal, repeatable, ready to print."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]

from dgassess.reporting import xlsx
from dgassess.reporting.contents import Contents, Sheet, SheetColumn
from dgassess.reporting.errors import ReportError
from dgassess.reporting.writer import ReportWriter

FORMULAS = ("=1+1", "+SUM(A1)", "-2+3", "@cmd", "=HYPERLINK(\"http://x\")", "\t=1", "http://example.org")  # fmt: skip


def sheet(*rows: tuple[str, ...]) -> Sheet:
    columns = (
        SheetColumn("序号", 5, figure=True), SheetColumn("现状", 20), SheetColumn("失分", 8, figure=True),
        SheetColumn("销号情况", 9, fill_in=True, choices=("未启动", "整改中", "已完成")),
    )  # fmt: skip
    return Sheet("整改清单", "=标题", "说明", columns, rows, ("内部&资料",))


def opened(data: bytes) -> Any:
    return load_workbook(io.BytesIO(data)).active


def test_texts_are_never_formulas() -> None:
    page = opened(xlsx.write(sheet(*((str(n), text, text, "") for n, text in enumerate(FORMULAS)))))
    for row, text in enumerate(FORMULAS, 4):
        for column in (2, 3):
            cell = page.cell(row, column)
            assert (cell.data_type, cell.value) == ("s", text.strip())
            assert cell.quotePrefix
            assert cell.hyperlink is None
    assert page["A1"].data_type == "s"


def test_figures_are_numbers_as_printed() -> None:
    page = opened(xlsx.write(sheet(("1", "甲", "0.50", ""), ("2", "乙", "1.234", ""), ("3", "丙", "—", ""))))
    assert [page.cell(row, 3).value for row in (4, 5, 6)] == [0.5, 1.234, "—"]
    assert [page.cell(row, 3).number_format for row in (4, 5)] == ["0.00", "0.000"]


def test_it_is_ready_to_work_with_and_to_print() -> None:
    page = opened(xlsx.write(sheet(("1", "一行\n又一行", "1.00", ""))))
    assert page.freeze_panes == "D4"
    assert page.auto_filter.ref == "A3:D4"
    assert page.page_setup.orientation == "landscape"
    assert page.print_title_rows == "$3:$3"
    assert page["B4"].value == "一行\n又一行"
    assert page.oddHeader.right.text == "内部&&资料"
    [rule] = page.data_validations.dataValidation
    assert rule.formula1 == '"未启动,整改中,已完成"'
    assert "D4" in rule.sqref
    assert page["B4"].font.name == "宋体"


def test_control_characters_and_lone_surrogates_are_no_danger() -> None:
    page = opened(xlsx.write(sheet(("1", "a\x00\x1f\ud800\u202eb" + "长" * 40_000, "", ""))))
    assert page["B4"].value.startswith("a ")
    assert len(page["B4"].value) <= 32_767


def test_same_list_same_bytes(writer: ReportWriter, contents: Contents) -> None:
    first = writer.render(contents, ["xlsx"])["xlsx"]
    assert first == writer.render(contents, ["xlsx"])["xlsx"]
    assert opened(first).title == "整改清单"


def test_contents_without_a_list_are_refused(writer: ReportWriter, contents: Contents) -> None:
    from dataclasses import replace

    with pytest.raises(ReportError, match="no list"):
        writer.render(replace(contents, sheet=None), ["xlsx"])


def test_rows_hold_their_lines_in_the_tallest_of_the_usual_fonts() -> None:
    lines = "\n".join(["规范性合格率：95%"] * 6)
    wide = "“" + "一" * 8 + "”"  # ten characters as wide as ideographs, where nine fit
    page = opened(xlsx.write(sheet(("1", lines, "1.00", ""), ("2", wide, "1.00", ""))))
    assert page.row_dimensions[4].height >= 6 * 14.5
    assert page.row_dimensions[5].height >= 2 * 14.5
