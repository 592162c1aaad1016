"""The contents of a change note: what is called changed, who moved, in which order, and for whom."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from dgassess.reporting import change_note
from dgassess.reporting.blocks import (
    BulletList,
    Document,
    Figure,
    Heading,
    Paragraph,
    Table,
    block_texts,
    plain,
)
from dgassess.reporting.change_movements import Movements
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
from dgassess.reporting.errors import ReportError
from dgassess.reporting.shapes import SlopeChart
from dgassess.reporting.wording import Numbers
from dgassess.reporting.writer import ReportWriter, Resources
from dgassess.values.language import speaking

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
        ChangeText("indicator", "A", "甲指标", "renamed", "Z 旧名", (FieldText("权重", "25", "30"),)),
        ChangeText("indicator", "B", "乙指标", "new"),
        ChangeText("indicator", "C", "丙指标", "gone"),
        ChangeText("question", "A.v", "题", "changed", "",
                   (FieldText("口径", "很长的旧口径文字一二三四五", "很长的新口径文字一二三四五六"),)),
    ),
    (CountText("indicator", 10, 10, 8),), UNITS, True, levels=("好", "中", "差"),
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
    assert isinstance(found, Movements)
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


def together(count: int, **more: object) -> ChangeNoteText:
    """Units one to `count`, each of which rose by as many points as its number; those beside them."""
    units = tuple(
        UnitMove(str(n), f"第{n}市", "市", Fraction(40), Fraction(40 + n), ("差", "中"), (n, n),
                 (move("T", 80, 80 + n, top=True), move("A", 1, 2), *((move("U", 1, 2, top=True),) * (n < 5))))
        for n in range(1, count + 1)
    )  # fmt: skip
    return replace(TEXT, kind="rounds", units=units, **more)  # type: ignore[arg-type]


def test_the_public_copy_is_about_no_single_unit() -> None:
    contents = built(together(5, came=("新市",) * 9, alone=(0, 9)), "public")
    assert contents.values["parts"] == ()
    assert contents.cover.notice == ""
    assert contents.charts == {}
    assert not contents.tables.keys() & {"units", "dimensions", "indicators"}
    assert contents.values["came"] == "9个单位"
    found = contents.values["movements"]
    assert isinstance(found, Movements)
    assert (found.up, found.levels, found.mean, found.median) == (5, 5, "+3.00", "+3.00")
    assert (found.risen, found.fallen) == ("", "")
    assert rows(contents.tables["dimension-means"]) == [["名T", "5", "+3.00"]]
    assert "dimension-means" not in built(together(5, restricted=True), "public").tables
    assert "市" not in repr((contents.values, contents.tables, contents.facts, contents.cover))


def test_the_public_copy_needs_five_units() -> None:
    with pytest.raises(ReportError, match="needs 5 units"):
        built(audience="public")
    assert built(replace(TEXT, units=(), given=False), "public").facts["summary"].items


@pytest.mark.parametrize("more", [{"alone": (1, 0)}, {"alone": (0, 4)}, {"unscored": ("新市",)}])
def test_the_public_copy_gives_no_few_other_units_away(more: dict[str, object]) -> None:
    contents = built(together(6, **more), "public")
    found = contents.values["movements"]
    assert isinstance(found, Movements)
    assert found == Movements(6, False, 0, 0, 0, 0, 0, 0, 0, 0, "", "", "", "")
    assert "dimension-means" not in contents.tables
    assert [fact.name for fact in contents.facts["summary"].items] == ["评估对象"]
    assert built(together(6, **more)).facts["summary"].items[1].value == "6"


def test_the_public_copy_does_not_say_that_all_moved_one_way() -> None:
    """Where a version counts a restricted yes or no for more, all falling would tell each unit's."""
    text = replace(together(6, restricted=True), kind="versions")
    found = built(text, "public").values["movements"]
    assert isinstance(found, Movements)
    assert (found.told, found.alike, found.up, found.mean) == (False, True, 0, "")
    still = replace(text.units[0], after=text.units[0].before)
    for other in (
        replace(text, restricted=False),
        replace(text, units=(still, *text.units[1:])),
        replace(text, kind="rounds"),
    ):
        told = built(other, "public").values["movements"]
        assert isinstance(told, Movements)
        assert told.told


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


UNITS_IN_ENGLISH = (
    UnitMove("1", "Ayton", "town", Fraction(80), Fraction(78), ("good", "fair"), (1, 2),
             (replace(move("A", 90, 80), name="Access"), replace(move("T", 80, 78, top=True), name="Teams"))),
    UnitMove("2", "Beeton", "town", Fraction(70), Fraction(79), ("fair", "fair"), (4, 1),
             (replace(move("A", 60, 65), name="Access"),)),
    UnitMove("3", "Ceeton", "town", Fraction(60), Fraction(60), ("poor", "poor"), (3, 3)),
)  # fmt: skip
IN_ENGLISH = ChangeNoteText(
    "versions", "Town survey", "version 1", "version 2", TEXT.numbers, (("Town survey", "1", "sha256:0"),),
    (
        ChangeText("system", "", "", "changed", "", (FieldText("Version", "1", "2"),)),
        ChangeText("indicator", "A", "Access", "renamed", "Z Reach", (FieldText("Note", "", "new since 2026"),)),
        ChangeText("question", "A.v", "How many?", "changed", "",
                   (FieldText("Definition", "a long text about what is counted", "another about what is counted"),)),
    ),
    (CountText("indicator", 10, 10, 8),), UNITS_IN_ENGLISH, True, unscored=("Deeton",), levels=("good", "fair", "poor"),
)  # fmt: skip


def written(text: ChangeNoteText, audience: Audience = "internal") -> Document:
    writer = ReportWriter(load_report(REPORTS / "change-note"), Resources.under(REPORTS), language="en")
    with speaking("en"):
        return writer.document(built(text, audience))


def outline(document: Document) -> list[str]:
    return [plain(block.runs) for block in document.blocks if isinstance(block, Heading)]


def lines(document: Document) -> list[str]:
    found = [plain(block.runs) for block in document.blocks if isinstance(block, Paragraph)]
    lists = [block for block in document.blocks if isinstance(block, BulletList)]
    return found + [plain(item) for block in lists for item in block.items]


def test_an_english_note_on_two_versions() -> None:
    document = written(IN_ENGLISH)
    assert outline(document) == [
        "Summary", "Changes to the indicator system", "Effect on the results", "Changes by dimension",
        "Indicators that changed most", "Unit by unit", "Beeton", "Ayton", "Annex: method and versions",
    ]  # fmt: skip
    said = lines(document)
    assert said[0] == (
        "This note compares two versions of Town survey: version 1 and version 2. There are 3 changes. The same "
        "answers were scored by both versions; the totals, levels and ranks that change are listed."
    )
    assert (
        "The total rose by 9.00 points, from 70.00 to 79.00; the level remains fair; rank 4 → 1 (up 3 places)."
        in said
    )
    assert (
        "The total fell by 2.00 points, from 80.00 to 78.00; the level changed from good to fair; "
        "rank 1 → 2 (down 1 place)."
    ) in said
    assert "Total up: Beeton (+9.00)." in said
    tables = {block.caption: block for block in document.blocks if isinstance(block, Table)}
    assert rows(tables["Changes to indicators"]) == [
        ["Renamed (1)"], ["A", "Access|formerly Z Reach", "Note: none → new since 2026"],
    ]  # fmt: skip
    assert rows(tables["Changes to questions"])[1][2] == (
        "Definition: Before: a long text about what is counted|Now: another about what is counted"
    )
    assert rows(tables["Changes to the general provisions"])[1] == [
        "—",
        "General provisions",
        "Version: 1 → 2",
    ]
    assert [column.header for column in tables["Changes in totals, levels and ranks"].columns] == [
        "Unit", "Type", "Total, version 1", "Total, version 2", "Change", "Level", "Rank",
    ]  # fmt: skip
    assert document.cover.notice == "Internal document – keep secure"


@pytest.mark.parametrize("kind", ["versions", "rounds"])
@pytest.mark.parametrize("audience", ["internal", "unit", "public"])
def test_an_english_note_has_no_chinese(kind: str, audience: Audience) -> None:
    more = tuple(replace(UNITS_IN_ENGLISH[1], id=str(n), name=f"Town {n}") for n in range(4, 24))
    several = replace(IN_ENGLISH, kind=kind, units=(*UNITS_IN_ENGLISH, *more), came=("Effton",) * 12)  # type: ignore[arg-type]
    texts = [several, replace(several, unscored=(), comparable=(3, 4))]
    texts += [replace(several, only="Ayton", units=UNITS_IN_ENGLISH)] if audience == "unit" else []
    for document in (written(text, audience) for text in texts):
        cover, found = document.cover, [document.identity, *outline(document)]
        found += [cover.title, cover.notice, *(fact.name + fact.value for fact in cover.facts)]
        for block in document.blocks:
            # Labels such as 表1, and what is drawn within charts, are not of this module.
            match block:
                case Heading():
                    pass
                case Figure():
                    found += [block.title, block.description, block.caption]
                case _:
                    block = replace(block, label="") if isinstance(block, Table) else block
                    found += block_texts(block)
        assert [text for text in found if re.search("[\u3000-\u9fff\uff00-\uffef]", text)] == []


def test_an_english_note_for_the_public() -> None:
    said = lines(written(replace(together(6), kind="versions"), "public"))
    assert "Total: 6 up; mean change +3.50 points, median change +3.50 points." in said
    assert "Level: 6 units rose." in said
    assert "Rank: no unit’s rank changed." in said


def test_a_chinese_report_keeps_the_names_of_its_tables() -> None:
    """Templates of other people name them."""
    contents = built()
    assert contents.tables["changes-指标"] is contents.tables["changes-indicator"]
