"""value: the answer is the score."""

from typing import Literal

from dgassess.expressions import operations as op
from dgassess.rules.fields import Scale, Words, plain
from dgassess.rules.rule import Rule, Use
from dgassess.values.language import say


class Value(Rule):
    """The answer itself, kept within the scale."""

    kind: Literal["value"]
    question: str

    def uses(self) -> tuple[Use, ...]:
        return (Use(self.question, "number", ("question",)),)

    def operation(self, scale: Scale, unit_type: str | None) -> op.Operation:
        return op.clamp(op.Input(self.question), op.Constant(scale.lowest), op.Constant(scale.highest))

    def standard(self, words: Words, scale: Scale) -> str:
        return say(
            "{label}:填报值即为得分({lowest}—{highest})",
            label=words.label(self.question),
            lowest=plain(scale.lowest),
            highest=plain(scale.highest),
        )
