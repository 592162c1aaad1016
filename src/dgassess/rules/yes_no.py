"""yes-no: yes gives one score, no another."""

from fractions import Fraction
from typing import Literal

from dgassess.expressions import operations as op
from dgassess.rules.fields import Number, Scale, Words, exact, plain
from dgassess.rules.rule import Rule, Use
from dgassess.values.language import say


class YesNo(Rule):
    """The scale's highest score for yes and its lowest for no, unless stated otherwise."""

    kind: Literal["yes-no"]
    question: str
    yes: Number | None = None
    no: Number | None = None

    def _scores(self, scale: Scale) -> tuple[Fraction, Fraction]:
        yes = scale.highest if self.yes is None else exact(self.yes)
        return yes, scale.lowest if self.no is None else exact(self.no)

    def uses(self) -> tuple[Use, ...]:
        return (Use(self.question, "yes-no", ("question",)),)

    def operation(self, scale: Scale, unit_type: str | None) -> op.Operation:
        yes, no = self._scores(scale)
        return op.If(op.Input(self.question), op.Constant(yes), op.Constant(no))

    def standard(self, words: Words, scale: Scale) -> str:
        yes, no = self._scores(scale)
        return say("是得{yes}分,否得{no}分", yes=plain(yes), no=plain(no))

    def largest(self, scale: Scale, unit_type: str | None) -> Fraction:
        return max(self._scores(scale))
