"""The contents of a handbook: cards, weights by unit type, editions, and what a bare system does without."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from dgassess.reporting import handbook
from dgassess.reporting.blocks import Heading, Table, plain
from dgassess.reporting.contents import Audience, ClauseText, Contents, ReportRequest
from dgassess.reporting.definition import load_report
from dgassess.reporting.handbook_cards import share_sentence, standard_lines, who_fills
from dgassess.reporting.handbook_text import (
    CrossCheckText,
    ExampleText,
    HandbookText,
    ItemText,
    LevelSentence,
    NodeText,
    OptionText,
    QuestionText,
    ViewText,
)
from dgassess.reporting.wording import Numbers
from dgassess.reporting.writer import ReportWriter, Resources

REPORTS = Path(__file__).parents[2] / "reports"
HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)
NODES = (
    NodeText(
        "G", "统筹", "group", 1, None, "60（部门50）", (HALF, QUARTER), (True, True), description="说明文字"
    ),
    NodeText("G-1", "甲指标", "indicator", 2, "G", "40", (QUARTER, None), (True, False)),
    NodeText("G-2", "乙指标", "indicator", 2, "G", "60", (QUARTER, QUARTER), (True, True), missing="不计入"),
)
ASKED = QuestionText(
    "G-1.v", "问多少", "整数", "项", "0—99", (OptionText("a", "选项甲"),), "口径文字", "本级", "时点", ("无此业务",),
    "被评估单位", "数据局", ("佐证一",), "restricted", "“有无”为“是”", ("市",), False, ("G-2.v",), "新增", "题注",
)  # fmt: skip
ITEMS = (
    ItemText(
        "G-1", "甲指标", "indicator", "①占60%:名称——满分;②占40%:其余。某部分不适用时,权重归其余部分", (ASKED,),
        ("G-2.v 别的题",), "composite", "定义文字", "%", "越高越好", ("市",), "“有无”为“是”", sources=("自评",),
        evidence=("机密佐证",), clauses=("六(一)",), responsible="数据局", sensitivity="restricted",
        lineage="沿用", reference="参考文献", note="备注文字",
    ),
    ItemText("G-2", "乙指标", "indicator", "填报值即为得分", evidence=("普通佐证",), clauses=("六(一)", "六(二)")),
    ItemText("V", "否决项", "veto", "“有无”为“是”", effects=("等级最高为“差”",), missing="按未触发处理"),
)  # fmt: skip
TEXT = HandbookText(
    "sys", "测试体系", "1.2", "sha256:0123456789abcdef", "测试问卷", "3", "sha256:f",
    Numbers(2, "half-up", Fraction(0), Fraction(100)),
    ("市", "部门"), (), ("市", "部门"), NODES, ITEMS, (("分值", "0至100分"),), ("第一步",), "体系说明",
    "国发〔2022〕14号", (ClauseText("六(一)", "条甲", "六、部分"), ClauseText("六(二)", "条乙"),
     ClauseText("六(三)", "无人管")),
    (LevelSentence("好", "≥80分", ("统筹≥60分",)), LevelSentence("差", "<80分")),
    cross_checks=(CrossCheckText("LG-1", "甲不大于乙", "“甲”≤“乙”", True, ("G-1.v",)),),
    views=(ViewText("按单位", (("数据局", ("G-1", "G-2")),)),),
    examples=(ExampleText("G-1", "甲指标", "多部分合成", "标准", ("答:1",), ("1=1",), "1分", "用例"),),
)  # fmt: skip


def cells(table: Table) -> list[list[str]]:
    return [["|".join(cell.texts()) for cell in row.cells] for row in table.rows]


def entries(table: Table) -> dict[str, str]:
    return {row[0]: row[1] for row in cells(table)}


def built(audience: Audience = "internal", text: HandbookText = TEXT) -> Contents:
    return handbook.build(text, ReportRequest(audience=audience, tool="dgassess 9"))


def test_a_card_has_everything_laid_down() -> None:
    rows = entries(built().tables["card-G-1"])
    assert rows["权重"] == "40；市占总分25.00%"
    assert rows["计分标准"] == "①占60%：名称——满分|②占40%：其余。|某部分不适用时，权重归其余部分"
    assert rows["适用条件"] == "“有无”为“是”"
    assert rows["对应条款"] == "六（一） 条甲"
    assert rows["管理"] == "数据来源：自评；牵头单位：数据局；计量单位：%；方向：越高越好；敏感度：限制"
    assert (rows["沿革"], rows["参考来源"], rows["备注"]) == ("沿用", "参考文献", "备注文字")
    assert rows["佐证材料"] == "机密佐证"


def test_a_question_says_what_an_answer_must_keep_to() -> None:
    ((id_, asked, demands),) = cells(built().tables["questions-G-1"])
    assert id_ == "G-1.v"
    assert asked == "问多少|a. 选项甲|口径：口径文字|佐证：佐证一|说明：题注"
    assert demands.split("|") == [
        "整数，项，0—99", "本级，时点", "填报：数据局", "可填不适用：无此业务", "适用：市", "仅当“有无”为“是”时填",
        "不计分，供核查", "同一事实不得与G-2.v重复计", "敏感度：限制", "新增",
    ]  # fmt: skip


def test_the_public_is_told_the_name_and_standard_but_no_evidence() -> None:
    contents = built("public")
    rows = entries(contents.tables["card-G-1"])
    assert rows["佐证材料"] == "不公开"
    assert rows["计分标准"].startswith("①")
    assert "佐证一" not in str(cells(contents.tables["questions-G-1"]))
    assert "普通佐证" in str(cells(contents.tables["card-G-2"]))
    assert contents.values["examples"] == ()
    assert built().values["examples"] != ()


def test_weights_are_told_once_where_unit_types_agree() -> None:
    assert share_sentence(NODES[0], TEXT) == "市占总分50.00%，部门占总分25.00%"
    assert share_sentence(NODES[1], TEXT) == "市占总分25.00%"
    assert share_sentence(NODES[2], TEXT) == "占总分25.00%"
    no_shares = replace(NODES[2], shares=(None, None))
    assert share_sentence(no_shares, TEXT) == ""


def test_clauses_count_indicators_and_their_weight() -> None:
    rows = cells(built().tables["clauses"])
    assert rows == [
        ["六、部分"],
        ["六（一）", "条甲", "2", "50.00%", "25.00%", "G-1、G-2"],
        ["六（二）", "条乙", "1", "25.00%", "25.00%", "G-2"],
        ["六（三）", "无人管", "0", "—", "—", "—"],
    ]


def test_a_standard_breaks_at_its_parts_alone() -> None:
    assert standard_lines("基础分100;每项扣5分") == ("基础分100;每项扣5分",)
    assert standard_lines("①甲;乙;②丙。末句") == ("①甲;乙", "②丙。", "末句")


def test_who_fills_in() -> None:
    assert who_fills(ASKED) == "数据局"
    assert who_fills(replace(ASKED, filler="")) == "被评估单位"
    assessed = replace(ASKED, answered_by="评估机构", by_unit=False)
    assert who_fills(assessed) == "评估机构（数据局）"
    assert who_fills(replace(assessed, filler="评估机构")) == "评估机构"


def test_a_bare_system_has_no_empty_chapters() -> None:
    bare = HandbookText(
        "b", "光体系", "1", "", "b", "1", "", TEXT.numbers, (), (), ("",),
        (NodeText("A", "独指标", "indicator", 1, None, "1", (Fraction(1),), (True,)),),
        (ItemText("A", "独指标", "indicator", "标准"),), (), (),
    )  # fmt: skip
    contents = built(text=bare)
    assert not {"levels", "clauses", "cross_checks", "worked", "fillers"} & contents.tables.keys()
    document = ReportWriter(load_report(REPORTS / "handbook"), Resources.under(REPORTS)).document(contents)
    headings = [plain(block.runs) for block in document.blocks if isinstance(block, Heading)]
    assert "指标" in headings
    assert "等级" not in headings
    assert "底线约束" not in headings


@pytest.mark.parametrize("format_", ["html", "pdf"])
def test_the_shipped_template_prints_it(format_: str) -> None:
    writer = ReportWriter(load_report(REPORTS / "handbook"), Resources.under(REPORTS))
    assert writer.render(built(), [format_]) == writer.render(built(), [format_])
