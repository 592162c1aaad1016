"""composite: weighted parts; the weight of a part that drops out goes to the others."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgassess.engine.outcomes import Gap
from tests.rules.scoring import BLANK, HUNDRED, OUT, Labels, outcome, refusal, rule, score


def value(question: str) -> dict[str, Any]:
    return {"kind": "value", "question": question}


def parts(*weights: Any, **fields: Any) -> list[dict[str, Any]]:
    return [
        {"weight": weight, "rule": value(question), **fields}
        for weight, question in zip(weights, "abcdefghij", strict=False)
    ]


THREE = rule("composite", parts=parts(50, 30, 20))
NOTHING = Gap("not-applicable", "没有适用的下级")


@pytest.mark.parametrize(
    ("a", "b", "c", "points"),
    [
        (100, 100, 100, 100),
        (0, 0, 0, 0),
        (80, 60, 40, 66),
        (OUT, 60, 40, 52),
        (80, OUT, 40, Fraction(480, 7)),
        (80, OUT, OUT, 80),
    ],
)
def test_the_weights_of_parts_that_drop_out_go_to_the_others(
    a: Any, b: Any, c: Any, points: Fraction
) -> None:
    assert score(THREE, {"a": a, "b": b, "c": c}) == points


def test_with_no_part_left_the_whole_does_not_apply() -> None:
    outcome_ = score(THREE, {"a": OUT, "b": OUT, "c": OUT})
    assert isinstance(outcome_, Gap)
    assert outcome_.state == "not-applicable"


def test_a_missing_part_makes_the_whole_missing() -> None:
    assert score(THREE, {"a": BLANK, "b": 50, "c": 50}) == BLANK
    assert score(THREE, {"a": BLANK, "b": OUT, "c": 50}) == BLANK


def test_weights_need_not_add_up_to_a_hundred() -> None:
    assert score(rule("composite", parts=parts(1, 3)), {"a": 100, "b": 0}) == 25
    assert score(rule("composite", parts=parts(0.5, 0.25)), {"a": 30, "b": 90}) == 50


def test_a_weight_of_zero_takes_a_part_out() -> None:
    written = rule("composite", parts=parts(0, 3))
    assert score(written, {"a": BLANK, "b": 40}) == 40
    assert score(rule("composite", parts=parts(0)), {"a": 40}) == NOTHING


def test_weights_may_differ_by_unit_type() -> None:
    written = rule("composite", parts=parts({"省": 100, "default": 0}, {"省": 100, "县": 50, "default": 50}))
    assert score(written, {"a": 20, "b": 60}, "省") == 40
    assert score(written, {"a": 20, "b": 60}, "县") == 60
    assert [field for field, _ in written.by_unit_type()] == [("parts", 0, "weight"), ("parts", 1, "weight")]


def test_parameters_of_parts_may_differ_by_unit_type() -> None:
    part = {
        "weight": 1,
        "rule": {"kind": "linear", "question": "a", "floor": 0, "target": {"省": 100, "县": 50}},
    }
    written = rule("composite", parts=[part])
    assert score(written, {"a": 40}, "县") == 80
    assert [field for field, _ in written.by_unit_type()] == [("parts", 0, "rule", "target")]


def test_parts_may_be_for_some_unit_types() -> None:
    only = {"weight": 50, "rule": value("a"), "unit_types": ["省"]}
    written = rule("composite", parts=[only, {"weight": 50, "rule": value("b")}])
    assert score(written, {"a": 0, "b": 60}, "省") == 30
    assert score(written, {"b": 60}, "县") == 60
    assert score(rule("composite", parts=[only]), {}, "县") == NOTHING
    assert written.demands("省") == {"a", "b"}
    assert written.demands("县") == {"b"}


def test_parts_may_apply_on_a_condition() -> None:
    part = {"weight": 50, "rule": value("a"), "applies_when": "has > 0"}
    written = rule("composite", parts=[part, {"weight": 50, "rule": value("b")}])
    assert score(written, {"has": 2, "a": 0, "b": 60}) == 30
    # The part that does not apply demands nothing.
    assert score(written, {"has": 0, "a": BLANK, "b": 60}) == 60
    assert score(written, {"has": BLANK, "a": 0, "b": 60}) == BLANK
    assert [(use.key, use.kind, use.field) for use in written.uses()] == [
        ("a", "number", ("parts", 0, "rule", "question")),
        ("has", "any", ("parts", 0, "applies_when")),
        ("b", "number", ("parts", 1, "rule", "question")),
    ]


def test_composites_nest() -> None:
    inner = {"kind": "composite", "parts": parts(1, 1)}
    written = rule("composite", parts=[{"weight": 60, "rule": inner}, {"weight": 40, "rule": value("c")}])
    assert score(written, {"a": 100, "b": 0, "c": 50}) == 50
    assert score(written, {"a": OUT, "b": OUT, "c": 50}) == 50


def test_the_sentences() -> None:
    ending = "。某部分不适用时,其权重按比例归其余部分"
    assert rule("composite", parts=parts(1, 3)).standard(Labels(), HUNDRED) == (
        "①权重1:a:填报值即为得分(0—100);②权重3:b:填报值即为得分(0—100)" + ending
    )
    by_type = rule("composite", parts=parts({"省": 40, "default": 0}, 100, name="分项"))
    assert by_type.standard(Labels(), HUNDRED) == (
        "①权重省40、其他0:分项——a:填报值即为得分(0—100);②权重100:分项——b:填报值即为得分(0—100)" + ending
    )


def test_the_parts_are_numbered_beyond_twenty() -> None:
    many = [{"weight": 1, "rule": value("a")} for _ in range(21)]
    sentence = rule("composite", parts=many).standard(Labels(), HUNDRED)
    assert "⑳权重1:" in sentence
    assert "(21)权重1:" in sentence


def test_what_the_model_refuses() -> None:
    assert refusal("composite", parts=[]) == "Tuple should have at least 1 item after validation, not 0"
    assert refusal("composite", parts=[{"weight": 1}]) == "Field required"
    assert refusal("composite", parts=[{"rule": value("a")}]) == "Field required"
    message = refusal("composite", parts=parts(1, applies_when="has >> 0"))
    assert message.startswith("The operator in 'has >> 0' is not allowed in a formula.")
    assert message.endswith("(column 1 of the condition)")


weights = st.integers(min_value=1, max_value=1000)
scores = st.integers(min_value=0, max_value=100)


@given(st.lists(st.tuples(weights, scores), min_size=2, max_size=6), st.data())
def test_dropping_a_part_keeps_the_others_mutual_ratio(
    both: list[tuple[int, int]], data: st.DataObject
) -> None:
    out = data.draw(st.integers(0, len(both) - 1))
    written = rule("composite", parts=parts(*(weight for weight, _ in both)))
    answers: dict[str, Any] = {key: points for key, (_, points) in zip("abcdef", both, strict=False)}
    kept = [pair for index, pair in enumerate(both) if index != out]
    total = sum(weight for weight, _ in kept)
    expected = sum((Fraction(weight * points, total) for weight, points in kept), Fraction(0))
    assert score(written, {**answers, "abcdef"[out]: OUT}) == expected


@given(st.lists(st.tuples(weights, scores), min_size=1, max_size=6))
def test_the_score_lies_between_the_parts_scores(both: list[tuple[int, int]]) -> None:
    written = rule("composite", parts=parts(*(weight for weight, _ in both)))
    got = score(written, {key: outcome(points) for key, (_, points) in zip("abcdef", both, strict=False)})
    assert isinstance(got, Fraction)
    assert min(points for _, points in both) <= got <= max(points for _, points in both)
