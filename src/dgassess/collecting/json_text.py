"""JSON in cells: numbers exact, size and depth bounded."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from dgassess.values.numbers import parse_number

_LONGEST = 400_000
_FOLDED_BLANKS = re.compile(r" {2,}|[\x7f-\x9f\u00a0\u200b\u2028\u2029\u3000\ufeff]")


class NotJson(ValueError):
    """Why a text is no JSON that is read, as a whole sentence."""


def _constant(name: str) -> Any:
    raise NotJson(f"{name} is not a number.")


def _whole(text: str) -> int | Decimal:
    parse_number(text)
    return int(text)


def json_value(text: str) -> Any:
    """The value a JSON text states. Raises NotJson."""
    if len(text) > _LONGEST:
        raise NotJson(f"The JSON text has {len(text):,} characters; at most {_LONGEST:,} are read.")
    try:
        return json.loads(text, parse_float=parse_number, parse_int=_whole, parse_constant=_constant)
    except NotJson:
        raise
    except json.JSONDecodeError as problem:
        raise NotJson(f"The text is not JSON: {problem.msg} at character {problem.pos + 1}.") from None
    except (ValueError, RecursionError) as problem:
        raise NotJson(f"The text is not JSON that is read: {problem}.".replace("..", ".")) from None


class _Exact(json.JSONEncoder):
    def default(self, o: Any) -> Any:
        if isinstance(o, Decimal):
            return float(o) if o != int(o) else int(o)
        return super().default(o)


def json_of(value: Any) -> str:
    """A value as JSON on one line; decimals of up to 15 digits survive, and blanks that reading a cell would fold."""
    text = json.dumps(value, ensure_ascii=False, cls=_Exact, separators=(",", ":"))
    return _FOLDED_BLANKS.sub(lambda match: "".join(f"\\u{ord(blank):04x}" for blank in match[0]), text)
