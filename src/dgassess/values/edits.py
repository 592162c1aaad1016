"""Fixes of diagnostics as edits of a text, each made only where the text is as the fix expects it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dgassess.values.diagnostics import Diagnostic, Fix

# What may follow a whole text in YAML or JSON that stands without quotation marks.
_ENDED = re.compile(r"[ \t\r]*(?:$|[,\]}]|:(?=[ \t\r]|$)|(?<=[ \t])#)")
# What stands safely without quotation marks, in a list or mapping of either style.
_PLAIN = re.compile(r"[^\W_][\w.()%+/-]*")


@dataclass(frozen=True, slots=True)
class TextEdit:
    """Characters [start, end) of a line, 1-based as columns are, and what takes their place."""

    line: int
    start: int
    end: int
    text: str

    def overlaps(self, other: TextEdit) -> bool:
        """Whether both touch the same characters."""
        return self.line == other.line and self.start < other.end and other.start < self.end


def edit_of(diagnostic: Diagnostic, lines: list[str]) -> TextEdit | None:
    """The edit that makes a diagnostic's fix in the lines of its file, or None where there is none to make."""
    fix = diagnostic.fix
    if fix is None:
        return None
    place = diagnostic.place
    if not 0 < place.line <= len(lines) or place.column < 1:
        return None
    line, start = lines[place.line - 1], place.column - 1
    written = _written(fix, line, start)
    if written is None or written[0] == written[1]:
        return None
    old, new = written
    return TextEdit(place.line, place.column, place.column + len(old), new)


def _written(fix: Fix, line: str, start: int) -> tuple[str, str] | None:
    """What stands in the line and what is to stand there, quotation marks included."""
    if fix.kind == "characters":
        return (fix.old, fix.new) if line.startswith(fix.old, start) else None
    for mark in ('"', "'"):
        quoted = f"{mark}{fix.old}{mark}"
        if line.startswith(quoted, start):
            if fix.kind == "value":
                return quoted, fix.new
            safe = mark not in fix.new and "\\" not in fix.new
            return (quoted, f"{mark}{fix.new}{mark}") if safe else None
    if not line.startswith(fix.old, start) or not _ENDED.match(line, start + len(fix.old)):
        return None
    return (fix.old, fix.new) if _PLAIN.fullmatch(fix.new) else None


def with_edits(text: str, edits: Iterable[TextEdit]) -> str:
    """A text with edits made, none of which overlaps another. Line ends stay as they are; no edit crosses one."""
    lines = text.split("\n")
    for edit in sorted(set(edits), key=lambda edit: (edit.line, edit.start, edit.end), reverse=True):
        line = lines[edit.line - 1]
        lines[edit.line - 1] = f"{line[: edit.start - 1]}{edit.text}{line[edit.end - 1 :]}"
    return "\n".join(lines)
