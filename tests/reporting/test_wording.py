"""Cells of several paragraphs, answers in wide columns, and two ways of not being applicable."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

from dgassess.engine.results import NodeResult
from dgassess.reporting import diagnosis
from dgassess.reporting.blocks import block_texts
from dgassess.reporting.contents import Contents
from dgassess.reporting.wording import after, lines_cell, listing
from dgassess.reporting.writer import ReportWriter
from tests.reporting.conftest import REQUEST
from tests.reporting.factory import results_of, sample


def answered(text: str) -> Contents:
    results, unit, system, _ = sample()
    words = {key: replace(one, answer_text=text) for key, one in system.indicators.items()}
    return diagnosis.build(results, unit, replace(system, indicators=words), (), REQUEST)


def test_lines() -> None:
    assert lines_cell("已选：a 甲、b 乙；未选：c 丙").texts() == ("已选：a 甲、b 乙", "未选：c 丙")
    assert lines_cell("甲：是；否\n乙：2 项").texts() == ("甲：是；否", "乙：2 项")
    assert lines_cell("甲（乙；丙(丁；戊)）；己").texts() == ("甲（乙；丙(丁；戊)）", "己")
    assert lines_cell("1)甲；2)乙；（丙；丁").texts() == ("1)甲", "2)乙", "（丙", "丁")
    assert lines_cell("甲", "", "乙").texts() == ("甲", "乙")
    assert lines_cell("").texts() == ("",)
    assert listing(["甲", "乙", "丙"], 2) == "甲、乙等3项"
    assert listing(["甲", "乙", "丙"], 2, counted=False) == "甲、乙等"


def test_a_latin_name_does_not_run_into_the_year() -> None:
    results, unit, system, _ = sample()
    assert after("滨江市", "2026年度") == after("", "2026年度") == "2026年度"
    assert after("O’Brien", "一季度") == after("City）", "一季度") == "一季度"
    latin = diagnosis.build(results, replace(unit, name="Port City"), system, (), REQUEST)
    assert latin.values["period"] == " 2026年度"
    assert latin.sheet is not None
    assert latin.sheet.title.startswith("Port City 2026年度")
    assert diagnosis.build(results, unit, system, (), REQUEST).values["period"] == "2026年度"


def test_answers_have_the_widest_column_and_a_paragraph_each(writer: ReportWriter) -> None:
    contents = answered("已选:a 制度<b>、d 平台;未选:b 人员")
    for name in ("losses", "strong", "weak"):
        table = contents.tables[name]
        widths = {column.header: column.width for column in table.columns}
        assert max(widths, key=lambda header: widths[header]) == "填报情况"
        index = [column.header for column in table.columns].index("填报情况")
        assert table.rows[-1].cells[index].texts() == ("已选：a 制度<b>、d 平台", "未选：b 人员")
    written = writer.render(contents)
    page = written["html"].decode()
    assert "<p>已选：a 制度&lt;b&gt;、d 平台</p><p>未选：b 人员</p>" in page
    assert "制度<b>" in unescape(page)


def test_not_for_the_type_is_not_declared(writer: ReportWriter) -> None:
    _, unit, system, _ = sample()

    def outside(node: NodeResult) -> NodeResult:
        return replace(
            node, state="not-applicable", score=None, self_score=None, weight=node.weight * 0, share=node.weight * 0,
            contribution=None, lost=None, reason="不适用于市",
        )  # fmt: skip

    nodes = {key: outside(node) if key in ("SJ-1-1", "SJ-1-2") else node for key, node in unit.nodes.items()}
    changed = replace(unit, nodes=nodes)
    contents = diagnosis.build(results_of(changed), changed, system, (), REQUEST)
    counts = contents.values["counts"]
    assert (counts.applicable, counts.not_applicable, counts.outside) == (42, 1, 2)  # type: ignore[attr-defined]
    fact = next(fact for fact in contents.facts["summary"].items if fact.name == "适用指标")
    assert (fact.value, fact.note) == ("42项", "另有1项不适用，2项不适用于市")
    assert [cell.texts()[0] for row in contents.tables["not_applicable"].rows for cell in row.cells[:1]] == [
        "XM-1-1"
    ]
    assert [row.cells[0].texts()[0] for row in contents.tables["outside"].rows] == ["SJ-1-1", "SJ-1-2"]
    texts = [text for block in writer.document(contents).blocks for text in block_texts(block)]
    assert any("2项指标不适用于市" in text for text in texts)
    assert "不适用：不适用于市" not in texts


def test_evidence_not_given_is_counted_once() -> None:
    contents = answered("是")
    counts = contents.values["counts"]
    assert counts.without_evidence_names.endswith("等")  # type: ignore[attr-defined]
    assert counts.without_evidence_parts.startswith("统筹管理8项、项目建设8项")  # type: ignore[attr-defined]
