"""JSON text to the same plain data as YAML: exact numbers, no duplicate keys, places by line and column."""

from __future__ import annotations

import bisect
import json
import re
from typing import Any

from dgassess.loading.slips import FULL_WIDTH
from dgassess.loading.tree import MAX_DEPTH, Document, Marked, MarkedList, MarkedMap, Spot
from dgassess.loading.wording import visible
from dgassess.values.diagnostics import Diagnostic, Place
from dgassess.values.numbers import NumberProblem, parse_number

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+')
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"\\u(?:00[01]|[dD][89a-fA-F]|[fF]{3}[eEfF])|\\[bf]")
_CONSTANTS: dict[str, Any] = {"true": True, "false": False, "null": None}

_WORDED: tuple[tuple[str, str, str], ...] = (
    (
        "property name",
        "A key in double quotation marks is expected",
        "Write \"key\": value; no ',' before '}'.",
    ),
    ("trailing comma", "A ',' stands before a closing bracket", "Delete it."),
    ("':' delimiter", "A ':' is expected", 'Write "key": value.'),
    ("',' delimiter", "A ',' or a closing bracket is expected", "Separate items with ','."),
    ("Unterminated", "The quotation mark that opens here is never closed", 'Add the closing ".'),
    ("control character", "A line end or another control character stands inside a text", "Write it as \\n."),
    ("escape", "A backslash starts an escape that JSON does not know", "Write the backslash twice."),
    ("Extra data", "The value ends before this", "A file holds one value."),
    ("Expecting value", "A value is expected", "Text needs double quotation marks."),
)


def parse_json(text: str, file: str) -> tuple[Document | None, list[Diagnostic]]:
    """The document in a JSON text, or None when it cannot be read; and every defect found on the way."""
    text = text.removeprefix("\ufeff")
    trouble: list[bool] = []
    try:
        data = _load(text, trouble)
    except json.JSONDecodeError as problem:
        return None, [_syntax(problem, text, file)]
    except RecursionError:
        trouble.append(True)
        data = None
    diagnostics: list[Diagnostic] = []
    if trouble or _too_deep(data) or _ESCAPED.search(text):
        reader = _Reader(text, file)
        data = reader.plain()
        diagnostics = reader.diagnostics
        if reader.stopped:
            return None, diagnostics
    return Document(file, data, text, lambda: _Reader(text, file).marks(), tuple(diagnostics)), diagnostics


def _load(text: str, trouble: list[bool]) -> Any:
    """The quick way; `trouble` says that the careful reader has something to report."""

    def number(written: str) -> Any:
        try:
            return parse_number(written)
        except NumberProblem:
            trouble.append(True)
            return None

    def whole(written: str) -> Any:
        return int(written) if len(written) <= 15 else number(written)

    def constant(_written: str) -> None:
        trouble.append(True)

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) != len(pairs):
            trouble.append(True)
        return made

    return json.loads(
        text, parse_float=number, parse_int=whole, parse_constant=constant, object_pairs_hook=mapping
    )


def _too_deep(data: Any) -> bool:
    level = [data]
    for _ in range(MAX_DEPTH):
        level = [
            value
            for holder in level
            if isinstance(holder, (dict, list))
            for value in (holder.values() if isinstance(holder, dict) else holder)
        ]
        if not level:
            return False
    return any(isinstance(value, (dict, list)) for value in level)


def _syntax(problem: json.JSONDecodeError, text: str, file: str) -> Diagnostic:
    before_it = text[: problem.pos].rstrip()
    if text[problem.pos : problem.pos + 1] in ("}", "]") and before_it.endswith(","):
        # Python 3.13 points at the comma by itself, earlier ones at the bracket behind it.
        problem = json.JSONDecodeError("Illegal trailing comma", text, len(before_it) - 1)
    place = Place(file, problem.lineno, problem.colno)
    here = text[problem.pos : problem.pos + 1]
    if here in FULL_WIDTH or here == "：":
        message = f"The full-width '{here}' has no meaning to JSON."
        return Diagnostic(
            "full-width-punctuation", "error", place, message, f"Write '{FULL_WIDTH.get(here, ':')}'."
        )
    if here and here in "“”‘’'":
        return Diagnostic("chinese-quotes" if here != "'" else "json-syntax", "error", place,
                          f"The quotation mark {here} does not quote text in JSON.", 'Write ".')  # fmt: skip
    rest = text[problem.pos :].split("\n", 1)[0].strip()
    within = problem.msg.startswith(("Unterminated", "Invalid control"))
    before = f", but '{visible(rest)}' stands here" if rest and not within else ""
    for sign, message, help_ in _WORDED:
        if sign.lower() in problem.msg.lower():
            return Diagnostic("json-syntax", "error", place, f"{message}{before}.", help_)
    return Diagnostic("json-syntax", "error", place, f"This is not JSON: {problem.msg}.")


class _Reader:
    """Reads JSON that is known to be well-formed, or well-formed down to MAX_DEPTH, with places."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.diagnostics: list[Diagnostic] = []
        self.stopped = False
        self.line_ends = [found.start() for found in re.finditer("\n", text)]

    def plain(self) -> Any:
        """Plain data; a duplicate key keeps its first value, an unusable number is kept as text."""
        return self._read(marked=False)

    def marks(self) -> Marked:
        """The tree of places."""
        marked: Marked = self._read(marked=True)
        return marked

    def _read(self, marked: bool) -> Any:
        root: list[Any] = []
        # Of every open container: itself, the places of its keys (None for a list), and the key in hand.
        above: list[tuple[Any, dict[str, Spot] | None, str | None]] = []
        container: Any = root
        keys: dict[str, Spot] | None = None
        key: str | None = None
        for found in _TOKEN.finditer(self.text):
            part = found[0]
            value: Any
            if part in ",:":
                continue
            if part in "]}":
                container, keys, key = above.pop()
                continue
            if keys is not None and key is None:
                key = self._key(part, found.start(), keys)
                continue
            if part in "[{":
                if len(above) >= MAX_DEPTH:
                    self._report(
                        "nested-too-deeply", found.start(), f"The nesting is deeper than {MAX_DEPTH} levels."
                    )
                    self.stopped = True
                    return None
                below: dict[str, Spot] | None = {} if part == "{" else None
                value = self._container(found.start(), below) if marked else ([] if below is None else {})
                _put(container, keys, key, value)
                above.append((container, keys, None))
                container, keys, key = value, below, None
                continue
            value = self._spot(found.start()) if marked else self._scalar(part, found.start())
            _put(container, keys, key, value)
            key = None
        return root[0]

    def _container(self, start: int, keys: dict[str, Spot] | None) -> MarkedMap | MarkedList:
        return MarkedList(self._spot(start)) if keys is None else MarkedMap(self._spot(start), keys)

    def _key(self, part: str, start: int, keys: dict[str, Spot]) -> str:
        key: str = self._text(part, start)
        if key in keys:
            first = Place(self.file, *keys[key])
            message = f"The key '{visible(key)}' stands twice in this mapping, first in line {first.line}."
            self._report(
                "duplicate-key", start, message, "Delete one of the two.", ((first, "The first one."),)
            )
            # Kept apart, so that the first value stays.
            return "\x00"
        keys[key] = self._spot(start)
        return key

    def _scalar(self, part: str, start: int) -> Any:
        if part[0] == '"':
            return self._text(part, start)
        if part in _CONSTANTS:
            return _CONSTANTS[part]
        try:
            number = parse_number(part)
        except NumberProblem as problem:
            self._report("bad-number", start, str(problem), "Put a code or an identifier in quotation marks.")
            return part
        return number if any(mark in part for mark in ".eE") else int(part)

    def _text(self, part: str, start: int) -> Any:
        text = json.loads(part)
        found = _FORBIDDEN.search(text)
        if found:
            message = f"The text holds the character U+{ord(found[0]):04X}, which no document can show."
            self._report("control-character", start, message, "Delete it.")
        return text

    def _spot(self, offset: int) -> Spot:
        line = bisect.bisect_left(self.line_ends, offset)
        return Spot(line + 1, offset - (self.line_ends[line - 1] if line else -1))

    def _report(
        self,
        check: str,
        offset: int,
        message: str,
        help_: str = "",
        related: tuple[tuple[Place, str], ...] = (),
    ) -> None:
        place = Place(self.file, *self._spot(offset))
        self.diagnostics.append(Diagnostic(check, "error", place, message, help_, related))


def _put(container: Any, keys: dict[str, Spot] | None, key: str | None, value: Any) -> None:
    if keys is None:
        container.append(value)
    elif key != "\x00":
        container[key] = value
