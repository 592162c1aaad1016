"""Whether edits of a text do what their fixes say and nothing else, told by reading it before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

import yaml

from dgassess.loading.documents import parse_text
from dgassess.loading.tree import Plain
from dgassess.loading.yaml_events import open_events
from dgassess.values.diagnostics import Fix, has_errors
from dgassess.values.edits import TextEdit

Change = tuple[str, str]


class _OtherwiseChangedError(Exception):
    """The text means something else now, in a way that no fix speaks of."""


def does_as_said(before: str, after: str, file: str, edits: Sequence[tuple[TextEdit, Fix]]) -> bool:
    """Whether the text after is the text before with the fixes made.

    Where the text before could not be read, the text after can, or reading it gets further. Where it could, exactly
    the texts that the fixes name are other texts or values now, and no two keys or items of a list have become alike.
    """
    before, after = before.replace("\r\n", "\n"), after.replace("\r\n", "\n")
    if before == after:
        return False
    trouble = _trouble(before, file)
    if trouble is not None:
        left = _trouble(after, file)
        return left is None or left > trouble
    was, found = parse_text(before, file)
    now, left_over = parse_text(after, file)
    if was is None or now is None or (has_errors(left_over) and len(left_over) > len(found)):
        return False
    try:
        changes = Counter(_changes(was.data, now.data))
    except _OtherwiseChangedError:
        return False
    return changes == Counter((fix.old, fix.new) for _, fix in edits if fix.kind != "characters")


def _trouble(text: str, file: str) -> tuple[int, int] | None:
    """Where YAML stops reading, as line and column from 0, or None where it reads to the end."""
    if file.lower().endswith(".json"):
        return None
    try:
        events = open_events(text)
        while events.get_event() is not None:
            pass
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        return (mark.line, mark.column) if mark is not None else (0, 0)
    except yaml.YAMLError:
        return (0, 0)
    return None


def _changes(was: Plain, now: Plain) -> Iterator[Change]:
    """Every text that has become another text or a value, keys included."""
    if isinstance(was, dict) and isinstance(now, dict) and len(was) == len(now):
        for (key, value), (new_key, new_value) in zip(was.items(), now.items(), strict=True):
            if key != new_key:
                yield key, new_key
            yield from _changes(value, new_value)
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for item, new_item in zip(was, now, strict=True):
            if item != new_item and isinstance(new_item, str) and now.count(new_item) > 1:
                raise _OtherwiseChangedError
            yield from _changes(item, new_item)
    elif type(was) is not type(now) or was != now:
        yield _change(was, now)


def _change(was: Plain, now: Plain) -> Change:
    if isinstance(was, str) and isinstance(now, str):
        return was, now
    if isinstance(was, str) and isinstance(now, bool):
        return was, str(now).lower()
    if isinstance(was, str) and isinstance(now, int | Decimal):
        return was, f"{now:f}" if isinstance(now, Decimal) else str(now)
    raise _OtherwiseChangedError
