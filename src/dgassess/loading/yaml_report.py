"""The defects of a YAML text that its events show, each at the place of its event."""

from __future__ import annotations

import re
from typing import Any, NoReturn

from dgassess.loading.slips import Slip
from dgassess.loading.tree import MAX_DEPTH, Spot
from dgassess.loading.wording import visible
from dgassess.loading.yaml_errors import from_slip
from dgassess.loading.yaml_events import spot
from dgassess.values.diagnostics import Diagnostic, Place

MAX_NODES = 200_000
"""Most keys and values a file may hold, aliases expanded; the largest real ones hold some 10,000."""

# What XML, and so Word and Excel, cannot hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class ReadingStopped(Exception):
    """Reading cannot go on after this diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class YamlReport:
    """Collects the defects after which reading goes on; raises ReadingStopped for the others."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.diagnostics: list[Diagnostic] = []

    def add(self, check: str, event: Any, message: str, help_: str = "") -> None:
        """Report a defect and go on."""
        place = Place(self.file, *spot(event))
        self.diagnostics.append(Diagnostic(check, "error", place, message, help_))

    def stop(self, check: str, event: Any, message: str, help_: str = "") -> NoReturn:
        """Report a defect that leaves nothing sensible to read."""
        raise ReadingStopped(Diagnostic(check, "error", Place(self.file, *spot(event)), message, help_))

    def slip(self, slip: Slip, line: int) -> None:
        """Report a slip of the keyboard that was read as meant."""
        self.diagnostics.append(from_slip(slip, self.file, line))

    def duplicate(self, event: Any, key: str, first: Spot) -> None:
        """Report a key that stands twice."""
        message = f"The key '{visible(key)}' stands twice in this mapping, first in line {first.line}."
        related = ((Place(self.file, *first), "The first one."),)
        place = Place(self.file, *spot(event))
        self.diagnostics.append(
            Diagnostic("duplicate-key", "error", place, message, "Delete one of the two.", related)
        )

    def tag(self, event: Any) -> None:
        """Report an explicit tag."""
        tag = visible(str(event.tag).replace("tag:yaml.org,2002:", "!!"))
        help_ = "Delete the tag; text that looks like a number or starts with '!' goes in quotation marks."
        self.add("explicit-tag", event, f"The tag '{tag}' is not used in these files.", help_)

    def characters(self, event: Any) -> None:
        """Report a control character or half a surrogate pair that an escape smuggled into a text."""
        found = _FORBIDDEN.search(event.value)
        if found:
            message = f"The text holds the character U+{ord(found[0]):04X}, which no document can show."
            self.add("control-character", event, message, "Delete the escape.")

    def size(self, event: Any, nodes: int) -> NoReturn:
        """Stop at a file with too many values or levels."""
        if nodes > MAX_NODES:
            message = f"The file holds more than {MAX_NODES:,} keys and values, references ('*...') counted in full."
            self.stop("too-many-values", event, message)
        help_ = "Check the indentation and the brackets before this place."
        self.stop("nested-too-deeply", event, f"The nesting is deeper than {MAX_DEPTH} levels.", help_)

    def unusable_key(self, event: Any, what: str) -> NoReturn:
        """Stop at a key that is not text."""
        self.stop("key-not-text", event, f"{what} is used as a key.", "Keys are text.")
