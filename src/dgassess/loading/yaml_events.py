"""The event source of PyYAML: libyaml where it is installed, else PyYAML's own parser; and what is refused before."""

from __future__ import annotations

import re
from typing import Any, Protocol

from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from dgassess.loading.tree import Spot
from dgassess.loading.yaml_errors import character_diagnostic
from dgassess.values.diagnostics import Diagnostic, Place

_DIRECTIVE = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*%")
_LATER_DIRECTIVE = re.compile(r"^\.\.\.[ \t\n].*?^%", re.MULTILINE | re.DOTALL)


class EventSource(Protocol):
    """Parser events one by one, None after the last; raises yaml.YAMLError."""

    def get_event(self) -> Any:
        """The next event."""


class PureParser(Reader, Scanner, Parser):
    """PyYAML's own parser, for installations without libyaml."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


try:
    from yaml._yaml import CParser
except ImportError:
    parser_class: Any = PureParser
else:
    parser_class = CParser


def open_events(text: str) -> EventSource:
    """The events of a text."""
    source: EventSource = parser_class(text)
    return source


def refused_at_sight(text: str, file: str) -> Diagnostic | None:
    """What must not reach the parser: characters it stumbles over or miscounts lines by, and directives."""
    if "\u2028" in text or "\u2029" in text or "\x85" in text or not _encodable(text):
        return character_diagnostic(text, file)
    # libyaml compares every directive with all earlier ones, so that many of them never end.
    found = _DIRECTIVE.match(text) if "%" in text else None
    if not found and "\n..." in text and "\n%" in text:
        found = _LATER_DIRECTIVE.search(text)
    if not found:
        return None
    line = text.count("\n", 0, found.end()) + 1
    message = "YAML directives ('%...') are not used in these files."
    return Diagnostic("yaml-directive", "error", Place(file, line, 1), message, "Delete the line.")


def spot(event: Any) -> Spot:
    """Where an event starts."""
    mark = event.start_mark
    return Spot(mark.line + 1, mark.column + 1)


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
