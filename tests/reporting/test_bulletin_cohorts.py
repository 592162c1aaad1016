"""A bulletin on any cohort can be written: of one unit and of hundreds, flat, wide, without totals, without levels."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from dgassess.engine.results import Results, Step
from dgassess.reporting.contents import SystemText
from dgassess.reporting.writer import ReportWriter
from tests.reporting.cohort_factory import cohort, cohort_of, five_dimensions, unit_number, words_of
from tests.reporting.factory import Branch, leaf
from tests.reporting.test_bulletin import build
from tests.reporting.test_diagnosis import full_text


def flat(number: int) -> list[Any]:
    return [leaf(f"I{i}", f"指标{i}", str((number * 31 + i * 17) % 101)) for i in range(1, 4)]


def wide(number: int) -> list[Any]:
    return [
        Branch(f"D{d}", f"一体化政务服务能力维度{d}", [leaf(f"D{d}-1", f"指标{d}", str((number * d) % 101))])
        for d in range(1, 13)
    ]


def two(number: int) -> list[Any]:
    return five_dimensions(number)[:2]


def blank(number: int) -> list[Any]:
    return [Branch("D1", "维度1", [leaf("D1-1", "指标1", None, missing=("D1-1.q",))])]


def with_words(results: Results) -> tuple[Results, SystemText]:
    return results, words_of(results, responsible="数据局")


def without_levels(results: Results) -> tuple[Results, SystemText]:
    return results, words_of(results, ())


def up_to_five(results: Results) -> tuple[Results, SystemText]:
    return replace(results, highest=Fraction(5), digits=1), words_of(results)


UNSCORED = {"steps": (Step("unscored", "没有任何指标得分"),), "rankable": False}
CASES: dict[str, Any] = {
    "one": lambda: cohort(1),
    "two": lambda: cohort(2),
    "five": lambda: cohort(5),
    "two hundred": lambda: cohort(200),
    "flat": lambda: cohort(7, flat),
    "two dimensions": lambda: cohort(7, two),
    "twelve dimensions": lambda: cohort(7, wide),
    "all missing": lambda: cohort(6, blank),
    "one missing": lambda: with_words(
        cohort_of([*(unit_number(n) for n in range(1, 6)), unit_number(6, blank, **UNSCORED)])
    ),
    "nobody scored": lambda: cohort(1, blank),
    "without levels": lambda: without_levels(
        cohort_of([replace(unit_number(n), level=None, level_by_score=None) for n in range(1, 8)])
    ),
    "0 to 5": lambda: up_to_five(
        cohort_of([unit_number(n, lambda n: [leaf("I1", "指标1", str(n % 6)), leaf("I2", "指标2", "3.5")])
                   for n in range(1, 9)])
    ),
    "not additive": lambda: with_words(
        cohort_of([unit_number(n, additive=False) for n in range(1, 8)])
    ),
    "without types": lambda: cohort(6, type=None, unit_class=None),
}  # fmt: skip


@pytest.mark.parametrize(
    "options", [{}, {"ranking": "bands"}, {"anonymous": True}, {"scores": False}], ids=str
)
@pytest.mark.parametrize("case", CASES)
def test_every_cohort_can_be_written(bulletins: ReportWriter, case: str, options: dict[str, Any]) -> None:
    results, system = CASES[case]()
    text = full_text(bulletins.document(build(results, system, **options)))
    for avoided in (
        "最差",
        "倒数",
        "None",
        "Fraction",
        "\ue000",
        "（）",
        "，。",
        "：。",
        "。。",
        "nan",
        " 0个单位",
    ):
        assert avoided not in text
    if case == "flat":
        assert "各指标得分统计" in text
    if case == "one":
        assert "只有" in text
        assert "位次" not in text.split("方法与版本")[0]
        assert "分布" not in text.replace("不作排名和分布分析", "")
    if case == "two" and options == {"anonymous": True}:
        assert "平均得分率均在" not in text
        assert "没有可以列示的指标。" in text
    if case == "all missing":
        assert "均未形成综合得分" in text
        assert ("原因见附表" in text) == (options != {"anonymous": True})
        assert "分类得分比较" not in text


def test_a_dash_in_place_of_a_rank_is_explained_by_what_it_is() -> None:
    alone = unit_number(9, type="县")
    three = [unit_number(1), unit_number(2), alone]
    said = "同一类型只有1个单位参与排名的，不列位次（“—”）。"
    other = "“—”为未形成得分或不参与排名。"

    def notes(units: list[Any]) -> tuple[str, ...]:
        return build(*with_words(cohort_of(units))).tables["units"].notes

    assert notes(three) == ("位次为同一类型单位中的位次。", said)
    assert notes([*three[:2], unit_number(3, rankable=False)]) == (other,)
    both = notes([*three, unit_number(3, rankable=False)])
    assert both == ("位次为同一类型单位中的位次。", said, f"其他{other}")


def test_a_rank_among_peers_has_its_own_word_and_note() -> None:
    [table] = [
        one for name, one in build(*cohort(6)).tables.items() if name.startswith("ranking-")
    ]  # fmt: skip
    assert [column.header for column in table.columns].count("同级同类位次") == 1
    assert table.notes == ("同级同类位次为类型、类别都相同的单位中的位次/单位数。",)
    # Where each is the only one of its class there is neither.
    alone = [unit_number(1, unit_class="东部"), unit_number(2, unit_class="西部")]
    table = build(*with_words(cohort_of(alone))).tables["ranking-0"]
    assert ("同级同类位次" in [column.header for column in table.columns], table.notes) == (False, ())


def test_the_order_of_responses_changes_nothing(bulletins: ReportWriter) -> None:
    results, system = cohort(12)
    turned = replace(results, units=results.units[::-1],
                     response_digests=dict(reversed(list(results.response_digests.items()))))  # fmt: skip
    every: tuple[dict[str, Any], ...] = ({}, {"anonymous": True}, {"ranking": "bands"})
    for options in every:
        first = bulletins.render(build(results, system, **options), ("html",))
        assert bulletins.render(build(turned, system, **options), ("html",)) == first


def test_pdf(bulletins: ReportWriter) -> None:
    results, system = cohort(7, wide)
    data = bulletins.render(build(results, system), ("pdf",))["pdf"]
    assert data.startswith(b"%PDF-")


def test_the_table_of_all_units_lies_on_its_side_where_names_would_have_no_room() -> None:
    results, system = cohort(7, five_dimensions)
    table = build(results, system).tables["units"]
    assert (len(table.columns) > 9, table.wide) == (True, True)
    results, system = cohort(7, two)
    table = build(results, system).tables["units"]
    assert (len(table.columns) > 9, table.wide) == (False, False)
