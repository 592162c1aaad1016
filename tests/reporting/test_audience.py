"""What the public may not see, it cannot compute either."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from dgassess.engine.results import AdjustmentResult, Step, VetoResult, ViewResult
from dgassess.reporting import diagnosis
from dgassess.reporting.audience import view
from dgassess.reporting.blocks import block_texts
from dgassess.reporting.contents import (
    Audience,
    ClauseText,
    EvidenceText,
    IndicatorText,
    ReportRequest,
    Sensitivity,
    SystemText,
)
from dgassess.reporting.figures import origin, unit_figures
from dgassess.reporting.writer import ReportWriter
from tests.reporting.factory import Branch, leaf, results_of, unit_of

HIDDEN_NAME = "涉密指标名"


def secret_system(*hidden: str) -> tuple[Any, SystemText]:
    groups = [
        Branch("A", "甲", [leaf("A-1", "甲一", 50, 2), leaf("A-2", "甲二", 60), leaf("A-3", "甲三", 70)]),
        Branch("B", "乙", [leaf("B-1", HIDDEN_NAME, "37.91")]),
        Branch("C", "丙", [leaf("C-1", "丙一", 80), leaf("C-2", "丙二", 90)]),
    ]
    unit = unit_of(groups)
    words = {
        node.id: IndicatorText(
            node.id, node.name, answer_text=f"答案{node.id}", evidence=("文件",),
            sensitivity="restricted" if node.id in hidden else "public" if node.id == "C-1" else "internal",
        )
        for node in unit.nodes.values() if node.kind == "indicator"
    }  # fmt: skip
    return unit, SystemText(words)


def test_everyone_else_sees_everything() -> None:
    unit, system = secret_system("A-1", "B-1")
    assert view(unit, system, "internal").hidden == frozenset()
    assert view(unit, system, "unit").hidden == frozenset()


def test_a_hidden_sibling_is_not_left_alone() -> None:
    unit, system = secret_system("A-1")
    assert view(unit, system, "public").hidden == {"A-1", "A-2"}


def test_a_group_goes_with_its_only_indicator_and_takes_a_sibling() -> None:
    unit, system = secret_system("B-1")
    hidden = view(unit, system, "public").hidden
    assert {"B", "B-1"} < hidden
    assert len(hidden & {"A", "C"}) == 1


def test_the_public_report_says_nothing_of_it(writer: ReportWriter) -> None:
    unit, system = secret_system("B-1")
    evidence = (
        EvidenceText("B-1", "机密文件.pdf"),
        EvidenceText("C-1", "公开文件.pdf"),
        EvidenceText("A-1", "内部文件.pdf"),
    )
    contents = diagnosis.build(results_of(unit), unit, system, evidence, ReportRequest(audience="public"))
    document = writer.document(contents)
    text = "\n".join(line for block in document.blocks for line in block_texts(block))
    for absent in (HIDDEN_NAME, "37.91", "B-1", "答案A-1", "机密文件", "内部文件"):
        assert absent not in text
    assert "答案C-1" in text
    assert "公开文件.pdf" in text
    assert "不属于公开范围" in text
    assert document.cover.notice == ""


def test_reasons_of_internal_indicators_are_not_public(writer: ReportWriter) -> None:
    absent = leaf("A-2", "甲二", None, state="not-applicable", reason="内部理由")
    unit = unit_of([Branch("A", "甲", [leaf("A-1", "甲一", 50), absent])], not_applicable={"A-2": "内部理由"})
    system = SystemText({"A-2": IndicatorText("A-2", "甲二")})
    texts = {}
    for audience in ("internal", "public"):
        contents = diagnosis.build(results_of(unit), unit, system, (), ReportRequest(audience=audience))
        blocks = writer.document(contents).blocks
        texts[audience] = "\n".join(line for block in blocks for line in block_texts(block))
    assert "内部理由" in texts["internal"]
    assert "内部理由" not in texts["public"]


def moved(*sensitivities: Sensitivity, triggered: bool = False) -> tuple[Any, SystemText]:
    """A unit with penalties of these sensitivities, and with a restricted veto that zeroed C and capped the level."""
    unit, system = secret_system()
    items = tuple(
        AdjustmentResult(
            f"KF-{number}", f"处分{number}", "penalty", Fraction(-number, 4), "scored", reason=f"缘由{number}"
        )
        for number, _ in enumerate(sensitivities, 1)
    )
    steps = [
        Step("veto-zero", "触发底线约束“泄密”,丙(C)计0分", "91.11", "62.22", ("FJ-1", "C")),
        Step("base", "基础总分62.22", after="62.22"),
        Step("adjustments", "加分0.00、扣分0.25", "62.22", "61.97", ("KF-1",)),
        Step("rounding", "总分61.97", after="61.97"),
        Step("veto-award", "触发底线约束“泄密”,取消评优资格", causes=("FJ-1",)),
        Step("level", "按总分定为“发展型”", after="发展型"),
        Step("veto-level", "触发底线约束“泄密”,等级最高为“追赶型”", "发展型", "追赶型", ("FJ-1",)),
    ]
    nodes = dict(unit.nodes)
    if triggered:
        for id_ in ("C", "C-1", "C-2"):
            nodes[id_] = replace(nodes[id_], zeroed_by="FJ-1")
    effects = ("丙(C)计最低分", "等级最高为“追赶型”", "取消评优资格") if triggered else ()
    vetoes = (
        VetoResult("FJ-1", "泄密", triggered, "scored", effects=effects),
        VetoResult("FJ-2", "泄密之二", triggered, "scored", effects=effects),
    )
    steps = steps if triggered else [step for step in steps if not step.kind.startswith("veto")]
    unit = replace(
        unit, nodes=nodes, adjustments=items, vetoes=vetoes, steps=tuple(steps), total=Fraction("61.97"),
        total_exact=Fraction("61.97"), base=Fraction("62.22"), award=not triggered,
    )  # fmt: skip
    found: dict[str, Sensitivity] = {f"KF-{n}": one for n, one in enumerate(sensitivities, 1)}
    return unit, replace(system, sensitivities={**found, "FJ-1": "restricted", "FJ-2": "restricted"})


def said(unit: Any, system: SystemText, audience: Audience, writer: ReportWriter) -> str:
    contents = diagnosis.build(results_of(unit), unit, system, (), ReportRequest(audience=audience))
    return "\n".join(line for block in writer.document(contents).blocks for line in block_texts(block))


def test_adjustments_that_are_not_public_have_no_names_in_public(writer: ReportWriter) -> None:
    """They are told together by effect: one alone could be recognised by its points."""
    unit, system = moved("internal", "internal", "public")
    internal, public = (said(unit, system, audience, writer) for audience in ("internal", "public"))
    for named in ("处分1", "KF-1", "处分2", "KF-2", "−0.25", "−0.50"):
        assert named in internal
        assert named not in public
    assert "不公开的扣分事项" in public
    for both in ("处分3", "KF-3", "缘由3", "−0.75", "62.22"):
        assert both in internal
        assert both in public
    figures = unit_figures(results_of(unit), unit, system, "public")
    assert figures["adjustments"] == {"KF-3": "−0.75"}


def test_beside_a_restricted_adjustment_points_are_told_in_the_total_alone(writer: ReportWriter) -> None:
    unit, system = moved("restricted", "public")
    public = said(unit, system, "public", writer)
    for absent in ("处分1", "−0.25", "−0.50", "0.25", "62.22", "基础总分62", "从基础总分"):
        assert absent not in public
    assert "处分2" in public
    assert "61.97" in public
    figures = unit_figures(results_of(unit), unit, system, "public")
    assert figures["adjustments"] == {}
    assert figures["base"] is None
    for audience in ("internal", "unit"):
        assert "62.22" in said(unit, system, audience, writer)
    # Beside any part of it, what was taken would be known but for what the others can make up for.
    assert view(unit, system, "public").hidden == set(unit.nodes)


def test_of_restricted_vetoes_the_public_learns_that_there_was_one(writer: ReportWriter) -> None:
    unit, system = moved(triggered=True)
    internal, public = (said(unit, system, audience, writer) for audience in ("internal", "public"))
    for secret in ("泄密", "FJ-1", "91.11", "62.22", "丙一", "取消评优资格", "等级最高为", "不具备评优资格"):
        assert secret in internal
        assert secret not in public
    assert public.count("不公开事项") == 2  # in the summary and in the table: one line for two of them
    assert "触发底线约束，已按规定处理" in public
    seen = view(unit, system, "public")
    assert {"C", "C-1", "C-2"} < seen.hidden
    assert [step.kind for step in seen.unit.steps] == ["veto-level", "level"]


def test_restricted_vetoes_that_did_not_happen_change_nothing(writer: ReportWriter) -> None:
    unit, system = moved("public")
    public = said(unit, system, "public", writer)
    assert "62.22" in public
    assert "−0.25" in public
    assert "泄密" not in public


def test_what_is_counted_in_public_is_what_is_shown() -> None:
    """A restricted blank would be the difference between what is counted and what is listed."""
    groups = [
        Branch(
            "A", "甲", [leaf("A-1", HIDDEN_NAME, None, 2), leaf("A-2", "甲二", 60), leaf("A-3", "甲三", 70)]
        )
    ]
    unit = replace(unit_of(groups), views={"who": (
        ViewResult("x", "密管丙处", ("A-1",), None, Fraction(1, 2), None),
        ViewResult("y", "数据局", ("A-1", "A-2"), Fraction(61), Fraction(3, 4), Fraction(9)),
    )})  # fmt: skip
    words = {id_: IndicatorText(id_, node.name, clauses=("一(一)",)) for id_, node in unit.nodes.items()}
    words["A-1"] = replace(words["A-1"], sensitivity="restricted")
    words["A-2"] = replace(words["A-2"], clauses=("一(一)", "一(二)"))
    system = SystemText(words, (ClauseText("一(一)", "要求"), ClauseText("一(二)", "另一要求")))
    found = {}
    for audience in ("internal", "public"):
        contents = diagnosis.build(results_of(unit), unit, system, (), ReportRequest(audience=audience))
        counts: Any = contents.values["counts"]
        clause, view_ = contents.tables["clauses"], contents.tables["view-0"]
        found[audience] = (
            counts.missing,
            counts.dropped,
            next(
                cells[2:4]
                for row in clause.rows
                if (cells := ["".join(one.texts()) for one in row.cells])[2:]
            ),
            [["".join(one.texts()) for one in row.cells] for row in view_.rows],
        )
    assert found["internal"][0] == 1
    assert found["public"][:2] == (0, "另有1项不公开")
    assert found["public"][2] == ["—", "不公开"]
    assert found["public"][3] == [["数据局", "1", "不公开", "不公开"]]
    assert [row[0] for row in found["internal"][3]] == ["密管丙处", "数据局"]


def test_what_is_told_of_clauses_is_told_of_shown_ones(writer: ReportWriter) -> None:
    """Clauses of hidden indicators are not among those that nobody can score."""
    unit, system = secret_system("A-1")
    words = {id_: replace(text, clauses=(f"一({id_[0]})",)) for id_, text in system.indicators.items()}
    listed = (ClauseText("一(A)", "要求甲"), ClauseText("一(B)", "要求乙"), ClauseText("一(D)", "要求丁"))
    request = ReportRequest(audience="public")
    contents = diagnosis.build(results_of(unit), unit, SystemText(words, listed), (), request)
    text = "\n".join(line for block in writer.document(contents).blocks for line in block_texts(block))
    assert "共3条，其中1条对应的指标不全公开，不列得分率，另有1条有可计分的指标" in text


def test_which_veto_it_was_does_not_follow_from_what_is_shown() -> None:
    """What is hidden, and a note that earned scores stand beside the lowest, would tell what a veto did."""
    groups = [
        Branch(
            name, name, [leaf(f"{name}-{number}", f"{name}{number}", 40 + number * 7) for number in range(4)]
        )
        for name in "ABCDE"
    ]
    unit = unit_of(groups)
    nodes = {
        id_: replace(node, zeroed_by="FJ-1") if id_.startswith("A") else node
        for id_, node in unit.nodes.items()
    }
    veto = VetoResult("FJ-1", "泄密", True, "scored", ("甲(A)计0分",))
    steps = (Step("veto-zero", "触发底线约束“泄密”,甲(A)计0分", "70.00", "40.00", ("FJ-1", "A")), *unit.steps)
    unit = replace(unit, nodes=nodes, vetoes=(veto,), steps=steps)
    words = {id_: IndicatorText(id_, node.name) for id_, node in nodes.items() if node.kind == "indicator"}
    system = SystemText(words, sensitivities={"FJ-1": "restricted"})
    own, public = (
        diagnosis.build(results_of(unit), unit, system, (), ReportRequest(audience=audience)).tables
        for audience in ("unit", "public")
    )
    assert "处理前得分" in "".join(own["indicators"].notes)
    assert {"top", "indicators", "groups", "clauses", "problems"}.isdisjoint(public)


def test_public_figures_carry_no_digest_of_answers() -> None:
    """Who knows all answers but a restricted one could try which answer gives the digest."""
    unit, _ = secret_system()
    results = results_of(unit)
    assert "response" in origin(results, unit, "unit")
    public = origin(results, unit, "public")
    assert "response" not in public
    assert public["cohort"] == {"units": 1}
