"""What a change note is made from: what differs between two versions of a system, or two rounds of results."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from dgassess.reporting.wording import Numbers

Status = Literal["new", "gone", "renamed", "redefined", "changed"]


@dataclass(frozen=True, slots=True)
class FieldText:
    """One thing laid down about something, as it was and as it is; empty = nothing was laid down.

    key: which, by its YAML key.
    """

    name: str
    before: str
    after: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class ChangeText:
    """Something of a system that came, went or differs. sort: indicator, question …; origin: its id and name before."""

    sort: str
    id: str
    name: str
    status: Status
    origin: str = ""
    fields: tuple[FieldText, ...] = ()


@dataclass(frozen=True, slots=True)
class CountText:
    """How many things of one sort there were, are, and stayed as they were."""

    sort: str
    before: int
    after: int
    kept: int


@dataclass(frozen=True, slots=True)
class NodeMove:
    """A node's score then and now, rounded as declared; None where there is none."""

    id: str
    name: str
    top: bool  # a dimension: directly below the system, with children
    before: Fraction | None
    after: Fraction | None
    indicator: bool = False

    @property
    def by(self) -> Fraction | None:
        """How far it moved."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class UnitMove:
    """One unit then and now. `level` and `rank` are pairs of before and after.

    left_out: how many answers one of the two versions does not know.
    """

    id: str
    name: str
    type: str
    before: Fraction | None
    after: Fraction | None
    level: tuple[str, str] = ("", "")
    rank: tuple[int | None, int | None] = (None, None)
    nodes: tuple[NodeMove, ...] = ()
    left_out: int = 0

    @property
    def by(self) -> Fraction | None:
        """How far its total moved."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def moved(self) -> bool:
        """Whether its total, its level or its rank differs."""
        return self.before != self.after or self.level[0] != self.level[1] or self.rank[0] != self.rank[1]


@dataclass(frozen=True, slots=True)
class ChangeNoteText:
    """Everything a change note says.

    versions: the same answers by two versions of a system; rounds: two rounds of answers. before, after: what the two
    are called. `unscored` are units that could not be scored both ways, `came` and `went` those of one round alone;
    `alone` says how many of these have a total: then, now.
    """

    kind: Literal["versions", "rounds"]
    name: str
    before: str
    after: str
    numbers: Numbers
    identities: tuple[tuple[str, str, str], ...]  # what, version, digest
    changes: tuple[ChangeText, ...] = ()
    counts: tuple[CountText, ...] = ()
    units: tuple[UnitMove, ...] = ()
    given: bool = False  # whether there were answers at all
    unscored: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    alone: tuple[int, int] = (0, 0)
    comparable: tuple[int, int] | None = None  # indicators that mean the same in both rounds, of how many
    levels: tuple[str, ...] = ()  # the best first
    restricted: bool = False  # whether anything of the system, then or now, is
    only: str = ""  # the one unit this copy is for
    compared: int = 0  # how many units it is one of
