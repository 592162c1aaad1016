"""CSV files: encodings, quotation marks, delimiters, and the place of every field."""

from __future__ import annotations

import pytest

from dgassess.collecting.cells import Findings
from dgassess.collecting.csv_sheets import read_csv
from dgassess.values.diagnostics import DefectsFound


def texts(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in row] for row in read_csv(data, "t.csv", Findings()).sheets[0].rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_encodings_and_delimiters(encoding: str, mark: str) -> None:
    text = f"指标{mark}权重\r\n甲{mark}1\r\n"
    assert texts(text.encode(encoding)) == [["指标", "权重"], ["甲", "1"]]


def test_quoted_fields_with_line_breaks_keep_the_places_of_what_follows() -> None:
    rows = read_csv('甲,"一\n二 ""三""",丁\n戊,己\n'.encode(), "t.csv", Findings()).sheets[0].rows
    assert rows[0][1].text == '一\n二 "三"'
    assert [(c.place.line, c.place.column) for c in rows[0]] == [(1, 1), (1, 3), (2, 10)]
    assert [(c.place.line, c.place.column) for c in rows[1][:2]] == [(3, 1), (3, 3)]


def test_guarded_formulas_unclosed_quotes_and_short_rows() -> None:
    assert texts("甲,乙\n'=1+1,\"丙\n".encode()) == [["甲", "乙"], ["=1+1", "丙"]]
    assert texts("甲,乙\n丁\n".encode()) == [["甲", "乙"], ["丁", ""]]


def test_too_many_columns_are_refused() -> None:
    with pytest.raises(DefectsFound):
        texts(b",".join([b"x"] * 61))
