"""expression: a formula for what no other rule expresses."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgassess.engine.outcomes import Gap
from tests.rules.scoring import BLANK, FIVE, HUNDRED, OUT, Labels, refusal, rule, score

SHARED = rule("expression", formula="0 if cov == 0 else 0.5*cov + 0.5*cov*good/100")


def written(formula: str, **fields: Any) -> Any:
    return rule("expression", formula=formula, **fields)


@pytest.mark.parametrize(
    ("cov", "good", "points"),
    [(80, 50, 60), (100, 100, 100), (0, 50, 0), (Fraction(1, 3), 0, Fraction(1, 6))],
)
def test_the_formula_gives_the_score(cov: Fraction, good: int, points: Fraction) -> None:
    assert score(SHARED, {"cov": cov, "good": good}) == points


def test_only_the_branch_taken_demands_its_inputs() -> None:
    assert score(SHARED, {"cov": 0, "good": BLANK}) == 0
    assert score(SHARED, {"cov": 1, "good": BLANK}) == BLANK
    assert score(SHARED, {"cov": BLANK, "good": OUT}) == BLANK
    assert score(SHARED, {"cov": 1, "good": OUT}) == OUT


def test_not_applicable_comes_before_missing() -> None:
    assert score(written("a + b"), {"a": BLANK, "b": OUT}) == OUT


def test_and_and_or_demand_only_what_they_reach() -> None:
    both = written("100 if yes and n > 1 else 0")
    assert score(both, {"yes": False, "n": BLANK}) == 0
    assert score(both, {"yes": True, "n": BLANK}) == BLANK
    either = written("100 if yes or n > 1 else 0")
    assert score(either, {"yes": True, "n": BLANK}) == 100
    assert score(either, {"yes": False, "n": BLANK}) == BLANK


def test_a_blank_is_never_counted_as_zero() -> None:
    assert score(written("100 - 25*n"), {"n": BLANK}) == BLANK


@pytest.mark.parametrize(
    ("n", "clamped", "open_", "five"), [(-1, 0, -10, 1), (3, 30, 30, 5), (11, 100, 110, 5)]
)
def test_the_result_is_kept_within_the_scale_unless_open(n: int, clamped: int, open_: int, five: int) -> None:
    assert score(written("10*n"), {"n": n}) == clamped
    assert score(written("10*n"), {"n": n}, scale=FIVE) == five
    assert score(written("10*n", clamp=False), {"n": n}) == open_


@pytest.mark.parametrize(
    ("formula", "reason"),
    [("a / b", "分母为0"), ("sqrt(b - a)", "负数没有平方根"), ("ln(b)", "非正数没有对数")],
)
def test_what_has_no_value_is_not_applicable(formula: str, reason: str) -> None:
    assert score(written(formula), {"a": 4, "b": 0}) == Gap("not-applicable", reason)


def test_comparisons_are_made_at_nine_decimals() -> None:
    reached = written("100 if 100*done/total >= 29 else 0")
    assert score(reached, {"done": 29, "total": 100}) == 100
    assert score(reached, {"done": Fraction("28.9999999999"), "total": 100}) == 100
    assert score(reached, {"done": Fraction("28.99999999"), "total": 100}) == 0


def test_texts_and_options() -> None:
    formula = written("100 if lvl == 'A' and 'x' in items else 10*len(items)")
    assert score(formula, {"lvl": "A", "items": {"x"}}) == 100
    assert score(formula, {"lvl": "B", "items": {"x", "y"}}) == 20
    assert score(formula, {"lvl": "A", "items": set()}) == 0


def test_the_uses_are_the_keys_in_order_once() -> None:
    assert [(use.key, use.kind, use.field) for use in SHARED.uses()] == [
        ("cov", "any", ("formula",)),
        ("good", "any", ("formula",)),
    ]


def test_the_sentences() -> None:
    words = Labels({"cov": "覆盖率"})
    assert written("2*cov", clamp=False).standard(words, HUNDRED) == "按公式计分:2*cov,其中cov为覆盖率"
    assert written("60").standard(words, FIVE) == "按公式计分:60,结果限于1—5分"


@pytest.mark.parametrize(
    ("formula", "beginning", "column"),
    [
        ("a ** 2", "The operator in 'a ** 2' is not allowed in a formula.", 1),
        ("a + total(b)", "There is no function 'total'.", 5),
        ("a +", "The formula 'a +' cannot be read: it ends too early.", 4),
    ],
)
def test_what_the_model_refuses(formula: str, beginning: str, column: int) -> None:
    message = refusal("expression", formula=formula)
    assert message.startswith(beginning)
    assert message.endswith(f"(column {column} of the formula)")


@given(st.fractions(), st.fractions())
def test_the_clamped_score_is_within_the_scale(a: Fraction, b: Fraction) -> None:
    got = score(written("a*b - a + 3*b"), {"a": a, "b": b})
    assert isinstance(got, Fraction)
    assert 0 <= got <= 100
