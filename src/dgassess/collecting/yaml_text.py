"""YAML as the project's own files are written: short mappings and lists on one line, text quoted only where needed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from dgassess.values.numbers import looks_numeric

LONGEST_LINE = 124
_CONSTANTS = {"true", "false", "null", "~", "yes", "no", "on", "off"}
# What may stand unquoted: it begins with a letter, digit, Chinese character or one of a few marks.
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<“”‘’「」『』＂＇｛［【][^\n\t]*")
_SPECIAL = re.compile(r": |:$| #|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]|[ \u3000\u00a0]$|^\.\.\.|^---")
_IN_FLOW = re.compile(r"[,\[\]{}]|:")


def written(value: Any, comments: Sequence[str] = ()) -> str:
    """A mapping as a YAML document, with comment lines on top."""
    head = "".join(f"# {line}\n" if line else "#\n" for line in comments)
    return head + "".join(f"{line}\n" for line in _mapping(value, 0))


def _mapping(value: Mapping[str, Any], indent: int) -> Iterator[str]:
    for key, item in value.items():
        yield from _entry(f"{' ' * indent}{scalar(key)}:", item, indent)


def _entry(start: str, item: Any, indent: int) -> Iterator[str]:
    if isinstance(item, Mapping | list | tuple) and item and not _on_one_line(start, item):
        yield start
        inner = indent + 2
        yield from _mapping(item, inner) if isinstance(item, Mapping) else _items(item, inner)
    else:
        yield (
            f"{start} {_flow(item)}"
            if isinstance(item, Mapping | list | tuple)
            else f"{start} {scalar(item)}"
        )


def _items(value: Sequence[Any], indent: int) -> Iterator[str]:
    blocks = False
    for position, item in enumerate(value):
        dash = f"{' ' * indent}-"
        if isinstance(item, Mapping) and item and not _on_one_line(dash, item):
            if position and blocks:
                yield ""  # a blank line between entries that take several lines
            blocks = blocks or "id" in item
            lines = list(_mapping(item, indent + 2))
            yield f"{dash} {lines[0][indent + 2 :]}"
            yield from lines[1:]
        elif isinstance(item, Mapping | list | tuple):
            yield f"{dash} {_flow(item)}"
        else:
            yield f"{dash} {scalar(item)}"


def _on_one_line(start: str, item: Any) -> bool:
    if isinstance(item, Mapping) and "id" in item and ("name" in item or "text" in item or "title" in item):
        return False
    if isinstance(item, Mapping) and any(isinstance(v, str) and len(v) > 40 for v in item.values()):
        return False
    nested = item.values() if isinstance(item, Mapping) else item
    if any(isinstance(part, Mapping) and ("id" in part or "rule" in part) for part in nested):
        return False
    text = _flow(item)
    return len(start) + len(text) + sum(1 for c in text if c > "\u2e80") < LONGEST_LINE


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(k, True)}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return scalar(value, True)


def scalar(value: Any, in_flow: bool = False) -> str:
    """One value; text that YAML could read as something else is put in quotation marks."""
    if value is None:
        return "~"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    text = str(value)
    plain = (
        _PLAIN.fullmatch(text)
        and not _SPECIAL.search(text)
        and text.casefold() not in _CONSTANTS
        and not looks_numeric(text)
        and not (in_flow and _IN_FLOW.search(text))
    )
    return text if plain else _quoted(text)


def _quoted(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub(
        r"[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]", lambda m: f"\\u{ord(m[0]):04x}", quoted
    )
