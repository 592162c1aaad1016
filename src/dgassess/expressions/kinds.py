"""What kind of value an operation yields, so that a formula that mixes kinds is found before anything is scored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from dgassess.expressions import operations as op

ValueKind = Literal["number", "truth", "text", "options"]

_WORDS: dict[str, str] = {
    "number": "a number", "truth": "yes or no", "text": "a single choice or text", "options": "a set of options",
}  # fmt: skip


class KindProblem(ValueError):
    """Kinds of values that do not fit; the message is a whole sentence."""


def kind_of(operation: op.Operation, inputs: Mapping[str, ValueKind]) -> ValueKind:
    """The kind of an operation's value given the kinds of its inputs. Raises KindProblem where kinds do not fit."""
    match operation:
        case op.Constant(bool()):
            return "truth"
        case op.Constant(str()):
            return "text"
        case op.Constant() | op.Unavailable():
            return "number"
        case op.Input(name):
            return inputs[name]
        case op.Add(operands) | op.Multiply(operands) | op.Minimum(operands) | op.Maximum(operands):
            return _all(operands, "number", inputs)
        case op.Subtract(left, right) | op.Divide(left, right):
            return _all((left, right), "number", inputs)
        case op.Function(_, operand) | op.Round(operand, _, _):
            return _all((operand,), "number", inputs)
        case op.And(operands) | op.Or(operands):
            return _all(operands, "truth", inputs)
        case op.Not(operand):
            return _all((operand,), "truth", inputs)
        case op.Compare(left, sign, right):
            return _comparison(left, sign, right, inputs)
        case op.Contains(option, chosen):
            _all((option,), "text", inputs)
            _all((chosen,), "options", inputs)
            return "truth"
        case op.Count(chosen):
            _all((chosen,), "options", inputs)
            return "number"
        case op.If(condition, then, otherwise):
            _all((condition,), "truth", inputs)
            return _all((otherwise,), kind_of(then, inputs), inputs)
        case op.Applies():
            return "truth"


def _all(operands: tuple[op.Operation, ...], wanted: ValueKind, inputs: Mapping[str, ValueKind]) -> ValueKind:
    for operand in operands:
        got = kind_of(operand, inputs)
        if got != wanted:
            name = f"'{operand.name}'" if isinstance(operand, op.Input) else "A part of the formula"
            raise KindProblem(f"{name} is {_WORDS[got]}, but {_WORDS[wanted]} is needed there.")
    return wanted


def _comparison(
    left: op.Operation, sign: op.Comparison, right: op.Operation, inputs: Mapping[str, ValueKind]
) -> ValueKind:
    first, second = kind_of(left, inputs), kind_of(right, inputs)
    if first != second:
        raise KindProblem(
            f"The comparison '{sign}' has {_WORDS[first]} on its left and {_WORDS[second]} on its right."
        )
    if first != "number" and sign not in ("==", "!="):
        raise KindProblem(f"Only numbers can be compared by '{sign}'; there stands {_WORDS[first]}.")
    return "truth"
