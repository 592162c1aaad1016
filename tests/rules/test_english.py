"""Standards of every kind of rule and aggregation in English."""

from __future__ import annotations

from typing import Any

import pytest

from dgassess.engine.outcomes import Gap
from dgassess.rules.aggregations import AGGREGATIONS
from dgassess.rules.kinds import RULES
from dgassess.values.language import speaking
from tests.rules.samples import SAMPLES
from tests.rules.scoring import HUNDRED, Labels, aggregation_sentence, rule, score
from tests.wording import CHINESE

WORDS = Labels(
    {"q": "Cases", "done": "Tasks done", "total": "Tasks", "late": "Overdue tasks", "yes": "Policy"},
    {"q": "cases", "late": "tasks"},
)
PARTS = [
    {"weight": 40, "name": "Policy", "rule": {"kind": "yes-no", "question": "yes"}},
    {"weight": 60, "unit_types": ["city"], "rule": {"kind": "value", "question": "q"}},
]
RATIO = (
    "Tasks done ÷ Tasks × 100%: 0 points for ≤50%; full marks for ≥100%; linear interpolation in between; "
    "not scored (not applicable) where the denominator is 0"
)
DEDUCTION = (
    "From a base of 100 points: Overdue tasks (tasks), 15 points off each (at most 60 points off); "
    "Cases (cases), 0.5 points off each; never below 0 points"
)
PERCENTILE = (
    "Cases: percentile score (0–100 points) among units of the same type and class; where fewer than 5 of "
    "them have a value – Cases: 0 points for ≤0 cases; full marks for ≥200 cases; linear interpolation in "
    "between"
)


def sentence(kind: str, **fields: Any) -> str:
    with speaking("en"):
        return rule(kind, **fields).standard(WORDS, HUNDRED)


@pytest.mark.parametrize("kind", sorted(RULES))
def test_no_chinese_is_left(kind: str) -> None:
    fields = {"parts": PARTS} if kind == "composite" else SAMPLES[kind].fields
    assert not CHINESE.search(sentence(kind, **fields))


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("choice", "By option: A 100 points, B 80.5 points, N is not scored (not applicable)"),
        ("checklist", "By item: a, b 20 points each; c 60 points; at most 100 points"),
        ("bands", "Cases: 100 points for ≥95 cases, 60 points for >80 cases and <95 cases, 0 points for ≤80 cases"),
        ("linear", "Cases: 0 points for ≤50 cases; full marks for ≥80 cases; linear interpolation in between"),
        ("ratio", RATIO),
        ("deduction", DEDUCTION),
        ("count", "Overdue tasks: 1 point each (tasks), at most 2 points"),
        ("percentile", PERCENTILE),
    ],
)  # fmt: skip
def test_sentences(kind: str, said: str) -> None:
    assert sentence(kind, **SAMPLES[kind].fields) == said


def test_a_composite() -> None:
    assert sentence("composite", parts=PARTS) == (
        "① 40%: Policy – Yes: 100 points; no: 0 points; ② 60% (city only): Cases: the value given is the score "
        "(0–100). Where a part is not applicable, its weight goes to the others in proportion"
    )


def test_parameters_by_unit_type() -> None:
    said = sentence("linear", question="q", floor=0, target={"city": 9, "default": 5})
    assert said.split("; ")[1] == "full marks for city ≥9 cases, others ≥5 cases"
    bands = {"city": [{"at_least": 9, "score": 1}], "default": [{"at_least": 5, "score": 1}]}
    assert sentence("bands", question="q", bands=bands, otherwise=0) == (
        "Cases: city – 1 point for ≥9 cases, 0 points for <9 cases; "
        "others – 1 point for ≥5 cases, 0 points for <5 cases"
    )


def test_a_logarithmic_scale_in_either_language() -> None:
    fields: dict[str, Any] = {"question": "q", "floor": 1, "target": 9, "logarithmic": True}
    assert sentence("linear", **fields).endswith("; logarithmic interpolation in between")
    assert rule("linear", **fields).standard(WORDS, HUNDRED).endswith("得满分,其间按对数插值")


@pytest.mark.parametrize("kind", sorted(AGGREGATIONS))
def test_aggregations(kind: str) -> None:
    with speaking("en"):
        assert not CHINESE.search(aggregation_sentence(kind))
        assert (
            aggregation_sentence({"kind": "sum", "cap": 1}) == "Sum of the scores below it, at most 1 point"
        )


def test_why_something_does_not_apply() -> None:
    with speaking("en"):
        written = rule("ratio", **{**SAMPLES["ratio"].fields, "zero_denominator": "not-applicable"})
        assert score(written, {"done": 0, "total": 0}) == Gap("not-applicable", "the denominator is 0")
