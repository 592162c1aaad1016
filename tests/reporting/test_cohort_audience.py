"""What a bulletin may say of single units and of few of them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from dgassess.engine.results import AdjustmentResult
from dgassess.reporting.bulletin import build
from dgassess.reporting.bulletin_options import BulletinOptions
from dgassess.reporting.cohort_audience import Cohort, cohort, pseudonym, refused
from dgassess.reporting.cohort_departments import departments_table
from dgassess.reporting.cohort_indicators import figures
from dgassess.reporting.cohort_statistics import Statistics, statistics
from dgassess.reporting.contents import Audience, ReportRequest, SystemText
from dgassess.reporting.errors import ReportError
from tests.reporting.cohort_factory import cohort as made
from tests.reporting.cohort_factory import cohort_of, unit_number, words_of
from tests.reporting.factory import Branch, leaf


def secretive(
    count: int, *, restricted: str = "B-1", audience: Audience = "internal", **options: Any
) -> Cohort:
    """A cohort whose second dimension has nothing but a restricted indicator."""

    def tree(number: int) -> list[Any]:
        return [
            Branch(
                "A",
                "甲",
                [leaf("A-1", "甲一", 50 + number, 2), leaf("A-2", "甲二", 60), leaf("A-3", "甲三", 70)],
            ),
            Branch("B", "乙", [leaf("B-1", "乙一", 30 + number)]),
            Branch("C", "丙", [leaf("C-1", "丙一", 80), leaf("C-2", "丙二", 90)]),
        ]

    results, system = made(count, tree)
    words = dict(system.indicators)
    words[restricted] = replace(words[restricted], sensitivity="restricted")
    return cohort(results, replace(system, indicators=words), audience, BulletinOptions(**options))


def spread(*values: int) -> Statistics:
    found = statistics(map(Fraction, values))
    assert found is not None
    return found


def test_a_dimension_of_one_restricted_indicator_is_hidden_and_another_with_it() -> None:
    seen = secretive(6)
    assert {"B", "B-1"} <= seen.hidden
    assert len(seen.top()) == 1
    assert seen.top()[0].id in ("A", "C")


def test_the_mean_of_a_restricted_indicator_is_for_internal_readers_of_many() -> None:
    many, few, same = spread(1, 2, 3, 4, 5), spread(1, 2, 3, 4), spread(3, 3, 3, 3, 3)
    seen = secretive(6)
    assert seen.averaged("B-1", many)
    assert not seen.spread("B-1", many)
    assert not seen.averaged("B-1", few)
    assert not seen.averaged("B-1", same)  # the mean would be each unit's own score
    assert seen.averaged("A-1", few)
    audiences: tuple[Audience, ...] = ("unit", "public")
    for audience in audiences:
        other = secretive(6, audience=audience)
        assert not other.averaged("B-1", many)
        assert "B-1" not in [node.id for node in other.indicators()]
        assert not other.averaged("A-1", few)


def test_a_sibling_that_all_have_the_same_score_in_gives_nothing_away() -> None:
    seen = secretive(6, restricted="A-1")
    assert seen.hidden == {"A-1", "A-2"}
    assert seen.spread("A-2", spread(1, 2, 3, 4, 5))
    assert not seen.averaged("A-2", spread(3, 3, 3, 3, 3))
    assert seen.averaged("A-3", spread(3, 3, 3, 3, 3))


def test_best_and_worst_of_few_are_not_shown() -> None:
    seen = secretive(6)
    assert not seen.extremes(spread(1, 2, 3, 4))
    assert seen.extremes(spread(1, 2, 3, 4, 5))


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ({"a": 9, "b": 8}, {"a", "b"}),
        ({"a": 9, "b": 8, "c": 1}, {"a"}),  # the whole less a and b would be c
        ({"a": 9, "b": 8, "c": 3, "d": 2}, {"a", "b"}),
        ({"a": 9, "b": 2}, set()),
        ({"a": 4}, set()),
    ],
)
def test_small_groups_and_what_would_give_them_away(sizes: dict[str, int], shown: set[str]) -> None:
    assert secretive(6, anonymous=True).groups(sizes) == shown
    assert secretive(6).groups(sizes) == set(sizes)


def test_who_gets_names() -> None:
    assert secretive(3).names == {"330001": "第1市", "330002": "第2市", "330003": "第3市"}
    for seen in (
        secretive(3, anonymous=True),
        secretive(5, audience="unit"),
        secretive(5, audience="public", anonymous=False),
    ):
        assert set(seen.names.values()) == {f"{stem}单位" for stem in "甲乙丙丁戊"[: len(seen.names)]}
        assert seen.code(seen.units[0]) == ""


def test_pseudonyms_follow_neither_codes_nor_scores_nor_the_order_of_files() -> None:
    results, system = made(40)
    options = BulletinOptions(anonymous=True)
    seen = cohort(results, system, "internal", options)
    turned = cohort(replace(results, units=results.units[::-1]), system, "internal", options)
    assert seen.names == turned.names
    order = [unit.id for unit in seen.units]
    assert order != sorted(order)
    assert order != [u.id for u in sorted(results.units, key=lambda u: -(u.total or 0))]
    # Who does not know every answer cannot work the order out.
    changed = {**results.response_digests, "330001": "sha256:" + "9" * 64}
    other = cohort(replace(results, response_digests=changed), system, "internal", options)
    assert [unit.id for unit in other.units] != order


def test_pseudonyms() -> None:
    assert [pseudonym(index, 10) for index in (0, 9)] == ["甲单位", "癸单位"]
    assert pseudonym(0, 11) == "单位01"
    assert pseudonym(11, 3000) == "单位0012"
    assert len({pseudonym(index, 200) for index in range(200)}) == 200


def test_self_assessed_scores_are_not_for_the_public() -> None:
    results = cohort_of([unit_number(1)], basis="self")
    assert refused("public", "self")
    assert not refused("unit", "self")
    assert not refused("public", "verified")
    with pytest.raises(ReportError, match="not for the public"):
        cohort(results, words_of(results), "public", BulletinOptions())


def test_a_few_units_have_no_bulletin_for_others_than_the_assessors() -> None:
    """Of four units, one that knows its own score and those of the others without names knows too much."""
    for audience in ("unit", "public"):
        with pytest.raises(ReportError, match="needs 5 units"):
            secretive(4, audience=audience)
    assert len(secretive(4).units) == 4


def test_departments_are_told_of_visible_indicators_only() -> None:
    """One that answers for a restricted indicator alone is not in the view, nor what it lost in the whole."""
    results, system = made(6)
    words = {id_: replace(text, responsible="数据局") for id_, text in system.indicators.items()}
    words["D2-1"] = replace(words["D2-1"], responsible="密管丙处", sensitivity="restricted")
    audiences: tuple[Audience, ...] = ("internal", "unit", "public")
    for audience in audiences:
        seen = cohort(results, replace(system, indicators=words), audience, BulletinOptions())
        found = figures(seen)
        table = departments_table(seen, found)
        assert table is not None
        cells = [["".join(one.texts()) for one in row.cells] for row in table.rows]
        visible = [one for one in found if one.node.id not in seen.restricted]
        assert [row[:2] for row in cells] == [["数据局", str(len(visible))]]
        assert "100.0%" in cells[0]


@pytest.mark.parametrize("audience", ["unit", "public"])
def test_what_something_restricted_took_does_not_follow_outside(audience: Audience) -> None:
    """Of a unit that it was taken from the total alone is told, and in no mean of parts is there anything of it."""
    results, system = made(6)
    penalty = AdjustmentResult("KF-1", "处分", "penalty", Fraction(-2), "scored")
    units = (replace(results.units[0], adjustments=(penalty,)), *results.units[1:])
    secret = replace(system, sensitivities={"KF-1": "restricted"})
    moved = replace(results, units=units)
    request = ReportRequest(audience=audience)
    open_, closed = (build(moved, words, request).tables for words in (system, secret))
    assert [row.cells[1].texts() for row in open_["dimensions"].rows] == [("6",)] * 3
    assert [row.cells[1].texts() for row in closed["dimensions"].rows] == [("5",)] * 3
    parts = [["".join(one.texts()) for one in row.cells[-3:]] for row in closed["units"].rows]
    assert sum(row == ["—"] * 3 for row in parts) == 1
    assert closed["units"].notes == ("有1个单位不列各维度得分（“—”）：由其得分可推知公开范围受限的事项。",)
    assert open_["units"].notes == ()
    inside = build(moved, secret, ReportRequest(audience="internal")).tables
    assert [row.cells[1].texts() for row in inside["dimensions"].rows] == [("6",)] * 3


def test_an_indicator_nobody_described() -> None:
    results, _ = made(2)
    seen = cohort(results, SystemText({}), "internal", BulletinOptions())
    assert seen.text("D1-1").name == "指标11"


def test_ties_are_listed_in_the_order_of_listing() -> None:
    units = [replace(unit_number(number), total=Fraction(50)) for number in (3, 1, 2)]
    seen = cohort(cohort_of(units), words_of(cohort_of(units)), "internal", BulletinOptions())
    assert [unit.id for unit in seen.by_rank(seen.results.units)] == ["330001", "330002", "330003"]
