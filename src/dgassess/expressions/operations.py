"""The closed set of operations. Rules and aggregations build them once; every engine lowers the same set.

States: an operation is missing when an operand it demands is missing, and not applicable when one is not applicable
(not applicable before missing). `If`, `And` and `Or` demand only what they reach, from left to right.
Numbers are compared at nine decimals. Division by zero and the logarithm or root of what has none make the result
not applicable; rules that know better test for it first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import repeat
from typing import Literal

from dgassess.values.language import say

Comparison = Literal["<", "<=", ">", ">=", "==", "!="]
FunctionName = Literal["abs", "sqrt", "ln", "exp"]


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, text or truth value written in a file."""

    value: Fraction | str | bool


@dataclass(frozen=True, slots=True)
class Input:
    """The value of a question, a peer statistic or a child node, by its local name."""

    name: str


@dataclass(frozen=True, slots=True)
class Unavailable:
    """A result that is decided to be not applicable or missing."""

    state: Literal["not-applicable", "missing"]
    reason: str


@dataclass(frozen=True, slots=True)
class Add:
    """Sum of one or more terms."""

    terms: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Subtract:
    left: Operation
    right: Operation


@dataclass(frozen=True, slots=True)
class Multiply:
    """Product of one or more factors."""

    factors: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Divide:
    left: Operation
    right: Operation


@dataclass(frozen=True, slots=True)
class Minimum:
    terms: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Maximum:
    terms: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Function:
    """abs is exact; sqrt, ln and exp go through float and return at their shortest decimal text."""

    name: FunctionName
    operand: Operation


@dataclass(frozen=True, slots=True)
class Compare:
    left: Operation
    sign: Comparison
    right: Operation


@dataclass(frozen=True, slots=True)
class And:
    terms: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Or:
    terms: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Not:
    operand: Operation


@dataclass(frozen=True, slots=True)
class If:
    """Only the condition and the branch taken are demanded."""

    condition: Operation
    then: Operation
    otherwise: Operation


@dataclass(frozen=True, slots=True)
class Contains:
    """Whether an option is among those chosen."""

    option: Operation
    chosen: Operation


@dataclass(frozen=True, slots=True)
class Count:
    """How many options are chosen."""

    chosen: Operation


@dataclass(frozen=True, slots=True)
class Applies:
    """True unless the operand is not applicable; a missing operand applies."""

    operand: Operation


@dataclass(frozen=True, slots=True)
class Round:
    """Rounding at a declared stage, under the numeric contract."""

    operand: Operation
    digits: int
    mode: Literal["half-up", "half-even"]


Operation = (
    Constant | Input | Unavailable | Add | Subtract | Multiply | Divide | Minimum | Maximum | Function
    | Compare | And | Or | Not | If | Contains | Count | Applies | Round
)  # fmt: skip


def number(value: Fraction | Decimal | int) -> Constant:
    """A constant number."""
    return Constant(Fraction(value))


def clamp(operand: Operation, lowest: Operation, highest: Operation) -> Operation:
    """The operand kept within [lowest, highest]."""
    return Minimum((Maximum((operand, lowest)), highest))


def weighted_mean(parts: Iterable[tuple[Fraction, Operation]]) -> Operation:
    """Σ weight × part ÷ Σ weight over the parts that apply; not applicable when none with a weight does.

    Source: OECD/JRC Handbook on Constructing Composite Indicators (2008), step 6, linear aggregation.
    """
    weighed = [(weight, part) for weight, part in parts if weight]
    if not weighed:
        return Unavailable("not-applicable", say("没有适用的下级"))
    zero = number(0)
    return Divide(
        Add(tuple(If(Applies(part), Multiply((Constant(weight), part)), zero) for weight, part in weighed)),
        Add(tuple(If(Applies(part), Constant(weight), zero) for weight, part in weighed)),
    )


def children(operation: Operation) -> tuple[Operation, ...]:
    """The operands of an operation, left to right."""
    found: tuple[Operation, ...] = ()
    for name in _OPERANDS[operation.__class__]:
        operand = getattr(operation, name)
        found += operand if isinstance(operand, tuple) else (operand,)
    return found


_OPERANDS: dict[type, tuple[str, ...]] = {
    Constant: (),
    Input: (),
    Unavailable: (),
    Add: ("terms",),
    Subtract: ("left", "right"),
    Multiply: ("factors",),
    Divide: ("left", "right"),
    Minimum: ("terms",),
    Maximum: ("terms",),
    Function: ("operand",),
    Compare: ("left", "right"),
    And: ("terms",),
    Or: ("terms",),
    Not: ("operand",),
    If: ("condition", "then", "otherwise"),
    Contains: ("option", "chosen"),
    Count: ("chosen",),
    Applies: ("operand",),
    Round: ("operand",),
}


def input_names(operation: Operation) -> Iterator[str]:
    """Every input an operation may demand, left to right, repeats included."""
    if isinstance(operation, Input):
        yield operation.name
    for child in children(operation):
        yield from input_names(child)


def substitute(operation: Operation, replacements: Mapping[str, Operation]) -> Operation:
    """The operation with inputs replaced by name; inputs not named stay."""

    def each(operands: tuple[Operation, ...]) -> tuple[Operation, ...]:
        # `map` takes one Python frame less a level: tables of some hundred options nest as deep.
        return tuple(map(substitute, operands, repeat(replacements)))

    match operation:
        case Input(name):
            return replacements.get(name, operation)
        case Constant() | Unavailable():
            return operation
        case Multiply() | Add() | Minimum() | Maximum() | And() | Or():
            return type(operation)(each(children(operation)))
        case Subtract() | Divide() | Contains() | If() | Not() | Count() | Applies():
            return type(operation)(*each(children(operation)))
        case Compare(left, sign, right):
            return Compare(substitute(left, replacements), sign, substitute(right, replacements))
        case Function(name, operand):
            return Function(name, substitute(operand, replacements))
        case Round(operand, digits, mode):
            return Round(substitute(operand, replacements), digits, mode)
