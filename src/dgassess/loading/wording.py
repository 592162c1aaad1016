"""How offending values, keys and lists of allowed names are worded in diagnostics."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from decimal import Decimal

LONGEST_SHOWN = 40
MOST_LISTED = 20


def quoted(value: object) -> str:
    """A value as a message names it: short, on one line, invisible characters spelled out."""
    if value is None:
        return "an empty value"
    if isinstance(value, bool):
        return f"'{str(value).lower()}'"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, (list, tuple, set, frozenset)):
        return "a list"
    text = f"{value:f}" if isinstance(value, Decimal) and abs(value.adjusted()) < 30 else str(value)
    return f"'{visible(text)}'"


def visible(text: str) -> str:
    """The text shortened to LONGEST_SHOWN characters, control and zero-width characters as \\u escapes."""
    if len(text) > LONGEST_SHOWN:
        text = text[: LONGEST_SHOWN - 3] + "..."
    return "".join(_visible_character(character) for character in text)


def _visible_character(character: str) -> str:
    if character in "\u00a0\u3000" or unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
        return {"\n": "\\n", "\t": "\\t"}.get(character, f"\\u{ord(character):04x}")
    return character


def kind_of(value: object) -> str:
    """What a value is, in the words of a YAML author."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, (int, Decimal, float)):
        return "a number"
    if isinstance(value, str):
        return "text"
    return "a mapping" if isinstance(value, dict) else "a list"


def described(value: object) -> str:
    """A value that is not text, with what it is: the number 5, true, a list."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, Decimal, float)):
        return f"the number {quoted(value)[1:-1]}"
    return kind_of(value)


def listed(names: Iterable[object], joiner: str = "or") -> str:
    """'a', 'b' or 'c': each name quoted, at most MOST_LISTED of them."""
    shown = [quoted(name) for name in names]
    if len(shown) > MOST_LISTED:
        return ", ".join(shown[:MOST_LISTED]) + f" and {len(shown) - MOST_LISTED} more"
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {joiner} {shown[-1]}"


def alternatives(phrases: Iterable[str]) -> str:
    """Phrases joined as they stand, each once: a number, text or a mapping."""
    distinct = list(dict.fromkeys(phrases))
    if len(distinct) < 2:
        return "".join(distinct)
    return f"{', '.join(distinct[:-1])} or {distinct[-1]}"
