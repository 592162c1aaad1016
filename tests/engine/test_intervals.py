"""The interval lowering contains whatever the exact lowering yields."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dgassess.engine import exact, intervals
from dgassess.engine.intervals_values import BOTH, INFINITY, NUMBERS, Choices, Reach, Span, Texts, bounded
from dgassess.engine.outcomes import Gap, Outcome
from dgassess.expressions import operations as op
from dgassess.expressions.parser import parse_formula
from dgassess.rules.fields import Scale
from dgassess.rules.interpolation import interpolated

OPTIONS = ("A", "B", "C")
NAMES = {"x": "number", "y": "number", "n": "whole", "t": "truth", "s": "text", "m": "options"}
MISSING, OUT = Gap("missing"), Gap("not-applicable")


def span(low: Any, high: Any, whole: bool = False) -> Span:
    """A span of plain numbers."""
    return Span(
        low if isinstance(low, float) else Fraction(low),
        high if isinstance(high, float) else Fraction(high),
        whole,
    )


def reach(formula: str, **inputs: Reach) -> Reach:
    """What a formula can yield."""
    return intervals.lower(parse_formula(formula))(inputs)


def numbers(low: Any, high: Any, whole: bool = False) -> Reach:
    """Answers from `low` to `high`, none of them blank."""
    return Reach(span(low, high, whole))


# Random operations and values


def constants() -> st.SearchStrategy[op.Operation]:
    return st.sampled_from((0, 0, 1, 2, -1, 50, 100)).map(op.number)


def numeric(depth: int) -> st.SearchStrategy[op.Operation]:
    """An operation that yields a number."""
    leaves = st.one_of(st.sampled_from("xxyn").map(op.Input), constants())
    if depth == 0:
        return leaves
    inner, pair = numeric(depth - 1), st.tuples(numeric(depth - 1), numeric(depth - 1))
    out = st.sampled_from((op.Unavailable("missing", ""), op.Unavailable("not-applicable", "")))
    names: tuple[op.FunctionName, ...] = ("abs", "sqrt", "ln", "exp")
    return st.one_of(
        leaves,
        pair.map(op.Add), pair.map(lambda p: op.Subtract(*p)), pair.map(op.Multiply), pair.map(lambda p: op.Divide(*p)),
        pair.map(op.Minimum), pair.map(op.Maximum), st.builds(op.Function, st.sampled_from(names), inner),
        st.builds(op.If, truth(depth - 1), inner, st.one_of(inner, inner, out)),
        st.just(op.Count(op.Input("m"))),
        st.builds(op.Round, inner, st.integers(0, 2), st.sampled_from(("half-up", "half-even"))),
        st.lists(st.tuples(st.integers(0, 3).map(Fraction), inner), min_size=1, max_size=3).map(op.weighted_mean),
    )  # fmt: skip


def truth(depth: int) -> st.SearchStrategy[op.Operation]:
    """An operation that yields a truth value."""
    signs: tuple[op.Comparison, ...] = ("<", "<=", ">", ">=", "==", "!=")
    leaves = st.one_of(
        st.just(op.Input("t")),
        st.builds(op.Compare, st.sampled_from("xn").map(op.Input), st.sampled_from(signs), constants()),
        st.builds(op.Compare, constants(), st.sampled_from(signs), st.sampled_from("xy").map(op.Input)),
        st.builds(
            op.Compare,
            st.just(op.Input("s")),
            st.sampled_from(signs[4:]),
            st.sampled_from(OPTIONS).map(op.Constant),
        ),
        st.builds(op.Contains, st.sampled_from(OPTIONS).map(op.Constant), st.just(op.Input("m"))),
        st.sampled_from("xtsm").map(lambda name: op.Applies(op.Input(name))),
    )
    if depth == 0:
        return leaves
    terms = st.lists(truth(depth - 1), min_size=1, max_size=3).map(tuple)
    compared = st.builds(op.Compare, numeric(depth - 1), st.sampled_from(signs), numeric(depth - 1))
    return st.one_of(
        leaves, compared, terms.map(op.And), terms.map(op.Or), truth(depth - 1).map(op.Not),
        numeric(depth - 1).map(op.Applies),
    )  # fmt: skip


@st.composite
def values(draw: st.DrawFn) -> tuple[dict[str, Outcome], dict[str, Reach]]:
    """Values by input, and bounds that contain them."""
    outcomes: dict[str, Outcome] = {}
    reaches: dict[str, Reach] = {}
    for name, kind in NAMES.items():
        value, possible = draw(_of_kind(kind))
        state = draw(st.integers(0, 9))
        outcomes[name] = MISSING if state == 9 else OUT if state == 8 else value
        more = draw(st.booleans()), draw(st.booleans())
        kept = possible if state < 8 or draw(st.booleans()) else None
        reaches[name] = Reach(kept, state == 9 or more[0], state == 8 or more[1])
    return outcomes, reaches


@st.composite
def _of_kind(draw: st.DrawFn, kind: str) -> tuple[Outcome, Any]:
    if kind in ("number", "whole"):
        near = st.sampled_from((0, 1, 2, 50, 100)).flatmap(
            lambda n: st.sampled_from((0, 0, 1, -1, 499, -499, 501, -501, 10**9)).map(
                lambda d: Fraction(n) + Fraction(d, 10**12)
            )
        )
        any_number = st.fractions(-200, 200, max_denominator=1000)
        value = Fraction(draw(st.integers(-5, 120))) if kind == "whole" else draw(st.one_of(near, any_number))
        wide = st.integers(0, 60)
        low: Any = value - draw(wide)
        high: Any = value + draw(wide)
        unbounded = draw(st.integers(0, 19))
        return value, Span(
            -INFINITY if unbounded == 0 else low, INFINITY if unbounded == 1 else high, kind == "whole"
        )
    if kind == "truth":
        return draw(st.booleans()), BOTH
    if kind == "text":
        text = draw(st.sampled_from(OPTIONS))
        return text, Texts(
            draw(st.one_of(st.none(), st.frozensets(st.sampled_from(OPTIONS)).map(lambda s: s | {text})))
        )
    chosen = draw(st.frozensets(st.sampled_from(OPTIONS)))
    must = draw(st.frozensets(st.sampled_from(OPTIONS))) & chosen
    return chosen, Choices(must, chosen | draw(st.frozensets(st.sampled_from(OPTIONS))))


def agrees(operation: op.Operation, outcomes: Mapping[str, Outcome], reaches: Mapping[str, Reach]) -> None:
    outcome = exact.lower(operation)(outcomes)
    found = intervals.lower(operation)(reaches)
    assert found.holds(outcome), (outcome, found)


@given(st.one_of(numeric(2), truth(2), numeric(3)), values())
@settings(max_examples=300, deadline=None)
def test_what_the_exact_engine_yields_is_contained(
    operation: op.Operation, drawn: tuple[dict[str, Outcome], dict[str, Reach]]
) -> None:
    outcomes, reaches = drawn
    assert all(reaches[name].holds(outcome) for name, outcome in outcomes.items())
    agrees(operation, outcomes, reaches)


# What is exact


def test_a_chain_that_only_rises_is_exact() -> None:
    formula = "min(max((x - 50) * 100 / 50, 0), 100)"
    assert reach(formula, x=numbers(0, 100)).span == span(0, 100)
    assert reach(formula, x=numbers(60, 70)).span == span(20, 40)


def test_a_rate_of_a_denominator_that_may_be_zero_stays_within_the_scale() -> None:
    rate = op.Divide(op.Multiply((op.Input("n"), op.number(100))), op.Input("d"))
    scored = interpolated(rate, Fraction(50), Fraction(100), Scale())
    zero = op.Compare(op.Input("d"), "==", op.number(0))
    operation = op.If(zero, op.Unavailable("not-applicable", ""), scored)
    found = intervals.lower(operation)({"n": numbers(0, 9, True), "d": numbers(0, 9, True)})
    assert found == Reach(span(0, 100), not_applicable=True)


def test_division_by_what_may_be_zero_may_be_not_applicable() -> None:
    found = reach("1 / x", x=numbers(-1, 2))
    assert found.not_applicable
    assert found.span == span(-INFINITY, INFINITY)
    assert reach("1 / x", x=numbers(0, 2, True)) == Reach(span(Fraction(1, 2), 1), not_applicable=True)


def test_branches_know_their_condition() -> None:
    assert reach("x if x < 5 else 5", x=numbers(0, 100)).span == Span(Fraction(0), Fraction(5))
    assert reach("0 if x == 0 else 10 / x", x=numbers(0, 5, True)) == Reach(span(0, 10))
    assert reach(
        "1 if 'a' in m and len(m) == 1 else 0", m=Reach(Choices(frozenset("a"), frozenset("a")))
    ).span == span(1, 1, True)


def test_a_choice_of_all_options_is_never_without_points() -> None:
    formula = "100 if s == 'A' else (50 if s == 'B' else 1/0)"
    assert reach(formula, s=Reach(Texts(frozenset("AB")))) == Reach(span(50, 100, True))


def test_a_mean_over_parts_that_may_drop_out() -> None:
    mean = intervals.lower(op.weighted_mean([(Fraction(1), op.Input("x")), (Fraction(3), op.Input("y"))]))
    sure, unsure = numbers(0, 40), Reach(span(20, 80), not_applicable=True)
    assert mean({"x": sure, "y": sure}).span == span(0, 40)
    assert mean({"x": sure, "y": unsure}) == Reach(span(0, 70))
    assert mean({"x": unsure, "y": unsure}) == Reach(span(20, 80), not_applicable=True)
    assert mean({"x": Reach(None, missing=True), "y": sure}) == Reach(None, missing=True)


def test_comparisons_are_made_at_nine_decimals() -> None:
    just_below = Fraction(50) - Fraction(1, 10**10)
    found = reach("1 if x >= 50 else 0", x=Reach(Span(just_below, just_below)))
    assert found.span == span(1, 1, True)


def test_what_says_nothing_of_its_input_stays_open() -> None:
    assert reach("abs(x) - x", x=Reach(NUMBERS)).span == span(-INFINITY, INFINITY)


def test_every_operation_has_a_lowering() -> None:
    assert set(intervals._LOWERINGS) == set(exact._LOWERINGS)


def test_ends_that_no_float_holds_are_moved_outwards() -> None:
    far = Fraction(10) ** 400
    assert bounded(Span(-far, far)) == Span(-INFINITY, INFINITY)
    low, high = bounded(Span(far, INFINITY)), bounded(Span(-INFINITY, -far))
    assert 0 < low.low < far
    assert -far < high.high < 0
    near = Span(Fraction(1, 3) / far, far / 10**200)
    assert bounded(near) is near
