"""Tables of a Word document: headers that repeat, rows that stay whole, widths that hold their texts."""

from __future__ import annotations

from typing import Any

import pytest

from dgassess.reporting.blocks import Cell, Column, Cover, Document, Fact, Facts, Row, Table, runs
from dgassess.reporting.contents import Contents
from dgassess.reporting.word_theme import WordTheme
from dgassess.reporting.word_widths import PADDING, fitted
from dgassess.reporting.writer import ReportWriter, write
from tests.reporting.word_reading import Opened, W, opened, style_of, text_of, value

THEME = WordTheme()
ROOM, _ = THEME.text_area(landscape=False)


def table_of(writer: ReportWriter, table: Table) -> Any:
    return opened(write(Document(Cover("题"), (table,)), "docx", writer.resources)).all("tbl")[0]


def row(*texts: str, **more: Any) -> Row:
    return Row(tuple(Cell(runs(text)) for text in texts), **more)


def rows_of(table: Any) -> list[Any]:
    return list(table.findall(f"{W}tr"))


def test_every_data_table_repeats_its_header(writer: ReportWriter, contents: Contents) -> None:
    document = writer.document(contents)
    report: Opened = opened(write(document, "docx", writer.resources))
    tables = [block for block in document.blocks if isinstance(block, Table)]
    made = [one for one in report.all("tbl") if value(one, "tblPr/tblStyle") == "ReportGrid"]
    assert len(made) == len(tables) > 10
    for one, table in zip(made, tables, strict=True):
        first, *others = rows_of(one)
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert [text_of(cell) for cell in first.findall(f"{W}tc")] == [
            column.header for column in table.columns
        ]
        assert [other for other in others if other.find(f"{W}trPr/{W}tblHeader") is not None] == []
        assert len(others) == len(table.rows)
        assert value(one, "tblPr/tblCaption") == f"{table.label} {table.caption}"
        grid = [int(column.get(f"{W}w")) for column in one.findall(f"{W}tblGrid/{W}gridCol")]
        room, _ = THEME.text_area(table.wide)
        assert abs(sum(grid) - room * 20) <= len(grid)
        for tr in rows_of(one):
            spans = [int(value(cell, "tcPr/gridSpan") or 1) for cell in tr.findall(f"{W}tc")]
            assert sum(spans) == len(table.columns)
            assert all(cell.findall(f"{W}p") for cell in tr.findall(f"{W}tc"))


def test_rows_stay_whole_unless_they_could_fill_a_page(writer: ReportWriter) -> None:
    made = table_of(
        writer, Table((Column("甲"), Column("乙", width=1)), (row("短", "短"), row("长", "字" * 2000)), "")
    )
    assert [one.find(f"{W}trPr/{W}cantSplit") is not None for one in rows_of(made)] == [True, True, False]


def test_short_tables_keep_together_and_long_ones_do_not(writer: ReportWriter) -> None:
    def kept(table: Table) -> list[bool]:
        body = rows_of(table_of(writer, table))[1:]
        return [one.find(f".//{W}keepNext") is not None for one in body]

    columns = (Column("甲"), Column("乙", width=1))
    assert kept(Table(columns, tuple(row("a", "b") for _ in range(4)), "题", "表1")) == [
        True,
        True,
        True,
        False,
    ]
    assert kept(Table(columns, tuple(row("a", "b") for _ in range(40)), "题", "表1")) == [False] * 40
    noted = Table(columns, tuple(row("a", "b") for _ in range(40)), "题", "表1", notes=("注",))
    assert kept(noted) == [False] * 39 + [True]
    grouped = Table(
        columns, (*(row("a", "b") for _ in range(30)), Row((Cell(runs("组")),), "group"), row("a", "b")), ""
    )
    assert kept(grouped) == [False] * 30 + [True, False]


def test_kinds_of_rows_and_cells(writer: ReportWriter) -> None:
    shades = tuple(Cell(runs("1"), shade=shade) for shade in ("high", "middle", "low", "absent"))
    rows = (
        Row((Cell(runs("跨栏")),), "group"),
        Row((Cell(runs("组"), depth=1), *(Cell(runs("2")) for _ in range(3))), "group"),
        Row(shades),
        Row((Cell(runs("合计")), Cell(()), Cell(runs("3"), more=(runs("又一段"),))), "total"),
    )
    columns = (Column("甲"), Column("乙", "right"), Column("丙", "center"), Column("丁"))
    _, spanning, group, shaded, total = rows_of(table_of(writer, Table(columns, rows, "题", "表1")))
    assert value(spanning, "tc/tcPr/gridSpan") == "4"
    assert all(
        one.find(f"{W}rPr/{W}b") is not None for one in [*spanning.iter(f"{W}r"), *group.iter(f"{W}r")]
    )
    assert value(group, "tc/p/pPr/ind", "left") == "180"
    looks = [cell.find(f"{W}tcPr/{W}shd") for cell in shaded.findall(f"{W}tc")]
    fills = [None if look is None else look.get(f"{W}fill") for look in looks]
    assert len(set(fills)) == 4
    assert fills[3] is None
    # Hatched, and with a bar for programs that show no hatching.
    assert looks[2].get(f"{W}val") == "thinDiagStripe"
    bars = [value(cell, "tcPr/tcBorders/left", "sz") for cell in shaded.findall(f"{W}tc")]
    assert bars == [None, None, "24", None]
    cells = total.findall(f"{W}tc")
    assert len(cells) == 4
    assert [text_of(one) for one in cells[2].findall(f"{W}p")] == ["3", "又一段"]
    assert {value(cell, "tcPr/tcBorders/top", "val") for cell in cells[:3]} == {"single"}
    aligned = [value(cell, "p/pPr/jc") for cell in shaded.findall(f"{W}tc")]
    assert aligned == [None, "right", "center", None]


def test_numbers_do_not_wrap() -> None:
    columns = (Column("编号"), Column("名称", width=1), Column("得分", "right"), Column("占比", "right"))
    table = Table(columns, (row("TC-1-10", "某项指标" * 5, "100.00", "100.00%"),), "题", "表1")
    suffix, widths = fitted(table, ROOM, THEME)
    assert suffix == ""
    assert abs(sum(widths) - ROOM) < 0.1
    assert widths[3] - 2 * PADDING >= 7 * 0.55 * THEME.table_size
    assert widths[1] == max(widths)


@pytest.mark.parametrize(("count", "suffix"), [(4, ""), (6, "Small"), (9, "Fine"), (40, "Fine")])
def test_many_columns_make_smaller_text(count: int, suffix: str) -> None:
    columns = (Column("名称", width=1), *(Column("五字的栏目", "right") for _ in range(count)))
    found, widths = fitted(Table(columns, (row("名" * 12, *["100.00"] * count),), ""), ROOM, THEME)
    assert found == suffix
    assert sum(widths) <= ROOM + 0.1
    assert min(widths) > 0


def test_the_text_styles_of_a_table(writer: ReportWriter) -> None:
    columns = tuple(Column("五字的栏目", "right") for _ in range(6))
    made = table_of(writer, Table((Column("名称", width=1), *columns), (row("名" * 12, *["1.00"] * 6),), ""))
    assert {style_of(one) for one in made.iter(f"{W}p")} == {"ReportTableHeadSmall", "ReportTableSmall"}


@pytest.mark.parametrize(("count", "spans"), [(1, [[6]]), (2, [[3, 3]]), (3, [[2, 2, 2]]), (4, [[3, 3], [3, 3]]),
                                              (5, [[2, 2, 2], [3, 3]]), (6, [[2, 2, 2]] * 2)])  # fmt: skip
def test_facts_leave_no_cell_empty(writer: ReportWriter, count: int, spans: list[list[int]]) -> None:
    facts = Facts(tuple(Fact(f"名{number}", f"值{number}") for number in range(count)))
    report = opened(write(Document(Cover("题"), (facts,)), "docx", writer.resources))
    grid = report.all("tbl")[0]
    found = [[int(value(one, "tcPr/gridSpan") or 1) for one in tr.findall(f"{W}tc")] for tr in rows_of(grid)]
    assert found == spans
    assert all(text_of(cell) for cell in grid.iter(f"{W}tc"))


def test_texts_begin_at_one_height_where_some_are_long(writer: ReportWriter) -> None:
    columns = (Column("甲"), Column("乙", width=1))
    for text, wanted in (("短", "center"), ("长" * 200, "top")):
        made = table_of(writer, Table(columns, (row("a", "b"), row("c", text)), ""))
        assert {value(cell, "tcPr/vAlign") for tr in rows_of(made)[1:] for cell in tr.findall(f"{W}tc")} == {
            wanted
        }
