"""In which language a report is worded: texts stand in the code in Chinese, translations in locale/<language>.po.

What is worded is decided by the system that is scored (`lang`), not by who runs the program. Messages, help and
diagnostics are no part of this: they are in English.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from string import Formatter
from typing import Any, Literal, get_args

Language = Literal["zh-CN", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
CHINESE: Language = "zh-CN"
FOLDER = Path(__file__).parent.parent / "locale"

_PLURAL = re.compile(r"[A-Za-z]{2,}s\b")
_SPOKEN: ContextVar[Language] = ContextVar("language of wording", default=CHINESE)


class MissingTranslationError(LookupError):
    """A text that a language's catalogue does not have."""


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Within it, `say` and what is built on it give texts of this language."""
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def spoken() -> Language:
    """The language that texts are given in now."""
    return _SPOKEN.get()


def in_chinese() -> bool:
    """Whether texts are given in Chinese: for what is typography and no text."""
    return _SPOKEN.get() == CHINESE


def say(text: str, /, **values: object) -> str:
    """A text with its {named} values put in. `text` is Chinese, the same in the catalogues.

    A translation may choose by a count: {count:unit|units}. Raises MissingTranslationError, KeyError.
    """
    language = _SPOKEN.get()
    if language == CHINESE:
        return text.format(**values) if values else text
    return _translated(language, "", text, values)


def say_as(context: str, text: str, /, **values: object) -> str:
    """`say` for a text that other languages word differently from place to place; `context` tells the places apart."""
    language = _SPOKEN.get()
    if language == CHINESE:
        return text.format(**values) if values else text
    return _translated(language, context, text, values)


def msg(text: str) -> str:
    """Marks a text in a table that is given to `say` later, so that it is looked for in the catalogues."""
    return text


def joined(texts: Iterable[str], mark: str) -> str:
    """Texts with a Chinese mark between them, such as 、，；·: 甲、乙; in other languages with `, ` or `; `."""
    return (mark if in_chinese() else "; " if mark in "；;" else ", ").join(texts)


def with_unit(number: str, unit: str) -> str:
    """A number and what it counts, parted by a blank: 57 项, 57 cases, 95%.

    A unit is written for many; in English the words of one that ends in s stand in brackets behind a 1.
    """
    if unit in ("%", "‰", ""):
        return f"{number}{unit}"
    many = not in_chinese() and number.lstrip("≥≤<>−-") == "1" and _PLURAL.match(unit)
    return f"{number} ({unit})" if many else f"{number} {unit}"


def _translated(language: Language, context: str, text: str, values: Mapping[str, object]) -> str:
    try:
        found = _catalogue(language)[context, text]
    except KeyError:
        where = f" in the context '{context}'" if context else ""
        raise MissingTranslationError(f"locale/{language}.po does not have '{text}'{where}.") from None
    return _FORMATTER.vformat(found, (), values) if values else found


@functools.cache
def _catalogue(language: Language) -> dict[tuple[str, str], str]:
    import polib

    entries = polib.pofile(str(FOLDER / f"{language}.po"), encoding="utf-8")
    return {(entry.msgctxt or "", entry.msgid): entry.msgstr for entry in entries if entry.msgstr}


class _Formatter(Formatter):
    def format_field(self, value: Any, format_spec: str) -> Any:
        """{count:unit|units}: the first for one, the second for any other number."""
        if "|" in format_spec:
            one, many = format_spec.split("|")
            return one if str(value) == "1" else many
        return super().format_field(value, format_spec)


_FORMATTER = _Formatter()
