"""Identifiers: what ids, local keys, conditions and clause numbers look like."""

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from dgassess.expressions.parser import FormulaProblem, is_key, parse_formula

_NODE = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_QUESTION = re.compile(r"([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)\.([a-z][a-z0-9_]*)")
_NUMERALS = "一二三四五六七八九十"
_CLAUSE = re.compile(
    r"(?P<part>[一二三四五六七八九十]{1,3})[(\uff08](?P<item>[一二三四五六七八九十]{1,3})[)\uff09]"
)
_CLAUSE_DIGITS = re.compile(r"(\d{1,2})\.(\d{1,2})")


def _node_id(text: str) -> str:
    if not _NODE.fullmatch(text):
        raise ValueError(f"'{text}' is not an id: letters, digits and single hyphens, such as TC-1-2.")
    return text


def _question_id(text: str) -> str:
    match = _QUESTION.fullmatch(text)
    if match is None or not is_key(match[2]):
        raise ValueError(
            f"'{text}' is not a question id: an owner's id, a dot and a key of lower-case letters, digits and _, "
            "such as TC-1-2.lvl; the key must not be a word of the formula language."
        )
    return text


def _key(text: str) -> str:
    if not is_key(text):
        raise ValueError(
            f"'{text}' is not a key: lower-case letters, digits and _, no word of the formula language."
        )
    return text


def _condition(text: str) -> str:
    try:
        parse_formula(text)
    except FormulaProblem as problem:
        raise ValueError(f"{problem} (column {problem.column} of the condition)") from None
    return text


def _as_text(value: Any) -> Any:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    return value


def chinese_numeral(number: int) -> str:
    """1–99 in Chinese numerals, as the guideline numbers its parts and items."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _NUMERALS[tens - 1] + "十")
    return head + (_NUMERALS[ones - 1] if ones else "")


def clause_in_digits(text: str) -> str:
    """六(一) as 6.1, and the number of a part, 六, as 6: as documents in other languages number them."""
    if not _CLAUSE.fullmatch(text) and not re.fullmatch(f"[{_NUMERALS}]{{1,3}}", text):
        return text
    return ".".join(str(_counted(one)) for one in re.findall(f"[{_NUMERALS}]+", text))


def _counted(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    whole = 10 * (_NUMERALS.index(tens) + 1 if tens else 1) if ten else 0
    return whole + (_NUMERALS.index(ones) + 1 if ones else 0)


def _clause(value: Any) -> Any:
    text = _as_text(value)
    if not isinstance(text, str):
        return value
    digits = _CLAUSE_DIGITS.fullmatch(text.strip())
    if digits and int(digits[1]) and int(digits[2]):
        return f"{chinese_numeral(int(digits[1]))}({chinese_numeral(int(digits[2]))})"
    match = _CLAUSE.fullmatch(text.strip())
    if match:
        return f"{match['part']}({match['item']})"
    raise ValueError(f"'{text}' is not a clause number: write it as 六(一) or 6.1.")


NodeId = Annotated[str, AfterValidator(_node_id)]
QuestionId = Annotated[str, AfterValidator(_question_id)]
Key = Annotated[str, AfterValidator(_key)]
Condition = Annotated[str, AfterValidator(_condition)]
ClauseId = Annotated[str, BeforeValidator(_clause)]
# Codes and years that a file may write without quotes.
Text = Annotated[str, BeforeValidator(_as_text)]
