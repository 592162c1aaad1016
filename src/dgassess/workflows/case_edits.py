"""Replacing values in a YAML text and nothing else: comments, order, quoting, layout and line ends stay as they are.

Whatever is replaced, the new text is read again: it must hold exactly the values wanted and every other one unchanged,
or the edit is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from dgassess.loading.documents import parse_text
from dgassess.loading.yaml_tree import parse_yaml
from dgassess.values.numbers import show_plain
from dgassess.workflows.case_comparison import Path, Value
from dgassess.workflows.case_spans import LINE_END, Span, find, spans_of

_FIXED = re.compile(r"[-+]?\d+\.\d*0")
_ITEM_START = re.compile(r"[ \t]*-[ \t]+")


class NotEditable(Exception):
    """The place cannot be edited safely; the message is a whole sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Splice:
    """Characters [start, end) of the text and what takes their place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A value that is to stand at `path`; `also` are further paths that an alias makes the same value."""

    path: Path
    value: Value
    also: tuple[Path, ...] = ()


def edited(text: str, edits: Sequence[Edit], file: str) -> tuple[str, dict[Path, str]]:
    """The text with the edits made, and why some were refused, by their path.

    `text` is as the file holds it, without a byte-order mark; its ending tells YAML from JSON.
    """
    root = spans_of(text)
    data = _data(text, file)
    refused: dict[Path, str] = {}
    planned: list[tuple[Edit, list[Splice]]] = []
    for edit in edits:
        try:
            planned.append((edit, splices(text, root, edit)))
        except NotEditable as problem:
            refused[edit.path] = str(problem)
    result = _made(text, planned)
    if _holds(result, data, planned, file):
        return result, refused
    sound = [each for each in planned if _holds(_made(text, [each]), data, [each], file)]
    for edit, _ in planned:
        if all(edit is not kept for kept, _ in sound):
            refused[edit.path] = (
                "This value cannot be changed without changing another one. "
                "Write 'key: figure' out here instead of sharing it through '&' and '*'."
            )
    result = _made(text, sound)
    if _holds(result, data, sound, file):
        return result, refused
    for edit, _ in sound:
        refused[edit.path] = "The file would not read as meant with the new figures. Change them by hand."
    return text, refused


def splices(text: str, root: Span, edit: Edit) -> list[Splice]:
    """What to replace so that the value stands at its path. Raises NotEditable."""
    found = find(root, edit.path)
    if found is None:
        raise NotEditable("The figure was not found in the file. Change it by hand.")
    span, parent = found
    if span.kind == "list" and isinstance(edit.value, tuple):
        return (
            _flow(text, span, edit.value) if span.style == "flow" else _block(text, span, parent, edit.value)
        )
    if span.kind in ("map", "list"):
        raise NotEditable("A list or mapping stands where a figure is expected. Change it by hand.")
    return [_scalar(text, span, edit.value)]


def _scalar(text: str, span: Span, value: Value) -> Splice:
    if span.kind == "alias":
        return Splice(span.start, span.end, written(value))
    if span.style in ("|", ">"):
        raise NotEditable(
            f"The value is written as a block ('{span.style}'), which is left alone. Change it by hand."
        )
    old = text[span.start : span.end]
    new = written(value, span.style, old)
    if old:
        return Splice(span.start, span.end, new)
    # Nothing stands here: the figure goes behind the colon, or behind the anchor.
    apart = text[span.start - 1 : span.start].isspace()
    return Splice(span.start, span.end, new if apart else f" {new}")


def written(value: Value, style: str = "", old: str = "") -> str:
    """A value as YAML, in the style of the one it replaces wherever that reads as meant."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return str(value) if _FIXED.fullmatch(old) else show_plain(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(written(item) for item in value) + "]"
    if style == "'" and not LINE_END.search(value):
        return "'" + value.replace("'", "''") + "'"
    if style != '"' and _reads_as(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _reads_as(value: str) -> bool:
    """Whether a text without quotation marks is read as itself, in a list as well as on a line of its own."""
    if value != value.strip() or LINE_END.search(value):
        return False
    document, found = parse_yaml(f"- [{value}]\n- {value}\n", "")
    return document is not None and not found and document.data == [[value], value]


def _flow(text: str, span: Span, value: tuple[str, ...]) -> list[Splice]:
    """A list in brackets: its values one by one, or what stands between the first and the last rewritten."""
    if len(value) == len(span.items):
        return _each(text, span.items, value)
    if not span.items:
        return [Splice(span.start, span.end, written(value))]
    first, last = span.items[0].start, span.items[-1].end
    if "#" in text[first:last]:
        raise NotEditable("The list has comments between its values, which would be lost. Change it by hand.")
    if not value:
        return [Splice(first, last, "")]
    between = text[span.items[0].end : span.items[1].start] if len(span.items) > 1 else ", "
    kept = {text[item.start : item.end]: None for item in span.items}
    quoted = all(old[:1] in "\"'" for old in kept)
    style = span.items[0].style if quoted else ""
    return [Splice(first, last, between.join(written(item, style) for item in value))]


def _each(text: str, items: Sequence[Span], value: Sequence[str]) -> list[Splice]:
    return [
        _scalar(text, item, new)
        for item, new in zip(items, value, strict=True)
        if item.kind == "alias" or _read(text[item.start : item.end]) != new
    ]


def _read(scalar: str) -> object:
    document, _ = parse_yaml(f"[{scalar}]", "")
    return document.data[0] if document is not None and isinstance(document.data, list) else None


def _block(text: str, span: Span, parent: Span, value: tuple[str, ...]) -> list[Splice]:
    """A list of lines with '-': lines go, come, or have their value replaced."""
    items = span.items
    if len(value) == len(items):
        return _each(text, items, value)
    if not value:
        within = text[span.start : items[-1].end]
        if "#" in within:
            raise NotEditable(
                "The list has comments between its values, which would be lost. Change it by hand."
            )
        return [Splice(span.start, items[-1].end, "[]" if span.column > parent.column else "  []")]
    old = [_read(text[item.start : item.end]) for item in items]
    result: list[Splice] = []
    for tag, low, high, new_low, new_high in SequenceMatcher(None, old, list(value), False).get_opcodes():
        if tag == "equal":
            continue
        shared = min(high - low, new_high - new_low)
        result += _each(text, items[low : low + shared], value[new_low : new_low + shared])
        result += [_line(text, item) for item in items[low + shared : high]]
        if new_high - new_low > shared:
            result.append(_lines(text, items, low + shared, value[new_low + shared : new_high]))
    return result


def _line(text: str, item: Span) -> Splice:
    """A whole line of a list taken out, with its end."""
    start, end = _bounds(text, item)
    if start == 0 or end > len(text):
        raise NotEditable("The list cannot be shortened safely here. Change it by hand.")
    return Splice(start, end, "")


def _lines(text: str, items: Sequence[Span], position: int, value: Sequence[str]) -> Splice:
    """New lines of a list before the item at a position, or after the last one."""
    model = items[min(position, len(items) - 1)]
    start, end = _bounds(text, model)
    dash = _ITEM_START.match(text, start)
    assert dash is not None
    style = model.style if model.style in ("'", '"') else ""
    ending = LINE_END.search(text)
    new_line = ending[0] if ending else "\n"
    lines = [dash[0] + written(item, style) for item in value]
    if position < len(items):
        return Splice(start, start, "".join(line + new_line for line in lines))
    ended = bool(LINE_END.search(text, end - 1, end)) if end else False
    if ended:
        return Splice(end, end, "".join(line + new_line for line in lines))
    return Splice(end, end, "".join(new_line + line for line in lines))


def _bounds(text: str, item: Span) -> tuple[int, int]:
    """The start of an item's line and the end of it, line end included. Raises NotEditable when it shares its line."""
    start = max(text.rfind("\n", 0, item.start), text.rfind("\r", 0, item.start)) + 1
    ending = LINE_END.search(text, item.end)
    dash = _ITEM_START.match(text, start)
    if dash is None or dash.end() != item.start or LINE_END.search(text, item.start, item.end):
        raise NotEditable("A value of the list does not stand on a line of its own. Change it by hand.")
    return start, ending.end() if ending else len(text)


def _made(text: str, planned: Iterable[tuple[Edit, list[Splice]]]) -> str:
    """The text with every splice made, from the end to the start; of two at one place the first planned comes first."""
    ordered = sorted((splice for _, own in planned for splice in own), key=lambda s: (s.start, s.end))
    parts: list[str] = []
    position = 0
    for splice in ordered:
        parts += [text[position : splice.start], splice.text]
        position = max(position, splice.end)
    return "".join([*parts, text[position:]])


def _data(text: str, file: str) -> Any:
    document, _ = parse_text(LINE_END.sub("\n", text), file)
    return document.data if document is not None else None


def _holds(text: str, before: Any, planned: Iterable[tuple[Edit, list[Splice]]], file: str) -> bool:
    """Whether the new text holds the values wanted, and elsewhere what it held before."""
    wanted: dict[Path, Value] = {}
    for edit, _ in planned:
        wanted |= dict.fromkeys((edit.path, *edit.also), edit.value)
    return bool(_data(text, file) == _changed(before, _trie(wanted)))


def _trie(wanted: Mapping[Path, Value]) -> dict[Any, Any]:
    root: dict[Any, Any] = {}
    for path, value in wanted.items():
        node = root
        for element in path[:-1]:
            node = node.setdefault(element, {})
        node[path[-1]] = (list(value),) if isinstance(value, tuple) else (value,)
    return root


def _changed(data: Any, wanted: dict[Any, Any]) -> Any:
    """The data with the values of a trie put in, shared parts (aliases) taken apart."""
    entries = data.items() if isinstance(data, dict) else enumerate(data)
    changed: dict[Any, Any] = {}
    for key, value in entries:
        own = wanted.get(key)
        if isinstance(own, tuple):
            changed[key] = own[0]
        else:
            changed[key] = _changed(value, own) if own else value
    return changed if isinstance(data, dict) else list(changed.values())
