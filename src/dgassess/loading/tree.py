"""A file read into plain data, and the places of its parts.

The plain data is made at once; the marked tree, of the same shape with positions instead of values, is made from the
text only when a place is asked for, so that sound files never pay for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple, TypeAlias

from dgassess.values.diagnostics import Diagnostic, Place

Plain: TypeAlias = "bool | int | Decimal | str | list[Plain] | dict[str, Plain] | None"
Loc: TypeAlias = Sequence[str | int]

MAX_DEPTH = 100
"""Deepest nesting accepted in a file; real ones stay below 30."""


class Spot(NamedTuple):
    """A 1-based line and column of a scalar."""

    line: int
    column: int


class MarkedMap(dict[str, "Marked"]):
    """A mapping of marked values, with its own spot and the spots of its keys."""

    __slots__ = ("keys_at", "spot")

    def __init__(self, spot: Spot, keys_at: dict[str, Spot]) -> None:
        super().__init__()
        self.spot = spot
        self.keys_at = keys_at


class MarkedList(list["Marked"]):
    """A list of marked values, with its own spot."""

    __slots__ = ("spot",)

    def __init__(self, spot: Spot) -> None:
        super().__init__()
        self.spot = spot


Marked: TypeAlias = Spot | MarkedMap | MarkedList


@dataclass(frozen=True, eq=False)
class Document:
    """One file as plain data (mappings with text keys, lists, text, int, Decimal, bool, None).

    `diagnostics` are what reading it found: warnings, and defects that did not stop it from being read.
    """

    file: str
    data: Plain
    text: str = field(repr=False)
    mark: Callable[[], Marked] = field(repr=False)
    diagnostics: tuple[Diagnostic, ...] = ()

    @cached_property
    def marks(self) -> Marked:
        """The marked tree, made on first use."""
        return self.mark()

    def at(self, loc: Loc) -> Plain:
        """The value at a location, or None where the file has nothing."""
        data = self.data
        for element in loc:
            if not can_step(data, element):
                return None
            data = data[element]  # type: ignore[index]
        return data

    def taken(self, loc: Loc, within: Loc = ()) -> tuple[bool, ...]:
        """Which elements of a Pydantic location below `within` are keys and indices of the data, not tags of unions."""
        return _taken(self.at(within), tuple(loc), tag_allowed=True)

    def place(self, loc: Loc = (), key: bool = False) -> Place:
        """The place of the value at a Pydantic location, or of its key.

        Tags that Pydantic inserts for unions are skipped; where the file ends earlier, the deepest known place holds.
        """
        return self.place_of([step for step, is_key in zip(loc, self.taken(loc), strict=True) if is_key], key)

    def place_of(self, path: Loc, key: bool = False) -> Place:
        """The place of the value at exactly this path, or of its key; the deepest known place where it ends earlier."""
        node: Marked = self.marks
        spot = _spot(node)
        for position, element in enumerate(path):
            if isinstance(node, MarkedMap) and element in node:
                above, node = node, node[str(element)]
                last = position == len(path) - 1
                spot = above.keys_at[str(element)] if key and last else _spot(node)
            elif isinstance(node, MarkedList) and isinstance(element, int) and 0 <= element < len(node):
                node = node[element]
                spot = _spot(node)
            else:
                break
        return Place(self.file, spot.line, spot.column)


def can_step(data: object, element: str | int) -> bool:
    """Whether the data has something at this key or index."""
    if isinstance(data, dict):
        return isinstance(element, str) and element in data
    return isinstance(data, list) and isinstance(element, int) and 0 <= element < len(data)


def _taken(data: Plain, loc: tuple[str | int, ...], tag_allowed: bool) -> tuple[bool, ...]:
    if not loc:
        return ()
    element, rest = loc[0], loc[1:]
    is_tag = tag_allowed and bool(rest) and isinstance(data, dict) and data.get("kind") == element
    if not can_step(data, element):
        return (False, *_taken(data, rest, tag_allowed and not is_tag))
    below = _taken(data[element], rest, tag_allowed=True)  # type: ignore[index]
    if all(below):
        return (True, *below)
    # The element may be the tag of a union that happens to be a key as well (`kind: bands` beside `bands:`).
    skipped = _taken(data, rest, tag_allowed=False)
    if is_tag or sum(skipped) > sum(below) + 1:
        return (False, *skipped)
    return (True, *below)


def _spot(node: Marked) -> Spot:
    return node if isinstance(node, Spot) else node.spot
