"""Diagnostics as GitHub workflow commands, which become annotations of a change."""

from __future__ import annotations

from collections.abc import Iterable

from dgassess.values.diagnostics import Diagnostic, Severity

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "information": "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def github(diagnostics: Iterable[Diagnostic]) -> str:
    """One line per diagnostic: `::error file=…,line=…,col=…,title=…::message`, the remedy on a line of its own."""
    return "".join(f"{_command(diagnostic)}\n" for diagnostic in diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    place = diagnostic.place
    properties = {"file": place.file}
    if place.line:
        properties |= {"line": str(place.line), "col": str(max(place.column, 1))}
    properties["title"] = diagnostic.check
    listed = ",".join(f"{name}={value.translate(_PROPERTY)}" for name, value in properties.items())
    where = f"{place.sheet}!{place.cell}: " if place.cell else ""
    message = f"{where}{diagnostic.message}" + (f"\n{diagnostic.help}" if diagnostic.help else "")
    return f"::{_COMMANDS[diagnostic.severity]} {listed}::{message.translate(_DATA)}"
