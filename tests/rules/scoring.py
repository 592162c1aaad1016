"""Reading a rule as a file has it, scoring answers by it, and what it refuses."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from dgassess.engine.exact import lower
from dgassess.engine.outcomes import Gap, Outcome
from dgassess.expressions import operations as op
from dgassess.rules.aggregations import AggregationField
from dgassess.rules.fields import Scale
from dgassess.rules.kinds import AnyRule
from dgassess.rules.rule import Rule

HUNDRED = Scale()
FIVE = Scale(Fraction(1), Fraction(5))
BLANK = Gap("missing", "", ("q",))
NOT_A_NUMBER = "Decimal input should be an integer, float, string or Decimal object"
OUT = Gap("not-applicable", "本级无此业务")

_RULE: TypeAdapter[Any] = TypeAdapter(AnyRule)
_AGGREGATION: TypeAdapter[Any] = TypeAdapter(AggregationField)


class Labels:
    """Labels and units by local key; a key without one is its own label."""

    def __init__(
        self, labels: Mapping[str, str] | None = None, units: Mapping[str, str] | None = None
    ) -> None:
        self._labels, self._units = labels or {}, units or {}

    def label(self, key: str) -> str:
        return self._labels.get(key, key)

    def unit(self, key: str) -> str:
        return self._units.get(key, "")


def rule(kind: str, **fields: Any) -> Rule:
    """A rule as a file has it; floats stand for decimals."""
    read: Rule = _RULE.validate_python(_exact({"kind": kind, **fields}))
    return read


def refusal(kind: str, **fields: Any) -> str:
    """The message of the first thing a rule's model finds wrong."""
    with pytest.raises(ValidationError) as problem:
        _RULE.validate_python(_exact({"kind": kind, **fields}))
    return problem.value.errors()[0]["msg"].removeprefix("Value error, ")


def score(
    written: Rule, values: Mapping[str, Any], unit_type: str | None = None, scale: Scale = HUNDRED
) -> Outcome:
    """The exact score for values by input name; ints and decimal texts of numbers become fractions."""
    return lower(written.operation(scale, unit_type))(
        {name: outcome(value) for name, value in values.items()}
    )


def aggregate(kind: str | dict[str, Any], children: list[tuple[Any, Any]], scale: Scale = HUNDRED) -> Outcome:
    """The exact score of a group of (weight, score) children."""
    names = [f"N-{index}" for index in range(len(children))]
    weighed = [(number(weight), op.Input(name)) for name, (weight, _) in zip(names, children, strict=True)]
    operation = _AGGREGATION.validate_python(_exact(kind)).operation(weighed, scale)
    return lower(operation)({n: outcome(value) for n, (_, value) in zip(names, children, strict=True)})


def aggregation_sentence(kind: str | dict[str, Any]) -> str:
    """The sentence of an aggregation as a file has it."""
    sentence: str = _AGGREGATION.validate_python(_exact(kind)).sentence()
    return sentence


def number(value: Any) -> Fraction:
    """An int, a float at its shortest text, or a fraction."""
    return value if isinstance(value, Fraction) else Fraction(str(value))


def outcome(value: Any) -> Outcome:
    """A value as formulas see it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value)
    if isinstance(value, set):
        return frozenset(value)
    known: Outcome = value
    return known


def statistics(question: str, **values: Any) -> dict[str, Any]:
    """Peer statistics of a question as inputs by name."""
    return {f"peers.{name}.{question}": value for name, value in values.items()}


def _exact(value: Any) -> Any:
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, dict):
        return {key: _exact(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_exact(item) for item in value]
    return value
