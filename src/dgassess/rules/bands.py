"""bands: a number falls into the first band whose bound holds."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, Literal

from pydantic import model_validator

from dgassess.expressions import operations as op
from dgassess.rules.banding import BandsByType, banded, bands_sentence, check_bands
from dgassess.rules.fields import Number, Scale, Words, exact, pick
from dgassess.rules.rule import Rule, Use, mappings
from dgassess.values.language import say


class BandRule(Rule):
    """Bounds from best to worst; `otherwise` is the score below them all."""

    kind: Literal["bands"]
    question: str
    bands: BandsByType
    otherwise: Number

    @model_validator(mode="after")
    def _falling(self) -> "BandRule":
        check_bands(self.bands)
        return self

    def uses(self) -> tuple[Use, ...]:
        return (Use(self.question, "number", ("question",)),)

    def by_unit_type(self) -> Iterable[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
        return mappings(self, "bands")

    def operation(self, scale: Scale, unit_type: str | None) -> op.Operation:
        return banded(op.Input(self.question), pick(self.bands, unit_type), self.otherwise)

    def standard(self, words: Words, scale: Scale) -> str:
        text = bands_sentence(self.bands, self.otherwise, words.unit(self.question))
        return say("{label}:{text}", label=words.label(self.question), text=text)

    def largest(self, scale: Scale, unit_type: str | None) -> Fraction:
        return max([exact(self.otherwise), *(exact(band.score) for band in pick(self.bands, unit_type))])
