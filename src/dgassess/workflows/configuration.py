"""A project's own settings: dgassess.toml in the current folder or the nearest one above it.

    [checks]
    unserved-clause = "information"    # error, warning, information or off

    [validate]
    strict = true

What is wrong with the file is a diagnostic at its line; the settings that are right apply all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dgassess.loading.wording import described, listed, quoted
from dgassess.values.diagnostics import Diagnostic, Place, Severity, suggest

FILE_NAME = "dgassess.toml"
OFF = "off"
_SEVERITIES: dict[str, Severity] = {"error": "error", "warning": "warning", "information": "information"}
_ALLOWED = (*_SEVERITIES, OFF)
_TABLES = ("checks", "validate")
_POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Configuration:
    """The severities a project sets by name of check (None is off), and whether warnings fail."""

    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    strict: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()

    def applied(self, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Diagnostics with the severities set here; an error stays one, and those switched off are left out."""
        for diagnostic in found:
            if diagnostic.severity == "error" or diagnostic.check not in self.severities:
                yield diagnostic
                continue
            severity = self.severities[diagnostic.check]
            if severity is not None:
                yield replace(diagnostic, severity=severity)


def configuration_path(start: Path | None = None) -> Path | None:
    """The nearest dgassess.toml, from the current folder upwards, or None."""
    folder = (start or Path.cwd()).resolve()
    paths = (above / FILE_NAME for above in (folder, *folder.parents))
    # A folder or a link to nothing of this name is a slip that must not pass for no settings.
    return next((path for path in paths if path.is_file() or path.is_dir() or path.is_symlink()), None)


def read_configuration(path: Path, shown: str, known: Mapping[str, Severity]) -> Configuration:
    """The settings in a file; `known` are all checks with the severity they have of themselves."""
    import tomllib  # not loaded where there is no such file

    from dgassess.loading.files import read_text

    text, found = read_text(path, shown=shown)
    if text is None:
        # An empty file sets nothing.
        return Configuration(diagnostics=tuple(d for d in found if d.check != "empty-file"))
    reader = _Reader(text, shown, known)
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as problem:  # beside slips: endless digits, endless brackets
        return Configuration(diagnostics=(*found, reader.syntax(str(problem))))
    severities = dict(reader.severities(reader.table(data, "checks")))
    strict = reader.strict(reader.table(data, "validate"))
    reader.unknown_tables(data)
    return Configuration(severities, strict, (*found, *reader.found))


class _Reader:
    """Reads the tables and notes what is wrong with them."""

    def __init__(self, text: str, file: str, known: Mapping[str, Severity]) -> None:
        self.text, self.file, self.known = text, file, known
        self.found: list[Diagnostic] = []

    def table(self, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        """A table of the file; empty when it is absent or something else."""
        table = data.get(name, {})
        if isinstance(table, dict):
            return table
        message = f"'{name}' must be a table, but it is {described(table)}."
        self.note("bad-configuration", name, message, f"Write '[{name}]' on a line of its own.")
        return {}

    def severities(self, table: Mapping[str, Any]) -> Iterator[tuple[str, Severity | None]]:
        """The severities that may be set as they are."""
        for name, value in table.items():
            if name not in self.known:
                message = f"There is no check {quoted(name)}, so its severity is not set."
                help_ = suggest(name, self.known) or "'dgassess checks' lists the names of all checks."
                self.note("unknown-check", name, message, help_)
            elif not isinstance(value, str) or value not in _ALLOWED:
                stands = quoted(value) if isinstance(value, str) else described(value)
                message = f"The severity of '{name}' must be {listed(_ALLOWED)}, but it is {stands}."
                near = suggest(value, _ALLOWED) if isinstance(value, str) else ""
                self.note("bad-configuration", name, message, near or f'Write {name} = "warning".')
            elif self.known[name] == "error" and value != "error":
                done = "switched off" if value == OFF else f"made {quoted(value)}"
                message = f"'{name}' is an error and cannot be {done}: what has it cannot be read or scored."
                help_ = "Delete this line, and correct what the check reports."
                self.note("bad-configuration", name, message, help_)
            else:
                yield name, _SEVERITIES.get(value)

    def strict(self, table: Mapping[str, Any]) -> bool:
        """Whether warnings fail."""
        for name in table:
            if name != "strict":
                message = f"The key {quoted(name)} is unknown in [validate]; there is only 'strict'."
                self.note("bad-configuration", name, message, suggest(name, ["strict"]))
        value = table.get("strict", False)
        if isinstance(value, bool):
            return value
        message = f"'strict' must be true or false, but it is {described(value)}."
        self.note("bad-configuration", "strict", message, "Write strict = true.")
        return False

    def unknown_tables(self, data: Mapping[str, Any]) -> None:
        """Report what else stands at the top of the file."""
        for name in data:
            if name not in _TABLES:
                message = f"{quoted(name)} is unknown here; allowed are [checks] and [validate]."
                help_ = suggest(name, _TABLES)
                if name in self.known:
                    help_ = f"Write '[checks]' on a line before {quoted(name)}."
                self.note("bad-configuration", name, message, help_)

    def note(self, check: str, key: str, message: str, help_: str) -> None:
        """Note an error at the line of a key."""
        self.found.append(Diagnostic(check, "error", self._place(key), message, help_))

    def _place(self, key: str) -> Place:
        """Where a key stands: at the start of a line or in the name of a table, else wherever it is met first."""
        name = re.escape(key)
        for pattern in (rf"^[ \t]*\[*[ \t]*[\"']?({name})[\"']?[ \t]*[=\]]", rf"(?<![\w-])({name})(?![\w-])"):
            match = re.search(pattern, self.text, re.MULTILINE)
            if match:
                line = self.text.count("\n", 0, match.start(1)) + 1
                return Place(self.file, line, match.start(1) - self.text.rfind("\n", 0, match.start(1)))
        return Place(self.file)

    def syntax(self, said: str) -> Diagnostic:
        """That the file is not TOML, in the parser's words, at its place."""
        match = _POSITION.search(said)
        place = Place(self.file)
        if match and match[1]:
            place = Place(self.file, int(match[1]), int(match[2]))
        elif match:
            lines = self.text.splitlines()
            place = Place(self.file, len(lines), len(lines[-1]) + 1)
        message = f"The file is not TOML: {_POSITION.sub('', said).rstrip('.')}."
        help_ = 'Settings look like [checks] and, below it, unserved-clause = "information".'
        return Diagnostic("bad-configuration", "error", place, message, help_)
