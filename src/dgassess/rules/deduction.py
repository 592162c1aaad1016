"""deduction: a base from which every occurrence takes points (扣完为止)."""

from fractions import Fraction
from typing import Literal

from pydantic import Field

from dgassess.expressions import operations as op
from dgassess.rules.fields import Number, Scale, Strict, Words, exact, plain
from dgassess.rules.rule import Rule, Use


class DeductionItem(Strict):
    """Points taken per occurrence, at most `cap` for this item."""

    question: str
    each: Number
    cap: Number | None = None


class Deduction(Rule):
    """base − Σ each × occurrences, never below the floor."""

    kind: Literal["deduction"]
    items: tuple[DeductionItem, ...] = Field(min_length=1)
    base: Number | None = None
    floor: Number | None = None

    def _bounds(self, scale: Scale) -> tuple[Fraction, Fraction]:
        base = scale.highest if self.base is None else exact(self.base)
        return base, scale.lowest if self.floor is None else exact(self.floor)

    def uses(self) -> tuple[Use, ...]:
        return tuple(
            Use(item.question, "number", ("items", index, "question"))
            for index, item in enumerate(self.items)
        )

    def operation(self, scale: Scale, unit_type: str | None) -> op.Operation:
        base, floor = self._bounds(scale)
        taken: list[op.Operation] = []
        for item in self.items:
            points: op.Operation = op.Multiply((op.Input(item.question), op.number(item.each)))
            taken.append(points if item.cap is None else op.Minimum((points, op.number(item.cap))))
        return op.Maximum((op.Subtract(op.Constant(base), op.Add(tuple(taken))), op.Constant(floor)))

    def standard(self, words: Words, scale: Scale) -> str:
        base, floor = self._bounds(scale)
        items = [
            f"{words.label(item.question)}每{words.unit(item.question) or '次'}扣{plain(item.each)}分"
            + (f"(最多扣{plain(item.cap)}分)" if item.cap is not None else "")
            for item in self.items
        ]
        return f"基础分{plain(base)}分;{'、'.join(items)},扣至{plain(floor)}分为止"

    def largest(self, scale: Scale, unit_type: str | None) -> Fraction:
        return self._bounds(scale)[0]
