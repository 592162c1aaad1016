"""Bands (分档) as `bands` and `ratio` use them: the first bound that holds, best first, gives the score."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from pydantic import model_validator

from dgassess.expressions import operations as op
from dgassess.rules.fields import DEFAULT_TYPE, Number, Strict, plain


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
        return ";".join(
            f"{'其他' if unit_type == DEFAULT_TYPE else unit_type}——{bands_sentence(own, otherwise, unit)}"
            for unit_type, own in bands.items()
        )
    steps: list[str] = []
    upper = ""
    for band in bands:
        lower, bracket = f"{plain(band.bound)}{unit}", "[" if band.at_least is not None else "("
        reach = f"{bracket}{lower},{upper}" if upper else f"{'≥' if bracket == '[' else '>'}{lower}"
        steps.append(f"{reach}得{plain(band.score)}分")
        upper = f"{lower}{')' if bracket == '[' else ']'}"
    rest = f"{'<' if upper.endswith(')') else '≤'}{upper[:-1]}" if upper else "其余"
    return "、".join([*steps, f"{rest}得{plain(otherwise)}分"])
