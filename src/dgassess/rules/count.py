"""count: every occurrence adds points, up to a cap (按件加分、加满为止)."""

from fractions import Fraction
from typing import Literal

from dgassess.expressions import operations as op
from dgassess.rules.fields import Number, Scale, Words, exact, plain
from dgassess.rules.rule import Rule, Use


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
        base = f"基础分{plain(lowest)}分," if lowest else ""
        unit = words.unit(self.question) or "次"
        cap = plain(self._cap(scale))
        return f"{words.label(self.question)}:{base}每{unit}计{plain(self.each)}分,最高{cap}分"

    def largest(self, scale: Scale, unit_type: str | None) -> Fraction:
        return self._cap(scale) if self.each > 0 else min(self._lowest(scale), self._cap(scale))
