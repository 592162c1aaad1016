"""Slips of the keyboard in YAML, as made in Notepad and with Chinese input methods, and what to write instead."""

from __future__ import annotations

import re
from typing import NamedTuple

from dgassess.loading.wording import visible
from dgassess.values.diagnostics import Fix, half_width
from dgassess.values.numbers import normalise_text

FULL_WIDTH = {
    "，": ",", "、": ",", "｛": "{", "｝": "}", "［": "[", "］": "]", "【": "[", "】": "]", "＃": "#", "；": ",",
}  # fmt: skip
# Lines are searched no further, so that a hostile one costs no time.
_LONGEST_LINE = 1000
_LONGEST_NUMBER = 60
# As YAML and JSON both write it, short enough to be exact (values.numbers).
_PLAIN_NUMBER = r"-?(?:0|[1-9][0-9]{0,9})(?:\.[0-9]{0,4}[1-9])?"
_QUOTES = "“”„‘’「」『』＂＇"
_ENTRY = r"^[ \t]*(?:- +)*"
_KEY = r"[^\s:：#\"'\[\]{},，]{1,40}"
# Plain patterns, compiled by `re` when a slip is first suspected: sound files never pay for them.
_TAB_INDENT = r"^ *(\t)"
_BLANK_INDENT = r"^[ \t]*([\u3000\u00a0])"
_BLANK_AFTER_COLON = _ENTRY + rf"{_KEY}[:：]([\u3000\u00a0])"
_FULL_COLON = _ENTRY + rf"({_KEY})(：[ \u3000\u00a0]*)([^\n]*)"
_FULL_COLON_IN_FLOW = rf"[{{,，] *({_KEY})(： *)([^,，}}\n]*)"
_NO_BLANK = _ENTRY + r"([^\W\d][\w.-]{0,39})(:)(?![\s:/\\\u3000\u00a0])([^\n]+)"
_NO_BLANK_AFTER_DASH = r"^ *(-)([^\s\-\d.'\"][^\n]*)"
_NO_BLANK_IN_FLOW = r"[{,] *([^\W\d][\w.-]{0,39})(:)(?![\s:/\\])([^,}\n]+)"
_QUOTE_AT_START = rf"(?:[:：,\[{{]|^ *-) *([{_QUOTES}])"
_IN_FLOW = r"[\[{].*?([" + "".join(FULL_WIDTH) + "])"
_BRACKET_AT_START = r"(?:: +|- +|\[ *|, *)([｛［【])"


class Slip(NamedTuple):
    """A slip found in a line: the name of the defect, its 1-based column, the sentence and the remedy."""

    check: str
    column: int
    message: str
    help: str
    fix: Fix | None = None


def find_slip(line: str, in_flow: bool = False) -> Slip | None:
    """The likeliest slip in a line that YAML could not read; `in_flow` when the trouble is within [] or {}."""
    line = line[:_LONGEST_LINE]
    found = re.match(_TAB_INDENT, line)
    if found:
        message = "A tab character is used for indentation."
        return Slip("tab-indentation", found.start(1) + 1, message, "Indent with blanks, two per step.")
    found = re.match(_BLANK_INDENT, line)
    if found:
        return blank_slip(found[1], found.start(1) + 1)
    found = re.match(_BLANK_AFTER_COLON, line)
    if found:
        return blank_slip(found[1], found.start(1) + 1)._replace(fix=Fix(found[1], " ", "characters"))
    found = re.match(_FULL_COLON, line) or re.search(_FULL_COLON_IN_FLOW, line)
    if found:
        return colon_slip(found[1], found[2], found[3], found.start(2) + 1)
    found = re.search(_BRACKET_AT_START, line) or (re.search(_IN_FLOW, line) if in_flow else None)
    if found:
        return punctuation_slip(found[1], found.start(1) + 1)
    found = re.match(_NO_BLANK, line) or re.search(_NO_BLANK_IN_FLOW, line)
    if found:
        return colon_slip(found[1], found[2], found[3], found.start(2) + 1)
    found = re.match(_NO_BLANK_AFTER_DASH, line)
    if found:
        help_ = f"Write '- {visible(found[2])}'."
        message, fix = "There is no blank after the '-'.", Fix("-", "- ", "characters")
        return Slip("missing-blank", found.start(1) + 1, message, help_, fix)
    found = re.search(_QUOTE_AT_START, line)
    return quote_slip(found[1], found.start(1) + 1) if found else None


def colon_slip(key: str, colon: str, value: str, column: int) -> Slip:
    """A full-width colon, or a colon without the blank after it."""
    help_ = f"Write '{visible(key)}: {visible(value.strip())}'."
    fix = Fix(colon, ": " if value.strip() else ":", "characters")
    if colon[0] == "：":
        return Slip(
            "full-width-colon", column, f"A full-width colon '：' follows '{visible(key)}'.", help_, fix
        )
    message = f"There is no blank after the colon of '{visible(key)}'."
    return Slip("missing-blank", column, message, help_, fix)


def blank_slip(blank: str, column: int) -> Slip:
    """A blank that looks like one but is not to YAML."""
    name = "full-width blank (U+3000)" if blank == "\u3000" else "no-break space (U+00A0)"
    return Slip(
        "full-width-blank", column, f"A {name} is used where YAML needs an ordinary one.", "Retype the blank."
    )


def punctuation_slip(mark: str, column: int) -> Slip:
    """A full-width comma, bracket or number sign."""
    message = f"The full-width '{mark}' has no meaning to YAML."
    return Slip(
        "full-width-punctuation", column, message, f"Write '{FULL_WIDTH[mark]}', followed by a blank."
    )


def quote_slip(mark: str, column: int) -> Slip:
    """Typographic quotation marks around a text."""
    message = f"The Chinese quotation mark '{mark}' does not quote text in YAML."
    return Slip("chinese-quotes", column, message, "Use straight quotation marks: \"...\" or '...'.")


def split_key(key: str) -> tuple[str, str, str] | None:
    """The key, colon and value run together in an unquoted key such as `kind:ratio`, or None."""
    found = re.fullmatch(rf"({_KEY})([:：])[ \u3000\u00a0]*(.+)", key)
    return (found[1], found[2], found[3]) if found else None


def number_meant(text: str) -> str | None:
    """The number that a text is but for quotation marks, full-width digits and blanks around it, or None."""
    number = half_width(text).strip()
    return number if re.fullmatch(_PLAIN_NUMBER, number) else None


def text_hint(text: str, wants_mapping: bool = False, wants_number: bool = False) -> str:
    """For a text that was not accepted as a value: what slip may lie behind it, or the empty string."""
    if wants_mapping and (parts := split_key(text)):
        return f"Write '{visible(parts[0])}: {visible(parts[2])}', with an ordinary colon and a blank."
    if wants_number and len(text) <= _LONGEST_NUMBER:
        number = normalise_text(text).removesuffix("%")
        if re.fullmatch(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", number):
            return f"Write {number}, without quotation marks and in half-width digits."
    if text[:1] in tuple(_QUOTES) or text[-1:] in tuple(_QUOTES):
        return 'Chinese quotation marks are part of the text here; write "..." or no marks at all.'
    marks = [mark for mark in FULL_WIDTH if mark in text]
    if marks:
        return f"The full-width '{marks[0]}' is part of the text here; write '{FULL_WIDTH[marks[0]]}' and a blank."
    return ""
