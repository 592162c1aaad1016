"""piecewise: straight lines between given points."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any, Literal

from pydantic import model_validator

from dgassess.expressions import operations as op
from dgassess.rules.fields import Number, Scale, Words, exact, measured, pick, plain, type_name
from dgassess.rules.rule import Rule, Use, mappings
from dgassess.values.language import joined, say

Curve = tuple[tuple[Number, Number], ...]


class Piecewise(Rule):
    """Points (value, score) with rising values; outside them the score of the nearest point holds."""

    kind: Literal["piecewise"]
    question: str
    points: Curve | dict[str, Curve]

    @model_validator(mode="after")
    def _rising(self) -> "Piecewise":
        for curve in self.points.values() if isinstance(self.points, Mapping) else [self.points]:
            values = [value for value, _ in curve]
            if len(values) < 2 or any(left >= right for left, right in pairwise(values)):
                raise ValueError("'points' needs two or more points whose values rise.")
        return self

    def uses(self) -> tuple[Use, ...]:
        return (Use(self.question, "number", ("question",)),)

    def by_unit_type(self) -> Iterable[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
        return mappings(self, "points")

    def operation(self, scale: Scale, unit_type: str | None) -> op.Operation:
        curve = pick(self.points, unit_type)
        value = op.Input(self.question)
        result: op.Operation = op.number(curve[-1][1])
        for (left, low), (right, high) in reversed(list(pairwise(curve))):
            rise = op.Multiply((op.Subtract(value, op.number(left)), op.Constant(exact(high) - exact(low))))
            line = op.Add((op.number(low), op.Divide(rise, op.Constant(exact(right) - exact(left)))))
            result = op.If(op.Compare(value, "<", op.number(right)), line, result)
        return op.If(op.Compare(value, "<=", op.number(curve[0][0])), op.number(curve[0][1]), result)

    def largest(self, scale: Scale, unit_type: str | None) -> Fraction:
        return max(exact(score) for _, score in pick(self.points, unit_type))

    def standard(self, words: Words, scale: Scale) -> str:
        unit = words.unit(self.question)

        def line(curve: Curve) -> str:
            points = (
                say("{reach}得{score}分", reach=measured(value, unit), score=plain(score))
                for value, score in curve
            )
            return joined(points, "、")

        if isinstance(self.points, Mapping):
            curves = (
                say("{name}——{text}", name=type_name(unit_type), text=line(curve))
                for unit_type, curve in self.points.items()
            )
            text = joined(curves, ";")
        else:
            text = line(self.points)
        return say("{label}:{points},各点之间线性插值", label=words.label(self.question), points=text)
