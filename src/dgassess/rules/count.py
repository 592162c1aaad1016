"""count: every occurrence adds points, up to a cap (按件加分、加满为止)."""

from fractions import Fraction
from typing import Literal

from dgassess.expressions import operations as op
from dgassess.rules.fields import Number, Scale, Words, exact, plain
from dgassess.rules.rule import Rule, Use
from dgassess.values.language import joined, say


class CountRule(Rule):
    """base + each × occurrences, at most the cap (default: the scale's highest)."""

    kind: Literal["count"]
    question: str
    each: Number
    base: Number | None = None
    cap: Number | None = None

    def _lowest(self, scale: Scale) -> Fraction:
        return scale.lowest if self.base is None else exact(self.base)

    def _cap(self, scale: Scale) -> Fraction:
        return scale.highest if self.cap is None else exact(self.cap)

    def uses(self) -> tuple[Use, ...]:
        return (Use(self.question, "number", ("question",)),)

    def operation(self, scale: Scale, unit_type: str | None) -> op.Operation:
        points: op.Operation = op.Multiply((op.Input(self.question), op.number(self.each)))
        base = self._lowest(scale)
        if base:
            points = op.Add((op.Constant(base), points))
        return op.Minimum((points, op.Constant(self._cap(scale))))

    def standard(self, words: Words, scale: Scale) -> str:
        lowest = self._lowest(scale)
        unit, points = words.unit(self.question), plain(self.each)
        said = [say("基础分{points}分", points=plain(lowest))] if lowest else []
        said += [
            say("每{unit}计{points}分", unit=unit, points=points)
            if unit
            else say("每次计{points}分", points=points),
            say("最高{points}分", points=plain(self._cap(scale))),
        ]
        return say("{label}:{text}", label=words.label(self.question), text=joined(said, ","))

    def largest(self, scale: Scale, unit_type: str | None) -> Fraction:
        return self._cap(scale) if self.each > 0 else min(self._lowest(scale), self._cap(scale))
