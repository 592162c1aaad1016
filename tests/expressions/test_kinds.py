"""Kinds of values: every mix that makes no sense is refused before anything is scored."""

from __future__ import annotations

import pytest

from dgassess.expressions import operations as op
from dgassess.expressions.kinds import KindProblem, ValueKind, kind_of
from dgassess.expressions.parser import parse_formula

INPUTS: dict[str, ValueKind] = {
    "n": "number",
    "m": "number",
    "yes": "truth",
    "lvl": "text",
    "items": "options",
}


def kind(text: str) -> ValueKind:
    return kind_of(parse_formula(text), INPUTS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", "number"),
        ("'A'", "text"),
        ("True", "truth"),
        ("n", "number"),
        ("items", "options"),
        ("n + m * 2 - 1 / n", "number"),
        ("-n", "number"),
        ("min(n, 1) + max(m, 2) + abs(n) + sqrt(n) + ln(n)", "number"),
        ("len(items)", "number"),
        ("n > m", "truth"),
        ("lvl == 'A'", "truth"),
        ("lvl != 'A'", "truth"),
        ("yes == False", "truth"),
        ("items == items", "truth"),
        ("'a' in items", "truth"),
        ("lvl in items", "truth"),
        ("'a' not in items", "truth"),
        ("yes and not yes or n < 1", "truth"),
        ("n if yes else 0", "number"),
        ("'A' if yes else lvl", "text"),
        ("yes if n > 1 else False", "truth"),
    ],
)
def test_kinds_that_fit(text: str, expected: ValueKind) -> None:
    assert kind(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("n + yes", "'yes' is yes or no, but a number is needed there."),
        ("lvl * 2", "'lvl' is a single choice or text, but a number is needed there."),
        ("n - items", "'items' is a set of options, but a number is needed there."),
        ("n / 'A'", "A part of the formula is a single choice or text, but a number is needed there."),
        ("-yes", "'yes' is yes or no, but a number is needed there."),
        ("min(n, lvl)", "'lvl' is a single choice or text, but a number is needed there."),
        ("max(yes)", "'yes' is yes or no, but a number is needed there."),
        ("abs(items)", "'items' is a set of options, but a number is needed there."),
        ("sqrt(lvl)", "'lvl' is a single choice or text, but a number is needed there."),
        ("ln(n > 1)", "A part of the formula is yes or no, but a number is needed there."),
        ("len(n)", "'n' is a number, but a set of options is needed there."),
        ("len(lvl)", "'lvl' is a single choice or text, but a set of options is needed there."),
        ("n and yes", "'n' is a number, but yes or no is needed there."),
        ("yes or lvl", "'lvl' is a single choice or text, but yes or no is needed there."),
        ("not items", "'items' is a set of options, but yes or no is needed there."),
        ("1 if n else 0", "'n' is a number, but yes or no is needed there."),
        ("1 if yes else 'A'", "A part of the formula is a single choice or text, but a number is needed there."),
        ("lvl if yes else n", "'n' is a number, but a single choice or text is needed there."),
        ("1 in items", "A part of the formula is a number, but a single choice or text is needed there."),
        ("'a' in lvl", "'lvl' is a single choice or text, but a set of options is needed there."),
        ("n == 'A'", "The comparison '==' has a number on its left and a single choice or text on its right."),
        ("yes != 1", "The comparison '!=' has yes or no on its left and a number on its right."),
        ("yes == lvl", "The comparison '==' has yes or no on its left and a single choice or text on its right."),
        ("lvl < 'B'", "Only numbers can be compared by '<'; there stands a single choice or text."),
        ("yes >= True", "Only numbers can be compared by '>='; there stands yes or no."),
        ("items > items", "Only numbers can be compared by '>'; there stands a set of options."),
        ("1 < n < lvl", "The comparison '<' has a number on its left and a single choice or text on its right."),
        ("(n > 1) + 1", "A part of the formula is yes or no, but a number is needed there."),
    ],
)  # fmt: skip
def test_kinds_that_do_not_fit(text: str, message: str) -> None:
    with pytest.raises(KindProblem) as problem:
        kind(text)
    assert str(problem.value) == message


def test_operations_that_no_formula_can_write() -> None:
    assert kind_of(op.Unavailable("missing", ""), {}) == "number"
    assert kind_of(op.Applies(op.Input("lvl")), INPUTS) == "truth"
    assert kind_of(op.Round(op.Input("n"), 2, "half-up"), INPUTS) == "number"
    with pytest.raises(KindProblem):
        kind_of(op.Round(op.Input("lvl"), 2, "half-up"), INPUTS)
