"""The oracle's ground floor: numbers, states, and formulas read off Python's own syntax tree."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any


class Out(Enum):
    """Why there is no value."""

    NOT_APPLICABLE = "not-applicable"
    MISSING = "missing"


Look = Callable[[str], Any]  # a local key to its value or Out


def frac(number: Any) -> Fraction:
    """A number of a file, exactly as written."""
    return number if isinstance(number, Fraction) else Fraction(str(number))


def rounded(value: Fraction, digits: int, mode: str) -> Fraction:
    """Contract of §6: |x| is rounded, the sign restored; a millionth of the last digit around a tie is the tie."""
    scaled = abs(value) * 10**digits
    whole = math.floor(scaled)
    rest = scaled - whole
    if abs(rest - Fraction(1, 2)) <= Fraction(1, 1_000_000):
        whole += 1 if mode == "half-up" or whole % 2 == 1 else 0
    elif rest > Fraction(1, 2):
        whole += 1
    return Fraction(whole, 10**digits) * (-1 if value < 0 else 1)


def nine(value: Any) -> Any:
    """What comparisons inside rules see of a number."""
    return rounded(value, 9, "half-up") if isinstance(value, Fraction) else value


def shortest(value: float) -> Fraction:
    """A float at its shortest decimal text."""
    return Fraction(Decimal(repr(value)))


def by_type(value: Any, unit_type: str | None) -> Any:
    """A ⟨T⟩ field's value."""
    if isinstance(value, Mapping):
        return value[unit_type] if unit_type in value else value["default"]
    return value


def gap(*values: Any) -> Out | None:
    """Not applicable comes before missing."""
    if any(value is Out.NOT_APPLICABLE for value in values):
        return Out.NOT_APPLICABLE
    return Out.MISSING if any(value is Out.MISSING for value in values) else None


def refused(truth: Any) -> Any:
    """What a condition that does not hold makes of the thing it stands before."""
    return truth if isinstance(truth, Out) else Out.NOT_APPLICABLE


def formula(text: str, look: Look) -> Any:
    """A formula's value: strict in its operands, lazy in and/or/conditional."""
    return _Walk(look).visit(ast.parse(text, mode="eval").body)


_ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b if b else Out.NOT_APPLICABLE,
}
_COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: lambda a, b: bool(nine(a) < nine(b)),
    ast.LtE: lambda a, b: bool(nine(a) <= nine(b)),
    ast.Gt: lambda a, b: bool(nine(a) > nine(b)),
    ast.GtE: lambda a, b: bool(nine(a) >= nine(b)),
    ast.Eq: lambda a, b: bool(nine(a) == nine(b)),
    ast.NotEq: lambda a, b: bool(nine(a) != nine(b)),
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}


def _root(value: Fraction) -> Any:
    return Out.NOT_APPLICABLE if value < 0 else shortest(math.sqrt(value))


def logarithm(value: Fraction) -> Any:
    """ln through float; not applicable where there is none."""
    return Out.NOT_APPLICABLE if value <= 0 else shortest(math.log(value))


_CALLED: dict[str, Callable[..., Any]] = {
    "min": lambda *values: min(values),
    "max": lambda *values: max(values),
    "abs": abs,
    "len": lambda chosen: Fraction(len(chosen)),
    "sqrt": _root,
    "ln": logarithm,
}


class _Walk:
    def __init__(self, look: Look) -> None:
        self.look = look

    def visit(self, node: ast.expr) -> Any:
        match node:
            case ast.Constant(value=bool() | str() as value):
                return value
            case ast.Constant(value=value):
                return frac(value)
            case ast.Name(id=name):
                return self.look(name)
            case ast.IfExp(test, body, orelse):
                truth = self.visit(test)
                return truth if isinstance(truth, Out) else self.visit(body if truth else orelse)
            case ast.BoolOp(operator, terms):
                stop = isinstance(operator, ast.Or)
                for term in terms:
                    truth = self.visit(term)
                    if isinstance(truth, Out) or truth is stop:
                        return truth
                return not stop
            case ast.Compare(left, operators, comparators):
                return self._chain(left, operators, comparators)
            case ast.BinOp(left, operator, right):
                return self._strict(_ARITHMETIC[type(operator)], left, right)
            case ast.UnaryOp(ast.USub(), operand):
                return self._strict(lambda value: -value, operand)
            case ast.UnaryOp(ast.Not(), operand):
                return self._strict(lambda value: not value, operand)
            case ast.Call(ast.Name(id=name), arguments):
                return self._strict(_CALLED[name], *arguments)
        raise AssertionError(ast.dump(node))

    def _strict(self, compute: Callable[..., Any], *operands: ast.expr) -> Any:
        values = [self.visit(operand) for operand in operands]
        out = gap(*values)
        return compute(*values) if out is None else out

    def _chain(self, left: ast.expr, operators: list[ast.cmpop], comparators: list[ast.expr]) -> Any:
        for operator, right in zip(operators, comparators, strict=True):
            truth = self._strict(_COMPARED[type(operator)], left, right)
            if truth is not True:
                return truth
            left = right
        return True
