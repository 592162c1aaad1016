"""The whitelist of the formula language: everything it allows, and a refusal with its column for the rest."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgassess.engine.exact import lower
from dgassess.engine.outcomes import Outcome
from dgassess.expressions import operations as op
from dgassess.expressions.kinds import ValueKind, kind_of
from dgassess.expressions.parser import (
    FUNCTIONS,
    MAX_LENGTH,
    MAX_LEVELS,
    FormulaProblem,
    is_key,
    parse_formula,
)

A, B = op.Input("a"), op.Input("b")
VALUES: Mapping[str, Outcome] = {
    "a": Fraction(8),
    "b": Fraction(3),
    "yes": True,
    "lvl": "A",
    "items": frozenset({"a", "c"}),
}


def computed(text: str) -> Outcome:
    return lower(parse_formula(text))(VALUES)


def refused(text: str) -> tuple[str, int]:
    with pytest.raises(FormulaProblem) as problem:
        parse_formula(text)
    return str(problem.value), problem.value.column


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("a", A),
        ("1.50", op.Constant(Fraction(3, 2))),
        ("1e3", op.Constant(Fraction(1000))),
        ("'省'", op.Constant("省")),
        ("True", op.Constant(True)),
        ("a + b", op.Add((A, B))),
        ("a - b", op.Subtract(A, B)),
        ("a * b", op.Multiply((A, B))),
        ("a / b", op.Divide(A, B)),
        ("-a", op.Subtract(op.number(0), A)),
        ("+a", A),
        ("a < b", op.Compare(A, "<", B)),
        ("a <= b", op.Compare(A, "<=", B)),
        ("a > b", op.Compare(A, ">", B)),
        ("a >= b", op.Compare(A, ">=", B)),
        ("a == b", op.Compare(A, "==", B)),
        ("a != b", op.Compare(A, "!=", B)),
        ("1 < a <= 3", op.And((op.Compare(op.number(1), "<", A), op.Compare(A, "<=", op.number(3))))),
        ("a and b and a", op.And((A, B, A))),
        ("a or b", op.Or((A, B))),
        ("not a", op.Not(A)),
        ("1 if a else b", op.If(A, op.number(1), B)),
        ("'x' in a", op.Contains(op.Constant("x"), A)),
        ("'x' not in a", op.Not(op.Contains(op.Constant("x"), A))),
        ("min(a, b)", op.Minimum((A, B))),
        ("max(a)", op.Maximum((A,))),
        ("abs(a)", op.Function("abs", A)),
        ("sqrt(a)", op.Function("sqrt", A)),
        ("ln(a)", op.Function("ln", A)),
        ("len(a)", op.Count(A)),
        ("  (a)  ", A),
        ("(a\n + b)", op.Add((A, B))),
    ],
)
def test_everything_allowed_becomes_its_operation(text: str, operation: op.Operation) -> None:
    assert parse_formula(text) == operation


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 + 3 * 4", 14),
        ("(2 + 3) * 4", 20),
        ("10 - 4 - 3", 3),
        ("12 / 4 / 3", 1),
        ("-a + b", -5),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("a / b", Fraction(8, 3)),
        ("0.5*a + 0.5*a*b/100", Fraction("4.12")),
        ("100 if a > b else 0", 100),
        ("min(a, b, 5) + max(a, b)", 11),
        ("abs(b - a)", 5),
        ("sqrt(a + 1)", 3),
        ("len(items)", 2),
        ("'c' in items and not 'b' in items", True),
        ("lvl == 'A' or lvl == 'B'", True),
        ("not yes", False),
        ("1 < b < 3", False),
    ],
)
def test_precedence_is_that_of_arithmetic(text: str, value: Fraction | bool) -> None:
    assert computed(text) == value


@pytest.mark.parametrize(
    ("text", "column", "shown"),
    [
        ("1 + a.b", 5, "'a.b' is not allowed"),
        ("1 + a[0]", 5, "'a[0]' is not allowed"),
        ("a + (lambda: 1)", 6, "'lambda: 1' is not allowed"),
        ("a + f'{b}'", 5, "is not allowed"),
        ("len([x for x in a])", 5, "'[x for x in a]' is not allowed"),
        ("1 + {x for x in a}", 5, "is not allowed"),
        ("max(x for x in a)", 4, "is not allowed"),
        ("1 + a ** 2", 5, "The operator in 'a ** 2' is not allowed"),
        ("1 + a // 2", 5, "The operator in 'a // 2' is not allowed"),
        ("1 + a % 2", 5, "The operator in 'a % 2' is not allowed"),
        ("a & b", 1, "The operator in 'a & b' is not allowed"),
        ("a << 2", 1, "The operator in 'a << 2' is not allowed"),
        ("a @ b", 1, "The operator in 'a @ b' is not allowed"),
        ("1 + ~a", 5, "'~a' is not allowed"),
        ("a + (b := 1)", 6, "'(b := 1)' is not allowed"),
        ("1 + max(a, default=0)", 5, "'max(a, default=0)' is not allowed"),
        ("max(*a)", 5, "'*a' is not allowed"),
        ("a is b", 1, "The comparison in 'a is b' is not allowed"),
        ("a is not b", 1, "The comparison in 'a is not b' is not allowed"),
        ("a == None", 6, "'None' is not allowed"),
        ("a + ...", 5, "'...' is not allowed"),
        ("a == b'x'", 6, "'b'x'' is not allowed"),
        ("a + 2j", 5, "'2j' is not allowed"),
        ("a in (1, 2)", 6, "'(1, 2)' is not allowed"),
        ("a in ['x']", 6, "'['x']' is not allowed"),
        ("a in {'x'}", 6, "'{'x'}' is not allowed"),
        ("a in {'x': 1}", 6, "'{'x': 1}' is not allowed"),
        ("await a", 1, "'await a' is not allowed"),
        ("(yield)", 2, "'(yield)' is not allowed"),
        ("a.append(1)", 1, "'a.append(1)' is not allowed"),
        ("(a)(1)", 1, "There is no function 'a'."),
    ],
)
def test_every_other_construct_is_refused_at_its_column(text: str, column: int, shown: str) -> None:
    message, at = refused(text)
    assert shown in message
    assert at == column
    assert "Allowed are numbers, texts, keys, + - * /" in message


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("1 + mx(a)", 5, "There is no function 'mx'. Did you mean 'max'?"),
        ("squrt(a)", 1, "There is no function 'squrt'. Did you mean 'sqrt'?"),
        ("Min(a, b)", 1, "There is no function 'Min'. Did you mean 'min'?"),
        ("__import__('os')", 1, "There is no function '__import__'. Allowed"),
        ("eval('1')", 1, "There is no function 'eval'. Allowed"),
        ("a + min()", 5, "'min' needs at least one argument."),
        ("a + abs()", 5, "'abs' takes one argument, not 0."),
        ("len(a, b)", 1, "'len' takes one argument, not 2."),
        ("a + Total", 5, "'Total' is not a key (lower-case letters, digits and _)."),
        ("a + 覆盖率", 5, "'覆盖率' is not a key"),
        ("a + _x", 5, "'_x' is not a key"),
        ("a + max", 5, "'max' is not a key"),
        ("a + 0x10", 5, "'0x10' is not a number."),
        ("a + 1_000", 5, "'1_000' is not a number."),
        ("a + 1e400", 5, "'1e400' is too large or too small"),
        ("a + 1e-13", 5, "'1e-13' is too large or too small"),
        ("a + 1234567890.1234567", 5, "has more than 15 significant digits."),
        ("a + " + "9" * 1900, 5, "has more than 15 significant digits."),
    ],
)
def test_slips_are_named_with_what_was_meant(text: str, column: int, message: str) -> None:
    got, at = refused(text)
    assert got.startswith(message) or message in got
    assert at == column


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ("", 1, "The formula is empty."),
        ("  \n", 1, "The formula is empty."),
        ("a +", 4, "The formula 'a +' cannot be read: it ends too early."),
        ("1 if a else  ", 12, "cannot be read: it ends too early."),
        ("a + * b", 5, "cannot be read: invalid syntax."),
        ("a = 1", 3, "cannot be read: invalid syntax."),
        ("min(a,", 4, "cannot be read: '(' was never closed."),
        ("a) + (b", 2, "cannot be read: unmatched ')'."),
        ("a\n+ b", 3, "cannot be read: invalid syntax."),
        ("a; b", 2, "cannot be read: invalid syntax."),
        ("import os", 1, "cannot be read: invalid syntax."),
        ("a + 010", 5, "cannot be read: leading zeros in decimal integer literals are not permitted"),
        ("'省' == a，b", 9, "Write , instead of ，."),
        ("max（a, b)", 4, "Write ( instead of （."),
        ("a ＞ 1", 3, "Write > instead of ＞."),
        ("a ≥ 1", 3, "Write >= instead of ≥."),
        ("a × 2", 3, "Write * instead of ×."),
        ("“A” == a", 1, 'Write " instead of “.'),
        ("a；b", 2, "Write ; instead of ；."),
    ],
)
def test_what_is_no_formula_is_refused_where_reading_stopped(text: str, column: int, reason: str) -> None:
    message, at = refused(text)
    assert reason in message
    assert at == column


def test_a_null_byte_and_a_lone_surrogate_are_refused() -> None:
    assert "cannot" in refused("a\0b")[0]
    assert "invalid character" in refused("\ud800")[0]


@pytest.mark.parametrize("keyword", ["if", "not", "lambda", "class", "import", "in", "and", "else"])
def test_keywords_are_no_keys(keyword: str) -> None:
    assert "cannot be read" in refused(f"1 + {keyword}")[0]


def test_columns_count_characters_from_the_formulas_beginning() -> None:
    assert refused("'省市县' == a + X")[1] == 14
    assert refused("   a + X")[1] == 8
    assert refused("(a +\n 省 + b)")[1] == 7
    assert refused("   a + * b")[1] == 8


@pytest.mark.parametrize(
    "opening", ["(", "-", "not ", "[", "{", "min(", "a + ", "~", "a if a else ", "1 < ("]
)
def test_ten_thousand_levels_are_refused_at_once(opening: str) -> None:
    message, column = refused(opening * 10_000 + "a")
    assert message.endswith("characters; at most 2000 are allowed.")
    assert column == 1


@pytest.mark.parametrize(
    "opening", ["(", "-", "not ", "[", "{", "min(", "a + ", "~", "a if a else ", "1 < ("]
)
def test_the_deepest_nesting_that_fits_is_refused(opening: str) -> None:
    assert refused(opening * ((MAX_LENGTH - 1) // len(opening)) + "a")[1] >= 1


def test_whatever_is_accepted_can_be_walked() -> None:
    text = "-" * (MAX_LEVELS - 1) + "a"
    operation = parse_formula(text)
    kinds: dict[str, ValueKind] = {"a": "number"}
    assert kind_of(operation, kinds) == "number"
    assert list(op.input_names(operation)) == ["a"]
    assert lower(op.substitute(operation, {"a": op.number(7)}))({}) == 7 * (-1) ** (MAX_LEVELS - 1)
    assert "operations one inside another" in refused("-" + text)[0]


def test_a_long_formula_within_the_limit_is_read() -> None:
    text = "a" + " " * (MAX_LENGTH - 1)
    assert parse_formula(text) == A
    assert refused(text + " ")[0] == "The formula has 2001 characters; at most 2000 are allowed."


def test_the_message_shows_a_long_formula_by_its_beginning() -> None:
    message, _ = refused("a + b + " * 200)
    assert len(message) < 200


@pytest.mark.parametrize("text", ["1if a else 2", '"\\d" in items'])
def test_what_python_only_warns_of_is_refused(text: str) -> None:
    assert "cannot be read" in refused(text)[0]


@pytest.mark.parametrize("name", ["a", "done", "total_2", "x1", "match"])
def test_keys(name: str) -> None:
    assert is_key(name)


@pytest.mark.parametrize(
    "name", ["", "A", "1a", "_a", "a-b", "a.b", "a\n", "if", "not", "键", "ａ", *FUNCTIONS]
)
def test_no_keys(name: str) -> None:
    assert not is_key(name)


def column_or_keys_checked(text: str) -> int:
    """The column of a refusal, or 1 where the text is a formula over nothing but keys."""
    try:
        operation = parse_formula(text)
    except FormulaProblem as problem:
        return problem.column
    assert all(is_key(name) for name in op.input_names(operation))
    return 1


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_within_itself(text: str) -> None:
    assert 1 <= column_or_keys_checked(text) <= len(text) + 1


@given(st.text(alphabet="ab10.+-*/()<>=! 'inotrdf,", max_size=40))
def test_texts_near_the_grammar_are_read_or_refused(text: str) -> None:
    assert 1 <= column_or_keys_checked(text) <= len(text) + 1
