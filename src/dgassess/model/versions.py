"""Versions and version ranges: dotted numbers, compared number by number."""

from __future__ import annotations

import re
from itertools import zip_longest

_BOUND = re.compile(r"(>=|<=|==|>|<|=)?\s*(\d+(?:\.\d+)*)")


class VersionProblem(ValueError):
    """A text that is not a version or range; the message is a whole sentence."""


def _numbers(text: str) -> list[int]:
    if not re.fullmatch(r"\d{1,9}(?:\.\d{1,9})*", text):
        raise VersionProblem(f"'{text}' is not a version; versions are dotted numbers such as 2026.1.0.")
    return [int(part) for part in text.split(".")]


def _sign(left: str, right: str) -> int:
    for one, other in zip_longest(_numbers(left), _numbers(right), fillvalue=0):
        if one != other:
            return 1 if one > other else -1
    return 0


def version_within(version: str, wanted: str) -> bool:
    """Whether a version lies in a range such as `>=2026.1,<2027`; `*` is every version. Raises VersionProblem."""
    if wanted.strip() == "*":
        return True
    holds = True
    for part in wanted.split(","):
        match = _BOUND.fullmatch(part.strip())
        if match is None:
            raise VersionProblem(f"'{wanted}' is not a version range.")
        sign = _sign(version, match[2])
        holds &= {
            ">=": sign >= 0, "<=": sign <= 0, ">": sign > 0, "<": sign < 0, "==": sign == 0, "=": sign == 0,
        }[match[1] or "=="]  # fmt: skip
    return holds
