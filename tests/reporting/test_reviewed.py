"""What reports say of answers that verification did not accept, and of what a veto took."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from dgassess.engine.gains import Gains, NextLevel
from dgassess.engine.results import AdjustmentResult, Results, Step, UnitResult, VetoResult
from dgassess.reporting import diagnosis
from dgassess.reporting.contents import (
    ClauseText,
    Contents,
    IndicatorText,
    ReportRequest,
    SystemText,
    VetoText,
)
from dgassess.reporting.wording import date_text
from dgassess.reporting.writer import ReportWriter
from dgassess.values.answers import MISSING, answered
from dgassess.values.language import speaking
from tests.reporting.factory import Branch, leaf, results_of, unit_of
from tests.reporting.test_diagnosis import full_text
from tests.reporting.test_problems import rows

REVIEW = "培训覆盖率核定不予认定（自评45%，原因：无签到表）"


def refused() -> tuple[Results, UnitResult, SystemText]:
    """A-1 was answered and not accepted, A-2 left blank."""
    unit = unit_of(
        [Branch("A", "安全", [
            leaf("A-1", "培训", 0, state="missing", missing=("A-1.n",), self_score=Fraction(25)),
            leaf("A-2", "演练", 0, state="missing", missing=("A-2.n",)),
            leaf("A-3", "密评", 90),
        ])],
        answers={"A-1.n": MISSING, "A-2.n": MISSING},
        self_answers={"A-1.n": answered(Fraction(45)), "A-2.n": MISSING},
    )  # fmt: skip
    words = {
        "A-1": IndicatorText("A-1", "培训", answer_text="核定不予认定", method_text="A-1.n核定不予认定",
                             review_text=REVIEW, refused=True, sensitivity="public", target_text="≥90%"),
        "A-2": IndicatorText("A-2", "演练", answer_text="未填", sensitivity="public"),
    }  # fmt: skip
    return results_of(unit), unit, SystemText(words, questions={"A-1.n": "培训覆盖率", "A-2.n": "演练次数"})


GAINS = Gains({"A-1": Fraction(33), "A-2": Fraction(33)}, None, {"A-1": Fraction(8)})


def test_what_was_not_accepted_is_no_blank(writer: ReportWriter) -> None:
    contents = diagnosis.build(*refused(), gains=GAINS)
    counts: Any = contents.values["counts"]
    assert (counts.missing, counts.refused) == (1, 1)
    found = {line[1]: line for line in rows(contents, "problems")}
    assert f"核定不予认定/{REVIEW}" in found["A-1"]
    assert "缺项，未填报：演练次数" in found["A-2"]
    assert [line[0] for line in rows(contents, "missing")] == ["A-2"]
    assert rows(contents, "refused") == [["A-1", "培训", REVIEW, "0.00"]]
    assert [line[1] for line in rows(contents, "roadmap-missing")] == ["A-2"]
    assert [line[1:6] for line in rows(contents, "roadmap-evidence")] == [
        ["A-1", "培训", "0.00", "25.00", "+8.00"],
    ]  # fmt: skip
    assert contents.sheet is not None
    assert any(
        row[1] == f"核定不予认定\n{REVIEW}" and row[3] == "核定不予认定" for row in contents.sheet.rows
    )
    text = full_text(writer.document(contents))
    assert "有1项指标因题目未填写而缺项" in text
    assert "有1项指标的填报经核定不予认定" in text


def test_the_public_learns_of_no_answer_that_was_not_accepted(writer: ReportWriter) -> None:
    contents = diagnosis.build(*refused(), (), ReportRequest(audience="public"), gains=GAINS)
    counts: Any = contents.values["counts"]
    assert (counts.missing, counts.refused) == (2, 0)
    text = full_text(writer.document(contents))
    assert "不予认定" not in text
    assert "预计提分" not in text
    assert "因题目未填写或填报未获核定认定而缺项" in text


def zeroed() -> tuple[Results, UnitResult, SystemText]:
    unit = unit_of(
        [Branch("A", "安全", [leaf("A-1", "培训", 0)], 3), Branch("B", "服务", [leaf("B-1", "网办", 60)], 7)],
        level="合格", level_by_score="合格",
        vetoes=(VetoResult("DX-1", "重大事件", True, "scored", (), ("安全(A)计最低分", "等级最高为“合格”")),),
        steps=(Step("veto-zero", "安全计0分", "70.00", "42.00"), Step("base", "基础总分42.00")),
    )  # fmt: skip
    nodes = {
        key: replace(node, zeroed_by="DX-1") if key in ("A", "A-1") else node
        for key, node in unit.nodes.items()
    }
    system = SystemText({}, vetoes={"DX-1": VetoText("“是否发生”为“是”", ("三(一)",), "网信办")})
    unit = replace(unit, nodes=nodes)
    return results_of(unit), unit, system


def test_a_veto_is_a_problem_with_its_condition_and_target(writer: ReportWriter) -> None:
    ahead = NextLevel(
        "良好", Fraction(70), False, Fraction(10), ("B-1",), Fraction(70), False, (), ("重大事件",)
    )
    gains = Gains({"B-1": Fraction(28)}, ahead, {}, {"DX-1": Fraction(28)})
    contents = diagnosis.build(*zeroed(), gains=gains)
    assert rows(contents, "problems")[0] == [
        "1", "A", "安全", "0.00", "30.00", "触发条件：“是否发生”为“是”", "不触发底线约束“重大事件”",
        "触发底线约束“重大事件”，计最低分/等级最高为“合格”", "三（一）/网信办",
    ]  # fmt: skip
    assert contents.sheet is not None
    assert contents.sheet.rows[0][3:7] == (
        "触发条件：“是否发生”为“是”", "不触发底线约束“重大事件”", "30.00", "三（一）",
    )  # fmt: skip
    assert rows(contents, "roadmap-veto") == [
        ["1", "DX-1", "重大事件", "+28.00", "不触发底线约束“重大事件”", "网信办"],
    ]  # fmt: skip
    assert contents.tables["next-level"].caption == "达到“良好”分数线所需（等级仍受底线约束限制）"
    text = full_text(writer.document(contents))
    assert "底线约束1项" in text
    assert "综合得分为70.00分，等级仍受底线约束限制" in text
    assert "底线约束在图中为基础总分因此减少的分数" in text
    assert "近期任务" not in text


def test_a_veto_without_clauses_says_so() -> None:
    results, unit, _ = zeroed()
    system = SystemText({"B-1": IndicatorText("B-1", "网办", responsible="数据局")})
    assert [line[-1] for line in rows(diagnosis.build(results, unit, system), "problems")] == ["—", "数据局"]


def test_shares_of_lost_points_are_rounded_once() -> None:
    unit = unit_of([leaf("A", "甲", 0, 179), leaf("B", "乙", 0, 821)])
    contents = diagnosis.build(results_of(unit), unit, SystemText({}))
    shape: Any = contents.charts["losses"].shape
    assert [bar.value for bar in shape.bars] == ["82.10（82.1%）", "17.90（100.0%）"]
    assert [line[5] for line in rows(contents, "losses")] == ["82.1%", "100.0%"]


@pytest.mark.parametrize(("unit_class", "count"), [(None, 1), ("东部", 2)])
def test_without_classes_a_place_is_said_once(unit_class: str | None, count: int) -> None:
    other = unit_of([leaf("A", "甲", 50)], id="9", type="县", unit_class=unit_class)
    units = [
        unit_of([leaf("A", "甲", 50)], id=str(n), unit_class=unit_class, rank=n, type_rank=n, peer_rank=n,
                peer_group="市", peer_count=2)
        for n in (1, 2)
    ]  # fmt: skip
    said: Any = diagnosis.build(results_of(*units, other), units[0], SystemText({})).values["overall"]
    assert len(said.ranks) == count
    assert said.ranks[0] == "类型内（市）第1位（共2个）"


def test_a_unit_that_is_not_ranked_is_said_to_be_so(writer: ReportWriter) -> None:
    step = Step("unranked", "不适用权重占40%,超过30%,计分但不参与排名")
    unit = unit_of([leaf("A", "甲", 50)], rankable=False, steps=(step,))
    contents = diagnosis.build(results_of(unit), unit, SystemText({}))
    assert contents.values["peers"].reason == "本单位不参与排名，不作对标分析。"  # type: ignore[attr-defined]
    assert "不适用权重占40%，超过30%，计分但不参与排名。" in full_text(writer.document(contents))


def clauses() -> Contents:
    unit = unit_of(
        [leaf("A", "甲", 50)], adjustments=(AdjustmentResult("JF", "推广", "bonus", Fraction(1), "scored"),)
    )
    system = SystemText(
        {"A": IndicatorText("A", "甲", clauses=("八(一)",))},
        (ClauseText("八(一)", "领导", "八、加强领导"), ClauseText("四(五)", "试点")),
        adjustment_clauses={"JF": ("四(五)",)},
    )
    return diagnosis.build(results_of(unit), unit, system)


def test_a_clause_of_no_part_and_one_that_an_adjustment_serves() -> None:
    contents = clauses()
    assert rows(contents, "clauses") == [
        ["八、加强领导"], ["八（一）", "领导", "1", "50.0%", "甲（50.00）"],
        ["其他条款"], ["四（五）", "试点", "加分项", "—", "推广（+1.00）"],
    ]  # fmt: skip
    assert contents.values["clauses"].adjusted == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("date", "shown"),
    [("2026-12-20", "2026年12月20日"), ("2026-13-20", "2026-13-20"), ("2027年3月1日", "2027年3月1日")],
)
def test_an_iso_date_is_printed_in_words(writer: ReportWriter, date: str, shown: str) -> None:
    results, unit, system = zeroed()
    document = writer.document(diagnosis.build(results, unit, system, (), ReportRequest(date=date)))
    assert document.cover.date == shown
    assert document.cover.facts[0].value == "滨江市（市·东部）"


def test_an_iso_date_in_english() -> None:
    with speaking("en"):
        assert date_text("2026-12-20") == "20 December 2026"


def test_what_was_not_accepted_is_counted_apart_from_what_was_lowered(writer: ReportWriter) -> None:
    results, unit, system = refused()
    one = replace(unit, self_total=Fraction(40))
    contents = diagnosis.build(replace(results, units=(one,)), one, system)
    said: Any = contents.values["verification"]
    assert (said.shown, said.lowered, said.raised) == (True, 0, 0)
    assert "。有1项指标核定不予认定。" in full_text(writer.document(contents))
