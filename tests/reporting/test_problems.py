"""The list of problems, the advice that follows from it, and what reviews changed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from dgassess.engine.gains import Barrier, Gains, NextLevel
from dgassess.engine.results import Results, Step, UnitResult
from dgassess.reporting import diagnosis
from dgassess.reporting.advice import Advice
from dgassess.reporting.blocks import plain
from dgassess.reporting.contents import EvidenceText, IndicatorText, ReportRequest, SystemText
from dgassess.reporting.shapes import WaterfallChart
from dgassess.reporting.writer import ReportWriter
from tests.reporting.factory import Branch, leaf, results_of, sample, unit_of


def case(**more: Any) -> tuple[Results, UnitResult, SystemText]:
    tree = [
        Branch("A", "甲", [
            leaf("A-1", "满分项", 100), leaf("A-2", "清单项", 40), leaf("A-3", "调减项", 50, self_score=Fraction(80)),
            leaf("A-4", "目标项", 90), leaf("A-5", "缺项", 0, state="missing", missing=("A-5.n",)),
        ]),
    ]  # fmt: skip
    unit = unit_of(tree, **more)
    words = {
        "A-2": IndicatorText("A-2", "清单项", answer_text="已选:a 归集;未选:b 共享", target_text="补齐:b 共享",
                             lacks_options=True, clauses=("五(一)",), responsible="数据局", evidence=("目录",)),
        "A-3": IndicatorText("A-3", "调减项", answer_text="9 个", target_text="≥20 个", review_text="核定为9(自评11)",
                             evidence=("台账",)),
        "A-4": IndicatorText("A-4", "目标项", answer_text="=1+1", target_text="≥95%"),
    }  # fmt: skip
    return results_of(unit), unit, SystemText(words, questions={"A-5.n": "件数"})


GIVEN = (EvidenceText("A-3", "台账.xlsx"),)


def rows(contents: Any, name: str) -> list[list[str]]:
    return [
        ["/".join(filter(None, cell.texts())) for cell in row.cells] for row in contents.tables[name].rows
    ]


def test_only_what_lost_points_the_most_first() -> None:
    contents = diagnosis.build(*case(), GIVEN)
    assert rows(contents, "problems") == [
        ["1", "A-5", "缺项", "0.00", "20.00", "", "", "缺项，未填报：件数", "", ""],
        ["2", "A-2", "清单项", "40.00", "12.00", "已选：a 归集", "补齐：b 共享", "清单项未全部具备",
         "未附：目录", "五（一）/数据局"],
        ["3", "A-3", "调减项", "50.00", "10.00", "9 个", "≥20 个", "核定调减/核定为9（自评11）", "", ""],
        ["4", "A-4", "目标项", "90.00", "2.00", "=1+1", "≥95%", "未达到满分目标", "", ""],
    ]  # fmt: skip


def test_the_list_for_rectification_has_the_same_entries_and_room_for_people() -> None:
    sheet = diagnosis.build(*case(), GIVEN, ReportRequest("2026", watermark="征求意见稿")).sheet
    assert sheet is not None
    assert [column.header for column in sheet.columns] == [
        "序号", "问题", "指标", "现状", "目标", "失分", "条款", "措施", "责任单位", "时限", "完成标志", "销号情况",
    ]  # fmt: skip
    assert [column.header for column in sheet.columns if column.fill_in] == ["措施", "时限", "销号情况"]
    assert sheet.rows[1] == (
        "2", "清单项未全部具备\n未附：目录", "A-2 清单项", "已选：a 归集", "补齐：b 共享", "12.00", "五（一）", "",
        "数据局", "", "佐证：目录", "",
    )  # fmt: skip
    assert sheet.title == "滨江市2026年度数字政府建设评估整改清单"
    assert "征求意见稿" in sheet.marks


def test_what_a_veto_zeroed_is_one_problem() -> None:
    results, unit, system = case()
    zeroed = {
        k: replace(n, zeroed_by="FJ", lost=(n.share or Fraction(0)) * 100) for k, n in unit.nodes.items()
    }
    one = replace(unit, nodes=zeroed)
    found = rows(diagnosis.build(results, one, system, GIVEN), "problems")
    assert [line[1] for line in found] == ["A"]
    assert "触发底线约束" in found[0][-1]


GAINS = Gains(
    {"A-2": Fraction(12), "A-3": Fraction(10), "A-4": Fraction(2), "A-5": Fraction(20)},
    NextLevel("优", Fraction(80), False, Fraction(24), ("A-2", "A-5"), Fraction(88), True,
              (Barrier("A", "甲56分(要求≥60)", ("A-2",)), Barrier("Q", "满意度82(要求≥85)"))),
    {"A-3": Fraction(6)},
)  # fmt: skip


def test_advice_groups_by_what_lacks_and_says_the_gain(writer: ReportWriter) -> None:
    contents = diagnosis.build(*case(), GIVEN, gains=GAINS)
    advice: Any = contents.values["advice"]
    assert [(step.name, step.count) for step in advice.steps] == [
        ("缺项补报", 1), ("核定调减", 1), ("清单项补齐", 1), ("达到目标值", 2),
    ]  # fmt: skip
    assert rows(contents, "roadmap-missing")[0][:5] == ["1", "A-5", "缺项", "0.00", "+20.00"]
    assert rows(contents, "roadmap-evidence") == [
        ["3", "A-3", "调减项", "50.00", "80.00", "+6.00", "核定为9（自评11）/佐证：台账"],
    ]  # fmt: skip
    assert [line[1:5] for line in rows(contents, "roadmap-target")] == [
        ["A-3", "调减项", "50.00", "+4.00"], ["A-4", "目标项", "90.00", "+2.00"],
    ]  # fmt: skip
    assert contents.tables["roadmap-target"].notes[0].startswith("调减项经核定调减")
    assert [line[1] for line in rows(contents, "next-level")] == ["A-2", "A-5"]
    text = "\n".join(
        plain(block.runs) for block in writer.document(contents).blocks if hasattr(block, "runs")
    )
    assert "综合得分距优（≥80分）还差24.00分" in text
    assert "甲56分（要求≥60）；满意度82（要求≥85）" in text
    assert "下列2项全部达到满分时，综合得分为88.00分，可达到优" in text
    assert advice.next_level.blocked == ("满意度82（要求≥85）",)


def test_no_advice_without_gains_or_for_the_public() -> None:
    for request, gains in ((None, None), (ReportRequest(audience="public"), GAINS)):
        contents = diagnosis.build(*case(), GIVEN, request, gains=gains)
        assert contents.values["advice"] == Advice((), None, {})
        assert not [name for name in contents.tables if name.startswith(("roadmap", "next"))]


def test_how_far_self_assessed_scores_lie_above_the_verified_ones() -> None:
    contents = diagnosis.build(*case(self_total=Fraction(62)), GIVEN)
    said: Any = contents.values["verification"]
    assert (said.shown, said.rate, said.lowered, said.raised) == (True, "+10.71%", 1, 0)
    assert rows(contents, "overstatement")[-1] == ["综合得分", "62.00", "56.00", "+6.00", "+10.71%"]
    assert rows(contents, "reviewed") == [
        ["1", "A-3", "调减项", "80.00", "50.00", "−30.00", "核定为9（自评11）"]
    ]


def test_nothing_of_it_without_reviews_or_for_the_public() -> None:
    results, unit, system, _ = sample()
    assert not diagnosis.build(results, unit, system).values["verification"].shown  # type: ignore[attr-defined]
    public = diagnosis.build(*case(), GIVEN, ReportRequest(audience="public"))
    assert not public.values["verification"].shown  # type: ignore[attr-defined]
    assert "reviewed" not in public.tables


def test_the_waterfall_ends_at_the_total() -> None:
    results, unit, system, _ = sample()
    exact = (unit.base or 0) + Fraction("1.2")
    capped = replace(unit, total_exact=exact, total=round(exact, 2))
    chart = diagnosis.build(results, capped, system).charts["waterfall"]
    shape = chart.shape
    assert isinstance(shape, WaterfallChart)
    assert [step.text for step in shape.steps[1:-1]] == ["+2.00", "−0.50", "−0.30"]
    assert shape.steps[-2].label == "封顶与限值"
    for before, after in zip(shape.steps[:-2], shape.steps[1:-1], strict=True):
        assert after.start == before.end
    assert abs(shape.steps[-2].end - shape.steps[-1].end) < 1e-4


def test_a_zeroing_veto_is_the_first_step_of_the_waterfall() -> None:
    unit = unit_of([leaf("A", "甲", 60)], steps=(Step("veto-zero", "甲计0分", "75.00", "60.00"),))
    shape = diagnosis.build(results_of(unit), unit, SystemText({})).charts["waterfall"].shape
    assert isinstance(shape, WaterfallChart)
    assert [(step.label, step.text) for step in shape.steps] == [
        ("处理前基础总分", "75.00"), ("底线约束", "−15.00"), ("综合得分", "60.00"),
    ]  # fmt: skip
