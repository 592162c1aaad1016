"""The diagnosis contents make sense for any system, and every sensible system can be written in every format."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from html import unescape
from typing import Any

import pytest

from dgassess.engine.results import Results, Step, UnitResult, ViewResult
from dgassess.reporting import diagnosis
from dgassess.reporting.blocks import Document, Figure, Heading, Table, block_texts, plain
from dgassess.reporting.contents import (
    ClauseText,
    Contents,
    EvidenceText,
    LevelText,
    ReportRequest,
    SystemText,
)
from dgassess.reporting.diagnosis import DiagnosisOptions
from dgassess.reporting.shapes import BandChart, BarsChart
from dgassess.reporting.standing import ranks
from dgassess.reporting.wording import Numbers, period_text, typeset
from dgassess.reporting.writer import ReportWriter
from tests.reporting.conftest import REQUEST
from tests.reporting.factory import Branch, leaf, results_of, sample, texts_of, unit_of


def full_text(document: Document) -> str:
    return "\n".join(text for block in document.blocks for text in block_texts(block))


def headings(document: Document) -> list[str]:
    return [block.label + plain(block.runs) for block in document.blocks if isinstance(block, Heading)]


def table(contents: Contents, name: str) -> list[list[str]]:
    return [[plain(cell.runs) for cell in row.cells] for row in contents.tables[name].rows]


def headers(contents: Contents, name: str) -> list[str]:
    return [column.header for column in contents.tables[name].columns]


def test_sections_in_order(writer: ReportWriter, contents: Contents) -> None:
    found = headings(writer.document(contents))
    assert [heading for heading in found if not heading.startswith("（")] == [
        "摘要", "一、总体得分与等级", "二、五个维度得分", "三、分维度分析", "四、相对优势与相对薄弱指标",
        "五、对标分析", "六、短板与问题清单", "七、条款落实情况", "附表1\u3000指标得分明细", "附表2\u3000缺项与不适用",
        "附表3\u3000佐证清单", "附录　方法与版本",
    ]  # fmt: skip


def test_wording(writer: ReportWriter, contents: Contents) -> None:
    text = full_text(writer.document(contents))
    assert "滨江市2026年度综合得分71.96分，等级为发展型（按分数为特色型" in text
    assert "同级同类（市·东部）第1位（共12个）" in text
    assert "同级同类为评估对象类型、类别都相同且参与排名的对象，类型内不分类别" in text
    assert text.count("因四舍五入，部分折算分、失分之和与上级略有差异。") == 2
    assert "重大安全事件" in text
    for avoided in ("最差", "倒数", "None", "Fraction", "\ue000"):
        assert avoided not in text
    assert contents.cover.title == "数字政府建设评估诊断报告"
    assert contents.cover.notice == "内部资料　注意保管"


def test_a_place_among_one_is_no_place() -> None:
    results, unit, system, _ = sample()
    alone = replace(unit, rank=1, peer_rank=1, peer_count=1)
    said = diagnosis.build(results_of(alone), alone, system).values["overall"]
    assert said.ranks == ()  # type: ignore[attr-defined]
    others = (alone, replace(alone, id="2", name="甲市"), replace(alone, id="3", name="乙市"))
    said = diagnosis.build(results_of(*others), alone, system).values["overall"]
    assert said.ranks == ("全部评估对象第1位（共3个）",)  # type: ignore[attr-defined]
    del results


@pytest.mark.parametrize(
    ("types", "said"),
    [
        (("市", "市", "市"), ("全部评估对象第2位（共3个）", "同级同类第1位（共2个）")),
        (("市", "市", "县"), ("类型内（市）第2位（共2个）", "同级同类第1位（共2个）")),
        (("市", "县", "县"), ("同级同类第1位（共2个）",)),
    ],
)
def test_places_are_among_comparable_units(types: tuple[str, ...], said: tuple[str, ...]) -> None:
    _, unit, _, _ = sample()
    first = replace(unit, type=types[0], rank=2, type_rank=2, peer_rank=1, peer_group="", peer_count=2)
    rest = [replace(first, id=str(i), type=type_) for i, type_ in enumerate(types[1:])]
    unranked = replace(first, id="9", rank=None, type_rank=None, peer_rank=None)
    assert ranks(results_of(first, *rest, unranked), first) == said


def test_other_units_never_appear(writer: ReportWriter) -> None:
    _, unit, system, evidence = sample()
    other = replace(unit, id="990000", name="别处市", total=Fraction("12.34"))
    text = full_text(
        writer.document(diagnosis.build(results_of(unit, other), unit, system, evidence, REQUEST))
    )
    assert "别处市" not in text
    assert "12.34" not in text
    assert "990000" not in text


def test_every_indicator_is_listed_once(contents: Contents) -> None:
    _, unit, _, _ = sample()
    listed = [row[0] for row in table(contents, "indicators")]
    assert listed == list(unit.nodes)
    missing = next(row for row in table(contents, "indicators") if row[0] == "TC-1-1")
    assert "缺项" in " ".join(missing)
    dropped = next(row for row in table(contents, "indicators") if row[0] == "XM-1-1")
    assert "不适用：本级不承担建设任务" in dropped


def test_lost_points_come_largest_first(contents: Contents) -> None:
    column = headers(contents, "losses").index("失分")
    lost = [Fraction(row[column]) for row in table(contents, "losses")]
    assert lost == sorted(lost, reverse=True)
    assert len(lost) == 15
    shape = contents.charts["losses"].shape
    assert isinstance(shape, BarsChart)
    assert len(shape.bars) == 10
    assert shape.bars[0].ratio == 1


def test_numbers_are_those_of_the_results(contents: Contents) -> None:
    results, unit, _, _ = sample()
    numbers = Numbers.of(results)
    for row in table(contents, "top"):
        node = unit.nodes[row[0]]
        assert numbers.score(node.score) in row
        assert numbers.score(node.contribution) in row


def test_clauses(contents: Contents) -> None:
    rows = table(contents, "clauses")
    assert rows[0] == ["三、构建数字政府全方位安全保障体系"]
    by_clause = {row[0]: row for row in rows if len(row) > 1}
    assert by_clause["八（四）"][2:4] == ["0", "—"]
    assert by_clause["三（二）"][3].endswith("%")


def test_the_engines_clause_scores_are_used_where_it_has_them() -> None:
    _, unit, system, _ = sample()
    scored = tuple(
        ViewResult(clause.id, clause.title, (), Fraction("12.5"), Fraction(0), None)
        for clause in system.clauses
    )
    viewed = replace(unit, views={"by-clause": scored})
    contents = diagnosis.build(results_of(viewed), viewed, system)
    assert all(row[3] == "12.5%" for row in table(contents, "clauses") if len(row) > 1)
    assert contents.values["groupings"] == ()


def test_other_views_get_their_own_table(writer: ReportWriter) -> None:
    _, unit, system, _ = sample()
    view = (ViewResult("数据局", "数据局", ("TC-1-2",), Fraction(80), Fraction(1, 4), Fraction(5)),)
    viewed = replace(unit, views={"按牵头单位": view})
    contents = diagnosis.build(results_of(viewed), viewed, system)
    assert table(contents, "view-0") == [["数据局", "1", "25.00%", "80.00", "5.00"]]
    assert "八、其他分组得分" in headings(writer.document(contents))


def test_the_level_band_places_the_total(contents: Contents) -> None:
    shape = contents.charts["level"].shape
    assert isinstance(shape, BandChart)
    assert [segment.bounds for segment in shape.segments] == ["<60", "≥60", "≥70", "≥80", "≥90"]
    assert [segment.name for segment in shape.segments if segment.current] == ["发展型"]
    assert shape.position == pytest.approx(2 + 1.96 / 10)


def dimension(id_: str, *children: Any) -> Branch:
    return Branch(
        id_, f"维度{id_}", list(children) or [leaf(f"{id_}-1", f"指标{id_}", 60), leaf(f"{id_}-2", "又", 90)]
    )


def nested(depth: int) -> Any:
    node: Any = leaf("A-leaf", "叶", 40)
    for tier in range(depth, 0, -1):
        node = Branch(f"A{tier}", f"第{tier}层", [node])
    return node


def absent(id_: str, state: str = "missing", score: int | None = None, **more: Any) -> Any:
    return leaf(id_, f"指标{id_}", score, state=state, **more)


NO_DUTY = absent("B-1", "not-applicable", reason="本级无此职能")
# Systems at the edge of what may be scored: the unit, and what is unusual about the results.
EDGES: dict[str, tuple[UnitResult, dict[str, Any]]] = {
    "flat": (unit_of([leaf("A", "甲指数", "61.5"), leaf("B", "乙指数", 80), leaf("C", "丙指数", 100)]), {}),
    "one indicator": (unit_of([leaf("A", "甲指数", "61.5")]), {}),
    "many flat": (unit_of([leaf(f"I-{i}", f"指标{i}", i * 3) for i in range(30)]), {}),
    "one dimension": (unit_of([dimension("A")]), {}),
    "twelve dimensions": (unit_of([dimension(f"D{i}", leaf(f"D{i}-1", "指标", i * 8)) for i in range(12)]), {}),
    "deep": (unit_of([nested(4)]), {}),
    "nothing scored": (unit_of([dimension("A", absent("A-1", missing=("A-1.x",)))]), {}),
    "everything missing counts zero": (unit_of([dimension("A", absent("A-1", score=0), absent("A-2", score=0))]), {}),
    "dimension not applicable": (
        unit_of([*map(dimension, "ACD"), dimension("B", NO_DUTY)], not_applicable={"B-1": "本级无此职能"}), {},
    ),
    "not additive": (unit_of([*map(dimension, "ACD")], additive=False), {}),
    "full marks": (unit_of([dimension("A", leaf("A-1", "甲一", 100), leaf("A-2", "甲二", 100))]), {}),
    "no nodes": (unit_of([]), {}),
    "rejected": (
        unit_of([dimension("A")], total=None, rejected=True, steps=(Step("rejected", "缺少必填题目,退回补正。"),)), {},
    ),
    "self basis": (unit_of([dimension("A")], basis="self"), {"basis": "self"}),
    "zero to one": (
        unit_of([dimension("A", leaf("A-1", "甲一", "0.5"), leaf("A-2", "甲二", "0.75"))]),
        {"highest": Fraction(1), "digits": 3},
    ),
}  # fmt: skip


def built(tree: list[Any], **more: Any) -> tuple[Results, UnitResult, SystemText]:
    unit = unit_of(tree, **more)
    return results_of(unit), unit, texts_of(unit)


def edge(name: str) -> tuple[Results, UnitResult, SystemText, tuple[EvidenceText, ...]]:
    unit, unusual = EDGES[name]
    return results_of(unit, **unusual), unit, texts_of(unit), ()


@pytest.mark.parametrize("name", EDGES)
def test_any_system_has_a_report(writer: ReportWriter, name: str) -> None:
    contents = diagnosis.build(*edge(name), ReportRequest("2026"))
    document = writer.document(contents)
    text = full_text(document)
    assert "None" not in text
    assert "附录　方法与版本" in headings(document)
    assert all(block.rows for block in document.blocks if isinstance(block, Table))
    written = writer.render(contents)
    assert written["pdf"].startswith(b"%PDF-")
    assert unescape(written["html"].decode()).count("<h2") >= 5


def test_what_edges_say(writer: ReportWriter) -> None:
    said = {name: full_text(writer.document(diagnosis.build(*edge(name)))) for name in EDGES}
    assert "未形成综合得分" in said["nothing scored"]
    assert "退回补正" in said["rejected"]
    assert "本部分未计分" in said["dimension not applicable"]
    assert "本级无此职能" in said["dimension not applicable"]
    assert "不计算折算失分" in said["not additive"]
    assert "未经核定" in said["self basis"]
    assert "得分率" in said["zero to one"]
    assert "短板与问题清单" not in said["full marks"]
    assert "没有缺项，也没有不适用的指标" in said["flat"]
    assert "未附佐证材料" in said["flat"]
    assert "十二个维度得分" in said["twelve dimensions"]
    assert "三个指标得分" in said["flat"]
    assert "两个指标得分" in full_text(
        writer.document(diagnosis.build(*built([leaf("A", "甲", 1), leaf("B", "乙", 2)])))
    )


def test_no_radar_below_three_or_above_twelve_axes() -> None:
    present = {name: set(diagnosis.build(*edge(name)).charts) for name in EDGES}
    assert "radar" in present["twelve dimensions"]
    assert "radar" in present["flat"]
    assert "radar" not in present["one dimension"]
    assert "radar" not in present["many flat"]


def test_options_limit_the_lists() -> None:
    results, unit, system, evidence = sample()
    options = DiagnosisOptions(strongest=2, weakest=3, losses=4)
    contents = diagnosis.build(results, unit, system, evidence, None, options)
    assert [len(contents.tables[name].rows) for name in ("strong", "weak", "losses")] == [2, 3, 4]


def test_evidence_of_questions_and_unknown_owners() -> None:
    results, unit, system, _ = sample()
    given = (EvidenceText("JF-1", "通报文件"), EvidenceText("TC-1-2.lvl", "成立文件"))
    contents = diagnosis.build(results, unit, system, given)
    assert [row[1] for row in table(contents, "evidence")] == ["TC-1-2.lvl", "JF-1"]


def test_levels_with_exclusive_bounds() -> None:
    unit = unit_of([leaf("A", "甲", 90)], level="中", level_by_score="中")
    levels = (LevelText("高", above=Fraction(90)), LevelText("中", above=Fraction(60)), LevelText("低"))
    shape = diagnosis.build(results_of(unit), unit, texts_of(unit, levels)).charts["level"].shape
    assert isinstance(shape, BandChart)
    assert [segment.bounds for segment in shape.segments] == ["≤60", ">60", ">90"]
    assert shape.position == 2


def test_a_clause_nobody_serves() -> None:
    unit = unit_of([leaf("A", "甲", 90)])
    system = replace(texts_of(unit), clauses=(ClauseText("一(一)", "甲"),))
    rows = table(diagnosis.build(results_of(unit), unit, system), "clauses")
    assert rows == [["一（一）", "甲", "0", "—", ""]]


def test_same_input_same_contents() -> None:
    assert diagnosis.build(*sample(), REQUEST) == diagnosis.build(*sample(), REQUEST)


def test_typesetting() -> None:
    assert (
        typeset("≤50%得0分,≥100%得满分;其间线性插值(如有)") == "≤50%得0分，≥100%得满分；其间线性插值（如有）"
    )
    assert typeset("a,b (c) 1,000 f(x)") == "a,b (c) 1,000 f(x)"
    assert typeset("八(一)、三(二)") == "八（一）、三（二）"
    assert typeset("选C,得60") == "选C，得60"
    assert typeset("[90%,95%)得85分、≥95%,得满分") == "[90%,95%)得85分、≥95%，得满分"
    assert typeset("扣-1.90分,XM-1-4,2025-11-18") == "扣−1.90分，XM-1-4,2025-11-18"
    assert period_text("2026") == "2026年度"
    assert period_text("2026年上半年") == "2026年上半年"


def test_figures_have_words(writer: ReportWriter, contents: Contents) -> None:
    figures = [block for block in writer.document(contents).blocks if isinstance(block, Figure)]
    assert len(figures) == 10
    assert all(figure.title and re.search(r"[0-9]", figure.description) for figure in figures)
    assert [figure.label for figure in figures] == [f"图{i}" for i in range(1, 11)]
