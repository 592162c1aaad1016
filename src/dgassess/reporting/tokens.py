"""The numbers of a text, and the words that decide as much as numbers do: the names of levels."""

from __future__ import annotations

import re
from collections.abc import Iterable

DIVIDER = "|"
REORDERING = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Characters that hide or reorder what stands around them."""
_ZERO_WIDTH = re.compile("\u200b\\s*")
_DETACHED_SIGN = re.compile(r"(?<=[+−])[^\S\n]+(?=\d)")
# Every digit is within one of these, also those of digests, versions and codes.
# A report's own minus is −; another mark before a number that begins there is somebody else's.
_OTHER_SIGNS = "\\-\u2010-\u2013\ufe63\uff0d"
_NUMBER = rf"(?:[+−]|(?<![A-Za-z0-9_.%)）])[{_OTHER_SIGNS}])?[A-Za-z\d]+(?:\.+[A-Za-z\d]+)*%?"
_DIGIT = re.compile(r"\d")
_LONG_WORD = re.compile(r"[0-9A-Za-z]{16,}…?")
_NUMBER_ALONE = r"[+−]?(?<![A-Za-z0-9.])\d+(?:\.\d+)*(?![A-Za-z0-9])%?"
_DETACHED_EVEN_BY_A_LINE = re.compile(r"(?<=[+−])\s+(?=\d)")


class Tokens:
    """Finds the numbers of a text and the words given.

    `broken`: for texts of pages, where a line's end may have parted long words: digests and words with digits in them
    are left out.
    """

    def __init__(self, words: Iterable[str] = (), *, broken: bool = False) -> None:
        self.words = frozenset(word for word in words if word.strip() and DIVIDER not in word)
        self._broken = broken
        listed = sorted(self.words, key=lambda word: (-len(word), word))
        # A level's name within a word with digits takes none of its digits along.
        parts = [_NUMBER_ALONE, *map(re.escape, listed)] if broken else [*map(re.escape, listed), _NUMBER]
        # What a match may begin with is told first, as most characters are none of these: it halves the time.
        first = "".join(sorted({re.escape(word[0]) for word in listed}))
        self._pattern = re.compile(rf"(?=[+−{_OTHER_SIGNS}A-Za-z\d{first}])(?:{'|'.join(parts)})")

    def of(self, text: str) -> list[str]:
        """The numbers and words in order."""
        if "\u200b" in text:
            text = _ZERO_WIDTH.sub("", text)
        if self._broken:
            if "+" in text or "−" in text:
                text = _DETACHED_EVEN_BY_A_LINE.sub("", text)
            return self._pattern.findall(_LONG_WORD.sub(" ", text))
        if "+" in text or "−" in text:
            text = _DETACHED_SIGN.sub("", text)
        return [one for one in self._pattern.findall(text) if one in self.words or _DIGIT.search(one)]
