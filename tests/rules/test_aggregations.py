"""How aggregations are written, and what all of them do with weights of zero and children that do not apply."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from dgassess.engine.outcomes import Gap
from dgassess.rules.aggregations import AGGREGATIONS, AggregationField
from tests.rules.scoring import BLANK, OUT, aggregate, aggregation_sentence

FIELD: TypeAdapter[Any] = TypeAdapter(AggregationField)
SENTENCES = {
    "weighted-mean": "下级得分按权重加权平均",
    "geometric-mean": "下级得分按权重加权几何平均(任一为0则为0)",
    "harmonic-mean": "下级得分按权重加权调和平均(任一为0则为0)",
    "minimum": "取下级得分的最低值",
    "maximum": "取下级得分的最高值",
    "sum": "下级得分累计,以满分为限",
}
kinds = pytest.mark.parametrize("kind", AGGREGATIONS)


@kinds
def test_the_kind_alone_is_enough(kind: str) -> None:
    assert FIELD.validate_python(kind) == FIELD.validate_python({"kind": kind})


@pytest.mark.parametrize("written", ["mean", {"kind": "median"}, {}, 3, {"kind": "minimum", "cap": 1}])
def test_anything_else_is_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        FIELD.validate_python(written)


@kinds
def test_the_sentence(kind: str) -> None:
    assert aggregation_sentence(kind) == SENTENCES[kind]


@kinds
def test_no_child_that_applies(kind: str) -> None:
    for children in ([(1, OUT), (2, OUT)], [(0, 50)], []):
        outcome = aggregate(kind, children)
        assert isinstance(outcome, Gap)
        assert outcome.state == "not-applicable"


@kinds
def test_a_weight_of_zero_takes_a_child_out(kind: str) -> None:
    assert aggregate(kind, [(0, 3), (2, 60)]) == 60
    assert aggregate(kind, [(0, BLANK), (2, 60)]) == 60


@kinds
def test_a_child_that_does_not_apply_drops_out(kind: str) -> None:
    assert aggregate(kind, [(5, OUT), (2, 60)]) == 60
    assert aggregate(kind, [(5, OUT), (2, 30), (7, OUT), (1, 30)]) == (60 if kind == "sum" else 30)


@kinds
def test_a_blank_child_makes_the_group_missing(kind: str) -> None:
    assert aggregate(kind, [(1, BLANK), (2, 60)]) == BLANK


MEANS = ("minimum", "harmonic-mean", "geometric-mean", "weighted-mean", "maximum")
children = st.lists(st.tuples(st.integers(1, 50), st.integers(0, 100)), min_size=1, max_size=5)


@given(children)
def test_the_means_are_in_their_order(pairs: list[tuple[int, int]]) -> None:
    scores = [aggregate(kind, list(pairs)) for kind in MEANS]
    numbers = [score for score in scores if isinstance(score, Fraction)]
    assert len(numbers) == len(MEANS)
    for lower, higher in pairwise(numbers):
        assert lower <= higher + Fraction(1, 10**9)
    assert numbers[0] >= 0
    assert numbers[-1] <= 100


@given(
    st.sampled_from(sorted(set(AGGREGATIONS) - {"sum"})),
    st.integers(0, 100),
    st.lists(st.integers(1, 9), min_size=1),
)
def test_equal_scores_come_back_exactly(kind: str, score: int, weights: list[int]) -> None:
    assert aggregate(kind, [(weight, score) for weight in weights]) == score


@given(st.sampled_from(sorted(AGGREGATIONS)), children, st.integers(0, 100))
def test_a_better_child_never_lowers_the_group(kind: str, pairs: list[tuple[int, int]], better: int) -> None:
    (weight, first), *rest = pairs
    low, high = (aggregate(kind, [(weight, score), *rest]) for score in sorted((first, better)))
    assert isinstance(low, Fraction)
    assert isinstance(high, Fraction)
    assert low <= high + Fraction(1, 10**9)
