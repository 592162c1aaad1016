"""The contents of a change note: what is called changed, who moved, in which order, and for whom."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from dgassess.reporting import change_note
from dgassess.reporting.blocks import Paragraph, Table, plain
from dgassess.reporting.change_tables import both, ranks
from dgassess.reporting.change_text import (
    ChangeNoteText,
    ChangeText,
    CountText,
    FieldText,
    NodeMove,
    UnitMove,
)
from dgassess.reporting.contents import Audience, Contents, ReportRequest
from dgassess.reporting.definition import load_report
from dgassess.reporting.shapes import SlopeChart
from dgassess.reporting.wording import Numbers
from dgassess.reporting.writer import ReportWriter, Resources

REPORTS = Path(__file__).parents[2] / "reports"


def move(id_: str, before: int | None, after: int | None, *, top: bool = False) -> NodeMove:
    ends = [None if one is None else Fraction(one) for one in (before, after)]
    return NodeMove(id_, f"名{id_}", top, ends[0], ends[1], indicator=not top)


UNITS = (
    UnitMove("1", "甲市", "市", Fraction(80), Fraction(78), ("好", "中"), (1, 2),
             (move("A", 90, 80), move("T", 80, 78, top=True))),
    UnitMove("2", "乙市", "市", Fraction(70), Fraction(79), ("中", "中"), (2, 1),
             (move("A", 60, 65), move("B", 10, 90), move("C", None, 5))),
    UnitMove("3", "丙市", "市", Fraction(60), Fraction(60), ("差", "差"), (3, 3)),
    UnitMove("4", "丁市", "市", None, Fraction(50), ("", "差"), (None, 4)),
)  # fmt: skip
TEXT = ChangeNoteText(
    "versions", "体系", "1版", "2版", Numbers(2, "half-up", Fraction(0), Fraction(100)), (("体系", "1", "sha256:0"),),
    (
        ChangeText("指标", "A", "甲指标", "renamed", "Z 旧名", (FieldText("权重", "25", "30"),)),
        ChangeText("指标", "B", "乙指标", "new"),
        ChangeText("指标", "C", "丙指标", "gone"),
        ChangeText("题目", "A.v", "题", "changed", "",
                   (FieldText("口径", "很长的旧口径文字一二三四五", "很长的新口径文字一二三四五六"),)),
    ),
    (CountText("指标", 10, 10, 8),), UNITS, True, levels=("好", "中", "差"),
)  # fmt: skip


def built(text: ChangeNoteText = TEXT, audience: Audience = "internal") -> Contents:
    return change_note.build(text, ReportRequest(audience=audience))


def rows(table: Table) -> list[list[str]]:
    return [["|".join(cell.texts()) for cell in row.cells] for row in table.rows]


def test_units_are_ordered_by_how_far_they_moved() -> None:
    assert rows(built().tables["units"]) == [
        ["丁市", "市", "—", "50.00", "—", "— → 差", "— → 4"],
        ["乙市", "市", "70.00", "79.00", "+9.00", "中", "2 → 1（上升1位）"],
        ["甲市", "市", "80.00", "78.00", "−2.00", "好 → 中", "1 → 2（下降1位）"],
        ["丙市", "市", "60.00", "60.00", "0.00", "差", "3"],
    ]


def test_what_became_of_things_heads_them() -> None:
    assert rows(built().tables["changes-指标"]) == [
        ["新增（1项）"], ["B", "乙指标", "—"], ["停用（1项）"], ["C", "丙指标", "—"],
        ["改名（1项）"], ["A", "甲指标|原Z 旧名", "权重：25 → 30"],
    ]  # fmt: skip
    ((_,), (_, _, text)) = rows(built().tables["changes-题目"])
    assert text == "口径：原：很长的旧口径文字一二三四五|现：很长的新口径文字一二三四五六"


def test_how_many_moved_and_which_way() -> None:
    found = built().values["movements"]
    assert isinstance(found, change_note.Movements)
    assert (found.units, found.up, found.down, found.same) == (4, 1, 1, 1)
    assert (found.levels, found.better, found.worse) == (2, 0, 1)
    assert (found.risen, found.fallen) == ("乙市（+9.00）", "甲市（−2.00）")


def test_a_unit_s_risers_and_fallers() -> None:
    parts = built().values["parts"]
    assert isinstance(parts, tuple)
    assert [part.name for part in parts] == ["丁市", "乙市", "甲市"]
    assert parts[1].sentence == "总分由70.00变为79.00，提高9.00分；等级仍为中；位次2 → 1（上升1位）。"
    assert rows(built().tables[parts[1].table]) == [
        ["上升"], ["B", "名B", "10.00", "90.00", "+80.00"], ["A", "名A", "60.00", "65.00", "+5.00"],
        ["只有一方有得分"], ["C", "名C", "—", "5.00", "—"],
    ]  # fmt: skip


def test_indicators_are_ordered_by_all_their_movement() -> None:
    table = rows(built().tables["indicators"])
    assert table[0][:3] == ["C", "名C", "1"]
    assert table[1] == ["B", "名B", "1", "+80.00", "10.00 → 90.00", "乙市"]
    assert table[2] == ["A", "名A", "2", "−2.50", "90.00 → 80.00", "甲市"]


def test_the_public_copy_names_no_indicator_scores() -> None:
    contents = built(audience="public")
    assert "indicators" not in contents.tables
    assert contents.values["parts"] == ()
    assert contents.cover.notice == ""
    assert "dimensions" in contents.tables
    contents = built(replace(TEXT, restricted=True), "public")
    assert "dimensions" not in contents.tables


def test_the_slope_has_no_line_for_what_had_no_total() -> None:
    shape = built().charts["slope"].shape
    assert isinstance(shape, SlopeChart)
    assert [line.label for line in shape.lines] == ["乙市", "甲市", "丙市"]
    assert [line.strong for line in shape.lines] == [False, True, False]
    still = replace(TEXT, units=(UNITS[2],))
    assert built(still).charts == {}


def test_pairs_in_words() -> None:
    assert both(("好", "好")) == "好"
    assert both(("", "差")) == "— → 差"
    assert ranks((None, None)) == "—"
    assert ranks((5, 2)) == "5 → 2（上升3位）"


@pytest.mark.parametrize("kind", ["versions", "rounds"])
def test_the_shipped_template_prints_it(kind: str) -> None:
    text = replace(TEXT, kind=kind, comparable=(3, 4) if kind == "rounds" else None)  # type: ignore[arg-type]
    writer = ReportWriter(load_report(REPORTS / "change-note"), Resources.under(REPORTS))
    document = writer.document(built(text))
    paragraphs = [plain(block.runs) for block in document.blocks if isinstance(block, Paragraph)]
    if kind == "rounds":
        assert any("4项指标中有3项口径相同" in one for one in paragraphs)
        assert document.cover.title == "评估结果变动说明"
    else:
        assert any("共有4项变化" in one for one in paragraphs)
    assert writer.render(built(text)).keys() == {"html", "pdf"}


def test_two_equal_versions_say_so() -> None:
    text = replace(TEXT, changes=(), counts=(), units=(), given=False)
    document = ReportWriter(load_report(REPORTS / "change-note"), Resources.under(REPORTS)).document(
        built(text)
    )
    assert any("没有差别" in plain(block.runs) for block in document.blocks if isinstance(block, Paragraph))
