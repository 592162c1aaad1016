"""Weights as people write them: 18, 18%, 0.18, 18分, 统筹管理(18分), 省20、市18; and points made into weights."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dgassess.collecting.cells import folded, number_in

_HUNDRED = Fraction(100)
_UNIT = 10**4  # weights made from points have at most four decimals
_IN_NAME = re.compile(
    r"(.+?)\s*[(（【\[]\s*(?:权重|分值|满分|占比|共)?\s*[::]?\s*(\d{1,3}(?:\.\d{1,4})?)\s*(分|%|%)?\s*[)）】\]]\s*"
)
_BEHIND_NAME = re.compile(r"(.+?)[\s::]+(?:权重|分值)?\s*(\d{1,3}(?:\.\d{1,4})?)\s*(分|%|%)")
_ORDINAL = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、..]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}(?:\.\d{1,2}){0,3}[、..\s](?!\d))\s*"
)
_BY_TYPE = re.compile(r"([^\W\d_]{1,20}):?(\d+(?:\.\d+)?)%?分?")


def split_name(text: str) -> tuple[str, Fraction | None, bool]:
    """A name without its number in front and its weight behind; the weight; whether it is in percent."""
    text = " ".join(text.split("\n")).strip()
    weight, percent = None, False
    match = _IN_NAME.fullmatch(text) or _BEHIND_NAME.fullmatch(text)
    if match:
        text, weight, percent = match[1], Fraction(match[2]), match[3] in ("%", "%")
    ordinal = _ORDINAL.match(text)
    if ordinal and text[ordinal.end() :]:
        text = text[ordinal.end() :]
    return text.strip(), weight, percent


def weight_in(text: str) -> Fraction | dict[str, Fraction] | None:
    """The weight a cell states, by unit type where it says so; None where it states none."""
    number = number_in(text)
    if number is not None:
        return Fraction(number)
    parts = [part for part in re.split(r"[、,;\n]", folded(text.replace("\n", ";"))) if part]
    found: dict[str, Fraction] = {}
    for part in parts:
        match = _BY_TYPE.fullmatch(part)
        if match is None:
            return None
        found["default" if match[1] in ("其他", "其余") else match[1]] = Fraction(match[2])
    return found or None


def exact_decimal(value: Fraction) -> Decimal | int:
    """A fraction that has few decimals, as a number for YAML."""
    if value.denominator == 1:
        return int(value)
    return Decimal(value.numerator) / Decimal(value.denominator)


def short(value: Fraction) -> bool:
    """Whether a fraction can be written with few decimals."""
    return (value * _UNIT).denominator == 1


def shares(points: Sequence[Fraction]) -> list[Fraction] | None:
    """Points as weights that add up to 100; None where they cannot be written exactly."""
    total = sum(points, Fraction(0))
    if total <= 0:
        return None
    found = [point * _HUNDRED / total for point in points]
    return found if all(short(share) for share in found) else None


def stated(value: Fraction | Mapping[str, Fraction]) -> Any:
    """A weight as YAML holds it."""
    if isinstance(value, Mapping):
        return {key: exact_decimal(number) for key, number in value.items()}
    return exact_decimal(value)


def sum_of(values: Sequence[Fraction | Mapping[str, Fraction]]) -> Fraction | None:
    """The sum of plain weights; None where one differs by unit type."""
    total = Fraction(0)
    for value in values:
        if isinstance(value, Mapping):
            return None
        total += value
    return total
