"""Diagnostics for people (text with the source line and a caret) and for machines (json)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from dgassess.cli.console import counted
from dgassess.values.diagnostics import Diagnostic, Place
from dgassess.values.edits import TextEdit

_STYLES = {"error": "bold red", "warning": "yellow", "information": "cyan"}
_LONGEST_SOURCE = 400
MOST_SHOWN = 200


def print_defects(
    console: Console, diagnostics: Sequence[Diagnostic], ending: str = "; nothing was written"
) -> None:
    """The diagnostics that end a command, and how many they are."""
    print_diagnostics(console, diagnostics)
    errors = sum(1 for diagnostic in diagnostics if diagnostic.severity == "error")
    warnings = len(diagnostics) - errors
    also = f" and {counted(warnings, 'warning')}" if warnings else ""
    console.print(f"{counted(errors, 'error')}{also}{ending}.")


def print_diagnostics(console: Console, diagnostics: Sequence[Diagnostic]) -> None:
    """Every diagnostic as `file:line:column: severity: message [check]`, its source line, a caret and the remedy."""
    sources = _Sources()
    for diagnostic in diagnostics[:MOST_SHOWN]:
        line = Text(f"{_printable(str(diagnostic.place))}: ")
        line.append(diagnostic.severity, style=_STYLES[diagnostic.severity])
        line.append(f": {diagnostic.message} [{diagnostic.check}]")
        console.print(line, soft_wrap=True)
        source = sources.line(diagnostic.place)
        if source is not None:
            _print_source(console, source, diagnostic.place)
        if diagnostic.help:
            console.print(Text(f"    help: {diagnostic.help}"), soft_wrap=True)
        for place, note in diagnostic.related:
            console.print(Text(f"    {_printable(str(place))}: {note}"), soft_wrap=True)
    if len(diagnostics) > MOST_SHOWN:
        console.print(Text(f"... and {len(diagnostics) - MOST_SHOWN} more."))


def _printable(name: str) -> str:
    """A place whose file name may hold line ends and what steers terminals."""
    return "".join(
        f"\\x{ord(mark):02x}" if ord(mark) < 32 or 127 <= ord(mark) < 160 else mark for mark in name
    )


def _print_source(console: Console, source: str, place: Place) -> None:
    """The source line around the column, and a caret below it; Chinese characters are two cells wide."""
    start = max(0, place.column - 60) if len(source) > 110 else 0
    shown = source[start : start + 110]
    before = source[start : place.column - 1]
    number = f"{place.line:>5} | "
    console.print(Text(f"{number}{shown}"), soft_wrap=True)
    console.print(Text(f"{'':>5} | {' ' * cell_len(before)}^", style="bold"), soft_wrap=True)


class _Sources:
    """The lines of the files diagnostics speak of, read once; a file that cannot be read shows no lines."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str]] = {}

    def line(self, place: Place) -> str | None:
        """The line of a place, or None."""
        if not place.line:
            return None
        if place.file not in self._lines:
            self._lines[place.file] = _read(place.file)
        lines = self._lines[place.file]
        if place.line > len(lines):
            return None
        text = lines[place.line - 1].replace("\t", " ")
        return text if len(text) <= _LONGEST_SOURCE or place.column < _LONGEST_SOURCE else None


def _read(file: str) -> list[str]:
    """The lines as they were read while looking for defects, whatever the encoding and the line ends are."""
    from dgassess.loading.files import read_text

    text, _ = read_text(file)
    return text.split("\n") if text is not None else []


def diagnostics_json(
    diagnostics: Iterable[Diagnostic], edits: Mapping[Diagnostic, TextEdit] = MappingProxyType({})
) -> str:
    """Diagnostics as JSON text: a list of objects with check, severity, file, line, column, message, help, related.

    Those that have an edit that fixes them say so: columns `start` up to but not `end` of a line, and what to write.
    """
    data = [
        diagnostic_data(diagnostic) | ({"fix": asdict(edits[diagnostic])} if diagnostic in edits else {})
        for diagnostic in diagnostics
    ]
    content = {"format": "dgassess/diagnostics/1", "diagnostics": data}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def diagnostic_data(diagnostic: Diagnostic) -> dict[str, object]:
    """A diagnostic as data for JSON."""
    return {
        "check": diagnostic.check,
        "severity": diagnostic.severity,
        **place_data(diagnostic.place),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "related": [{**place_data(place), "message": note} for place, note in diagnostic.related],
    }


def place_data(place: Place) -> dict[str, object]:
    """A place as data for JSON: file, line and column (null for a file as a whole), in workbooks also the cell."""
    found: dict[str, object] = {
        "file": place.file,
        "line": place.line or None,
        "column": place.column or None,
    }
    if place.cell:
        found |= {"sheet": place.sheet, "cell": place.cell}
    return found
