"""What reports say of strengths, of what is left out, of shares and of single units holds whatever the scores."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from dgassess.engine.results import Results
from dgassess.reporting import bulletin, diagnosis
from dgassess.reporting.blocks import Table, plain
from dgassess.reporting.bulletin import Earlier
from dgassess.reporting.change_text import UnitMove
from dgassess.reporting.contents import Audience, ClauseText, Contents, SystemText
from dgassess.reporting.writer import ReportWriter
from dgassess.values.language import speaking
from tests.reporting.cohort_factory import cohort_of, unit_number, words_of
from tests.reporting.conftest import REQUEST
from tests.reporting.factory import Branch, leaf, results_of, sample, texts_of, unit_of
from tests.reporting.test_bulletin import build, column
from tests.reporting.test_change_note import TEXT, UNITS, built, lines, rows, written
from tests.reporting.test_diagnosis import full_text


def texts(table: Table) -> str:
    return "\n".join(plain(cell.runs) for row in table.rows for cell in row.cells)


def restricted(count: int = 6, audience: Audience = "internal") -> tuple[Results, SystemText, Contents]:
    """The best indicator, alone in its dimension, is restricted; its sibling below another one is, too."""

    def tree(number: int) -> list[Any]:
        return [
            Branch("A", "制度", [leaf("A-1", "规划", 60 + number), leaf("A-2", "会议", 50 + number)], 2),
            Branch("B", "安全", [leaf("B-1", "密评", 90 + number)]),
            Branch("C", "服务", [leaf("C-1", "网办", 40 + number), leaf("C-2", "满意", 85)], 3),
        ]

    results = cohort_of([unit_number(number, tree) for number in range(1, count + 1)])
    system = words_of(results)
    words = {key: replace(one, responsible="机要处" if key == "B-1" else "数据局")
             for key, one in system.indicators.items()}  # fmt: skip
    words["B-1"] = replace(words["B-1"], sensitivity="restricted")
    system = replace(system, indicators=words)
    request = replace(REQUEST, audience=audience)
    return results, system, bulletin.build(results, system, request)


def test_a_bulletin_says_which_dimensions_it_leaves_out(bulletins: ReportWriter) -> None:
    _, _, contents = restricted()
    shown = column(contents, "dimensions", "名称")
    [absent] = [name for name in ("制度", "服务") if name not in shown]
    text = full_text(bulletins.document(contents))
    said = next(line for line in text.split("\n") if line.startswith("未列"))
    assert said.partition("：")[0].removeprefix("未列").split("、") == [
        name for name in ("制度", "安全", "服务") if name in ("安全", absent)
    ]
    assert "公开范围受限的1项指标不在成效和问题中列名，均值见附表。" in text


@pytest.mark.parametrize("audience", ["internal", "unit", "public"])
def test_a_restricted_indicator_is_named_in_the_annex_alone(audience: Audience) -> None:
    results, system, contents = restricted(audience=audience)
    assert ("密评" in column(contents, "indicators", "指标")) == (audience == "internal")
    named = [*contents.values["strong"], *contents.values["weak"], *contents.values["problems"]]  # type: ignore[misc]
    named += [task.department + task.indicators for task in contents.values["tasks"]]  # type: ignore[attr-defined]
    assert named
    assert not any("密评" in one or "机要处" in one for one in named)
    words = {**system.indicators, "B-1": replace(system.indicators["B-1"], sensitivity="internal")}
    public = build(results, replace(system, indicators=words))
    assert public.values["strong"][0].startswith("密评")  # type: ignore[index]


@pytest.mark.parametrize("same", [False, True])
def test_an_indicator_without_a_mean_that_may_appear_is_counted(same: bool) -> None:
    """Where all have the same restricted score, its mean is every unit's."""

    def tree(number: int) -> list[Any]:
        return [
            leaf("A", "甲", 40 + number),
            leaf("B", "乙", 70 if same else 70 + number),
            leaf("C", "丙", 50 + number),
        ]

    results = cohort_of([unit_number(number, tree) for number in range(1, 7)])
    system = words_of(results)
    words = {**system.indicators, "B": replace(system.indicators["B"], sensitivity="restricted")}
    notes = build(results, replace(system, indicators=words)).tables["indicators"].notes
    told = ["另有1项指标未列，其均值会透露单个单位的得分。"]
    assert [note for note in notes if "未列" in note] == (told if same else [])


def low(number: int) -> list[Any]:
    """Nothing reaches 80%."""
    return [
        Branch("A", "制度", [leaf("A-1", "规划", 20 + number), leaf("A-2", "会议", 70 + number)]),
        Branch("B", "服务", [leaf("B-1", "网办", 30 + number), leaf("B-2", "满意", 60 + number)]),
    ]


def test_no_strength_is_a_problem_too(bulletins: ReportWriter) -> None:
    results = cohort_of([unit_number(number, low) for number in range(1, 7)])
    clause = ClauseText("一(一)", "建立制度")
    system = words_of(results)
    words = {key: replace(one, clauses=(clause.id,)) for key, one in system.indicators.items()}
    contents = build(results, replace(system, indicators=words, clauses=(clause,)))
    assert contents.values["strong"] == ()
    text = full_text(bulletins.document(contents))
    assert "可列示的指标中，没有平均得分率达到80%的。" in text
    assert contents.tables["clauses"].caption == "得分率最低的1条条款"
    assert contents.tables["problems"].caption == "平均得分率最低的4项指标"
    one = build(results, system, problems=2)  # what is not among the listed ones may be named
    assert [text.partition("（")[0] for text in one.values["strong"]] == ["会议", "满意"]  # type: ignore[attr-defined]


def test_nor_where_indicators_stand_at_the_top() -> None:
    results = cohort_of(
        [unit_number(n, lambda n: [leaf("A", "甲", 70 + n), leaf("B", "乙", 30 + n)]) for n in range(1, 6)]
    )
    contents = build(results, words_of(results))
    assert contents.values["dimensions"].strong == ()  # type: ignore[attr-defined]
    assert build(results, words_of(results), problems=1).values["dimensions"].strong != ()  # type: ignore[attr-defined]


def test_a_units_strength_has_a_fair_score_whatever_the_rest() -> None:
    unit = unit_of(
        [Branch("A", "制度", [leaf("A-1", "规划", 0), leaf("A-2", "会议", 59), leaf("A-3", "经费", 60)])]
    )
    values = diagnosis.build(results_of(unit), unit, texts_of(unit), (), REQUEST).values
    assert values["strong"] == ["经费（60.00）"]
    assert values["parts"][0].strong == "经费（60.00）"  # type: ignore[index]


@pytest.mark.parametrize(("audience", "head"), [("internal", "占全部失分"), ("public", "占可列示失分")])
def test_shares_of_lost_points_say_what_they_are_of(audience: Audience, head: str) -> None:
    results, system, contents = restricted(audience="public")
    if audience == "internal":  # nothing restricted, nothing hidden
        words = {key: replace(one, sensitivity="internal") for key, one in system.indicators.items()}
        contents = build(results, replace(system, indicators=words))
    assert [one.header for one in contents.tables["departments"].columns].count(head) == 1


def test_a_unit_s_lost_points_are_all_or_those_shown(writer: ReportWriter) -> None:
    results, unit, system, evidence = sample()
    whole = diagnosis.build(results, unit, system, evidence, REQUEST)
    text = full_text(writer.document(whole))
    assert "主要失分：共失" in text
    assert "占全部失分的比重" in text
    first = next(node.id for node in unit.nodes.values() if node.kind == "indicator" and node.lost)
    words = {**system.indicators, first: replace(system.indicators[first], sensitivity="restricted")}
    part = diagnosis.build(
        results, unit, replace(system, indicators=words), evidence, replace(REQUEST, audience="public")
    )
    text = full_text(writer.document(part))
    assert "主要失分：本报告所列指标共失" in text
    assert "占全部失分" not in text
    shown = Fraction(part.values["losses"].total)  # type: ignore[attr-defined]
    assert shown < Fraction(whole.values["losses"].total)  # type: ignore[attr-defined]


def test_all_items_are_not_said_to_account_for_all(writer: ReportWriter) -> None:
    results, unit, system, evidence = sample()
    for options, said in ((diagnosis.DiagnosisOptions(losses=1), True), (None, False)):
        contents = diagnosis.build(results, unit, system, evidence, REQUEST, options)
        text = full_text(writer.document(contents))
        assert ("失分最多的1项占其中的" in text) == said
        assert "占其中的100.0%" not in text


def test_one_rank_of_a_type_is_none_in_every_annex() -> None:
    """A unit that is the only ranked one of its type: in the table of units and beside the earlier round."""
    units = [unit_number(n) for n in range(1, 5)] + [unit_number(9, type="县")]
    earlier = cohort_of([*units[:3], unit_number(9, type="县"), unit_number(10, type="县")])
    results = cohort_of(units)
    contents = build(results, words_of(results), previous=Earlier(earlier, "2025"))
    names, places = column(contents, "units", "单位"), column(contents, "units", "位次")
    assert dict(zip(names, places, strict=True))["第9市"] == "—"
    moved = dict(
        zip(column(contents, "unit-changes", "单位"), column(contents, "unit-changes", "位次"), strict=True)
    )
    assert moved["第9市"] in ("1→—", "2→—")
    assert "等级、位次未变的只列一个，有变化的列为上轮→本轮。" in contents.tables["unit-changes"].notes


def test_zero_parts_are_left_out(bulletins: ReportWriter) -> None:
    results = cohort_of([unit_number(n, lambda n: low(n + 3)) for n in range(1, 7)])
    earlier = cohort_of([unit_number(n, low) for n in range(1, 7)])
    contents = build(results, words_of(results), previous=Earlier(earlier, "2025"))
    text = full_text(bulletins.document(contents))
    assert "；6个单位提高。" in text
    assert "0个单位" not in text


@pytest.mark.parametrize("kind", ["versions", "rounds"])
def test_a_unit_s_own_note_says_among_how_many_it_ranks(kind: str) -> None:
    own = replace(TEXT, kind=kind, units=(UNITS[1],), only="乙市", compared=4)  # type: ignore[arg-type]
    contents = built(own, "unit")
    note, *more = contents.tables["units"].notes
    assert more == (["两轮参评单位不完全相同时，位次不宜直接比较。"] if kind == "rounds" else [])
    assert (
        note
        == {
            "versions": "位次为参与比较的4个评估对象中的位次，本说明只列其中一个。",
            "rounds": "位次为各轮全部评估对象中的位次。",
        }[kind]
    )
    facts = {fact.name: fact.value for fact in contents.facts["summary"].items}
    assert (facts["变动"], facts["等级"], facts["位次"]) == ("+9.00", "中", "2 → 1（上升1位）")
    assert "总分上升" not in facts


def test_a_unit_s_own_note_where_nothing_moved() -> None:
    still = UnitMove("3", "丙市", "市", Fraction(60), Fraction(60), ("差", "差"), (3, 3))
    with speaking("en"):
        said = lines(written(replace(TEXT, units=(still,), only="丙市", compared=4), "unit"))
    assert "The total, the level and the rank did not change." in said


def test_levels_that_moved_one_way_are_said_so() -> None:
    up = tuple(replace(UNITS[0], id=str(n), level=("中", "好")) for n in range(3))
    with speaking("en"):
        assert "Level: 3 units rose." in lines(written(replace(TEXT, units=up)))
        mixed = (*up, replace(UNITS[0], id="9"))
        assert "Level: 4 units changed level: 3 rose, 1 fell." in lines(written(replace(TEXT, units=mixed)))
    assert rows(built(replace(TEXT, units=up)).tables["units"])[0][5] == "中 → 好"
