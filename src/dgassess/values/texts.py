"""Which texts may name a unit: no blanks around them, no characters that nobody sees; and names in messages."""

from __future__ import annotations

import unicodedata

# Line ends, controls and the byte-order mark: in a name they forge rows of a table or break a document.
_NEVER = {"Cc", "Zl", "Zp", "Cs"}


def unseen(text: str, *, strict: bool = False) -> str | None:
    """The first character that nobody sees, as U+200B, or None; `strict` counts joiners and direction marks too."""
    for character in text:
        category = unicodedata.category(character)
        if category in _NEVER or character == "\ufeff" or (strict and category == "Cf"):
            return f"U+{ord(character):04X}"
    return None


def plain_name(text: str, *, strict: bool = False) -> bool:
    """Whether a text has no blanks around it and no character that nobody sees."""
    return text == text.strip() and unseen(text, strict=strict) is None


def shortened(text: str, most: int = 60) -> str:
    """A name for a message: of one that is longer, the beginning."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
