"""Workbooks: bounds before anything is trusted, merged cells, formulas, percent formats."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dgassess.collecting.cells import Book, Findings
from dgassess.collecting.xlsx_package import NotReadable, opened, position, reference_of
from dgassess.collecting.xlsx_sheets import read_xlsx
from dgassess.values.diagnostics import DefectsFound
from tests.collecting.tables import workbook

SMALL = workbook([["指标名称", "权重"], ["甲", 0.5], [None, None], ["乙", "=B2"]], ["A2:A3"], ["B2"])


def read(data: bytes, sheet: str | None = None) -> tuple[Book, Findings]:
    findings = Findings()
    return read_xlsx(data, "t.xlsx", sheet, findings), findings


def refusals(data: bytes) -> set[str]:
    """The checks by which a workbook is refused, if it is."""
    try:
        read(data)
    except DefectsFound as refused:
        return {diagnostic.check for diagnostic in refused.diagnostics if diagnostic.severity == "error"}
    return set()


def repacked(data: bytes, change: dict[str, bytes]) -> bytes:
    """The workbook with some parts replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))
        for name in change.keys() - set(old.namelist()):
            new.writestr(name, change[name])
    return stream.getvalue()


def test_values_as_shown_merged_cells_filled_and_formulas_said() -> None:
    book, findings = read(SMALL)
    rows = book.sheets[0].rows
    assert [[cell.text for cell in row] for row in rows] == [
        ["指标名称", "权重"],
        ["甲", "50%"],
        ["甲", ""],
        ["乙", ""],
    ]
    assert (rows[2][0].filled, rows[1][0].height) == (True, 2)
    assert [(d.check, str(d.place)) for d in findings.found] == [("formula-without-value", "t.xlsx:指标!B4")]


def test_the_sheet_is_chosen_by_name() -> None:
    assert read(SMALL, "指标")[0].sheets[0].name == "指标"
    with pytest.raises(DefectsFound) as refused:
        read(SMALL, "指 标")
    assert "指标" in refused.value.diagnostics[0].help


def test_a_cell_beyond_the_limits_is_refused_by_its_name() -> None:
    wide = workbook([["指标名称", "权重"], [None] * 60 + ["远"]])
    with pytest.raises(DefectsFound, match="1 diag") as refused:
        read(wide)
    assert "BI2" in refused.value.diagnostics[0].message


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    bomb = repacked(SMALL, {"xl/media/x.bin": b"\0" * 20_000_000})
    with pytest.raises(NotReadable, match="20,0"):
        opened(bomb)


def test_a_document_type_is_refused() -> None:
    entities = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    with pytest.raises(DefectsFound) as refused:
        read(repacked(SMALL, {"xl/worksheets/sheet1.xml": entities}))
    assert "document type" in refused.value.diagnostics[0].message


def test_references() -> None:
    assert [position(text) for text in ("A1", "$AB$12", "1A", "A0")] == [(1, 1), (12, 28), None, None]
    assert reference_of(12, 28) == "AB12"


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_workbook_is_refused_and_never_a_traceback(data: st.DataObject) -> None:
    damaged = bytearray(SMALL)
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    assert refusals(bytes(damaged)) <= {"table-unreadable"}


@settings(max_examples=40)
@given(st.data())
def test_damaged_parts_are_refused_and_never_a_traceback(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(SMALL)) as archive:
        name = data.draw(st.sampled_from([n for n in archive.namelist() if n.endswith(("xml", "rels"))]))
        part = bytearray(archive.read(name))
    for _ in range(data.draw(st.integers(1, 4))):
        part[data.draw(st.integers(0, len(part) - 1))] = data.draw(st.sampled_from(b'<>"/ =09aZ\xff'))
    assert refusals(repacked(SMALL, {name: bytes(part)})) <= {"table-unreadable"}
