"""Why units of a change note moved: vetoes, gates, adjustments, parts of the total; ranks that others changed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from dgassess.reporting import change_note
from dgassess.reporting.change_movements import Movements
from dgassess.reporting.change_text import CauseText, ChangeText, FieldText, PartMove, UnitMove
from dgassess.reporting.contents import Audience
from tests.reporting.test_change_note import TEXT, UNITS, built, rows

FELL = UnitMove(
    "1", "甲县", "县", Fraction("86.5"), Fraction("63.3"), ("好", "中"), (1, 1),
    causes=(
        CauseText("veto", "重大事件", "", "安全(AQ)计最低分", restricted=True),
        CauseText("gate", "好", "未达到“好”的门槛条件:安全60分(要求≥75),下调为“中”", ""),
        CauseText("bonus", "典型经验", "", "", points=(Fraction(1), Fraction(3))),
    ),
    parts=(
        PartMove("安全", Fraction(28), Fraction(0), Fraction("0.3"), Fraction("0.3"), scores_kept=True),
        PartMove("其他", Fraction("57.5"), Fraction("60.3")),
        PartMove("", Fraction(1), Fraction(3), sort="bonus"),
    ),
)  # fmt: skip


def part_of(unit: UnitMove, audience: Audience, **more: object) -> change_note.UnitPart:
    contents = built(replace(TEXT, units=(unit, *UNITS[2:3]), **more), audience)  # type: ignore[arg-type]
    parts = contents.values["parts"]
    assert isinstance(parts, tuple)
    found = parts[0]
    assert isinstance(found, change_note.UnitPart)
    return found


def test_why_a_total_fell() -> None:
    assert part_of(FELL, "internal").causes == (
        "新触发底线约束“重大事件”：安全(AQ)计最低分。",
        "不再受门槛条件限制（原为：未达到“好”的门槛条件：安全60分（要求≥75），下调为“中”）。",
        "加分“典型经验”由+1.00分变为+3.00分（+2.00）。",
    )
    contents = built(replace(TEXT, units=(FELL, UNITS[2])))
    assert contents.values["vetoed"] == "甲县（重大事件）"
    table = contents.tables["makeup-0"]
    assert rows(table) == [
        ["安全", "28.00", "0.00", "−28.00", "各指标得分未变"],
        ["其他", "57.50", "60.30", "+2.80", ""],
        ["加分", "+1.00", "+3.00", "+2.00", ""],
        ["总分", "86.50", "63.30", "−23.20", ""],
    ]  # fmt: skip
    assert table.notes == ()


@pytest.mark.parametrize("audience", ["unit", "public"])
def test_restricted_vetoes_have_no_name_outside(audience: Audience) -> None:
    units = (FELL,) if audience == "unit" else (FELL, *(replace(FELL, id=str(n)) for n in range(2, 7)))
    text = replace(TEXT, units=units, only="甲县" if audience == "unit" else "")
    contents = built(text, audience)
    assert "重大事件" not in repr((contents.values, contents.tables, contents.facts))
    assert contents.values["vetoed"] == ""
    if audience == "unit":
        assert part_of(FELL, audience, only="甲县").causes[0] == "新触发公开范围受限的底线约束。"


def test_parts_that_miss_the_total_by_rounding_say_so() -> None:
    parts = (
        PartMove("一", Fraction("10.005"), Fraction(0)),
        PartMove("二", Fraction("10.005"), Fraction(10)),
    )
    unit = replace(FELL, before=Fraction("20.01"), after=Fraction(10), parts=parts)
    contents = built(replace(TEXT, units=(unit, UNITS[2])))
    assert contents.tables["makeup-0"].notes == ("因四舍五入，各部分之和与总分略有差异。",)


def test_a_total_that_moved_by_weights_alone() -> None:
    unit = replace(FELL, causes=(), scores_kept=True)
    assert part_of(unit, "internal").causes == ("各指标得分均未变，总分变动来自权重、合成等规定的调整。",)
    assert part_of(replace(unit, after=unit.before), "internal").causes == ()


def test_a_rank_that_only_others_changed_is_no_change_of_rank() -> None:
    moved = replace(UNITS[2], rank=(2, 3), among=(2, 2))
    contents = built(replace(TEXT, kind="rounds", units=(*UNITS[:2], moved)))
    found = contents.values["movements"]
    assert isinstance(found, Movements)
    assert (found.ranks, found.shifted) == (2, 1)
    assert rows(contents.tables["units"])[-1][-1] == "2 → 3（因参与排名的对象增减）"
    [fact] = [fact for fact in contents.facts["summary"].items if fact.name == "位次变化"]
    assert (fact.value, fact.note) == ("2", "另有1个只因参与排名的对象增减而变")
    assert "两轮参评单位不完全相同时，位次不宜直接比较。" in contents.tables["units"].notes


def test_a_note_on_one_unit_gives_its_own_figures() -> None:
    contents = built(replace(TEXT, kind="rounds", units=UNITS[:1]))
    assert [(fact.name, fact.value) for fact in contents.facts["summary"].items] == [
        ("1版总分", "80.00"), ("2版总分", "78.00"), ("变动", "−2.00"), ("等级", "好 → 中"),
        ("位次", "1 → 2（下降1位）"),
    ]  # fmt: skip
    assert contents.charts == {}


def test_what_was_renamed_and_changed_is_both() -> None:
    both_ = ChangeText(
        "indicator", "A", "甲", "renamed", "A 旧", (FieldText("计分标准", "95", "90"),), "changed"
    )
    contents = built(replace(TEXT, changes=(both_,)))
    assert [fact.value for fact in contents.facts["summary"].items][:3] == ["1", "1", "1项"]
    assert rows(contents.tables["changes-indicator"]) == [
        ["改名（1项）"], ["A", "甲|原A 旧", "其他变化见“调整”"],
        ["调整（1项）"], ["A", "甲|原A 旧", "计分标准：95 → 90"],
    ]  # fmt: skip
    assert rows(contents.tables["counts"])[0] == ["指标", "10", "10", "8", "0", "0", "1", "0", "1"]
