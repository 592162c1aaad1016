"""What a report shows, compared with what it says it prints: every number in reading order, differences named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dgassess.reporting.printed import header_endings
from dgassess.reporting.tokens import DIVIDER
from dgassess.reporting.visible import Shown

_NEAR = 120
"""How many numbers may differ in one place before the rest is not compared."""
_SURE = 3  # numbers that must agree after a difference
_STEPS = sorted(
    ((a, b) for a in range(_NEAR) for b in range(_NEAR) if a + b and (a == b or a + b < _NEAR)),
    key=lambda step: step[0] if step[0] == step[1] else sum(step) + 0.5,
)


@dataclass(frozen=True, slots=True)
class Expected:
    """A number that is said to be printed, and where."""

    token: str
    place: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is not what it should be: what it should be, and what the report has; empty where it is missing."""

    place: str
    expected: str
    found: str
    page: int = 0
    around: str = ""


def expected_numbers(printed: object) -> list[Expected]:
    """The numbers said to be printed. What is not of the right shape is left out."""
    found: list[Expected] = []
    for entry in printed if isinstance(printed, list) else ():
        if isinstance(entry, list) and len(entry) == 2 and all(isinstance(part, str) for part in entry):
            place, numbers = entry
            found += [Expected(token, place) for token in numbers.split(DIVIDER)]
    return found


def compare(expected: Sequence[Expected], shown: Sequence[Shown]) -> list[Difference]:
    """Where what is shown is not what is expected, both in reading order."""
    told, seen = [one.token for one in expected], [one.token for one in shown]
    repeated = _headers(expected)
    found: list[Difference] = []
    i = j = 0
    while i < len(told) or j < len(seen):
        if i < len(told) and j < len(seen) and told[i] == seen[j]:
            i, j = i + 1, j + 1
            continue
        more, others = _together(told, seen, i, j)
        pieces = expected[i : i + more], shown[j : j + others]
        # The header of a table is printed again on each of its pages.
        if more or tuple(one.token for one in pieces[1]) not in repeated:
            found += _differences(*pieces, expected, i)
        i, j = i + more, j + others
    return found


def _headers(expected: Sequence[Expected]) -> set[tuple[str, ...]]:
    headers: dict[str, list[str]] = {}
    for one in expected:
        if one.place.endswith(header_endings()):
            headers.setdefault(one.place, []).append(one.token)
    return {tuple(tokens) for tokens in headers.values()}


def _together(told: list[str], seen: list[str], i: int, j: int) -> tuple[int, int]:
    """How many of both to pass until they agree again: a figure in another's place comes before one too many."""
    for more, others in _STEPS:
        a, b = i + more, j + others
        if a > len(told) or b > len(seen):
            continue
        rest = min(_SURE, len(told) - a)
        if told[a : a + _SURE] == seen[b : b + _SURE][:rest] and (rest or b == len(seen)):
            return more, others
    return len(told) - i, len(seen) - j


def _differences(
    told: Sequence[Expected], seen: Sequence[Shown], expected: Sequence[Expected], at: int
) -> Iterator[Difference]:
    if len(told) > _NEAR or len(seen) > _NEAR:
        place = told[0].place if told else expected[at - 1].place if at else ""
        yield Difference(place, f"{len(told)} numbers", f"{len(seen)} others", seen[0].page if seen else 0)
        return
    for number in range(max(len(told), len(seen))):
        one = told[number] if number < len(told) else None
        other = seen[number] if number < len(seen) else None
        if one is not None and other is not None and one.token == other.token:
            continue  # stands between two that differ
        before = expected[min(at + number, len(expected)) - 1].place if at + number else ""
        yield Difference(
            one.place if one else before,
            one.token if one else "",
            other.token if other else "",
            other.page if other else 0,
            other.around if other else "",
        )


def compare_values(told: object, found: object, path: str = "") -> list[Difference]:
    """Every value of two JSON trees that differs, by its path: `nodes.TC-1-4.score`."""
    if isinstance(told, Mapping) and isinstance(found, Mapping):
        differences: list[Difference] = []
        for key in dict.fromkeys((*told, *found)):
            differences += compare_values(told.get(key), found.get(key), f"{path}.{key}".lstrip("."))
        return differences
    if isinstance(told, list) and isinstance(found, list) and len(told) == len(found):
        pairs = enumerate(zip(told, found, strict=True))
        return [d for index, (a, b) in pairs for d in compare_values(a, b, f"{path}[{_key(a, index)}]")]
    if told == found and isinstance(told, bool) == isinstance(found, bool):
        return []
    return [Difference(path, _said(told), _said(found))]


def _key(value: Any, index: int) -> str:
    return str(value.get("id", index)) if isinstance(value, Mapping) else str(index)


def _said(value: object) -> str:
    import json

    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)[:200]
