"""How wide a text is and where it breaks, estimated without a font so that charts are the same everywhere.

Widths are those of Noto Sans SC, rounded up: a fallback font may be a little wider, never so wide that text clips.
"""

from __future__ import annotations

import unicodedata

from dgassess.values.language import in_chinese

_NARROW = frozenset("ijlI.,:;'|!()[]` ·")
_BROAD = frozenset("mwMW%@&—")
_QUOTES = frozenset("‘’“”")
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")
# A line does not begin with these.
_CLOSING = frozenset("，。；：！？、）》」』”’】,.;:!?)]%")


def advance(character: str) -> float:
    """The width of one character in em."""
    if unicodedata.east_asian_width(character) in "WFA" and character not in "—°±×÷·":
        return 0.5 if character in _QUOTES and not in_chinese() else 1.0
    if unicodedata.category(character) in ("Mn", "Cf"):
        return 0.0
    if character in _NARROW:
        return 0.36
    return 0.95 if character in _BROAD else 0.68 if character.isupper() else 0.6


def straight(svg: str) -> str:
    """A drawing as the bundled font sets it well: its curly quotation marks are as wide as Chinese characters."""
    return svg if in_chinese() else svg.translate(_STRAIGHT)


def width(text: str, size: float) -> float:
    """The width of a text in the unit of `size`."""
    return sum(map(advance, text)) * size


def wrap(text: str, size: float, most: float) -> tuple[str, ...]:
    """Lines no wider than `most`; Chinese breaks anywhere but before closing punctuation, Latin words at blanks."""
    if width(text, size) <= most:
        return (text,)
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, size, most):
        if line and width(line + piece.rstrip(), size) > most:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    lines.append(line.rstrip())
    return _balanced(tuple(filter(None, lines)), size, most)


def _pieces(text: str, size: float, most: float) -> list[str]:
    """What stays together: a Latin word with its blank, a Chinese character with closing punctuation after it."""
    pieces: list[str] = []
    for character in text:
        last = pieces[-1] if pieces else ""
        word = last and last[-1] != " " and _of_word(last[-1]) and _of_word(character)
        joins = word or (last and (character in _CLOSING or character == " "))
        if joins and width(last + character, size) <= most:
            pieces[-1] = last + character
        else:
            pieces.append(character)
    return pieces


def _of_word(character: str) -> bool:
    return character.isascii() or (not in_chinese() and (character < "\u0250" or character in _QUOTES))


def _balanced(lines: tuple[str, ...], size: float, most: float) -> tuple[str, ...]:
    """Two-line labels of Chinese alone break in the middle rather than leave one character behind."""
    if len(lines) != 2 or any(character.isascii() for line in lines for character in line):
        return lines
    text = "".join(lines)
    half = (len(text) + 1) // 2
    if text[half] in _CLOSING or width(text[:half], size) > most:
        return lines
    return (text[:half], text[half:])
