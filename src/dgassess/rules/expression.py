"""expression: a formula for what no other rule expresses; keep it rare, `composite` is easier to read."""

from typing import Literal

from pydantic import Field, field_validator

from dgassess.expressions import operations as op
from dgassess.expressions.parser import FormulaProblem, parse_formula
from dgassess.rules.fields import Scale, Words, plain
from dgassess.rules.rule import Rule, Use
from dgassess.values.language import joined, say


class Expression(Rule):
    """A whitelisted formula over local keys, kept within the scale unless `clamp: false`."""

    kind: Literal["expression"]
    formula: str
    clamp: bool = Field(default=True, strict=True)

    @field_validator("formula")
    @classmethod
    def _readable(cls, formula: str) -> str:
        try:
            parse_formula(formula)
        except FormulaProblem as problem:
            raise ValueError(f"{problem} (column {problem.column} of the formula)") from None
        return formula

    def uses(self) -> tuple[Use, ...]:
        names = dict.fromkeys(op.input_names(parse_formula(self.formula)))
        return tuple(Use(name, "any", ("formula",)) for name in names)

    def operation(self, scale: Scale, unit_type: str | None) -> op.Operation:
        formula = parse_formula(self.formula)
        return (
            op.clamp(formula, op.Constant(scale.lowest), op.Constant(scale.highest))
            if self.clamp
            else formula
        )

    def standard(self, words: Words, scale: Scale) -> str:
        names = dict.fromkeys(op.input_names(parse_formula(self.formula)))
        said = [say("按公式计分:{formula}", formula=self.formula)]
        if names:
            labels = (say("{name}为{label}", name=name, label=words.label(name)) for name in names)
            said.append(say("其中{names}", names=joined(labels, "、")))
        if self.clamp:
            low, high = plain(scale.lowest), plain(scale.highest)
            said.append(say("结果限于{lowest}—{highest}分", lowest=low, highest=high))
        return joined(said, ",")
