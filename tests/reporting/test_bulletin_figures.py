"""One indicator has one score rate in a bulletin; the public gets no digests, nor counts of what it does not see."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dgassess.reporting.bulletin import Earlier
from dgassess.reporting.contents import ClauseText, Sensitivity
from tests.reporting.cohort_factory import cohort
from tests.reporting.factory import Branch, leaf
from tests.reporting.test_bulletin import REQUEST, build, column


def uneven(number: int) -> list[Any]:
    """Half the units lack an indicator, so that the other weighs more with them."""
    state = "not-applicable" if number % 2 else "scored"
    other = leaf("D1-2", "乙", None if number % 2 else number, 1, state=state)
    return [Branch("D1", "维度", [leaf("D1-1", "甲", number * 9, 1), other])]


def test_one_indicator_has_one_score_rate() -> None:
    results, system = cohort(8, uneven)
    words = {
        id_: replace(text, responsible="网信办" if id_ == "D1-1" else "数据局", clauses=(id_,))
        for id_, text in system.indicators.items()
    }
    clauses = (ClauseText("D1-1", "甲款"), ClauseText("D1-2", "乙款"))
    contents = build(results, replace(system, indicators=words, clauses=clauses))
    rates = dict(
        zip(column(contents, "problems", "指标"), column(contents, "problems", "平均得分率"), strict=True)
    )
    assert rates == {"甲": "40.5%", "乙": "5.0%"}
    assert dict(
        zip(
            column(contents, "departments", "责任单位"),
            column(contents, "departments", "平均得分率"),
            strict=True,
        )
    ) == {"网信办": "40.5%", "数据局": "5.0%"}
    assert sorted(column(contents, "clauses", "得分率")) == ["40.5%", "5.0%"]


def test_departments_say_that_they_are_not_judged_by_restricted_indicators() -> None:
    results, system = cohort(8)
    words = {id_: replace(text, responsible="网信办") for id_, text in system.indicators.items()}
    assert build(results, replace(system, indicators=words)).tables["departments"].notes == ()
    words["D1-1"] = replace(words["D1-1"], sensitivity="restricted")
    contents = build(results, replace(system, indicators=words))
    assert contents.tables["departments"].notes == ("只计可列示的指标，公开范围受限的不计入。",)
    assert column(contents, "departments", "指标数") == ["5"]


def test_the_public_gets_no_digest_of_answers() -> None:
    results, system = cohort(6)
    request = replace(REQUEST, audience="public")
    named = ("全部填报数据合并摘要值", "上轮填报数据合并摘要值")
    for asked, there in ((REQUEST, True), (request, False)):
        contents = build(results, system, asked, previous=Earlier(results, "2025"))
        items = column(contents, "versions", "项目")
        assert [name in items for name in named] == [there, there]


def test_blanks_of_hidden_indicators_are_not_counted_for_the_public() -> None:
    def gaps(number: int) -> list[Any]:
        return [
            Branch("D1", "维度1", [leaf("D1-1", "甲", None), leaf("D1-2", "乙", number * 9)]),
            leaf("D2", "丙", 50, 5),
        ]

    results, system = cohort(6, gaps)
    words = {id_: replace(text, sensitivity="public") for id_, text in system.indicators.items()}
    given: tuple[tuple[Sensitivity, int], ...] = (("public", 6), ("restricted", 0))
    for sensitivity, count in given:
        words["D1-1"] = replace(words["D1-1"], sensitivity=sensitivity)
        contents = build(results, replace(system, indicators=words), replace(REQUEST, audience="public"))
        assert contents.values["missing_units"] == count
