"""Bands (分档) as `bands` and `ratio` use them: the first bound that holds, best first, gives the score."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from pydantic import model_validator

from dgassess.expressions import operations as op
from dgassess.rules.fields import Number, Strict, measured, plain, type_name
from dgassess.values.language import in_chinese, joined, say


class Band(Strict):
    """One band: `at_least` includes its bound, `above` does not."""

    at_least: Number | None = None
    above: Number | None = None
    score: Number

    @model_validator(mode="after")
    def _one_bound(self) -> "Band":
        if (self.at_least is None) == (self.above is None):
            raise ValueError("A band needs exactly one of 'at_least' and 'above'.")
        return self

    @property
    def bound(self) -> Decimal:
        """The bound, whichever way it is written."""
        return self.at_least if self.at_least is not None else self.above  # type: ignore[return-value]


Bands = tuple[Band, ...]
BandsByType = Bands | dict[str, Bands]


def check_bands(bands: BandsByType) -> None:
    """Bounds fall from band to band. Raises ValueError where one is never reached."""
    for own in bands.values() if isinstance(bands, Mapping) else [bands]:
        if not own:
            raise ValueError("'bands' needs at least one band.")
        for better, worse in pairwise(own):
            falls = worse.bound < better.bound
            widens = worse.bound == better.bound and better.above is not None and worse.at_least is not None
            if not falls and not widens:
                raise ValueError(
                    f"The bounds of 'bands' must fall; {worse.bound} is never reached after {better.bound}."
                )


def banded(value: op.Operation, bands: Sequence[Band], otherwise: Decimal) -> op.Operation:
    """The score of the first band whose bound holds."""
    result: op.Operation = op.number(otherwise)
    for band in reversed(bands):
        sign: op.Comparison = ">=" if band.at_least is not None else ">"
        result = op.If(op.Compare(value, sign, op.number(band.bound)), op.number(band.score), result)
    return result


def bands_sentence(bands: BandsByType, otherwise: Decimal, unit: str) -> str:
    """The bands in words: `≥95%得100分、[90%,95%)得85分、<90%得0分`, one list per unit type where they differ."""
    if isinstance(bands, Mapping):
        tables = (
            say("{name}——{text}", name=type_name(unit_type), text=bands_sentence(own, otherwise, unit))
            for unit_type, own in bands.items()
        )
        return joined(tables, ";")
    reaches = [_reach(band, better, unit) for band, better in zip(bands, (None, *bands), strict=False)]
    reaches.append(_below(bands[-1], unit))
    scores = [*(band.score for band in bands), otherwise]
    return joined(
        (
            say("{reach}得{score}分", reach=reach, score=plain(score))
            for reach, score in zip(reaches, scores, strict=True)
        ),
        "、",
    )


def _reach(band: Band, better: Band | None, unit: str) -> str:
    """What a band holds below the better one: `[90%,95%)`, in other languages `≥90% and <95%`."""
    closed, lower = band.at_least is not None, measured(band.bound, unit)
    above = f"{'≥' if closed else '>'}{lower}"
    if better is None:
        return above
    if not in_chinese():
        return say("{above}且{below}", above=above, below=_below(better, unit))
    left, right = "[" if closed else "(", ")" if better.at_least is not None else "]"
    return f"{left}{lower},{measured(better.bound, unit)}{right}"


def _below(band: Band, unit: str) -> str:
    return f"{'<' if band.at_least is not None else '≤'}{measured(band.bound, unit)}"
