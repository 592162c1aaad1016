"""Nearest names for diagnostics about unknown ones, within bounds: looking for them takes long in large systems."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from dgassess.values.diagnostics import Fix, same_name, suggest

MOST_SUGGESTED = 20


@dataclass(slots=True)
class Suggestions:
    """The suggestions of one check: for the first unknown names only, each looked for once."""

    found: dict[str, str] = field(default_factory=dict)
    same: dict[str, Fix | None] = field(default_factory=dict)

    def near(self, name: str, valid: Collection[str]) -> str:
        """A help sentence naming the nearest valid name; empty where there is none, or after many."""
        if name not in self.found:
            self.found[name] = suggest(name, valid) if len(self.found) < MOST_SUGGESTED else ""
        return self.found[name]

    def fix(self, name: str, valid: Collection[str]) -> Fix | None:
        """The fix where the name is a valid one in another spelling; None otherwise, or after many."""
        if name not in self.same:
            self.same[name] = same_name(name, valid) if len(self.same) < MOST_SUGGESTED else None
        return self.same[name]
