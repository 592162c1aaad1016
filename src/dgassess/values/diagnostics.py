"""A diagnostic is a defect in a file, with its place; a finding (a conclusion about a unit) is something else."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "information"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file with a 1-based line and column, or a sheet with a cell; 0 means unknown."""

    file: str
    line: int = 0
    column: int = 0
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        if self.cell:
            return f"{self.file}:{self.sheet}!{self.cell}"
        if self.line:
            return f"{self.file}:{self.line}:{self.column}"
        return self.file


@dataclass(frozen=True, slots=True)
class Fix:
    """What a program may write at a diagnostic's place, because it is certain what was meant.

    `old` is what stands there and `new` takes its place. With kind "text", `old` is a whole text as it was read, and
    its quotation marks stay; with "value" they go too, as `new` is a number or true or false; "characters" are replaced
    as they stand.
    """

    old: str
    new: str
    kind: Literal["text", "value", "characters"] = "text"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One defect. `check` is its kebab-case name and only identity; `help` says what to write instead."""

    check: str
    severity: Severity
    place: Place
    message: str
    help: str = ""
    related: tuple[tuple[Place, str], ...] = field(default=())
    fix: Fix | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str, str, str]:
        """File order, then position, so that output never depends on the order of discovery."""
        place = self.place
        return (place.file, place.line, place.column, place.cell, self.check, self.message)


class DefectsFound(Exception):
    """Raised once by a loader when files have errors; carries every diagnostic of the run, warnings included."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(sorted(diagnostics, key=lambda d: d.sort_key))
        super().__init__(f"{len(self.diagnostics)} diagnostics")


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any diagnostic is an error (warnings alone let the work go on)."""
    return any(diagnostic.severity == "error" for diagnostic in diagnostics)


def nearest(name: str, valid: Iterable[str]) -> str | None:
    """The valid name closest to `name` (case ignored), or None when nothing is near enough to be a likely slip."""
    candidates = {candidate.casefold(): candidate for candidate in valid}
    found = difflib.get_close_matches(name.casefold(), candidates, n=1, cutoff=0.6)
    return candidates[found[0]] if found else None


def suggest(name: str, valid: Iterable[str]) -> str:
    """A help sentence naming the nearest valid name, or the empty string."""
    found = nearest(name, valid)
    return f"Did you mean '{found}'?" if found else ""


def same_name(name: str, valid: Iterable[str]) -> Fix | None:
    """A fix where exactly one valid name is this one but for case, width, blanks around it, or '_' for '-'."""
    wanted = _bare_name(name)
    same = [candidate for candidate in valid if _bare_name(candidate) == wanted]
    return Fix(name, same[0]) if len(same) == 1 and same[0] != name else None


def _bare_name(name: str) -> str:
    return half_width(name).casefold().strip().replace("_", "-")


_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def half_width(text: str) -> str:
    """The text with full-width letters, digits, marks and blanks as ordinary ones, and nothing else changed."""
    return text.translate(_HALF_WIDTH)
