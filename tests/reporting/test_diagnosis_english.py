"""What a diagnosis report says in English: whole sentences, and nothing of the Chinese ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest

from dgassess.engine.gains import Gains, NextLevel
from dgassess.engine.results import AdjustmentResult, Results, Step, UnitResult, VetoResult, ViewResult
from dgassess.reporting import annexes, standing
from dgassess.reporting.advice import advice
from dgassess.reporting.audience import View, view
from dgassess.reporting.benchmark import benchmark
from dgassess.reporting.blocks import Table, block_texts, plain
from dgassess.reporting.breakdown import breakdown
from dgassess.reporting.charts import Chart
from dgassess.reporting.clauses import clauses, groupings
from dgassess.reporting.contents import ClauseText, EvidenceText, LevelText, ReportRequest
from dgassess.reporting.losses import losses
from dgassess.reporting.peers import peer_texts
from dgassess.reporting.problems import problems
from dgassess.reporting.shapes import BarsChart
from dgassess.reporting.waterfall import waterfall
from dgassess.reporting.wording import Numbers
from dgassess.values.language import speaking
from tests.reporting.factory import Branch, leaf, results_of, texts_of, unit_of
from tests.wording import CHINESE

LEVELS = (LevelText("leading", at_least=Fraction(80)), LevelText("catching up"))
REQUEST = ReportRequest(period="2026", tool="dgassess 1.0.0")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


def town(id_: str = "1", score: int = 60) -> UnitResult:
    tree = [
        Branch(
            name[0], name, [leaf(f"{name[0]}-1", f"{name} 1", score), leaf(f"{name[0]}-2", f"{name} 2", 100)]
        )
        for name in ("Access", "Build", "Care", "Data")
    ]
    unit = unit_of(tree, id=id_, name=f"Town {id_}", type="city", unit_class="east")
    assert unit.base is not None
    return replace(
        unit, level="catching up", level_by_score="leading", rank=3, peer_rank=int(id_), peer_group="city, east",
        peer_count=6, total=unit.base + 2, total_exact=unit.base + 2, self_total=Fraction(90), self_level="leading",
        adjustments=(AdjustmentResult("JF-1", "Praise", "bonus", Fraction(2), "scored"),
                     AdjustmentResult("KF-1", "Delay", "penalty", Fraction(0), "missing")),
        vetoes=(VetoResult("FJ-1", "Data breach", True, "scored", (), ("Level at most ‘catching up’.",)),),
        steps=(Step("base", "The base."), Step("veto-level", "Level lowered.", "leading", "catching up")),
        views={"by": (ViewResult("a", "Alpha", ("A-1", "A-2"), Fraction(80), Fraction(1), Fraction(20)),)},
    )  # fmt: skip


def breached() -> UnitResult:
    """The town with its first dimension at the lowest score."""
    unit = town()
    zero = Fraction(0)
    nodes = {
        id_: replace(
            node, score=node.score if node.parent else zero, contribution=zero, lost=(node.share or zero) * 100,
            zeroed_by="FJ-1",
        )
        if id_[0] == "A" else node
        for id_, node in unit.nodes.items()
    }  # fmt: skip
    return replace(unit, nodes=nodes)


def seen_of(unit: UnitResult) -> tuple[Numbers, Results, View]:
    results = results_of(
        unit, *(town(str(number), 50 + number) for number in range(2, 7)), system_name="Towns"
    )
    system = texts_of(unit, LEVELS)
    words = {
        id_: replace(
            one, standard="Linear.", clauses=("1(a)", "2"), answer_text="41", responsible="Office",
            evidence=("Plan", "List"), method_text="41 points",
        )
        for id_, one in system.indicators.items()
    }  # fmt: skip
    listed = (ClauseText("1(a)", "Access for all", "Part one"), ClauseText("2", "Care"))
    return (
        Numbers.of(results),
        results,
        view(unit, replace(system, indicators=words, clauses=listed), "internal"),
    )


def said(*things: Table | Chart | None) -> str:
    lines: list[str] = []
    for one in things:
        assert one is not None
        lines += (
            [*block_texts(one), *(column.header for column in one.columns)]
            if isinstance(one, Table)
            else [one.title, one.description, one.caption]
        )
    return "\n".join(lines)


def test_standing() -> None:
    numbers, results, seen = seen_of(town())
    overall = standing.overall(numbers, results, seen)
    facts = standing.facts(overall, seen.unit, 8, 1, "")
    assert [(fact.name, fact.value, fact.note) for fact in facts] == [
        ("Total score", "82.00 points", ""), ("Level", "catching up", "by score: leading"),
        ("Base score", "80.00 points", ""), ("Self-assessed total", "90.00 points", "self-assessed level: leading"),
        ("Rank", "3 of 6 (all units)", ""), ("Rank", "1 of 6 (peer group city, east)", ""),
        ("Applicable indicators", "8", ""), ("Missing indicators", "1", ""),
    ]  # fmt: skip
    band = standing.band(numbers, LEVELS, seen.unit)
    assert band is not None
    assert band.description == (
        "From lowest to highest: catching up (<80), leading (≥80). "
        "The total score is 82.00 points, which by itself would give leading; the level awarded is catching up."
    )
    vetoes = standing.vetoes(seen)
    assert [plain(cell.runs) for cell in vetoes.rows[0].cells] == [
        "FJ-1", "Data breach", "Triggered", "Level at most ‘catching up’",
    ]  # fmt: skip
    text = said(
        standing.steps(seen.unit), standing.adjustments(numbers, seen), vetoes, waterfall(numbers, seen)
    )
    assert "Base score: 80.00, Praise: +2.00, Total score: 82.00." in text
    assert "Not answered" in text
    assert not CHINESE.search(text)


def test_parts_and_losses() -> None:
    numbers, results, seen = seen_of(town())
    parts = breakdown(numbers, results, seen, 3, {"A": Fraction(70)})
    lost = losses(numbers, seen, 15)
    text = said(*parts.tables.values(), *parts.charts.values(), lost.table, lost.chart)
    assert "Access: 80.00 (peer mean 70.00), Build: 80.00" in text
    assert (
        "The 4 indicators that lost the most points (in brackets: cumulative share of all lost points)"
        in text
    )
    assert "Build 1: 5.00 (50.0%)" in text
    assert not CHINESE.search(text)


def test_what_a_veto_zeroed() -> None:
    numbers, results, seen = seen_of(breached())
    parts = breakdown(numbers, results, seen, 3)
    lost = losses(numbers, seen, 15)
    assert lost.zeroed == (
        "Access was set to the lowest score because of veto ‘Data breach’ and lost 25.00 points",
    )
    assert parts.parts[0].zeroed == "veto ‘Data breach’"
    table = annexes.indicators(numbers, results, seen)
    text = said(*parts.tables.values(), *parts.charts.values(), lost.table, lost.chart, table)
    assert "Scores within Access (before the veto)" in text
    assert "Lowest score because of veto ‘Data breach’" in text
    assert "Access: 0.00 (veto), Build: 80.00" in text
    shape = parts.charts["bars-part-0"].shape
    assert isinstance(shape, BarsChart)
    assert shape.before_legend == "Dashed outline: score before the veto, not counted in the total"
    assert not CHINESE.search(text)


def test_benchmark() -> None:
    numbers, results, seen = seen_of(town())
    compared = benchmark(numbers, seen, peer_texts(results)["city, east"], 5, 8)
    assert compared.texts.compared == "2.50 points above the peer mean"
    text = said(*compared.tables.values(), *compared.charts.values())
    assert (
        "Peers are the 6 units of the peer group (city, east) ranked in this round, this unit included."
        in text
    )
    assert not CHINESE.search(text)
    few = benchmark(numbers, seen, replace(peer_texts(results)["city, east"], count=1), 5, 8)
    assert few.texts.reason.startswith(
        "In the peer group (city, east), 1 unit was ranked in this round, fewer than 5."
    )


def test_clauses_and_groupings() -> None:
    numbers, _, seen = seen_of(town())
    covered = clauses(numbers, seen)
    _, others = groupings(numbers, seen)
    text = said(covered.table, *others.values())
    assert "dark is 80% and above, light is 60% to 80%, hatched is below 60%." in text
    assert not CHINESE.search(text)


def test_advice() -> None:
    numbers, _, seen = seen_of(town())
    ahead = NextLevel(
        "leading", Fraction(80), False, Fraction(0), ("A-1",), Fraction(87), True, (), ("Breach",)
    )
    gains = Gains({"A-1": Fraction(5), "B-1": Fraction(5)}, ahead)
    found = advice(numbers, seen, problems(numbers, seen, ()), gains, 1)
    assert [step.name for step in found.steps] == ["Targets to reach"]
    assert found.next_level is not None
    assert (found.next_level.bound, found.next_level.vetoes) == ("≥80 points", "‘Breach’")
    text = said(*found.tables.values())
    assert "Targets to reach (2; first 1 listed)" in text
    assert "What the score for leading needs (the level stays limited by vetoes)" in text
    assert not CHINESE.search(text)


def test_annexes() -> None:
    numbers, results, seen = seen_of(town())
    table = annexes.indicators(numbers, results, seen)
    assert [detail.label for detail in table.rows[1].details] == [
        "Scoring standard", "Answer", "Calculation", "Evidence required",
    ]  # fmt: skip
    given = (EvidenceText("A-1", "Plan.pdf", "1", "2026-03-01", "sha256:" + "d" * 64),)
    text = said(
        table, annexes.missing(numbers, seen), annexes.not_applicable(seen), annexes.outside(seen),
        annexes.evidence(seen, given), annexes.versions(results, seen, REQUEST),
    )  # fmt: skip
    assert "Towns (digital-government)" in text
    assert re.search(r"Only the first 16 digits of each SHA-256 digest are given", text)
    assert not CHINESE.search(text)
