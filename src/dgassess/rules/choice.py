"""choice: the option chosen gives the score."""

from fractions import Fraction
from typing import Literal

from pydantic import model_validator

from dgassess.expressions import operations as op
from dgassess.rules.fields import Scale, Words, plain
from dgassess.rules.option_points import OptionPoints, Table
from dgassess.rules.rule import Use
from dgassess.values.language import joined, say


class Choice(OptionPoints):
    """Points per option; options under `not_applicable` take the indicator out."""

    kind: Literal["choice"]
    not_applicable: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _in_or_out(self) -> "Choice":
        both = [option for option in self.not_applicable if option in self.options]
        if both:
            raise ValueError(f"Option '{both[0]}' has points and is not applicable as well.")
        return self

    def uses(self) -> tuple[Use, ...]:
        return (Use(self.question, "single", ("question",), self.options + self.not_applicable),)

    def operation(self, scale: Scale, unit_type: str | None) -> op.Operation:
        chosen = op.Input(self.question)
        result: op.Operation = op.Unavailable("missing", say("所选项没有规定分值"))
        for option, points in reversed(self.table(unit_type).items()):
            result = op.If(op.Compare(chosen, "==", op.Constant(option)), op.Constant(points), result)
        for option in self.not_applicable:
            out = op.Unavailable("not-applicable", say("选择{option},不适用", option=option))
            result = op.If(op.Compare(chosen, "==", op.Constant(option)), out, result)
        return result

    def standard(self, words: Words, scale: Scale) -> str:
        out = (say("{option}不计分(不适用)", option=option) for option in self.not_applicable)
        return say("按选项计分:{points}", points=joined([self.tables_sentence(_sentence), *out], ","))

    def largest(self, scale: Scale, unit_type: str | None) -> Fraction:
        return max(self.table(unit_type).values())


def _sentence(table: Table) -> str:
    said = (
        say("{option} {points}分", option=option, points=plain(points)) for option, points in table.items()
    )
    return joined(said, "、")
