"""Files spoilt at random, in bytes, in lines, in words and in structure; a seed always gives the same."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import Any

import yaml

PIECES: tuple[str, ...] = (
    *"：，　\t\n\r“\"'[{]}|>#%\x00\ufeff\u2028\ud800\\@,~&*!?-0",
    *("- ", ": ", "*s", "&s ", "!x ", "!!binary ", "<<: ", "? ", "---\n", "...\n", "%YAML 1.1\n"),
    "  # dgassess: ignore[",
    *("9" * 40, "1e99", "-0.0", ".inf", ".nan", "0x7f", "1_000", "2026-02-30", "=", "null", "true", "NaN", "１２"),
    "[" * 200, "{a: " * 150, "&a [*a, *a]", "(" * 300, "x" * 5000, "\n" * 300,
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 100, 101, 0.5, 1e12, -1e12, 10**14, 1e-12, "", " ", "default", "省", "不适用"),
    *([], {}, [[]], {"": None}, [None], {"default": 1}, {"省": 1, "县": -1}, [0, 0], [[0, 0], [50, 60]], ["AQ"]),
    *({"kind": "value"}, {"kind": "linear", "question": "n", "floor": 0, "target": 0}),
    {"kind": "composite", "parts": []},
    *({"kind": "expression", "formula": "1/0"}, {"kind": "choice", "question": "lvl", "points": {}}),
    *("n", "n/0", "ln(n)", "n > 0 and not n", "1 if n else 0", "n" + " + n" * 400, "(" * 90 + "n" + ")" * 90, "2**99"),
    *('"a" in items', "lvl == 'A'", "TC-1", "TC-1-1.meet", "二(一)", ">=2026", "../system.yaml", "system.yaml", "."),
)  # fmt: skip
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_WORD = re.compile(r"[A-Za-z][\w.-]*|[\u4e00-\u9fff]+")


def mutated(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """The bytes of a file with one to four things wrong; `others` are files to take parts from."""
    if chance.random() < 0.3:
        return _structure(data, chance)
    for _ in range(chance.randint(1, 4)):
        change = chance.choice(_CHANGES)
        data = change(data, others, chance)
    return data


def _at(data: bytes | str, chance: random.Random) -> int:
    return chance.randint(0, len(data))


def _bytes(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    start, kind = _at(data, chance), chance.randrange(5)
    end = start + chance.choice((1, 2, 3, 10, 200))
    if kind == 0:
        return data[:start] + bytes([chance.randrange(256)]) + data[start + 1 :]
    if kind == 1:
        return data[:start] + data[end:]
    if kind == 2:
        return data[:end] + data[start:]
    if kind == 3:
        return data[:start] + chance.randbytes(chance.randint(1, 8)) + data[start:]
    return data[:start] if chance.random() < 0.3 else data[:start] + data[start : start + 50] * 2 + data[end:]


def _pieces(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    text = data.decode("utf-8", "surrogateescape")
    start = _at(text, chance)
    piece = chance.choice(PIECES)
    spoilt = text[:start] + piece + text[start + chance.randint(0, 6) :]
    return spoilt.encode("utf-8", "surrogatepass" if piece == "\ud800" else "surrogateescape")


def _lines(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    kind = chance.randrange(6)
    if kind == 0:
        lines[first], lines[second] = lines[second], lines[first]
    elif kind == 1:
        del lines[first : first + chance.choice((1, 1, 2, 5, 30))]
    elif kind == 2:
        lines.insert(second, lines[first])
    elif kind == 3:
        lines[first] = b" " * chance.choice((1, 2, 4)) + lines[first]
    elif kind == 4:
        lines[first] = lines[first].lstrip() if chance.random() < 0.3 else lines[first][1:]
    else:
        foreign = chance.choice(others).split(b"\n")
        start = chance.randrange(len(foreign))
        lines[first:first] = foreign[start : start + chance.choice((1, 3, 12))]
    return b"\n".join(lines)


def _words(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    pattern = chance.choice((_NUMBER, _WORD))
    found = list(pattern.finditer(text))
    if not found:
        return data
    match = chance.choice(found)
    foreign = pattern.findall(chance.choice(others).decode("utf-8", "replace")) or [match[0]]
    new = chance.choice(
        (match[0] * 2, match[0][:-1], match[0].upper(), "-" + match[0], chance.choice(foreign))
    )
    return (text[: match.start()] + new + text[match.end() :]).encode()


_CHANGES: tuple[Callable[[bytes, Sequence[bytes], random.Random], bytes], ...] = (
    _bytes, _pieces, _lines, _lines, _words, _words, _words,
)  # fmt: skip


def _structure(data: bytes, chance: random.Random) -> bytes:
    """YAML that can be read, with one to three values or keys exchanged, dropped or doubled."""
    whole = yaml.load(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 (a safe loader)
    for _ in range(chance.randint(1, 3)):
        held = [container for container in _containers(whole) if container]
        if held:
            _spoil(chance.choice(held), chance)
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False).encode("utf-8", "surrogatepass")


def _containers(value: Any) -> list[Any]:
    found, waiting = [], [value]
    while waiting:
        own = waiting.pop()
        if isinstance(own, dict | list):
            found.append(own)
            waiting += own.values() if isinstance(own, dict) else own
    return found


def _spoil(container: Any, chance: random.Random) -> None:
    key = chance.choice(list(container) if isinstance(container, dict) else range(len(container)))
    kind = chance.randrange(5)
    if kind == 0:
        del container[key]
    elif kind == 1 and isinstance(container, dict):
        container[chance.choice(("", "x", 7, None, True, "default", "部门", "id"))] = container.pop(key)
    elif kind == 1:
        container.append(container[key])
    elif kind == 2 and isinstance(container, dict):
        container[key] = container[chance.choice(list(container))]
    else:
        container[key] = chance.choice(VALUES)
