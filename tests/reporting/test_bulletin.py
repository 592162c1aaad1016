"""The bulletin's contents make sense for any cohort, and every sensible cohort can be written."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from dgassess.engine.results import Results, Step
from dgassess.reporting import bulletin
from dgassess.reporting.blocks import plain
from dgassess.reporting.bulletin import Earlier
from dgassess.reporting.bulletin_options import BulletinOptions
from dgassess.reporting.contents import ClauseText, Contents, ReportRequest, SystemText
from dgassess.reporting.shapes import DistributionChart, HeatMapChart, SlopeChart
from dgassess.reporting.writer import ReportWriter
from tests.reporting.cohort_factory import cohort, cohort_of, five_dimensions, total, unit_number, words_of
from tests.reporting.factory import Branch, leaf
from tests.reporting.test_diagnosis import full_text, headings, table

REQUEST = ReportRequest("2026", "省数据局", "2027年3月1日", tool="dgassess 1.0.0")


def build(results: Results, system: SystemText, request: ReportRequest = REQUEST, **options: Any) -> Contents:
    previous = options.pop("previous", None)
    return bulletin.build(results, system, request, BulletinOptions(**options), previous)


def column(contents: Contents, name: str, header: str) -> list[str]:
    found = contents.tables[name]
    index = [one.header for one in found.columns].index(header)
    return [plain(row.cells[index].runs) for row in found.rows if len(row.cells) > 1]


def test_sections_in_order(bulletins: ReportWriter) -> None:
    results, system = cohort(12)
    system = replace(
        system,
        clauses=(ClauseText("三(二)", "落实制度"),),
        indicators={
            id_: replace(text, clauses=("三(二)",), responsible="数据局")
            for id_, text in system.indicators.items()
        },
    )
    document = bulletins.document(build(results, system))
    assert headings(document) == [
        "呈报摘要", "一、总体情况", "（一）参评与得分", "（二）位次", "（三）各维度情况", "（四）分类比较",
        "二、主要成效", "三、存在问题", "（一）共性问题", "（二）条款落实", "（三）责任单位（条线）情况",
        "四、下一步工作要求", "附表1\u3000得分情况", "附表2\u3000指标得分统计", "附录\u3000方法与版本",
    ]  # fmt: skip
    assert document.cover.title == "关于2026年度数字政府建设评估情况的通报"
    assert document.cover.notice == "内部资料　注意保管"


def test_figures_of_the_whole() -> None:
    results, system = cohort(5)
    said: Any = build(results, system).values["totals"]
    totals = [total(results, index) for index in range(5)]
    mean = sum(totals, Fraction(0)) / 5
    assert said.units == said.scored == said.ranked == 5
    assert said.mean == f"{float(mean):.2f}"
    assert said.median == f"{float(sorted(totals)[2]):.2f}"
    assert (said.lowest, said.highest) == (f"{float(min(totals)):.2f}", f"{float(max(totals)):.2f}")
    assert said.kinds == "市5个"


def test_units_are_ranked_within_their_type() -> None:
    units = [unit_number(n) for n in range(1, 4)] + [unit_number(n, type="县") for n in range(4, 8)]
    results = cohort_of(units)
    contents = build(results, words_of(results), margin=Fraction(0))
    kinds = [one.kind for one in contents.values["ranking"].listings]  # type: ignore[attr-defined]
    assert kinds == ["市", "县"]
    for name, among in (("ranking-0", units[:3]), ("ranking-1", units[3:])):
        best_first = sorted(among, key=lambda unit: -(unit.total or 0))
        assert column(contents, name, "单位") == [unit.name for unit in best_first]
        assert column(contents, name, "位次") == [str(place) for place in range(1, len(among) + 1)]
    assert [row[0] for row in table(contents, "units") if len(row) == 1] == ["市", "县"]


def test_neighbours_hard_to_tell_apart_are_marked() -> None:
    units = [
        replace(unit_number(n), total=Fraction(score))
        for n, score in enumerate(("80", "79.5", "79.01", "60", "60"), 1)
    ]
    results = cohort_of(units)
    contents = build(results, words_of(results))
    marks = column(contents, "ranking-0", "备注")
    assert marks == ["", "", "与上一位相差不足0.5分", "并列", "并列"]
    assert contents.values["ranking"].listings[0].close == 1  # type: ignore[attr-defined]
    # The margin is a part of the scale.
    small = replace(results, highest=Fraction(5))
    assert build(small, words_of(small)).values["ranking"].margin == "0.025"  # type: ignore[attr-defined]


def test_bands_name_units_in_the_order_of_codes_without_ranks(bulletins: ReportWriter) -> None:
    results, system = cohort(12)
    contents = build(replace(results, units=results.units[::-1]), system, ranking="bands")
    for row in table(contents, "ranking-0"):
        members = row[2].split("、")
        assert members == sorted(members, key=lambda name: int(name[1:-1]))
        assert len(members) == int(row[1])
    assert column(contents, "units", "代码") == sorted(column(contents, "units", "代码"))
    text = full_text(bulletins.document(contents))
    assert "第1位" not in text
    assert "位次" not in [one.header for name in contents.tables for one in contents.tables[name].columns]
    assert "不代表位次" in text


def test_no_ranking_and_no_scores() -> None:
    results, system = cohort(12, unit_class=None)
    contents = build(results, system, ranking="none", scores=False)
    assert not [name for name in contents.tables if name.startswith("ranking")]
    assert "综合得分" not in [one.header for one in contents.tables["units"].columns]
    names = {unit.name for unit in results.units}
    rows = [row for name in contents.tables for row in table(contents, name) if names & set(row)]
    assert len(rows) >= 12
    assert not [text for row in rows for text in row if re.fullmatch(r"\d+[.]\d+", text)]
    assert "map-1" not in contents.charts or contents.values["dimensions"].by_group  # type: ignore[attr-defined]


def test_a_long_ranking_goes_on_in_the_annex() -> None:
    results, system = cohort(30)
    contents = build(results, system, ranked=10)
    assert len(contents.tables["ranking-0"].rows) == 10
    assert len(contents.tables["units"].rows) == 30


def test_distribution() -> None:
    results, system = cohort(25)
    contents = build(results, system)
    shape = contents.charts["distribution"].shape
    assert isinstance(shape, DistributionChart)
    assert sum(one.count for one in shape.bins) == 25
    for one in shape.bins:
        low, high = map(int, one.label.split("—"))
        inside = [total(results, i) for i in range(25) if low <= total(results, i) < high]
        assert one.count == len(inside)
    levels = contents.charts["levels"].shape
    assert isinstance(levels, DistributionChart)
    assert levels.bins[0].label == "追赶型"
    assert all(0 <= place <= len(shape.bins) for place, _ in shape.marks)


def test_totals_outside_the_scale_are_counted() -> None:
    units = [
        replace(unit_number(n), total=Fraction(score)) for n, score in enumerate((-1, 0, 50, 100, 104), 1)
    ]
    results = cohort_of(units)
    shape = build(results, words_of(results)).charts["distribution"].shape
    assert isinstance(shape, DistributionChart)
    counts = {one.label: one.count for one in shape.bins}
    assert (counts["低于0"], counts["0—10"], counts["90—100"], counts["高于100"]) == (1, 1, 1, 1)


def test_heat_map_of_units_or_of_groups() -> None:
    results, system = cohort(40)
    contents = build(results, system)
    maps: list[Any] = [contents.charts[name].shape for name in ("map-1", "map-2")]
    assert contents.values["maps"] == ["map-1", "map-2"]
    assert [len(one.rows) for one in maps] == [20, 20]
    by_rank = sorted(results.units, key=lambda unit: unit.rank or 0)
    assert [row.label for one in maps for row in one.rows] == [unit.name for unit in by_rank]
    grouped = build(results, system, map_units=39).charts["map-1"].shape
    assert isinstance(grouped, HeatMapChart)
    assert [row.label for row in grouped.rows] == ["市（40个）", "市·东部（20个）", "市·西部（20个）"]


def test_a_heat_map_for_each_type() -> None:
    units = [unit_number(n) for n in range(1, 4)] + [unit_number(n, type="县") for n in range(4, 40)]
    results = cohort_of(units)
    charts = build(results, words_of(results)).charts
    assert [charts[f"map-{n}"].title for n in (1, 2, 3)] == [
        "各单位各维度得分（市）", "各单位各维度得分（县，1/2）", "各单位各维度得分（县，2/2）",
    ]  # fmt: skip
    anonymous = build(results, words_of(results), anonymous=True).charts
    assert [name for name in anonymous if name.startswith("map")] == ["map-1", "map-2"]


def test_groups_compared() -> None:
    units = [unit_number(n) for n in range(1, 11)] + [unit_number(n, type="县") for n in range(11, 14)]
    results = cohort_of(units)
    contents = build(results, words_of(results))
    assert column(contents, "groups", "分组") == ["市", "市·东部", "市·西部", "县", "县·东部", "县·西部"]
    assert column(contents, "groups", "单位数") == ["10", "5", "5", "3", "2", "1"]
    best = column(contents, "groups", "最高")
    assert best[3:] == ["—", "—", "—"]
    assert best[0] == f"{float(max(total(results, i) for i in range(10))):.2f}"


def test_units_with_those_below_them() -> None:
    city = unit_number(1)
    counties = [unit_number(n, type="县", parent=city.id) for n in range(2, 6)]
    results = cohort_of([city, *counties])
    contents = build(results, words_of(results))
    assert contents.tables["families"].caption == "市与所辖县得分对照"
    [row] = table(contents, "families")
    mean = sum((total(results, i) for i in range(1, 5)), Fraction(0)) / 4
    assert (row[0], row[3], row[4]) == ("第1市", "4", f"{float(mean):.2f}")
    assert "所辖最高" not in [one.header for one in contents.tables["families"].columns]
    more = cohort_of([city, *counties, unit_number(6, type="县", parent=city.id)])
    assert "所辖最高" in [one.header for one in build(more, words_of(more)).tables["families"].columns]
    assert "families" not in build(results, words_of(results), anonymous=True).tables


def test_departments_and_common_problems() -> None:
    results, system = cohort(10)
    words = {
        id_: replace(text, responsible="网信办" if id_.startswith("D1") else "数据局")
        for id_, text in system.indicators.items()
    }
    contents = build(results, replace(system, indicators=words))
    assert sorted(column(contents, "departments", "责任单位")) == ["数据局", "网信办"]
    lost = sum(map(Fraction, column(contents, "departments", "平均每单位失分")), Fraction(0))
    mean = Fraction(contents.values["totals"].mean)  # type: ignore[attr-defined]
    assert abs(lost - (100 - mean)) < Fraction(3, 100)
    rates = [Fraction(rate[:-1]) for rate in column(contents, "problems", "平均得分率")]
    assert rates == sorted(rates)
    assert all(rate < 80 for rate in rates)
    node = column(contents, "problems", "编号")[0]
    below = sum((unit.nodes[node].score or 0) < 60 for unit in results.units)
    assert column(contents, "problems", "得分率低于60%")[0].startswith(f"{below}个")


def test_year_on_year(bulletins: ReportWriter) -> None:
    results, system = cohort(8)
    before = cohort_of([unit_number(n, lambda n: five_dimensions(n + 50)) for n in range(3, 11)])
    contents = build(results, system, previous=Earlier(before, "2025"))
    said: Any = contents.values["changes"]
    assert said.comparable == 6
    assert said.only_now == "第1市、第2市"
    assert said.only_before == "第9市、第10市"
    old = {unit.id: unit.total for unit in before.units}
    deltas = {
        u.name: total(results, i) - (old[u.id] or 0) for i, u in enumerate(results.units) if u.id in old
    }
    assert said.improved == sum(delta > 0 for delta in deltas.values())
    shown = dict(
        zip(column(contents, "unit-changes", "单位"), column(contents, "unit-changes", "变化"), strict=True)
    )
    printed = [
        {
            row[0]: tuple(Fraction(text.replace("−", "-").replace("+", "")) for text in row[1:4])
            for row in table(contents, name)
        }
        for name in ("unit-changes", "changes")
    ]
    assert set(printed[0]) == set(shown) == set(deltas)
    assert all(by == after - before for rows in printed for before, after, by in rows.values())
    shape = contents.charts["changes"].shape
    assert isinstance(shape, SlopeChart)
    assert [line.label for line in shape.lines] == ["综合得分", "维度1", "维度2", "维度3"]
    text = full_text(bulletins.document(contents))
    assert "仅参加本轮的：第1市、第2市。" in text
    assert "与2025年度相比" in text
    hidden = build(results, system, previous=Earlier(before, "2025"), anonymous=True)
    assert "unit-changes" not in hidden.tables
    assert "由可比单位与全部单位的平均得分可推知其得分，变化情况未列。" in full_text(
        bulletins.document(hidden)
    )
    assert hidden.values["changes"].only_now == "2个单位"  # type: ignore[attr-defined]


def blank(number: int) -> list[Any]:
    return [Branch("D1", "维度1", [leaf("D1-1", "指标1", None, missing=("D1-1.q",))])]


def test_why_units_are_not_ranked(bulletins: ReportWriter) -> None:
    secret = replace(
        unit_number(6, blank), steps=(Step("rejected", "缺项须补报,不计总分:涉密指标"),), rankable=False
    )
    unranked = replace(unit_number(7), rankable=False, steps=(Step("unranked", "不适用过多"),))
    results = cohort_of([*(unit_number(n) for n in range(1, 6)), secret, unranked])
    contents = build(results, words_of(results))
    assert [row[-1] for row in table(contents, "unranked")] == [
        "缺项须补报，未计总分", "不适用指标的权重超过规定上限，计分但不参与排名",
    ]  # fmt: skip
    assert "涉密指标" not in full_text(bulletins.document(contents))
    assert "第7市" not in column(contents, "ranking-0", "单位")


@pytest.mark.parametrize(
    ("new", "left", "told"),
    [
        (0, 0, True),
        (1, 0, False),
        (4, 0, False),
        (5, 0, True),
        (0, 1, False),
        (0, 4, False),
        (0, 5, True),
        (5, 1, False),
    ],
)
def test_means_of_both_rounds_give_no_unit_of_one_round_away(new: int, left: int, told: bool) -> None:
    """With the bulletin of either round the mean over both gives that of the units which are in it alone."""
    results, system = cohort(6 + new)
    numbers = (*range(1, 7), *range(101, 101 + left))
    earlier = Earlier(cohort_of([unit_number(n) for n in numbers]), "2025")
    said: Any = build(results, system, previous=earlier, anonymous=True).values["changes"]
    assert bool(said.before) == told
    assert (said.by_dimension is not None) == told
    named: Any = build(results, system, previous=earlier).values["changes"]
    assert named.before
