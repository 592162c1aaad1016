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
    """Something of a system that came, went or differs.

    sort: indicator, question …; origin: its id and name before; also: what else became of it, where it was renamed and
    differs beside.
    """

    sort: str
    id: str
    name: str
    status: Status
    origin: str = ""
    fields: tuple[FieldText, ...] = ()
    also: Status | None = None

    def became(self, status: Status) -> bool:
        """Whether this is one of the things that became of it."""
        return status in (self.status, self.also)


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
class CauseText:
    """A veto, gate or adjustment that did not do the same then and now.

    name: its name, a gate's level. before, after: what a veto or gate did, empty = nothing; `points` those of an
    adjustment. restricted: not to be named but to internal readers.
    """

    sort: Literal["veto", "gate", "bonus", "penalty"]
    name: str
    before: str
    after: str
    restricted: bool = False
    points: tuple[Fraction, Fraction] = (Fraction(0), Fraction(0))


@dataclass(frozen=True, slots=True)
class PartMove:
    """What one part of the total gives then and now; all parts together are the total before rounding.

    weight_before, weight_after: a node's share of the total, 0–1. scores_kept: whether no indicator's score below it
    differs, and none came or went. limits: what caps, bounds and vetoes on the total took.
    """

    name: str
    before: Fraction | None
    after: Fraction | None
    weight_before: Fraction | None = None
    weight_after: Fraction | None = None
    scores_kept: bool = False
    sort: Literal["node", "bonus", "penalty", "limits"] = "node"


@dataclass(frozen=True, slots=True)
class UnitMove:
    """One unit then and now. `level` and `rank` are pairs of before and after.

    among: the ranks among the units that have one both times. left_out: how many answers one of the two versions does
    not know. scores_kept: whether no indicator's score differs, and none came or went.
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
    among: tuple[int, int] | None = None
    causes: tuple[CauseText, ...] = ()
    parts: tuple[PartMove, ...] = ()
    scores_kept: bool = False

    @property
    def shifted(self) -> bool:
        """Whether its rank differs only because others came or went."""
        return self.rank[0] != self.rank[1] and self.among is not None and self.among[0] == self.among[1]

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
    by_type: bool = False  # whether ranks are those within a unit's type
