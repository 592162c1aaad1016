"""What makes it uncertain that a file is read as people see it: characters that hide or turn others, things unknown.

Whatever the same file made again has too is certain enough: only what is there beyond it is named.
"""

from __future__ import annotations

import functools
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dgassess.reporting.tokens import Tokens

# Controls, what has no shape, what stands above or around other characters, and numbers that are no digits.
_ODD = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Me", "Mn", "Nl", "No"))
_BLANKS = frozenset("\t\n\r\f ")
# Letters that run from right to left turn the numbers between them.
_TURNING = frozenset(("AL", "AN", "R"))
_SHORT = 80


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that decides how a file is read. what: as it is named; kind: what is common to all that are like it,
    empty for what needs no naming; line: counted from 1, 0 where there are no lines."""

    what: str
    kind: str = ""
    line: int = 0


def doubtful(what: str) -> Piece:
    """Something that a file holds and a report does not."""
    return Piece(what, what)


@functools.cache
def _odd(character: str) -> bool:
    if character in _BLANKS:
        return False
    return unicodedata.category(character) in _ODD or unicodedata.bidirectional(character) in _TURNING


def pieces_of_text(tokens: Tokens, text: str, line: int = 0) -> Iterator[Piece]:
    """The numbers of a text and its odd characters, in order."""
    odd = {one for one in set(text) if _odd(one)} if not text.isascii() or not text.isprintable() else set()
    start = 0
    for place, character in enumerate(text) if odd else ():
        if character in odd:
            yield from (Piece(f"'{number}'", line=line) for number in tokens.of(text[start:place]))
            named = f"the character U+{ord(character):04X}"
            yield Piece(named, named, line)
            start = place + 1
    yield from (Piece(f"'{number}'", line=line) for number in tokens.of(text[start:]))


def beyond(told: Iterable[Piece], read: Iterable[Piece]) -> list[Piece]:
    """What is there more often than in the same file made again."""
    left = Counter(one.what for one in told)
    found = []
    for one in read:
        if left[one.what]:
            left[one.what] -= 1
        else:
            found.append(one)
    return found


def unknown(told: Iterable[Piece], read: Iterable[Piece]) -> list[Piece]:
    """What is of a kind that the file made again does not have at all."""
    kinds = {one.kind for one in told}
    return [one for one in read if one.kind and one.kind not in kinds]


def first_difference(told: Sequence[Piece], read: Sequence[Piece]) -> str:
    """What is not as in the same file made again, as a clause that names the first such thing; empty if nothing is."""
    names = [one.what for one in told], [one.what for one in read]
    if names[0] == names[1]:
        return ""
    more, fewer = beyond(told, read), beyond(read, told)
    if more:
        return f"it has {named(more)}, which the file made again does not have there"
    if fewer:
        return f"it lacks {named(fewer)}, which the file made again has"
    at = next(number for number, (a, b) in enumerate(zip(*names, strict=True)) if a != b)
    return f"{named([read[at]])} does not stand where it does in the file made again"


def named(found: Sequence[Piece]) -> str:
    """The first of what was found, and how many more there are."""
    first = found[0]
    what = first.what if len(first.what) <= _SHORT else f"{first.what[:_SHORT]}…"
    what = what.replace("\n", " ")
    place = f" in line {first.line}" if first.line else ""
    return f"{what}{place}{f' and {len(found) - 1} more' if len(found) > 1 else ''}"
