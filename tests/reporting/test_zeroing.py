"""What a veto zeroed is said once, counts once, and is told from what was earned before."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from dgassess.engine.results import NodeResult, Results, UnitResult, VetoResult
from dgassess.reporting import diagnosis
from dgassess.reporting.blocks import Table, block_texts, plain
from dgassess.reporting.contents import Contents, SystemText
from dgassess.reporting.shapes import BarsChart
from dgassess.reporting.writer import ReportWriter
from tests.reporting.conftest import REQUEST
from tests.reporting.factory import sample

ZERO = Fraction(0)


def zeroed(below: str = "AQ") -> tuple[Results, UnitResult, SystemText]:
    """The sample with a dimension set to the lowest score, as the engine says it."""
    results, unit, system, _ = sample()
    nodes: dict[str, NodeResult] = {}
    for node in unit.nodes.values():
        if node.id != below and not node.id.startswith(f"{below}-"):
            nodes[node.id] = node
            continue
        score = ZERO if node.id == below else node.score
        lost = node.share * 100 if node.share is not None else None
        nodes[node.id] = replace(node, score=score, contribution=ZERO, lost=lost, zeroed_by="FJ-1")
    base = sum((n.contribution or ZERO for n in nodes.values() if n.tier == 1), ZERO)
    veto = VetoResult("FJ-1", "重大安全事件", True, "scored", (), ("安全保障计最低分",))
    changed = replace(unit, nodes=nodes, base=base, vetoes=(veto,), steps=())
    system = replace(system, indicators={
        key: replace(text, method_text="触发底线约束“重大安全事件”,计0分" if key.startswith(below) else "")
        for key, text in system.indicators.items()
    })  # fmt: skip
    return replace(results, units=(changed,)), changed, system


@pytest.fixture(scope="module")
def made() -> Contents:
    return diagnosis.build(*zeroed(), request=REQUEST)


def names(table: Table) -> list[str]:
    return [plain(row.cells[table.row_header].runs) for row in table.rows]


def test_a_zeroed_dimension_is_one_loss(made: Contents) -> None:
    _, unit, _ = zeroed()
    table = made.tables["losses"]
    codes = [plain(row.cells[1].runs) for row in table.rows]
    assert codes[0] == "AQ"
    assert not any(code.startswith("AQ-") for code in codes)
    assert "触发底线约束“重大安全事件”，计最低分" in [plain(cell.runs) for cell in table.rows[0].cells]
    lost = [n.lost for n in unit.nodes.values() if n.tier == 1]
    said = made.values["losses"]
    assert said.total == f"{float(sum(x for x in lost if x is not None)):.2f}"  # type: ignore[attr-defined]
    assert said.zeroed == ("安全保障因触发底线约束“重大安全事件”计最低分，失21.00分",)  # type: ignore[attr-defined]


def test_zeroed_indicators_are_neither_strong_nor_weak(made: Contents) -> None:
    for name in ("strong", "weak"):
        assert names(made.tables[name])
        assert not any(one.startswith("安全保障") for one in names(made.tables[name]))
    part = next(part for part in made.values["parts"] if part.id == "AQ")  # type: ignore[attr-defined]
    assert (part.strong, part.weak, part.zeroed) == ("", "", "触发底线约束“重大安全事件”")


def test_clauses_count_zeroed_indicators_with_the_lowest_score() -> None:
    results, unit, system = zeroed()
    only = {
        key: replace(text, clauses=("八(四)",) if key.startswith("AQ-") else ())
        for key, text in system.indicators.items()
    }
    made = diagnosis.build(results, unit, replace(system, indicators=only))
    row = next(
        row
        for row in made.tables["clauses"].rows
        if len(row.cells) > 1 and plain(row.cells[0].runs) == "八（四）"
    )
    assert [plain(cell.runs) for cell in row.cells][3:] == ["0.0%", "安全保障（底线约束，计最低分）"]


def test_the_section_says_so_first_and_marks_the_bars(made: Contents, writer: ReportWriter) -> None:
    texts = [text for block in writer.document(made).blocks for text in block_texts(block)]
    start = next(index for index, text in enumerate(texts) if text.endswith("）安全保障"))
    assert texts[start + 1].startswith("本维度因触发底线约束“重大安全事件”，计最低分0.00分")
    assert "处理前取得" in texts[start + 1]
    chart = next(chart for chart in made.charts.values() if "安全保障分项得分" in chart.title)
    assert isinstance(chart.shape, BarsChart)
    assert all(bar.before and not bar.weak for bar in chart.shape.bars)
    assert "处理前" in chart.caption
    assert not any("FJ-1" in text for text in texts if text != "FJ-1")
    writer.render(made)


def test_a_zeroed_indicator_is_named_itself(writer: ReportWriter) -> None:
    made = diagnosis.build(*zeroed("AQ-1-2"), request=REQUEST)
    said = made.values["losses"]
    assert [text.split("因")[0] for text in said.zeroed] == ["安全保障指标12"]  # type: ignore[attr-defined]
    writer.render(made)
