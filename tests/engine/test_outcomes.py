"""Four states of an answer: what formulas see, and which state wins."""

from __future__ import annotations

from dgassess.engine.outcomes import Gap, combine, outcome_of
from dgassess.values.answers import MISSING, AnswerState, answered, not_applicable, not_asked
from tests.engine.building import NOT_APPLICABLE, Mini, leaf, question

SUM = {"kind": "expression", "formula": "n + m"}


def test_not_asked_counts_as_not_applicable() -> None:
    assert outcome_of("A.n", MISSING) == Gap("missing", "", ("A.n",))
    assert outcome_of("A.n", not_asked()) == Gap("not-applicable", not_asked().reason)
    assert outcome_of("A.n", not_applicable("无")) == Gap("not-applicable", "无")
    assert outcome_of("A.n", answered(False)) is False


def test_not_applicable_comes_before_missing_in_either_order() -> None:
    blank, out = Gap("missing", "", ("A.n",)), Gap("not-applicable", "无")
    assert combine([blank, out]) == combine([out, blank]) == out
    assert combine([blank, Gap("missing", "", ("A.m", "A.n"))]).questions == ("A.n", "A.m")


def test_an_indicator_with_a_blank_and_a_not_applicable_input_drops_out() -> None:
    mini = Mini({"A": {"rule": SUM}, "B": {}}, [question("A.m")])
    result = mini.score(A_m=NOT_APPLICABLE, B=40)
    assert result.nodes["A"].state == "not-applicable"
    assert result.nodes["A"].reason == "本级无此事项"
    assert result.base == 40


def test_a_blank_input_is_never_zero() -> None:
    rule = {"kind": "deduction", "items": [{"question": "n", "each": 25}]}
    mini = Mini({"A": {"rule": rule}, "B": {}})
    result = mini.score(B=40)
    assert (result.nodes["A"].state, result.nodes["A"].score) == ("missing", 0)
    assert result.nodes["A"].missing == ("A.n",)
    assert result.missing == ("A.n",)
    assert mini.score(A=0, B=40).nodes["A"].score == 100


def test_only_the_branch_taken_demands_its_inputs() -> None:
    more = [question("A.has", "yes-no"), question("A.m")]
    mini = Mini({"A": {"rule": {"kind": "expression", "formula": "n if has else m"}}}, more)
    assert mini.score(A_has=True, A_n=70).base == 70
    assert mini.score(A_has=False, A_n=70).nodes["A"].missing == ("A.m",)
    assert mini.score(A_n=70, A_m=80).nodes["A"].missing == ("A.has",)


def test_and_or_demand_only_what_they_reach() -> None:
    more = [question("A.has", "yes-no")]
    mini = Mini({"A": {"applies_when": "has and n > 5"}, "B": {}}, more)
    assert mini.score(A_has=False, B=30).nodes["A"].state == "not-applicable"
    assert mini.score(A_has=True, B=30).nodes["A"].state == "missing"
    either = Mini({"A": {"applies_when": "has or n > 5"}, "B": {}}, more)
    assert either.score(A_has=True, A_n=1, B=30).nodes["A"].score == 1
    assert either.score(A_n=90, B=30).nodes["A"].state == "missing"


def test_a_zero_denominator_decides_before_the_numerator_is_asked() -> None:
    rule = {"kind": "ratio", "numerator": "n", "denominator": "m", "floor": 0, "target": 100}
    for policy, state, score in (
        ("not-applicable", "not-applicable", None), ("missing", "missing", 0), ("zero", "scored", 0),
        ("full", "scored", 100),
    ):  # fmt: skip
        mini = Mini({"A": {"rule": rule | {"zero_denominator": policy}}, "B": {}}, [question("A.m")])
        node = mini.score(A_m=0, B=1).nodes["A"]
        assert (node.state, node.score) == (state, score), policy


def test_a_composite_passes_weight_on_but_not_over_a_blank() -> None:
    parts = [
        {"weight": 60, "rule": {"kind": "value", "question": "n"}},
        {"weight": 40, "rule": {"kind": "value", "question": "m"}},
    ]
    mini = Mini({"A": leaf("A", rule={"kind": "composite", "parts": parts})}, [question("A.m")])
    assert mini.score(A_n=100, A_m=50).base == 80
    assert mini.score(A_n=100, A_m=NOT_APPLICABLE).base == 100
    assert mini.score(A_n=100).nodes["A"].state == "missing"
    assert mini.score(A_n=NOT_APPLICABLE).nodes["A"].state == "missing"
    assert mini.score(A_n=NOT_APPLICABLE, A_m=NOT_APPLICABLE).nodes["A"].state == "not-applicable"


def test_without_a_cohort_the_fallback_holds() -> None:
    fallback = {"kind": "linear", "question": "n", "floor": 0, "target": 10}
    for kind, more in (
        ("min-max", {}), ("percentile", {}), ("ratio-to-best", {}), ("z-score", {"centre": 60, "spread": 10}),
        ("rank-points", {"points": [100, 90], "otherwise": 0}),
    ):  # fmt: skip
        mini = Mini({"A": {"rule": {"kind": kind, "question": "n", "fallback": fallback, **more}}})
        assert mini.score(A=5).base == 50, kind
        assert mini.score().nodes["A"].state == "missing"


def test_zero_is_an_answer() -> None:
    result = Mini("A").score(A=0)
    assert result.answers["A.n"].state is AnswerState.ANSWERED
    assert (result.base, result.missing) == (0, ())


def test_rules_compare_numbers_at_nine_decimals() -> None:
    bands = {"kind": "bands", "question": "n", "bands": [{"at_least": 5, "score": 100}], "otherwise": 0}
    mini = Mini({"A": {"rule": bands}, "B": {"applies_when": "n > 5"}})
    assert mini.score(A="4.9999999996", B="5.0000000004").nodes["A"].score == 100
    assert mini.score(A="4.9999999994", B="5.0000000006").nodes["A"].score == 0
    assert mini.score(A=5, B="5.0000000004").nodes["B"].state == "not-applicable"
    assert mini.score(A=5, B="5.0000000006").nodes["B"].state == "scored"
