"""The tree a table describes: groups, the rows of each indicator, adjustments and vetoes beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from dgassess.collecting.cells import Row
from dgassess.values.diagnostics import Place

Kind = Literal["indicator", "bonus", "penalty", "veto"]
Weight = Fraction | Mapping[str, Fraction]


@dataclass
class Entry:
    """An indicator, adjustment or veto: the rows that speak of it, the first one first."""

    name: str
    place: Place
    rows: list[Row]
    kind: Kind = "indicator"
    id: str = ""
    weight: Weight | None = None
    points: Fraction | None = None
    percent: bool = False
    final: Any = None  # the weight as it is written

    @property
    def value(self) -> Weight | None:
        """The weight the table states, else the points."""
        return self.weight if self.weight is not None else self.points


@dataclass
class Branch:
    """A group: its parts in the order of the table."""

    name: str
    place: Place
    level: int
    id: str = ""
    weight: Weight | None = None
    points: Fraction | None = None
    percent: bool = False
    final: Any = None
    parts: list[Branch | Entry] = field(default_factory=list)

    @property
    def value(self) -> Weight | None:
        """The weight the table states, else the points."""
        return self.weight if self.weight is not None else self.points

    def entries(self) -> Iterator[Entry]:
        """Every indicator below."""
        for part in self.parts:
            if isinstance(part, Entry):
                yield part
            else:
                yield from part.entries()


@dataclass
class TableTree:
    """All that a table holds."""

    root: Branch
    beside: list[Entry] = field(default_factory=list)  # adjustments and vetoes
    remarks: list[str] = field(default_factory=list)  # notes below the table
    weights_sum: int | None = None

    def branches(self) -> Iterator[Branch]:
        """The root and every group, parents first."""
        waiting = [self.root]
        while waiting:
            branch = waiting.pop(0)
            yield branch
            waiting = [part for part in branch.parts if isinstance(part, Branch)] + waiting
