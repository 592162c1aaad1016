"""value: the answer is the score."""

from typing import Literal

from dgassess.expressions import operations as op
from dgassess.rules.fields import Scale, Words, plain
from dgassess.rules.rule import Rule, Use


class Value(Rule):
    """The answer itself, kept within the scale."""

    kind: Literal["value"]
    question: str

    def uses(self) -> tuple[Use, ...]:
        return (Use(self.question, "number", ("question",)),)

    def operation(self, scale: Scale, unit_type: str | None) -> op.Operation:
        return op.clamp(op.Input(self.question), op.Constant(scale.lowest), op.Constant(scale.highest))

    def standard(self, words: Words, scale: Scale) -> str:
        return f"{words.label(self.question)}:填报值即为得分({plain(scale.lowest)}—{plain(scale.highest)})"
