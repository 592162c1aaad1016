"""Rows that belong together, or not: sections under headings, groups apart, indicators named twice."""

from __future__ import annotations

from dgassess.collecting.importing import Imported
from tests.collecting.tables import csv_table, document, imported

TWO = """
    一级指标|三级指标|权重|计分方法
    甲|丙|60|是得100分,否得20分
    甲|丁|40|是得100分,否得20分
"""


def table(text: str) -> Imported:
    return imported(csv_table(text), "t.csv")


def checks(result: Imported) -> list[tuple[str, int]]:
    return [(d.check, d.place.line) for d in result.diagnostics]


def test_a_row_that_names_another_section_than_the_heading_above_is_in_that_section() -> None:
    result = table(
        f"""{TWO.rstrip()}
    加分项|||
    加分项|创新|5|每项加1分,最高5分
    扣分项|瞒报||每次扣2分,最多扣10分
    """
    )
    items = document(result, "indicators/t/adjustments.yaml")["items"]
    assert [(item["name"], item["effect"]) for item in items] == [("创新", "bonus"), ("瞒报", "penalty")]


def test_a_bonus_that_takes_points_away_is_said() -> None:
    result = table(f"{TWO.rstrip()}\n加分项|||\n|创新|5|每项加1分,最高5分\n|瞒报||每次扣2分,最多扣10分\n")
    assert ("kind-contradicts", 6) in checks(result)
    assert "'瞒报' stands among what adds points" in " ".join(d.message for d in result.diagnostics)


def test_a_group_whose_rows_stand_apart_is_one_group() -> None:
    result = table(
        """
    一级指标|一级权重|指标名称|权重|评分标准
    甲|60%|a|50%|是得100分,否得20分
    乙|40%|b|100%|是得100分,否得20分
    甲|60%|c|50%|是得100分,否得20分
    """
    )
    assert ("group-continued", 4) in checks(result)
    first, second = (document(result, f"indicators/t/{name}.yaml") for name in ("a", "b"))
    assert [(first["name"], first["weight"]), (second["name"], second["weight"])] == [("甲", 60), ("乙", 40)]
    assert [(item["name"], item["weight"]) for item in first["indicators"]] == [("a", 50), ("c", 50)]


def test_an_indicator_with_a_weight_in_each_of_its_rows_is_said() -> None:
    result = table(
        """
    一级指标|指标名称|权重|评分标准
    甲|a|50|是得100分,否得20分
    甲|a|50|是得100分,否得20分
    """
    )
    assert ("row-repeated", 3) in checks(result)
