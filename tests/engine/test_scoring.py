"""Both bases, shares and contributions, shares of what does not apply, views, plans."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from dgassess.rules.fields import NoValueForType
from tests.engine.building import NOT_APPLICABLE, Mini, group, leaf, question


def test_the_verified_basis_counts_and_both_are_kept() -> None:
    mini = Mini("AB", levels=[{"name": "优", "at_least": 90}, {"name": "差"}])
    reviewed = mini.unit({"A.n": 100, "B.n": 90}, verified={"A.n": 60})
    verified: Any = mini.scorer.score_unit(reviewed)
    by_self: Any = mini.scorer.score_unit(reviewed, "self")
    assert (verified.basis, verified.total, verified.self_total) == ("verified", 75, 95)
    assert (verified.level, verified.self_level) == ("差", "优")
    assert (verified.nodes["A"].score, verified.nodes["A"].self_score) == (60, 100)
    assert (by_self.basis, by_self.total, by_self.self_total, by_self.level) == ("self", 95, 95, "优")
    assert verified.answers["A.n"].value == 60
    assert verified.self_answers["A.n"].value == 100


def test_weight_that_drops_out_goes_to_the_siblings_level_by_level() -> None:
    tree = [group("G", leaf("A", weight=1), leaf("B", weight=2), leaf("C", weight=3), weight=40),
            group("H", leaf("D"), weight=60)]  # fmt: skip
    mini = Mini({}, [question(f"{id_}.n") for id_ in "ABCD"], dimensions=tree, weights_sum=100)
    result = mini.score(A=50, B_n=NOT_APPLICABLE, C=90, D=100)
    nodes = result.nodes
    assert (nodes["A"].effective_weight, nodes["B"].effective_weight) == (Fraction(1, 4), 0)
    assert (nodes["G"].share, nodes["C"].share) == (Fraction(2, 5), Fraction(3, 10))
    assert (nodes["A"].nominal_share, nodes["G"].nominal_share) == (Fraction(4, 1000), Fraction(2, 5))
    assert (nodes["G"].score, nodes["G"].contribution, nodes["G"].lost) == (80, 32, 8)
    assert result.base == 92


def test_shares_are_unknown_below_what_does_not_add_up() -> None:
    tree = [group("G", leaf("A"), leaf("B"), aggregation="minimum"), group("H", leaf("C"))]
    result = Mini({}, [question(f"{id_}.n") for id_ in "ABC"], dimensions=tree).score(A=50, B=90, C=100)
    assert (result.nodes["G"].share, result.nodes["G"].contribution) == (Fraction(1, 2), 25)
    assert (result.nodes["A"].share, result.nodes["A"].contribution, result.nodes["A"].lost) == (None,) * 3
    assert result.nodes["A"].effective_weight == Fraction(1, 2)


def test_shares_of_a_sum_until_its_cap() -> None:
    mini = Mini("ABC", aggregation={"kind": "sum", "cap": 60})
    below, above = mini.score(A=10, B=20, C=30), mini.score(A=10, B=20, C=31)
    assert [(below.nodes[id_].share, below.nodes[id_].contribution) for id_ in "AC"] == [(1, 10), (1, 30)]
    assert (above.base, above.nodes["A"].share, above.nodes["A"].contribution) == (60, None, None)


def test_a_tie_rounded_up_at_a_node_still_adds_up() -> None:
    leaves = {"A": {"weight": 4999995}, "B": {"weight": 5000005}}
    mini = Mini(leaves, scale={"highest": 1}, rounding={"digits": 0, "stage": "node"})
    result = mini.score(A=1, B=0)
    assert (result.base, result.nodes["A"].share) == (1, Fraction(4999995, 10000000))


@pytest.mark.parametrize(("limit", "rankable"), [(50, True), (49.9, False), (None, True)])
def test_above_the_limit_a_unit_is_scored_but_not_ranked(limit: float | None, rankable: bool) -> None:
    limits: dict[str, Any] = {} if limit is None else {"not_applicable_limit": limit}
    mini = Mini({"A": {"weight": 2}, "B": {}, "C": {}}, **limits)
    result = mini.score(A_n=NOT_APPLICABLE, B=50, C=70)
    assert (result.total, result.not_applicable_share, result.rankable) == (60, Fraction(1, 2), rankable)
    assert [step.kind == "unranked" for step in result.steps][-1] is not rankable
    assert mini.rank(("1", None, None, {"A": NOT_APPLICABLE, "B": 50, "C": 70})).units[0].rank == (
        1 if rankable else None
    )


def test_what_is_not_for_the_type_is_not_counted_as_not_applicable() -> None:
    mini = Mini({"A": {"unit_types": ["省"]}, "B": {}, "C": {}}, unit_types=["省", "县"])
    result = mini.score(type_="县", B_n=NOT_APPLICABLE, C=50)
    assert result.not_applicable_share == Fraction(1, 2)


def test_the_share_of_a_sum_that_does_not_apply_is_a_part_of_it() -> None:
    result = Mini({"A": {}, "B": {}, "C": {}, "D": {"weight": 0}}, aggregation="sum").score(
        A_n=NOT_APPLICABLE, B=10, C=10, D_n=NOT_APPLICABLE
    )
    assert result.not_applicable_share == Fraction(1, 3)


def test_without_additive_shares_indicators_are_counted() -> None:
    mini = Mini({"A": {"weight": 9}, "B": {}}, aggregation="minimum")
    assert mini.score(A_n=NOT_APPLICABLE, B=10).not_applicable_share == Fraction(1, 2)


def test_views_group_the_same_indicators_otherwise() -> None:
    leaves = {
        "A": {"weight": 1, "responsible": "数据局", "clauses": ["一(一)"]},
        "B": {"weight": 3, "clauses": ["一(一)", "一(二)"]},
        "C": {"weight": 4, "responsible": "数据局"},
    }
    views = [
        {"id": "v1", "name": "条款", "by": "clause"},
        {"id": "v2", "name": "部门", "by": "responsible"},
        {"id": "v3", "name": "自选", "groups": [{"id": "x", "name": "甲", "indicators": ["C", "A"]}]},
    ]
    clauses = [{"id": "一(一)", "title": "甲"}, {"id": "一(二)", "title": "乙"}]
    mini = Mini(leaves, views=views, clauses=clauses)
    result = mini.score(A=40, B=80, C=100)
    found = {view: [(g.id, g.score, g.share) for g in groups] for view, groups in result.views.items()}
    assert found == {
        "v1": [("一(一)", 70, Fraction(1, 2)), ("一(二)", 80, Fraction(3, 8))],
        "v2": [("数据局", 88, Fraction(5, 8)), ("未指定", 80, Fraction(3, 8))],
        "v3": [("x", 88, Fraction(5, 8))],
    }
    assert result.views["v1"][0].lost == 15
    without = mini.score(A=40, B_n=NOT_APPLICABLE, C=100)
    assert [(g.score, g.share, g.lost) for g in without.views["v1"]] == [
        (40, Fraction(1, 5), 12),
        (None, 0, None),
    ]
    assert result.base == 85


def test_one_question_may_serve_several_indicators() -> None:
    mini = Mini({"A": {}, "B": {"inputs": {"n": "A.n"}}})
    assert mini.score(A=70, B=10).base == 70


def test_parameters_stand_for_their_value_by_type() -> None:
    rule = {"kind": "expression", "formula": "100 * n / goal"}
    leaves = {"A": {"rule": rule, "parameters": {"goal": {"省": 200, "default": 50}}}}
    mini = Mini(leaves, unit_types=["省", "市", "县"])
    assert [mini.score(type_=type_, A=40).base for type_ in ("省", "市", "县")] == [20, 80, 80]


def test_a_type_no_parameter_speaks_of_is_an_error_and_not_a_guess() -> None:
    mini = Mini({"A": {"weight": {"省": 1}}}, unit_types=["省", "县"])
    with pytest.raises(NoValueForType, match="县"):
        mini.scorer.plan("县")


def test_plans_are_compiled_once_for_each_type() -> None:
    scorer = Mini("A").scorer
    assert scorer.plan(None) is scorer.plan(None)


def test_questions_of_a_part_for_other_types_are_not_asked() -> None:
    parts = [
        {"weight": 1, "rule": {"kind": "value", "question": "n"}},
        {"weight": 1, "unit_types": ["省"], "rule": {"kind": "value", "question": "m"}},
    ]
    mini = Mini(
        {"A": {"rule": {"kind": "composite", "parts": parts}}}, [question("A.m"), question("A.note", "text")],
        unit_types=["省", "县"],
    )  # fmt: skip
    assert list(mini.scorer.plan("省").asked) == ["A.n", "A.m", "A.note"]
    assert list(mini.scorer.plan("县").asked) == ["A.n", "A.note"]
    assert mini.score(type_="县", A=70, A_m=10).base == 70


def test_questions_of_a_part_within_a_part_follow_the_type_too() -> None:
    inner = {"kind": "composite", "parts": [{"weight": 1, "rule": {"kind": "value", "question": "n"}},
        {"weight": 1, "unit_types": ["省"], "rule": {"kind": "value", "question": "m"}}]}  # fmt: skip
    rule = {"kind": "composite", "parts": [{"weight": 1, "rule": inner}]}
    mini = Mini({"A": {"rule": rule}}, [question("A.m")], unit_types=["省", "县"])
    assert list(mini.scorer.plan("县").asked) == ["A.n"]
    assert mini.score(type_="县").missing == ("A.n",)
    assert mini.score(type_="省").missing == ("A.n", "A.m")


def test_only_blanks_that_can_change_a_score_are_reported() -> None:
    mini = Mini("A", [question("A.note", "text"), question("A.m")])
    assert mini.score(A_m=1).missing == ("A.n",)
