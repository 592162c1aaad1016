"""Tables as people make them, imported: names filled down, weights, subtotals, rules, diagnostics with their cells."""

from __future__ import annotations

from typing import Any

import pytest

from dgassess.values.diagnostics import DefectsFound
from tests.collecting.tables import (
    csv_table,
    document,
    imported,
    indicators,
    places,
    shown_text,
    told,
    workbook,
)

USUAL: list[list[Any]] = [
    ["××市数字政府建设考核指标(试行)"],
    ["序号", "一级指标", "二级指标", "三级指标", "分 值", "评估内容", "评分标准", "数据来源", "责任单位", "备注"],
    [1, "一、统筹管理(40分)", "组织领导(20分)", "领导机制", 10, "A.主要领导任组长;B.分管领导任组长;C.未建立",
     "A得10分、B得6分、C得0分", "自评+核查", "市数据局", None],
    [2, None, None, "任务完成率", 10, "按期完成任务数÷任务总数×100%", "≥95%得10分,80%—95%得6分,80%以下不得分",
     "系统取数", "督查室", "年底"],
    [None, None, None, "小计", 25],
    [3, None, "制度建设(20分)", "制度情况", 20, "①规划;②标准;③办法;④清单;⑤评估", "每项4分", "自评", "司法局"],
    [4, "二、应用成效(60分)", "政务服务", "一网通办率", 30, "网上可办事项/依申请事项", "按实际完成率折算", "平台监测"],
    [5, None, None, "安全事件", 30, "年内安全事件", "每发生1起扣10分,扣完为止", "核查"],
    ["合计", None, None, None, 100],
    ["注:本表由市数据局解释。"],
]  # fmt: skip
MERGED = ["A1:J1", "B3:B6", "C3:C4", "B7:B8", "C7:C8", "A9:D9", "A10:J10"]


def test_the_usual_table_becomes_a_tree_with_weights_and_rules() -> None:
    result = imported(workbook(USUAL, MERGED), "考核.xlsx")
    assert result.id == "imported"
    system = document(result, "indicators/imported/system.yaml")
    assert (system["name"], system["weights_sum"]) == ("××市数字政府建设考核指标(试行)", 100)
    assert system["description"] == "注:本表由市数据局解释。"
    first = document(result, "indicators/imported/a.yaml")
    assert (first["name"], first["weight"]) == ("统筹管理", 40)
    assert [(group["id"], group["name"], group["weight"]) for group in first["groups"]] == [
        ("A-1", "组织领导", 50),
        ("A-2", "制度建设", 50),
    ]
    found = indicators(result)
    assert [item["id"] for item in found.values()] == ["A-1-1", "A-1-2", "A-2-1", "B-1-1", "B-1-2"]
    assert found["领导机制"]["rule"]["points"] == {"A": 100, "B": 60, "C": 0}
    assert found["任务完成率"]["rule"]["bands"] == [
        {"at_least": 95, "score": 100},
        {"at_least": 80, "score": 60},
    ]
    assert found["制度情况"]["rule"]["points"] == dict.fromkeys("abcde", 20)
    assert found["一网通办率"]["rule"]["kind"] == "ratio"
    assert found["任务完成率"]["source"] == ["系统取数"]
    assert "备注:年底" in found["任务完成率"]["note"]
    asked = document(result, "questionnaires/imported/a.yaml")["questions"]
    assert asked[0]["options"] == {"A": "主要领导任组长", "B": "分管领导任组长", "C": "未建立"}
    assert asked[-1]["options"]["c"] == "办法"


def test_what_a_table_leaves_open_is_said_with_its_cell() -> None:
    result = imported(workbook(USUAL, MERGED))
    assert places(result, "subtotal") == ["E5"]
    assert places(result, "rule-assumed") == ["G4", "G7", "G8"]
    assert places(result, "points-to-weights") == ["A2"]
    assert places(result, "row-not-imported") == ["A10"]
    subtotal = next(d for d in result.diagnostics if d.check == "subtotal")
    assert "25" in subtotal.message
    assert "20" in subtotal.message


def test_three_deductions_of_a_third_leave_nothing() -> None:
    item = indicators(imported(workbook(USUAL, MERGED)))["安全事件"]["rule"]["items"][0]
    assert item["each"] * 3 >= 100


def test_two_header_rows_percent_cells_and_weights_beside_their_names() -> None:
    rows: list[list[Any]] = [
        ["指标", None, None, None, None, None, "评价", None],
        ["一级指标", "权重", "二级指标", "权重", "三级指标", "权重", "计分方法", "数据说明"],
        ["服务", 0.6, "网办", "50%", "可办率", 0.4, "N/M×100%", "N:可办事项数;M:全部事项数"],
        [None, None, None, None, "发生率", 0.6, "N/M:95%→60、100%→100分", "N为网办件数,M为总办件数"],
        [None, None, "满意", "50%", "满意度", 1, "得分=满意度"],
        ["管理", 0.4, "机制", 1, "建设", 1, "已建立得100分,否则不得分"],
    ]
    merged = ["A1:F1", "G1:H1", "A3:A5", "B3:B5", "C3:C4", "D3:D4"]
    result = imported(workbook(rows, merged, ["B3", "B6", "D6"]))
    assert document(result, "indicators/t/system.yaml")["weights_sum"] == 100
    assert document(result, "indicators/t/a.yaml")["weight"] == 60
    found = indicators(result)
    assert {name: item["weight"] for name, item in found.items()} == {
        "可办率": 40, "发生率": 60, "满意度": 100, "建设": 100,
    }  # fmt: skip
    assert [found[name]["rule"]["kind"] for name in found] == ["ratio", "ratio", "value", "yes-no"]
    asked = document(result, "questionnaires/t/a.yaml")["questions"]
    assert [question["text"] for question in asked[:2]] == ["可办事项数", "全部事项数"]


def test_csv_without_groups_in_gb18030() -> None:
    text = '指标名称,权重(%),评分细则,适用对象\r\n可办率,60,"≤50%得0分,≥90%得满分,线性",省;市\r\n'
    text += "创新,40,专家打分,市\r\n"
    result = imported(text.encode("gb18030"), "城市 2026.csv")
    system = document(result, "indicators/imported/system.yaml")
    assert [item["id"] for item in system["indicators"]] == ["A1", "A2"]
    assert system["unit_types"] == ["省", "市"]
    assert system["indicators"][1]["unit_types"] == ["市"]
    assert system["indicators"][1]["note"] == "计分方法待转换:专家打分"
    assert told(result) == [("rule-not-understood", "3")]
    assert result.diagnostics[0].place.column == 7


def test_repeated_headers_continued_rows_and_dashes_for_no_group() -> None:
    text = """
    一级指标|二级指标|三级指标|权重|评分标准|佐证材料
    甲|—|子|100|每项50分|文件
    甲|—|子||另附说明|照片
    一级指标|二级指标|三级指标|权重|评分标准|佐证材料
    乙|丙|丑|100|A=100、B=0|台账
    """
    result = imported(csv_table(text), "t.csv")
    found = indicators(result)
    assert list(found) == ["子", "丑"]
    assert found["子"]["evidence"] == ["文件", "照片"]
    assert document(result, "indicators/t/a.yaml")["indicators"][0]["name"] == "子"
    assert document(result, "indicators/t/b.yaml")["groups"][0]["name"] == "丙"


def test_adjustments_and_vetoes_stand_beside_the_tree() -> None:
    text = """
    指标分类|一级指标|指标名称|权重|评分标准
    定量|甲|子|100|A=100、B=0
    加分项|||
    |甲|国家表彰||每项加1分,封顶2分
    扣分|甲|逾期||每次扣0.2分,封顶1分
    否决|甲|弄虚作假||等级定为最低
    """
    result = imported(csv_table(text), "t.csv")
    items = document(result, "indicators/t/adjustments.yaml")["items"]
    assert [(item["id"], item["effect"]) for item in items] == [("JF-1", "bonus"), ("KF-1", "penalty")]
    assert [str(item["rule"]["cap"]) for item in items] == ["2", "1"]
    veto = document(result, "indicators/t/vetoes.yaml")["vetoes"][0]
    assert veto["when"] == "hit"
    assert veto["note"].startswith("效果待补:等级定为最低")
    assert places(result, "veto-effect")


def test_unknown_columns_bad_cells_and_repeated_ids_are_named() -> None:
    text = """
    编号|指标名称|权重|权 重|责任领导|方向|条款|评分标准
    X-1|子|五十|1|张|斜向|第八条|A=100、B=0
    X-1|丑|50|1|李|逆向|8.2;六(一)|A=100、B=0
    3.1?|寅|50|1|王|正向|无|A=100、B=0
    """
    result = imported(csv_table(text), "t.csv")
    checks = {check for check, _ in told(result)}
    assert checks >= {
        "unknown-column", "repeated-column", "weight-unreadable", "direction-unreadable", "clause-unreadable",
        "id-repeated", "id-unreadable", "weight-missing",
    }  # fmt: skip
    assert indicators(result)["丑"]["clauses"] == ["八(二)", "六(一)"]
    assert indicators(result)["丑"]["direction"] == "lower"
    assert "张" not in shown_text(result)


def test_a_text_of_a_length_no_table_has_is_cut_and_said() -> None:
    text = f"指标名称|权重|评分标准|评估内容\n甲|100|A=100、B=0|{';' * 300_000}"
    result = imported(csv_table(text), "t.csv")
    assert places(result, "cell-too-long") == ["2"]


@pytest.mark.parametrize(
    ("data", "name", "check"),
    [
        (b"", "t.csv", "no-header"),
        ("甲,乙\n1,2\n".encode(), "t.csv", "no-header"),
        ("指标名称,权重\n".encode(), "t.csv", "no-indicators"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", "t.xls", "table-unreadable"),
        (b"plain text", "t.xlsx", "table-unreadable"),
        (b"PK\x03\x04broken", "t.xlsx", "table-unreadable"),
        (b"\xff\x81\x00\x00", "t.csv", "table-unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(data: bytes, name: str, check: str) -> None:
    with pytest.raises(DefectsFound) as refused:
        imported(data, name)
    found = refused.value.diagnostics[-1]
    assert found.check == check
    assert found.message.endswith(".")
    assert found.help
