"""ratio: numerator(s) ÷ denominator in percent, then linear or bands."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, Literal

from pydantic import Field, model_validator

from dgassess.expressions import operations as op
from dgassess.rules.banding import BandsByType, banded, bands_sentence, check_bands
from dgassess.rules.fields import Number, NumberByType, Scale, Words, exact, pick, plain
from dgassess.rules.interpolation import check_goalposts, interpolated, interpolation_sentence
from dgassess.rules.rule import Rule, Use, mappings
from dgassess.values.language import in_chinese, say


class Ratio(Rule):
    """Percent of a denominator; what a zero denominator means must be said."""

    kind: Literal["ratio"]
    numerator: str | tuple[str, ...]
    denominator: str
    floor: NumberByType | None = None
    target: NumberByType | None = None
    bands: BandsByType | None = None
    otherwise: Number | None = None
    zero_denominator: Literal["not-applicable", "zero", "full", "missing"]
    part_of_whole: bool = Field(default=True, strict=True)

    @model_validator(mode="after")
    def _one_way(self) -> "Ratio":
        linear = (self.floor is not None, self.target is not None)
        banded_ = (self.bands is not None, self.otherwise is not None)
        if (linear, banded_) not in (((True, True), (False, False)), ((False, False), (True, True))):
            raise ValueError("A ratio needs either 'floor' and 'target', or 'bands' and 'otherwise'.")
        if self.floor is not None and self.target is not None:
            check_goalposts(self.floor, self.target)
        if self.bands is not None:
            check_bands(self.bands)
        if not self.numerators:
            raise ValueError("A ratio needs at least one numerator.")
        return self

    @property
    def numerators(self) -> tuple[str, ...]:
        """The keys whose sum is the numerator."""
        return (self.numerator,) if isinstance(self.numerator, str) else self.numerator

    def uses(self) -> tuple[Use, ...]:
        single = isinstance(self.numerator, str)
        top = tuple(
            Use(key, "number", ("numerator",) if single else ("numerator", index))
            for index, key in enumerate(self.numerators)
        )
        return (*top, Use(self.denominator, "number", ("denominator",)))

    def by_unit_type(self) -> Iterable[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
        return mappings(self, "floor", "target", "bands")

    def operation(self, scale: Scale, unit_type: str | None) -> op.Operation:
        inputs = tuple(op.Input(key) for key in self.numerators)
        top: op.Operation = inputs[0] if len(inputs) == 1 else op.Add(inputs)
        bottom = op.Input(self.denominator)
        percent = op.Divide(op.Multiply((top, op.number(100))), bottom)
        scored: op.Operation
        if self.bands is not None and self.otherwise is not None:
            scored = banded(percent, pick(self.bands, unit_type), self.otherwise)
        else:
            assert self.floor is not None and self.target is not None
            floor, target = exact(pick(self.floor, unit_type)), exact(pick(self.target, unit_type))
            scored = interpolated(percent, floor, target, scale)
        return op.If(op.Compare(bottom, "==", op.number(0)), self._without(scale), scored)

    def _without(self, scale: Scale) -> op.Operation:
        match self.zero_denominator:
            case "zero":
                return op.Constant(scale.lowest)
            case "full":
                return op.Constant(scale.highest)
            case "missing":
                return op.Unavailable("missing", say("分母为0"))
        return op.Unavailable("not-applicable", say("分母为0"))

    def largest(self, scale: Scale, unit_type: str | None) -> Fraction:
        if self.bands is None or self.otherwise is None or self.zero_denominator == "full":
            return scale.highest
        return max([exact(self.otherwise), *(exact(band.score) for band in pick(self.bands, unit_type))])

    def standard(self, words: Words, scale: Scale) -> str:
        top = ("+" if in_chinese() else " + ").join(words.label(key) for key in self.numerators)
        top = f"({top})" if len(self.numerators) > 1 else top
        if self.bands is not None and self.otherwise is not None:
            text = bands_sentence(self.bands, self.otherwise, "%")
        else:
            assert self.floor is not None and self.target is not None
            text = interpolation_sentence(self.floor, self.target, "%", scale)
        return say(
            "{top}÷{bottom}×100%:{text};{zero}",
            top=top,
            bottom=words.label(self.denominator),
            text=text,
            zero=self._zero_sentence(scale),
        )

    def _zero_sentence(self, scale: Scale) -> str:
        match self.zero_denominator:
            case "zero":
                return say("分母为0的得{points}分", points=plain(scale.lowest))
            case "full":
                return say("分母为0的得满分")
            case "missing":
                return say("分母为0的视为缺项")
        return say("分母为0的不计分(不适用)")
