"""Conditions on questions, missing policies, minimum shares of present weight, types to which little applies."""

from __future__ import annotations

from typing import Any

import pytest

from dgassess.values.answers import AnswerState
from tests.engine.building import NOT_APPLICABLE, Mini, group, leaf, question


def test_hiding_a_question_hides_those_that_hang_on_it() -> None:
    more = [
        question("A.x", "yes-no"),
        question("A.y", "yes-no", visible_when="x"),
        question("A.z", visible_when="y"),
    ]
    mini = Mini({"A": {"inputs": {"n": "A.z"}}, "B": {}}, more)
    shown = mini.score(A_x=True, A_y=True, A_z=70, B=40)
    hidden = mini.score(A_x=False, A_y=True, A_z=70, B=40)
    assert shown.base == 55
    assert hidden.base == 40
    assert hidden.nodes["A"].state == "not-applicable"
    assert hidden.answers["A.y"].state is hidden.answers["A.z"].state is AnswerState.NOT_ASKED


def test_a_chain_may_be_written_in_any_order() -> None:
    more = [
        question("A.z", visible_when="y"),
        question("A.y", "yes-no", visible_when="x"),
        question("A.x", "yes-no"),
    ]
    mini = Mini({"A": {"inputs": {"n": "A.z"}}, "B": {}}, more)
    assert mini.score(A_x=False, A_y=True, A_z=70, B=40).base == 40


def test_a_blank_switch_hides_nothing() -> None:
    more = [question("A.x", "yes-no"), question("A.y", visible_when="x")]
    mini = Mini({"A": {"inputs": {"n": "A.y"}}, "B": {}}, more)
    assert mini.score(A_y=70, B=40).nodes["A"].score == 70
    # A blank must not earn what "yes" with a blank below it would not: the weight stays where it is.
    result = mini.score(B=40)
    assert (result.nodes["A"].state, result.nodes["A"].score, result.base) == ("missing", 0, 20)
    assert result.missing == ("A.y", "A.x") or result.missing == ("A.x", "A.y")


def test_circular_conditions_terminate() -> None:
    more = [
        question("A.x", "yes-no", visible_when="y"),
        question("A.y", "yes-no", visible_when="x"),
        question("A.z", visible_when="x and y"),
    ]
    mini = Mini({"A": {"inputs": {"n": "A.z"}}, "B": {}}, more)
    assert mini.score(A_x=True, A_y=True, A_z=70, B=40).nodes["A"].score == 70
    assert mini.score(A_x=True, A_y=False, A_z=70, B=40).nodes["A"].state == "not-applicable"
    assert mini.score(B=40).nodes["A"].state == "missing"


def test_a_question_whose_condition_is_about_itself_terminates() -> None:
    mini = Mini({"A": {"inputs": {"n": "A.z"}}, "B": {}}, [question("A.z", visible_when="z > 5")])
    assert mini.score(A_z=70, B=40).nodes["A"].score == 70
    assert mini.score(A_z=3, B=40).nodes["A"].state == "not-applicable"


def test_a_switch_owned_by_what_is_for_other_types_is_asked_where_it_decides() -> None:
    more = [
        question("A.has", "yes-no"),
        question("B.m", inputs={"has": "A.has"}, visible_when="has"),
    ]
    leaves: dict[str, dict[str, Any]] = {"A": {"unit_types": ["省"]}, "B": {"inputs": {"n": "B.m"}}}
    mini = Mini(leaves, more, unit_types=["省", "县"])
    assert mini.score(type_="县", A_has=True, B_m=70).base == 70
    assert mini.score(type_="县", A_has=False, B_m=70).base is None


@pytest.mark.parametrize(
    ("policy", "base", "score"), [("zero", 40, 0), ("exclude", 80, None), ("reject", None, None)]
)
def test_missing_policies(policy: str, base: int | None, score: int | None) -> None:
    result = Mini("AB", missing=policy).score(A=80)
    assert result.base == base
    assert (result.nodes["B"].state, result.nodes["B"].score) == ("missing", score)
    assert result.rejected is (policy == "reject")


def test_reject_names_what_is_missing() -> None:
    result = Mini({"A": {}, "B": {"missing": "reject"}}).score(A=80)
    assert (result.total, result.level, result.rankable) == (None, None, False)
    assert [(step.kind, step.causes) for step in result.steps] == [("rejected", ("B",))]
    assert result.nodes["A"].score == 80


def test_the_nearest_policy_holds() -> None:
    tree = [
        group("G", group("H", leaf("A"), leaf("B")), leaf("C", missing="zero"), missing="exclude"),
        group("K", leaf("D")),
    ]
    questions = [question(f"{id_}.n") for id_ in "ABCD"]
    mini = Mini({}, questions, dimensions=tree, missing="zero")
    result = mini.score(A=60)
    assert result.nodes["H"].score == 60
    assert result.nodes["B"].score is None
    assert result.nodes["C"].score == 0
    assert result.nodes["G"].score == 30
    assert (result.nodes["K"].state, result.nodes["K"].score) == ("missing", 0)
    assert result.base == 15


@pytest.mark.parametrize(("answers", "state", "score"), [
    ({"A": 90, "B": 60}, "scored", 80),
    ({"A": 90}, "scored", 60),
    ({"B": 60}, "missing", 0),
    ({"A_n": NOT_APPLICABLE, "B": 60}, "scored", 60),
    ({"A_n": NOT_APPLICABLE, "B_n": NOT_APPLICABLE}, "not-applicable", None),
])  # fmt: skip
def test_minimum_present(answers: dict[str, Any], state: str, score: int | None) -> None:
    tree = [group("G", leaf("A", weight=2), leaf("B"), minimum_present=50)]
    mini = Mini({}, [question(f"{id_}.n") for id_ in "ABC"], dimensions=tree, indicators=[leaf("C")])
    node = mini.score(C=10, **answers).nodes["G"]
    assert (node.state, node.score) == (state, score)


def test_minimum_present_is_met_by_exactly_its_share_and_follows_the_policy() -> None:
    tree = [group("G", leaf("A"), leaf("B"), minimum_present=50, missing="exclude")]
    mini = Mini({}, [question(f"{id_}.n") for id_ in "ABC"], dimensions=tree, indicators=[leaf("C")])
    assert mini.score(A=70, C=10).nodes["G"].score == 70
    result = mini.score(C=10)
    assert (result.nodes["G"].state, result.nodes["G"].score, result.base) == ("missing", None, 10)


def test_a_group_too_thin_may_reject_the_unit() -> None:
    tree = [
        group("G", leaf("A", missing="zero"), leaf("B", missing="zero"), minimum_present=80, missing="reject")
    ]
    result = Mini({}, [question("A.n"), question("B.n")], dimensions=tree).score(A=70)
    assert result.rejected
    assert result.steps[0].causes == ("G",)


def test_weights_that_are_all_zero_make_a_group_not_applicable() -> None:
    tree = [group("G", leaf("A", weight=0), leaf("B", weight=0))]
    mini = Mini({}, [question(f"{id_}.n") for id_ in "ABC"], dimensions=tree, indicators=[leaf("C")])
    cohort: list[dict[str, Any]] = [{"A": 90, "B": 90}, {"A": 90}, {}]
    for answers in cohort:
        result = mini.score(C=50, **answers)
        assert (result.nodes["G"].state, result.nodes["G"].score) == ("not-applicable", None), answers
        assert result.base == 50


def test_a_child_of_weight_zero_does_not_make_a_blank_group_scored() -> None:
    tree = [group("G", leaf("A", weight=0), leaf("B"))]
    mini = Mini({}, [question(f"{id_}.n") for id_ in "ABC"], dimensions=tree, indicators=[leaf("C")])
    node = mini.score(A=90, C=50).nodes["G"]
    assert (node.state, node.score, node.missing) == ("missing", 0, ("B",))


def test_a_system_without_any_weight_scores_nothing() -> None:
    result = Mini({"A": {"weight": 0}}).score(A=90)
    assert (result.base, result.total) == (None, None)
    assert result.nodes["A"].score == 90


def test_a_single_indicator_is_a_system() -> None:
    result = Mini("A").score(A=66)
    assert (result.base, result.total, result.level) == (66, 66, None)
    assert (result.nodes["A"].share, result.nodes["A"].contribution, result.nodes["A"].lost) == (1, 66, 34)


def test_a_type_to_which_nothing_applies() -> None:
    mini = Mini({"A": {"unit_types": ["省"]}}, unit_types=["省", "县"])
    result = mini.score(type_="县")
    assert (result.base, result.total, result.rankable, result.not_applicable_share) == (None, None, False, 0)
    assert result.nodes["A"].reason == "不适用于县"
    assert result.answers == {}
    assert result.steps[-1].kind == "unscored"


def test_indicators_not_for_the_type_take_no_weight() -> None:
    tree = [
        group("G", leaf("A", unit_types=["省"]), leaf("B", weight={"省": 1, "default": 3})),
        group("H", leaf("C")),
    ]
    mini = Mini({}, [question(f"{id_}.n") for id_ in "ABC"], dimensions=tree, unit_types=["省", "县"])
    assert mini.score(type_="省", A=0, B=100, C=100).base == 75
    county = mini.score(type_="县", A=0, B=100, C=100)
    assert county.base == 100
    assert (county.nodes["A"].weight, county.nodes["B"].weight) == (0, 3)
    assert "A.n" not in county.answers


def test_nodes_not_applicable_give_their_reason() -> None:
    mini = Mini({"A": {"applies_when": "n > 5"}, "B": {}})
    result = mini.score(A=1, B=40)
    assert result.not_applicable == {"A": "不满足适用条件"}
    assert mini.score(A_n=NOT_APPLICABLE, B=40).not_applicable == {"A.n": "本级无此事项", "A": "本级无此事项"}
