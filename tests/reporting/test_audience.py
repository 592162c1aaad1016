"""What the public may not see, it cannot compute either."""

from __future__ import annotations

from typing import Any

from dgassess.reporting import diagnosis
from dgassess.reporting.audience import view
from dgassess.reporting.blocks import block_texts
from dgassess.reporting.contents import EvidenceText, IndicatorText, ReportRequest, SystemText
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
