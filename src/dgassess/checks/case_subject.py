"""What checks of golden cases look at: the cases with their places, and what scoring them touched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from dgassess.checks.subject import Loc, Subject
from dgassess.model.cases import Case, CaseResponse
from dgassess.values.diagnostics import Place

Kind = Literal["node", "level", "adjustment", "veto", "question"]


class CasePlace(Protocol):
    """Tells the place of a location within a case, or of its key."""

    def __call__(self, loc: Loc, key: bool = False) -> Place:
        """The place."""


@dataclass(frozen=True, slots=True)
class LocatedCase:
    """A case with the places of what it says."""

    case: Case
    place_of: CasePlace


@dataclass(frozen=True, slots=True)
class CaseSubject:
    """A system with the cases that are about it (those that hold a system of their own are not).

    `touched` are the ids of indicators that some case scores, `reached` the names of the system's levels that some
    case ends at; both None where the cases have not been run.
    """

    system: Subject
    cases: Sequence[LocatedCase]
    touched: frozenset[str] | None = None
    reached: frozenset[str] | None = None


def references(case: Case) -> Iterator[tuple[Kind, str, Loc, bool]]:
    """Everything a case names: its kind, its id, the location, and whether it is a key there."""
    expect = case.expect
    for field in ("nodes", "states", "contributions"):
        yield from (("node", name, ("expect", field, name), True) for name in getattr(expect, field))
    yield from (("adjustment", name, ("expect", "adjustments", name), True) for name in expect.adjustments)
    yield from (
        ("veto", name, ("expect", "vetoes", index), False) for index, name in enumerate(expect.vetoes or ())
    )
    for field in ("level", "level_by_score"):
        level = getattr(expect, field)
        if level is not None:
            yield "level", level, ("expect", field), False
    if expect.self is not None:
        yield from (("node", name, ("expect", "self", "nodes", name), True) for name in expect.self.nodes)
        if expect.self.level is not None:
            yield "level", expect.self.level, ("expect", "self", "level"), False
    if isinstance(case.response, CaseResponse):
        for field in ("answers", "reviews"):
            named = getattr(case.response, field)
            yield from (("question", name, ("response", field, name), True) for name in named)
