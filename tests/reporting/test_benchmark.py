"""The comparison with peers: exact statistics, and silence where a group is too small."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from dgassess.reporting import diagnosis
from dgassess.reporting.benchmark import difference
from dgassess.reporting.blocks import plain
from dgassess.reporting.contents import ReportRequest
from dgassess.reporting.peers import peer_texts
from dgassess.reporting.shapes import BarsChart, RadarChart
from dgassess.reporting.wording import Numbers
from tests.reporting.factory import Branch, leaf, results_of, texts_of, unit_of

GROUP = "市·东部"


def unit(score: int, id_: str, group: str = GROUP) -> Any:
    tree = [
        Branch(
            one, f"维度{one}", [leaf(f"{one}-1", f"指标{one}1", score), leaf(f"{one}-2", f"指标{one}2", 60)]
        )
        for one in "ABC"
    ]
    return unit_of(tree, id=id_, name=f"对象{id_}", peer_group=group, peer_rank=1, peer_count=5)


def contents(*scores: int, **request: Any) -> Any:
    units = [unit(score, str(index)) for index, score in enumerate(scores)]
    results = results_of(*units)
    peers = peer_texts(results).get(GROUP)
    return diagnosis.build(results, units[0], texts_of(units[0]), (), ReportRequest(**request), peers=peers)


def test_statistics_are_exact_and_by_group() -> None:
    others = [unit(10, "9", "县·西部"), replace(unit(99, "8"), rankable=False, total=None)]
    found = peer_texts(results_of(*(unit(score, str(score)) for score in (0, 10, 30, 40)), *others))
    own = found[GROUP]
    assert (own.count, found["县·西部"].count) == (4, 1)
    assert own.nodes["A-1"].mean == 20
    assert own.nodes["A-1"].median == 20
    assert own.nodes["A-1"].best == 40
    assert own.nodes["A-1"].lowest == 0
    assert own.total is not None
    assert own.total.mean == Fraction(40)


def test_below_a_zeroed_group_the_lowest_score_counts() -> None:
    one = unit(80, "1")
    zeroed = replace(one, nodes={k: replace(n, zeroed_by="FJ") for k, n in one.nodes.items()})
    assert peer_texts(results_of(zeroed))[GROUP].nodes["A-1"].mean == 0


def test_the_unit_beside_its_peers() -> None:
    made = contents(90, 10, 20, 30, 50)
    said = made.values["peers"]
    assert (said.shown, said.count, said.total, said.mean, said.median) == (
        True,
        5,
        "75.00",
        "50.00",
        "45.00",
    )
    assert said.compared == "高于同类平均25.00分"
    last = [plain(cell.runs) for cell in made.tables["peers"].rows[-1].cells]
    assert last == ["综合得分", "75.00", "50.00", "+25.00", "45.00", "75.00", "35.00"]
    assert [plain(row.cells[1].runs) for row in made.tables["peers-above"].rows] == ["A-1", "B-1", "C-1"]
    assert "peers-below" not in made.tables
    radar, bars = made.charts["radar-peers"].shape, made.charts["bars-top"].shape
    assert isinstance(radar, RadarChart)
    assert isinstance(bars, BarsChart)
    assert [axis.peer_ratio for axis in radar.axes] == [0.5, 0.5, 0.5]
    assert [bar.peer for bar in bars.bars] == [0.5, 0.5, 0.5]


@pytest.mark.parametrize("audience", ["internal", "unit", "public"])
def test_four_are_too_few(audience: str) -> None:
    made = contents(90, 10, 20, 30, audience=audience)
    assert not made.values["peers"].shown
    assert "有4个，少于5个" in made.values["peers"].reason
    assert not [name for name in (*made.tables, *made.charts) if "peers" in name]


def test_the_public_sees_no_best_and_no_lowest() -> None:
    headers = [
        column.header for column in contents(90, 10, 20, 30, 50, audience="public").tables["peers"].columns
    ]
    assert headers == ["项目", "本单位", "同类均值", "与均值之差", "同类中位数"]


def test_differences_in_words() -> None:
    numbers = Numbers.of(results_of())
    assert difference(numbers, Fraction("0.004")) == "与同类平均持平"
    assert difference(numbers, Fraction("-1.5")) == "低于同类平均1.50分"
