"""linear: a number scores from a floor to a target in proportion."""

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, Literal

from pydantic import Field, model_validator

from dgassess.expressions import operations as op
from dgassess.rules.fields import NumberByType, Scale, Words, exact, pick
from dgassess.rules.interpolation import check_goalposts, interpolated, interpolation_sentence
from dgassess.rules.rule import Rule, Use, mappings
from dgassess.values.language import say
from dgassess.values.numbers import from_float


class Linear(Rule):
    """Floor to target, either direction; optionally on a logarithmic scale (all bounds then above 0)."""

    kind: Literal["linear"]
    question: str
    floor: NumberByType
    target: NumberByType
    clamp: bool = Field(default=True, strict=True)
    logarithmic: bool = Field(default=False, strict=True)

    @model_validator(mode="after")
    def _bounds(self) -> "Linear":
        check_goalposts(self.floor, self.target)
        bounds = [
            b for v in (self.floor, self.target) for b in (v.values() if isinstance(v, Mapping) else [v])
        ]
        if self.logarithmic and min(bounds) <= 0:
            raise ValueError("A logarithmic scale needs a floor and a target above 0.")
        if self.logarithmic and not self.clamp:
            # 0 has no logarithm and would come out as not applicable instead of as the worst.
            raise ValueError("A logarithmic scale cannot be combined with 'clamp: false'.")
        return self

    def uses(self) -> tuple[Use, ...]:
        return (Use(self.question, "number", ("question",)),)

    def by_unit_type(self) -> Iterable[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
        return mappings(self, "floor", "target")

    def operation(self, scale: Scale, unit_type: str | None) -> op.Operation:
        floor, target = exact(pick(self.floor, unit_type)), exact(pick(self.target, unit_type))
        value: op.Operation = op.Input(self.question)
        if not self.logarithmic:
            return interpolated(value, floor, target, scale, clamp=self.clamp)
        # Below the worse bound nothing is earned, so ln never sees zero or less while the bounds are positive.
        value = op.Function("ln", op.Maximum((value, op.Constant(min(floor, target)))))
        return interpolated(value, _ln(floor), _ln(target), scale)

    def standard(self, words: Words, scale: Scale) -> str:
        unit = words.unit(self.question)
        text = interpolation_sentence(
            self.floor, self.target, unit, scale, clamp=self.clamp, logarithmic=self.logarithmic
        )
        return say("{label}:{text}", label=words.label(self.question), text=text)


def _ln(value: Fraction) -> Fraction:
    return from_float(math.log(value))
