"""composite: weighted parts, each with its own rule; the weight of a part that drops out goes to the others."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, field_validator

from dgassess.expressions import operations as op
from dgassess.expressions.parser import FormulaProblem, parse_formula
from dgassess.rules.fields import NumberByType, Scale, Strict, Words, exact, pick, spread
from dgassess.rules.rule import Rule, Use
from dgassess.values.language import joined, say

if TYPE_CHECKING:
    from dgassess.rules.kinds import AnyRule


class Part(Strict):
    """One part: a weight (may differ by unit type), a rule, and for whom it applies."""

    weight: NumberByType
    rule: "AnyRule"
    name: str = ""
    unit_types: tuple[str, ...] | None = None
    applies_when: str | None = None

    @field_validator("applies_when")
    @classmethod
    def _readable(cls, condition: str | None) -> str | None:
        if condition is not None:
            try:
                parse_formula(condition)
            except FormulaProblem as problem:
                raise ValueError(f"{problem} (column {problem.column} of the condition)") from None
        return condition

    def applies_to(self, unit_type: str | None) -> bool:
        """Whether the part is for units of this type."""
        return self.unit_types is None or unit_type in self.unit_types


class Composite(Rule):
    """Σ weight × part ÷ Σ weight over the parts that apply; a missing part makes the whole missing."""

    kind: Literal["composite"]
    parts: tuple[Part, ...] = Field(min_length=1)

    def uses(self) -> tuple[Use, ...]:
        found: list[Use] = []
        for index, part in enumerate(self.parts):
            within: tuple[str | int, ...] = ("parts", index, "rule")
            found.extend(
                Use(use.key, use.kind, (*within, *use.field), use.options) for use in part.rule.uses()
            )
            if part.applies_when is not None:
                names = dict.fromkeys(op.input_names(parse_formula(part.applies_when)))
                found.extend(Use(name, "any", ("parts", index, "applies_when")) for name in names)
        return tuple(found)

    def demands(self, unit_type: str | None) -> set[str]:
        found: set[str] = set()
        for part in self.parts:
            if part.applies_to(unit_type):
                found |= part.rule.demands(unit_type)
                if part.applies_when is not None:
                    found |= set(op.input_names(parse_formula(part.applies_when)))
        return found

    def by_unit_type(self) -> Iterable[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
        for index, part in enumerate(self.parts):
            if isinstance(part.weight, Mapping):
                yield ("parts", index, "weight"), part.weight
            for field, value in part.rule.by_unit_type():
                yield ("parts", index, "rule", *field), value

    def operation(self, scale: Scale, unit_type: str | None) -> op.Operation:
        weighed = []
        for part in self.parts:
            if not part.applies_to(unit_type):
                continue
            scored = part.rule.operation(scale, unit_type)
            if part.applies_when is not None:
                out = op.Unavailable("not-applicable", say("不满足适用条件"))
                scored = op.If(parse_formula(part.applies_when), scored, out)
            weighed.append((exact(pick(part.weight, unit_type)), scored))
        return op.weighted_mean(weighed)

    def largest(self, scale: Scale, unit_type: str | None) -> Fraction:
        # A part may stand alone when the others drop out, so the best part is the most there can be.
        own = [part for part in self.parts if part.applies_to(unit_type) and pick(part.weight, unit_type)]
        return max((part.rule.largest(scale, unit_type) for part in own), default=scale.lowest)

    def standard(self, words: Words, scale: Scale) -> str:
        marks = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
        weights = [part.weight for part in self.parts if not isinstance(part.weight, Mapping)]
        percent = len(weights) == len(self.parts) and sum(weights) == 100
        sentences = []
        for index, part in enumerate(self.parts):
            mark = marks[index] if index < len(marks) else f"({index + 1})"
            weight = (
                say("占{weight}", weight=spread(part.weight, "%"))
                if percent
                else say("权重{weight}", weight=spread(part.weight))
            )
            if part.unit_types is not None:
                weight = say("{weight}(仅{types})", weight=weight, types=joined(part.unit_types, "、"))
            rule = part.rule.standard(words, scale)
            text = say("{name}——{text}", name=part.name, text=rule) if part.name else rule
            sentences.append(say("{mark}{weight}:{text}", mark=mark, weight=weight, text=text))
        return say("{parts}。某部分不适用时,其权重按比例归其余部分", parts=joined(sentences, ";"))
