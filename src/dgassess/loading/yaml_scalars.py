"""What an unquoted YAML scalar is, from its text.

Only true, false, null, ~ and decimal numbers are not text. A number with a leading zero (010) stays text, as codes are
written so; 0x1F, 0o17, .inf, .nan, No, 12:30, 1_000 and dates are text.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from dgassess.values.numbers import parse_number

CONSTANTS: dict[str, Any] = {
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
}  # fmt: skip
NUMBER_STARTS = frozenset("+-.0123456789")
_NUMBER = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_SHORT_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_INTEGER = re.compile(r"[-+]?[0-9]+")


def number_or_text(text: str) -> int | Decimal | str:
    """A number as int or Decimal, anything else as it stands.

    Raises NumberProblem for a number with too many digits or too large an exponent.
    """
    if _SHORT_INTEGER.fullmatch(text):
        return int(text)
    if not _NUMBER.fullmatch(text):
        return text
    number = parse_number(text)
    return int(text) if _INTEGER.fullmatch(text) else number
