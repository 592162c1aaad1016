"""YAML text to plain data in one pass over the parser's events, without recursion, tags or merge keys.

Scalars are read from their text (yaml_scalars); quoted ones and keys are always text. Aliases are read, within bounds.
"""

from __future__ import annotations

from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from dgassess.loading.slips import blank_slip, colon_slip, split_key
from dgassess.loading.tree import MAX_DEPTH, Document, MarkedList, MarkedMap, Spot
from dgassess.loading.wording import visible
from dgassess.loading.yaml_errors import syntax_diagnostic
from dgassess.loading.yaml_events import EventSource, open_events, refused_at_sight, spot
from dgassess.loading.yaml_report import MAX_NODES, ReadingStopped, YamlReport
from dgassess.loading.yaml_scalars import CONSTANTS, NUMBER_STARTS, number_or_text
from dgassess.values.diagnostics import Diagnostic, Place
from dgassess.values.numbers import NumberProblem


def parse_yaml(text: str, file: str) -> tuple[Document | None, list[Diagnostic]]:
    """The document in a YAML text, or None when it cannot be read; and every defect found on the way."""
    builder = _Builder(text, file, marked=False)
    found = builder.report.diagnostics
    try:
        data = builder.build()
    except ReadingStopped as stop:
        # A slip that was read as meant may be what stops reading later.
        return None, found if stop.diagnostic in found else [*found, stop.diagnostic]
    return Document(file, data, text, lambda: _Builder(text, file, marked=True).build(), tuple(found)), found


class _Frame:
    """An open mapping or list: its container, and for a mapping the places of its keys and the key in hand."""

    __slots__ = ("container", "discard", "first", "height", "key", "key_spot", "keys", "start")

    def __init__(
        self, container: Any, keys: dict[str, Spot] | None, start: CollectionStartEvent | None, first: int
    ) -> None:
        self.container = container
        self.keys = keys
        self.start = start
        self.key: str | None = None
        self.key_spot: Spot | None = None
        self.discard = False
        self.first = first
        self.height = 0

    def add(self, value: Any) -> None:
        """Append a value, or store it under the key in hand; a duplicate key keeps its first value."""
        if self.keys is None:
            self.container.append(value)
            return
        if self.discard:
            self.discard = False
        else:
            self.container[self.key] = value
        self.key = None
        self.key_spot = None


class _Builder:
    """Makes plain data, or, when `marked`, the tree of the same shape with places instead of values."""

    def __init__(self, text: str, file: str, marked: bool) -> None:
        self.text = text
        self.marked = marked
        self.report = YamlReport(file)
        self.root: list[Any] = []
        self.frame = _Frame(self.root, None, None, 0)
        self.above: list[_Frame] = []
        self.nodes = 0
        # Of every anchored value: itself, how many values it holds, how deep it is.
        self.anchors: dict[str, tuple[Any, int, int]] = {}
        self.escapes = "\\" in text

    def build(self) -> Any:
        """The value of the only document. Raises ReadingStopped."""
        file = self.report.file
        refused = refused_at_sight(self.text, file)
        if refused:
            raise ReadingStopped(refused)
        try:
            self._run(open_events(self.text))
        except yaml.YAMLError as problem:
            raise ReadingStopped(syntax_diagnostic(problem, self.text, file, self._open_bracket())) from None
        if not self.root or self.root[0] is None:
            message = f"'{file}' has no content apart from comments."
            raise ReadingStopped(Diagnostic("empty-file", "error", Place(file), message))
        return self.root[0]

    def _run(self, events: EventSource) -> None:
        get_event, scalar = events.get_event, self._scalar
        while (event := get_event()) is not None:
            kind = type(event)
            if kind is ScalarEvent:
                scalar(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._open(event)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self._close()
            elif kind is AliasEvent:
                self._alias(event)
            elif kind is DocumentStartEvent and self.root:
                message = "A second document starts here; a file holds one."
                self.report.stop(
                    "several-documents", event, message, "Delete the line '---', or split the file."
                )

    def _open_bracket(self) -> Spot | None:
        start = self.frame.start
        return spot(start) if start is not None and start.flow_style else None

    def _scalar(self, event: ScalarEvent) -> None:
        frame = self.frame
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.report.size(event, self.nodes)
        if event.tag is not None:
            self.report.tag(event)
        if self.escapes and event.style == '"':
            self.report.characters(event)
        if frame.keys is not None and frame.key is None:
            self._key(frame, frame.keys, event)
            return
        empty = not event.value and not event.style
        if empty and frame.key is not None and self._repaired(frame, frame.key):
            return
        value: Any
        if self.marked:
            # An absent value is sought at its key.
            value = frame.key_spot if empty and frame.key_spot else spot(event)
        else:
            value = event.value if event.style else self._value(event)
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, 1, 0)
        frame.add(value)

    def _value(self, event: ScalarEvent) -> Any:
        text = event.value
        if text[:1] not in NUMBER_STARTS:
            return CONSTANTS.get(text, text)
        try:
            return number_or_text(text)
        except NumberProblem as problem:
            help_ = "Put a code or an identifier in quotation marks."
            self.report.add("bad-number", event, str(problem), help_)
            return text

    def _key(self, frame: _Frame, keys: dict[str, Spot], event: ScalarEvent) -> None:
        key, place = event.value, spot(event)
        if not event.style:
            if key == "<<":
                self.report.stop("merge-key", event, "Merge keys ('<<') are not read.", "Write the keys out.")
            if key == "":
                help_ = "Write a key, or delete the line."
                self.report.stop("empty-key", event, "There is no key before this ':'.", help_)
            if key[0] in "\u3000\u00a0":
                self.report.slip(blank_slip(key[0], place.column), place.line)
                key = key.strip()
        frame.key, frame.key_spot = key, place
        if key in keys:
            self.report.duplicate(event, key, keys[key])
            frame.discard = True
        else:
            keys[key] = place

    def _repaired(self, frame: _Frame, key: str) -> bool:
        """Read `{kind:ratio}`, to YAML a key without a value, as meant, and report the slip."""
        parts = split_key(key) if ":" in key or "：" in key else None
        place = frame.key_spot
        if parts is None or place is None or frame.keys is None or frame.discard or parts[0] in frame.keys:
            return False
        self.report.slip(colon_slip(*parts, place.column + len(parts[0])), place.line)
        frame.keys[parts[0]] = frame.keys.pop(key)
        frame.key = parts[0]
        text = parts[2]
        try:
            value = number_or_text(text) if text[0] in NUMBER_STARTS else CONSTANTS.get(text, text)
        except NumberProblem:
            value = text
        frame.add(place if self.marked else value)
        return True

    def _open(self, event: CollectionStartEvent) -> None:
        above = self.frame
        self.nodes += 1
        if len(self.above) >= MAX_DEPTH or self.nodes > MAX_NODES:
            self.report.size(event, self.nodes)
        if above.keys is not None and above.key is None:
            self.report.unusable_key(event, "A list or a mapping")
        if event.tag is not None:
            self.report.tag(event)
        keys: dict[str, Spot] | None = {} if type(event) is MappingStartEvent else None
        container: Any = [] if keys is None else {}
        if self.marked:
            container = MarkedList(spot(event)) if keys is None else MarkedMap(spot(event), keys)
        if event.anchor is not None:
            # Until it ends, a value cannot be referred to: not even under a name used before.
            self.anchors.pop(event.anchor, None)
        above.add(container)
        self.above.append(above)
        self.frame = _Frame(container, keys, event, self.nodes)

    def _close(self) -> None:
        frame = self.frame
        self.frame = above = self.above.pop()
        height = frame.height + 1
        if height > above.height:
            above.height = height
        anchor = frame.start.anchor if frame.start is not None else None
        if anchor is not None:
            self.anchors[anchor] = (frame.container, self.nodes - frame.first + 1, height)

    def _alias(self, event: AliasEvent) -> None:
        frame = self.frame
        name = visible(str(event.anchor))
        if frame.keys is not None and frame.key is None:
            self.report.unusable_key(event, f"The reference '*{name}'")
        if event.anchor not in self.anchors:
            message = f"The reference '*{name}' has no anchor '&{name}' that ends before it."
            help_ = "Put text that starts with '*' in quotation marks."
            self.report.stop("unknown-alias", event, message, help_)
        value, size, height = self.anchors[event.anchor]
        self.nodes += size
        frame.height = max(frame.height, height)
        if self.nodes > MAX_NODES or len(self.above) + height > MAX_DEPTH:
            self.report.size(event, self.nodes)
        frame.add(value)
