"""Test files with a mark at each place where something is expected, so that no line has to be counted by hand."""

from __future__ import annotations

MARK = "▶"


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the 1-based line and column of what stood behind each of them, in order."""
    places: list[tuple[int, int]] = []
    lines: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        while MARK in line:
            places.append((number, line.index(MARK) + 1))
            line = line.replace(MARK, "", 1)
        lines.append(line)
    return "\n".join(lines), places
