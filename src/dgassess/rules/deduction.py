"""deduction: a base from which every occurrence takes points (扣完为止)."""

from fractions import Fraction
from typing import Literal

from pydantic import Field

from dgassess.expressions import operations as op
from dgassess.rules.fields import Number, Scale, Strict, Words, exact, plain
from dgassess.rules.rule import Rule, Use
from dgassess.values.language import in_chinese, joined, say


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
        items = [_sentence(item, words) for item in self.items]
        said = joined(items, "、") if in_chinese() else joined(items, ";")
        return say(
            "基础分{base}分;{items},扣至{floor}分为止", base=plain(base), items=said, floor=plain(floor)
        )

    def largest(self, scale: Scale, unit_type: str | None) -> Fraction:
        return self._bounds(scale)[0]


def _sentence(item: DeductionItem, words: Words) -> str:
    label, unit, points = words.label(item.question), words.unit(item.question), plain(item.each)
    text = (
        say("{label}每{unit}扣{points}分", label=label, unit=unit, points=points)
        if unit
        else say("{label}每次扣{points}分", label=label, points=points)
    )
    return text if item.cap is None else say("{text}(最多扣{points}分)", text=text, points=plain(item.cap))
