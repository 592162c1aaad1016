"""ratio: numerator(s) ÷ denominator in percent, then linear or bands."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgassess.engine.outcomes import Gap
from tests.rules.scoring import BLANK, FIVE, HUNDRED, OUT, Labels, refusal, rule, score

BASE: dict[str, Any] = {"numerator": "done", "denominator": "total", "zero_denominator": "not-applicable"}
LINEAR: dict[str, Any] = {**BASE, "floor": 50, "target": 100}
BANDED: dict[str, Any] = {
    **BASE,
    "bands": [{"at_least": 29, "score": 100}, {"above": 10, "score": 60}],
    "otherwise": 0,
}
SUM = rule("ratio", **{**LINEAR, "numerator": ["one", "two"], "floor": 0})
ONE_WAY = "A ratio needs either 'floor' and 'target', or 'bands' and 'otherwise'."
WORDS = Labels({"done": "完成数", "total": "总数", "one": "国产", "two": "开源"})


@pytest.mark.parametrize(
    ("done", "total", "points"),
    [(57, 60, 90), (60, 60, 100), (30, 60, 0), (10, 60, 0), (2, 3, Fraction(100, 3)), (70, 60, 100)],
)
def test_percent_then_interpolation(done: int, total: int, points: Fraction) -> None:
    assert score(rule("ratio", **LINEAR), {"done": done, "total": total}) == points


@pytest.mark.parametrize(
    ("done", "total", "points"), [(29, 100, 100), (2899, 10000, 60), (1, 10, 0), (11, 100, 60), (0, 5, 0)]
)
def test_percent_then_bands(done: int, total: int, points: int) -> None:
    assert score(rule("ratio", **BANDED), {"done": done, "total": total}) == points


def test_bands_are_met_at_nine_decimals() -> None:
    almost = Fraction(29) - Fraction(1, 10**10)
    assert score(rule("ratio", **BANDED), {"done": almost, "total": 100}) == 100


def test_several_numerators_add_up() -> None:
    assert score(SUM, {"one": 3, "two": 4, "total": 10}) == 70
    assert score(SUM, {"one": BLANK, "two": 4, "total": 10}) == BLANK
    assert score(SUM, {"one": OUT, "two": 4, "total": 10}) == OUT


@pytest.mark.parametrize(
    ("policy", "outcome"),
    [
        ("not-applicable", Gap("not-applicable", "分母为0")),
        ("zero", Fraction(0)),
        ("full", Fraction(100)),
        ("missing", Gap("missing", "分母为0")),
    ],
)
def test_a_zero_denominator_is_what_the_file_says(policy: str, outcome: object) -> None:
    for fields in (LINEAR, BANDED):
        written = rule("ratio", **{**fields, "zero_denominator": policy})
        assert score(written, {"done": 0, "total": 0}) == outcome
        # Only the branch taken demands its inputs.
        assert score(written, {"done": BLANK, "total": 0}) == outcome


def test_another_scale() -> None:
    assert score(rule("ratio", **LINEAR), {"done": 3, "total": 4}, scale=FIVE) == 3
    assert (
        score(rule("ratio", **{**LINEAR, "zero_denominator": "zero"}), {"done": 0, "total": 0}, scale=FIVE)
        == 1
    )
    assert (
        score(rule("ratio", **{**LINEAR, "zero_denominator": "full"}), {"done": 0, "total": 0}, scale=FIVE)
        == 5
    )


def test_parameters_may_differ_by_unit_type() -> None:
    written = rule("ratio", **{**LINEAR, "floor": 0, "target": {"省": 100, "default": 80}})
    assert score(written, {"done": 4, "total": 10}, "省") == 40
    assert score(written, {"done": 4, "total": 10}, "县") == 50
    assert [field for field, _ in written.by_unit_type()] == [("target",)]


def test_the_fields_that_name_inputs() -> None:
    assert [use.field for use in SUM.uses()] == [("numerator", 0), ("numerator", 1), ("denominator",)]


def test_the_sentences() -> None:
    assert rule("ratio", **BANDED).standard(WORDS, HUNDRED) == (
        "完成数÷总数×100%:≥29%得100分、(10%,29%)得60分、≤10%得0分;分母为0的不计分(不适用)"
    )
    assert SUM.standard(WORDS, HUNDRED) == (
        "(国产+开源)÷总数×100%:≤0%得0分,≥100%得满分,其间线性插值;分母为0的不计分(不适用)"
    )


@pytest.mark.parametrize(
    ("policy", "ending"), [("zero", "得1分"), ("full", "得满分"), ("missing", "视为缺项")]
)
def test_the_sentence_says_what_a_zero_denominator_means(policy: str, ending: str) -> None:
    sentence = rule("ratio", **{**LINEAR, "zero_denominator": policy}).standard(WORDS, FIVE)
    assert sentence.endswith(f";分母为0的{ending}")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({**LINEAR, "target": None}, ONE_WAY),
        ({**LINEAR, "bands": BANDED["bands"], "otherwise": 0}, ONE_WAY),
        ({**BANDED, "otherwise": None}, ONE_WAY),
        (BASE, ONE_WAY),
        ({**LINEAR, "floor": 100}, "The floor and the target are both 100; they must differ."),
        (
            {**LINEAR, "target": {"省": 90, "县": 50}},
            "The floor and the target are both 50 for '县'; they must differ.",
        ),
        ({**BANDED, "bands": []}, "'bands' needs at least one band."),
        ({**LINEAR, "numerator": []}, "A ratio needs at least one numerator."),
        ({key: LINEAR[key] for key in LINEAR if key != "zero_denominator"}, "Field required"),
    ],
)
def test_what_the_model_refuses(fields: dict[str, Any], message: str) -> None:
    assert refusal("ratio", **fields) == message


parts = st.fractions(min_value=0, max_value=10**6, max_denominator=100)


@given(parts, parts, parts)
def test_the_score_is_within_the_scale_and_rises_with_the_numerator(
    one: Fraction, other: Fraction, total: Fraction
) -> None:
    written = rule("ratio", **{**LINEAR, "zero_denominator": "zero"})
    low, high = (score(written, {"done": done, "total": total}) for done in sorted((one, other)))
    assert isinstance(low, Fraction)
    assert isinstance(high, Fraction)
    assert 0 <= low <= high <= 100
