"""Walking and rewriting operations."""

from __future__ import annotations

from fractions import Fraction
from typing import get_args

import pytest

from dgassess.expressions import operations as op

A, B, C = op.Input("a"), op.Input("b"), op.Input("c")
ONE = op.number(1)

EVERY: list[tuple[op.Operation, tuple[op.Operation, ...]]] = [
    (ONE, ()),
    (A, ()),
    (op.Unavailable("missing", "x"), ()),
    (op.Add((A, B, C)), (A, B, C)),
    (op.Subtract(A, B), (A, B)),
    (op.Multiply((A, B)), (A, B)),
    (op.Divide(A, B), (A, B)),
    (op.Minimum((A, B)), (A, B)),
    (op.Maximum((A, B)), (A, B)),
    (op.Function("sqrt", A), (A,)),
    (op.Compare(A, "<", B), (A, B)),
    (op.And((A, B)), (A, B)),
    (op.Or((A, B)), (A, B)),
    (op.Not(A), (A,)),
    (op.If(A, B, C), (A, B, C)),
    (op.Contains(A, B), (A, B)),
    (op.Count(A), (A,)),
    (op.Applies(A), (A,)),
    (op.Round(A, 2, "half-even"), (A,)),
]


def test_every_operation_is_in_the_table_and_the_set_is_small() -> None:
    assert [type(operation) for operation, _ in EVERY] == list(get_args(op.Operation))
    assert len(EVERY) <= 20


@pytest.mark.parametrize(("operation", "operands"), EVERY)
def test_operands_come_left_to_right(operation: op.Operation, operands: tuple[op.Operation, ...]) -> None:
    assert op.children(operation) == operands


@pytest.mark.parametrize(("operation", "operands"), EVERY)
def test_substitution_replaces_inputs_and_keeps_the_rest(
    operation: op.Operation, operands: tuple[op.Operation, ...]
) -> None:
    replaced = op.substitute(operation, {"a": ONE, "b": op.Input("TC-1.b")})
    assert type(replaced) is (op.Constant if operation == A else type(operation))
    swap: dict[op.Operation, op.Operation] = {A: ONE, B: op.Input("TC-1.b"), C: C}
    assert op.children(replaced) == tuple(swap[operand] for operand in operands)
    assert op.substitute(operation, {}) == operation


def test_substitution_keeps_signs_functions_and_digits() -> None:
    assert op.substitute(op.Compare(A, "!=", B), {"b": ONE}) == op.Compare(A, "!=", ONE)
    assert op.substitute(op.Function("ln", A), {"a": ONE}) == op.Function("ln", ONE)
    assert op.substitute(op.Round(A, 3, "half-even"), {"a": ONE}) == op.Round(ONE, 3, "half-even")


def test_substitution_is_simultaneous() -> None:
    assert op.substitute(op.Add((A, B)), {"a": B, "b": A}) == op.Add((B, A))


def test_input_names_come_in_order_with_repeats() -> None:
    operation = op.If(op.Compare(B, ">", A), op.Add((A, C)), op.Not(B))
    assert list(op.input_names(operation)) == ["b", "a", "a", "c", "b"]
    assert list(op.input_names(ONE)) == []


def test_a_table_of_four_hundred_options_can_be_substituted() -> None:
    operation: op.Operation = ONE
    for number in range(400):
        operation = op.If(op.Compare(A, "==", op.number(number)), ONE, operation)
    assert "a" not in set(op.input_names(op.substitute(operation, {"a": ONE})))


def test_a_weighted_mean_leaves_out_weights_of_zero() -> None:
    mean = op.weighted_mean([(Fraction(2), A), (Fraction(0), B)])
    assert set(op.input_names(mean)) == {"a"}
    assert op.weighted_mean([(Fraction(0), A)]) == op.Unavailable("not-applicable", "没有适用的下级")
    assert op.weighted_mean([]) == op.Unavailable("not-applicable", "没有适用的下级")


def test_clamping_is_a_minimum_of_a_maximum() -> None:
    assert op.clamp(A, B, C) == op.Minimum((op.Maximum((A, B)), C))
