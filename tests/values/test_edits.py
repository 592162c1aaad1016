"""Fixes become edits only where the text is as they expect it; edits never touch more than their own characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgassess.values.diagnostics import Diagnostic, Fix, Place, same_name
from dgassess.values.edits import TextEdit, edit_of, with_edits


def edited(line: str, column: int, fix: Fix) -> str | None:
    diagnostic = Diagnostic("a-check", "warning", Place("f.yaml", 1, column), "It is wrong.", fix=fix)
    edit = edit_of(diagnostic, [line])
    return None if edit is None else with_edits(line, [edit])


@pytest.mark.parametrize(
    ("line", "column", "fix", "after"),
    [
        ("Weight: 18", 1, Fix("Weight", "weight"), "weight: 18"),
        ('"Weight": 18', 1, Fix("Weight", "weight"), '"weight": 18'),
        ("clauses: [八（四）, 六(一)]", 11, Fix("八（四）", "八(四)"), "clauses: [八(四), 六(一)]"),
        ("filler: '数据局 '  # 牵头", 9, Fix("数据局 ", "数据局"), "filler: '数据局'  # 牵头"),
        ('weight: "18"', 9, Fix("18", "18", "value"), "weight: 18"),
        ("weight: １８", 9, Fix("１８", "18", "value"), "weight: 18"),
        ("{weight: １８, id: a}", 10, Fix("１８", "18", "value"), "{weight: 18, id: a}"),
        ("weight：18", 7, Fix("：", ": ", "characters"), "weight: 18"),
        ("kind: Ratio\r", 7, Fix("Ratio", "ratio"), "kind: ratio\r"),
    ],
)
def test_made_where_the_text_is_as_expected(line: str, column: int, fix: Fix, after: str) -> None:
    assert edited(line, column, fix) == after


@pytest.mark.parametrize(
    ("line", "column", "fix"),
    [
        ("Weights: 18", 1, Fix("Weight", "weight")),  # another text begins the same way
        ("answer: B|c", 9, Fix("B", "b")),  # only a part of what stands there
        ("name: 数据局\\u0020", 7, Fix("数据局 ", "数据局")),  # written with an escape
        ("name: 甲", 7, Fix("甲", "乙: 丙")),  # would need quotation marks
        ('name: "甲"', 7, Fix("甲", '乙"丙')),
        ("name: 甲", 70, Fix("甲", "乙")),
        ("name: 甲", 0, Fix("甲", "乙")),
        ("weight: 060", 9, Fix("060", "060", "value")),  # nothing would change
    ],
)
def test_left_alone_where_it_is_not(line: str, column: int, fix: Fix) -> None:
    assert edited(line, column, fix) is None


def test_what_overlaps() -> None:
    one = TextEdit(1, 3, 5, "X")
    assert one.overlaps(TextEdit(1, 4, 6, "Y"))
    assert not one.overlaps(TextEdit(1, 5, 6, "Y"))
    assert not one.overlaps(TextEdit(2, 3, 5, "Y"))


@given(st.text(alphabet="ab\n：", max_size=30), st.data())
def test_edits_of_places_apart_do_not_disturb_one_another(text: str, data: st.DataObject) -> None:
    lines = text.split("\n")
    edits = [
        TextEdit(number, column + 1, column + 2, "[x]")
        for number, line in enumerate(lines, 1)
        for column in range(len(line))
        if data.draw(st.booleans())
    ]
    after = with_edits(text, edits)
    assert after.count("\n") == text.count("\n")
    assert after.count("[x]") == len(edits)
    assert len(after) == len(text) + 2 * len(edits)


@pytest.mark.parametrize(
    ("name", "valid", "fix"),
    [
        ("tc-1-2.LVL", ["TC-1-2.lvl", "TC-1-2.last"], Fix("tc-1-2.LVL", "TC-1-2.lvl")),
        ("ＴＣ-1", ["TC-1", "TC-2"], Fix("ＴＣ-1", "TC-1")),
        ("half_up", ["half-up", "half-even"], Fix("half_up", "half-up")),
        ("wieght", ["weight"], None),  # likely, but not certain
        ("AB", ["ab", "Ab"], None),  # two may be meant
        ("甲", [], None),
        ("6²", ["62"], None),  # only width counts, not every likeness
    ],
)
def test_the_same_name_in_another_spelling(name: str, valid: list[str], fix: Fix | None) -> None:
    assert same_name(name, valid) == fix
