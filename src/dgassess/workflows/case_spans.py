"""Where the values of a YAML text stand, from the first character to the last, so that they can be replaced alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal

from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from dgassess.loading.tree import Loc
from dgassess.loading.yaml_events import open_events

LINE_END = re.compile(r"\r\n|\r|\n")
_ANCHOR = re.compile(r"&[^\s,\[\]{}]+\s*")


@dataclass(slots=True, eq=False)
class Span:
    """A value of the text: [start, end) holds a scalar or an alias without its anchor; `end` of a list is in flow only.

    `column` is that of the first character, 0-based; `target` is what an alias stands for.
    """

    kind: Literal["scalar", "map", "list", "alias"]
    start: int
    end: int
    column: int
    style: str = ""  # of a scalar: ', ", | or >, nothing when plain; of a list or mapping: "flow" or nothing
    children: dict[str, Span] = field(default_factory=dict)
    items: list[Span] = field(default_factory=list)
    target: Span | None = None


def spans_of(text: str) -> Span:
    """The tree of a text that has been read without a defect; lines may end in any way."""
    starts = [0, *(match.end() for match in LINE_END.finditer(text))]
    reader = _Reader(text, starts)
    events = open_events(LINE_END.sub("\n", text))
    while (event := events.get_event()) is not None:
        reader.take(event)
    return reader.root


def find(root: Span, path: Loc) -> tuple[Span, Span] | None:
    """The value at a path and what holds it, aliases followed on the way but not at the end; None when not there."""
    node, parent = root, root
    for element in path:
        parent = node.target if node.target is not None else node
        found: Span | None
        if isinstance(element, int):
            found = parent.items[element] if parent.kind == "list" and element < len(parent.items) else None
        else:
            found = parent.children.get(element)
        if found is None:
            return None
        node = found
    return node, parent


class _Reader:
    """Builds the tree from the parser's events."""

    def __init__(self, text: str, starts: list[int]) -> None:
        self.text, self.starts = text, starts
        self.root = Span("list", 0, 0, 0)
        self.open: list[tuple[Span, str | None]] = [(self.root, None)]
        self.anchors: dict[str, Span] = {}

    def take(self, event: Any) -> None:
        """One event."""
        match event:
            case ScalarEvent():
                self._scalar(event)
            case AliasEvent():
                span = self._span("alias", event)
                span.target = self.anchors.get(str(event.anchor))
                self._add(span)
            case MappingStartEvent() | SequenceStartEvent():
                span = self._span("map" if isinstance(event, MappingStartEvent) else "list", event)
                span.style = "flow" if event.flow_style else ""
                self._anchor(event, span)
                self._add(span)
                self.open.append((span, None))
            case MappingEndEvent() | SequenceEndEvent():
                span, _ = self.open.pop()
                span.end = self._offset(event.end_mark)
        if len(self.open) == 1 and self.root.items:
            self.root = self.root.items[0]

    def _offset(self, mark: Any) -> int:
        line: int = min(mark.line, len(self.starts) - 1)
        return min(self.starts[line] + int(mark.column), len(self.text))

    def _span(self, kind: Literal["scalar", "map", "list", "alias"], event: Any) -> Span:
        start = self._offset(event.start_mark)
        if kind != "alias" and event.anchor is not None and (named := _ANCHOR.match(self.text, start)):
            start = named.end()
        line_start = max(self.text.rfind("\n", 0, start), self.text.rfind("\r", 0, start)) + 1
        return Span(kind, start, self._offset(event.end_mark), start - line_start)

    def _scalar(self, event: ScalarEvent) -> None:
        holder, key = self.open[-1]
        if holder.kind == "map" and key is None:
            self.open[-1] = (holder, event.value)
            return
        span = self._span("scalar", event)
        span.style = "" if event.style in (None, "") else event.style
        span.end = max(span.start, span.end)
        self._anchor(event, span)
        self._add(span)

    def _anchor(self, event: Any, span: Span) -> None:
        if event.anchor is not None:
            self.anchors[event.anchor] = span

    def _add(self, span: Span) -> None:
        holder, key = self.open[-1]
        if holder.kind == "map":
            holder.children.setdefault(str(key), span)
            self.open[-1] = (holder, None)
        else:
            holder.items.append(span)
