"""What holds for a whole system, in sentences made from the fields the engine computes with."""

from __future__ import annotations

from decimal import Decimal

from dgassess.engine.method_words import (
    adjustment_limits,
    gate_sentence,
    general_sentences,
    level_bounds,
    order_sentences,
    ranking_sentence,
)
from dgassess.loading.systems import LoadedSystem
from dgassess.model.levels import Gate, Level
from dgassess.workflows.content import content_root
from dgassess.workflows.systems import checked_system


def shipped() -> LoadedSystem:
    return checked_system(content_root() / "indicators" / "digital-government").loaded


def test_bounds_leave_no_gap() -> None:
    levels = (
        Level(name="高", above=Decimal(90)),
        Level(name="中", at_least=Decimal(60)),
        Level(name="低"),
    )
    assert level_bounds(levels) == [">90分", "≥60分且≤90分", "<60分"]
    assert level_bounds((Level(name="全"),)) == ["不限"]


def test_gates_say_what_blanks_do() -> None:
    questionnaire = shipped().questionnaire
    gate = Gate(nodes=("A", "B"), at_least=Decimal(75), not_applicable="fail", missing="pass")
    assert (
        gate_sentence(gate, {"A": "甲", "B": "乙"}, questionnaire)
        == "甲、乙均≥75分(不适用视为未达到,缺项视为达到)"
    )
    raw = Gate(question="YY-4-5.score", above=Decimal(85))
    text = questionnaire.questions["YY-4-5.score"].text
    assert gate_sentence(raw, {}, questionnaire).startswith(f"“{text}”答案>85")


def test_the_shipped_system_in_sentences() -> None:
    system = shipped().system
    assert system.adjustments is not None
    assert adjustment_limits(system, system.adjustments) == [
        "加分合计最多5分", "扣分合计不封顶", "总分最低0分", "总分不设上限",
    ]  # fmt: skip
    general = dict(general_sentences(system))
    assert general["不排名"] == "不适用的权重超过25%的,只计分,不参加排名"
    assert "四舍五入" in general["取整"]
    assert ranking_sentence(system).endswith("同分的依次比较安全保障、应用成效,仍相同的位次并列,其后位次顺延")
    order = list(order_sentences(system))
    assert order[0] == "按计分标准由答案得出各指标得分"
    assert order.index("按总分定级") < order.index("底线约束限定最高等级")


def test_a_system_without_levels_or_vetoes_has_a_shorter_order() -> None:
    system = shipped().system.model_copy(update={"levels": (), "vetoes": (), "adjustments": None})
    order = list(order_sentences(system))
    assert not any("定级" in step or "底线" in step or "加分" in step for step in order)
