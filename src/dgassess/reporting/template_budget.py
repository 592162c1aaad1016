"""What a template may make and how often it may go round: counted, so that it is the same on every machine.

A sandbox lets templates reach nothing; it does not end loops within loops or texts that double.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from jinja2.exceptions import SecurityError

TURNS = 1_000_000
"""Of loops, calls and filters in one report; the largest that ships takes a few thousand."""
CHARACTERS = 20_000_000
"""Of all texts put together on the way to one report."""
LONGEST = 200_000
"""Characters of one text put together from others."""
LONGEST_RANGE = 10_000
"""Numbers in a range; also parts that a list is cut into."""
_DEEPEST = 5


class Budget:
    """What is left of the turns and characters of one rendering."""

    def __init__(self) -> None:
        self.turns, self.characters = TURNS, CHARACTERS

    def turn(self, number: int = 1) -> None:
        """Count turns. Raises SecurityError when there are too many."""
        self.turns -= number
        if self.turns < 0:
            raise SecurityError(f"The template takes too long: more than {TURNS:,} turns of loops and calls.")

    def write(self, text: str) -> None:
        """Count characters. Raises SecurityError when there are too many."""
        self.characters -= len(text)
        if self.characters < 0:
            raise SecurityError(f"The template makes too much text: more than {CHARACTERS:,} characters.")


_BUDGET: ContextVar[Budget] = ContextVar("report template budget")


@contextmanager
def budgeted() -> Iterator[None]:
    """A budget of its own for what is compiled or rendered within."""
    previous = _BUDGET.set(Budget())
    try:
        yield
    finally:
        _BUDGET.reset(previous)


def spend(number: int = 1) -> None:
    """Count turns of what is being rendered."""
    _BUDGET.get().turn(number)


def counted(values: Iterable[Any]) -> Iterator[Any]:
    """The same values, each of them counted."""
    turn = _BUDGET.get().turn
    for value in values:
        turn()
        yield value


def concatenated(pieces: Iterable[str]) -> str:
    """Texts put together, counted one by one: what does not end is met on its way."""
    write, kept = _BUDGET.get().write, list[str]()
    iterator = iter(pieces)
    for piece in iterator:
        try:
            write(piece)
        except SecurityError as problem:
            throw = getattr(iterator, "throw", None)
            if throw is None:
                raise
            throw(problem)  # where the template stands, so that its line is told
        kept.append(piece)
    return "".join(kept)


def joined(parts: Iterable[str]) -> str:
    """The text of `a ~ b`. Raises SecurityError for one that is too long."""
    text = "".join(parts)
    if len(text) > LONGEST:
        raise SecurityError(f"The template makes a text of more than {LONGEST:,} characters.")
    _BUDGET.get().write(text)
    return text


def numbers(*bounds: int) -> range:
    """Jinja's `range`, of no more numbers than a report has use for."""
    found = range(*bounds)
    if found and (abs(found[-1] - found[0]) // abs(found.step)) >= LONGEST_RANGE:
        raise SecurityError(f"A range in a template has {LONGEST_RANGE:,} numbers at most.")
    return found


def shallow(value: Any, left: int = _DEEPEST) -> Any:
    """A list, unless lists within it lie so deep that comparing them would never end."""
    if isinstance(value, list | tuple | Mapping):
        if left == 0:
            raise SecurityError(f"Lists in a template stand in one another at most {_DEEPEST} deep.")
        spend(len(value))
        for one in value.values() if isinstance(value, Mapping) else value:
            shallow(one, left - 1)
    return value


def filtering(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter whose values are counted."""
    place = 1 if hasattr(function, "jinja_pass_arg") else 0

    @functools.wraps(function)
    def filtered(*arguments: Any, **options: Any) -> Any:
        spend()
        given = list(arguments)
        if name in ("batch", "slice"):
            _few(given[place + 1 : place + 2], options)
        if name != "default" and len(given) > place:
            source = given[place]
            if isinstance(source, Sized):
                spend(0 if name in ("first", "last", "length") else len(source))
            elif isinstance(source, Iterator):
                given[place] = counted(source)
        found = function(*given, **options)
        return shallow(found) if isinstance(found, list | tuple) else found

    return filtered


def _few(sizes: list[Any], options: Mapping[str, Any]) -> None:
    named = (options.get("slices", 1), options.get("linecount", 1))
    for size in (*sizes, *named):
        if not isinstance(size, int) or not 1 <= size <= LONGEST_RANGE:
            raise SecurityError(f"A list is cut into 1 to {LONGEST_RANGE:,} parts, not {size!r:.40}.")
    shallow([options.get("fill_with")])
