"""What changed since a revision and what moves by it, as text for an 80-column terminal and as data for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rich.console import Console
from rich.text import Text

from dgassess.cli.console import counted
from dgassess.cli.prose import print_prose
from dgassess.cli.score_tables import plain_table
from dgassess.workflows.differences import Differences, SystemDifferences
from dgassess.workflows.method_changes import Change, shown
from dgassess.workflows.movements import Move, Movement, Score

MOST_CHANGES = 60
MOST_ROWS = 40
_LONGEST_VALUE = 60


def print_differences(console: Console, found: Differences) -> None:
    """Every system: what changed, then which scores, levels and ranks move."""
    for system in found.systems:
        title = f"{system.id} ({system.path}) compared with {found.revision} ({found.commit[:10]})"
        console.print(Text(title, style="bold"), soft_wrap=True)
        for note in system.notes:
            print_prose(console, f"  {note}")
        lines = [line for change in system.changes for line in _lines(change)]
        for line in lines[:MOST_CHANGES]:
            print_prose(console, f"  {line}")
        _more(console, len(lines) - MOST_CHANGES)
        if system.changes or system.movements or not system.notes:
            print_prose(console, _changed(system) if system.changes else "Nothing of the method changed.")
        if system.movements:
            _print_movements(console, system)


def _changed(system: SystemDifferences) -> str:
    parts = []
    for action in ("added", "changed", "removed"):
        number = sum(1 for change in system.changes if change.action == action)
        if number:
            parts.append(f"{number} {action}")
    return f"The method changed: {', '.join(parts)}."


def _lines(change: Change) -> Iterator[str]:
    """A change as one line per field: `changed indicator TC-1-2 领导协调机制运行: weight 25 → 30`."""
    named = " ".join(part for part in (change.what, change.id, _short(change.name)) if part)
    if change.action != "changed":
        yield f"{change.action} {named}"
    for field in change.fields:
        before, after = _short(shown(field.before)), _short(shown(field.after))
        yield f"changed {named}: {field.field} {before} → {after}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"


def _print_movements(console: Console, system: SystemDifferences) -> None:
    moved = [movement for movement in system.movements if movement.moved]
    if moved:
        _print_totals(console, moved)
        _print_nodes(console, moved)
    for movement in system.movements:
        who = f"{movement.kind} {movement.id}"
        if movement.problem:
            print_prose(console, f"{who}: {movement.problem}")
        elif movement.left_out:
            listed = ", ".join(movement.left_out[:5]) + (" …" if len(movement.left_out) > 5 else "")
            line = f"the method before does not know {counted(len(movement.left_out), 'answer')}"
            print_prose(console, f"{who}: {line} ({listed}).")
    print_prose(console, _summary(system))


def _print_totals(console: Console, moved: Sequence[Movement]) -> None:
    """One row per set of answers: its total, and its level and rank where any of them changes."""
    levels = any(movement.level[0] != movement.level[1] for movement in moved)
    ranks = any(movement.rank[0] != movement.rank[1] for movement in moved)
    table = plain_table(
        ("answers", "left"),
        ("total before", "right"),
        ("now", "right"),
        ("moved", "right"),
        *([("level", "left")] if levels else []),
        *([("rank", "left")] if ranks else []),
    )
    for movement in moved[:MOST_ROWS]:
        total = movement.total
        table.add_row(
            f"{movement.id} {movement.name}" if movement.kind == "response" else movement.id,
            total.before.text,
            total.after.text,
            _by(total),
            *([_both(*movement.level)] if levels else []),
            *([_both(*movement.rank)] if ranks else []),
        )
    console.print(table)
    _more(console, len(moved) - MOST_ROWS)


def _print_nodes(console: Console, moved: Sequence[Movement]) -> None:
    """One row per node: in how many sets of answers it moves, and where it moves farthest."""
    by_node: dict[str, list[tuple[Move, Movement]]] = {}
    for movement in moved:
        for move in movement.nodes:
            by_node.setdefault(move.what, []).append((move, movement))
    if not by_node:
        return
    table = plain_table(
        ("node", "left"),
        ("moves in", "right"),
        ("farthest", "right"),
        ("before", "right"),
        ("now", "right"),
        ("answers", "left"),
    )
    for node, found in list(by_node.items())[:MOST_ROWS]:
        move, movement = max(found, key=lambda each: _distance(each[0]))
        table.add_row(node, str(len(found)), _by(move), move.before.text, move.after.text, movement.id)
    console.print(table)
    _more(console, len(by_node) - MOST_ROWS)


def _more(console: Console, number: int) -> None:
    if number > 0:
        console.print(Text(f"  ... and {number} more; --format json lists them all."))


def _both(before: object, after: object) -> str:
    """What it was and is: `优质型 → 引领型`, or the one word where nothing changed."""
    one, other = ("—" if value is None else str(value) for value in (before, after))
    return one if one == other else f"{one} → {other}"


def _distance(move: Move) -> Fraction:
    """How far a figure moved; to have a score or none is the farthest."""
    return abs(move.by) if move.by is not None else Fraction(10**9)


def _by(move: Move) -> str:
    """The move with its sign, at the digits of the figures."""
    if move.by is None:
        return ""
    digits = max(len(score.text.partition(".")[2]) for score in (move.before, move.after))
    value = Decimal(move.by.numerator) / Decimal(move.by.denominator)
    return f"{value:+.{digits}f}" if move.by else "0"


def _summary(system: SystemDifferences) -> str:
    parts = []
    for kind, noun in (("case", "golden case"), ("response", "response")):
        own = [movement for movement in system.movements if movement.kind == kind]
        if own:
            number = sum(1 for movement in own if movement.moved)
            parts.append(f"{number} of {counted(len(own), noun)} {'moves' if number == 1 else 'move'}")
    levels = sum(1 for each in system.movements if each.level[0] != each.level[1])
    ranks = sum(1 for each in system.movements if each.rank[0] != each.rank[1])
    parts += [counted(levels, "level") + (" changes" if levels == 1 else " change")] if levels else []
    parts += [counted(ranks, "rank") + (" changes" if ranks == 1 else " change")] if ranks else []
    return f"The same answers, scored by both: {', '.join(parts)}."


def differences_data(found: Differences) -> dict[str, Any]:
    """The differences as JSON data; scores are numbers at the declared digits, null where there is none."""
    return {
        "format": "dgassess/differences/1",
        "revision": found.revision,
        "commit": found.commit,
        "systems": [
            {
                "id": system.id,
                "path": system.path,
                "notes": list(system.notes),
                "changes": [_change(change) for change in system.changes],
                "scores": [_movement(movement) for movement in system.movements],
            }
            for system in found.systems
        ],
    }


def _change(change: Change) -> dict[str, Any]:
    data: dict[str, Any] = {
        "action": change.action,
        "what": change.what,
        "id": change.id,
        "name": change.name,
    }
    if change.fields:
        data["fields"] = [
            {"field": field.field, "before": _plain(field.before), "after": _plain(field.after)}
            for field in change.fields
        ]
    return data


def _movement(movement: Movement) -> dict[str, Any]:
    return {
        "kind": movement.kind,
        "id": movement.id,
        "name": movement.name,
        "moved": movement.moved,
        "total": {"before": _score(movement.total.before), "after": _score(movement.total.after)},
        "level": {"before": movement.level[0], "after": movement.level[1]},
        "rank": {"before": movement.rank[0], "after": movement.rank[1]},
        "nodes": [
            {"id": move.what, "before": _score(move.before), "after": _score(move.after)}
            for move in movement.nodes
        ],
        "left_out": list(movement.left_out),
        "problem": movement.problem,
    }


def _score(score: Score) -> int | float | None:
    return None if score.value is None else _number(Decimal(score.text))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return _number(value) if isinstance(value, Decimal) else value


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
