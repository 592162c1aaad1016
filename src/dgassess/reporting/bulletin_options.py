"""What report.yaml may say about a bulletin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal

from dgassess.reporting.wording import NOTICE

Ranking = Literal["full", "bands", "none"]


@dataclass(frozen=True, slots=True)
class BulletinOptions:
    """report.yaml's options. Counts are how many entries a list names at most.

    ranking: full lists units by rank; bands by level, each in the order of administrative codes; none not at all.
    scores: whether single units' scores appear. margin: totals of neighbours in the ranking closer than this part of
    the scale, in percent, are marked. map_units: with more units, the heat map has a row per group instead.
    """

    CHOICES: ClassVar[Mapping[str, tuple[str, ...]]] = {"ranking": ("full", "bands", "none")}

    title: str = ""
    notice: str = NOTICE
    ranking: Ranking = "full"
    anonymous: bool = False
    scores: bool = True
    margin: Fraction = Fraction(1, 2)
    deadline: str = ""
    strongest: int = 3
    weakest: int = 3
    problems: int = 10
    clauses: int = 5
    ranked: int = 60
    map_units: int = 60
