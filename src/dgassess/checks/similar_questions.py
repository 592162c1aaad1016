"""Two scored questions ask nearly the same.

What: scored questions of different owners, of one type and with the same `unit_types`, whose texts (eight characters or
more) share at least six sevenths of their pairs of characters, unless one is declared exclusive with the other.
Why: units answer the same fact twice, sometimes differently, and it counts twice.
Example: 已上云政务信息系统数 under XM-3-1 and 政务信息系统已上云数 under YY-1-2.
Instead: keep one question and bring it in elsewhere through `inputs`, or say in the texts how they differ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.model.questions import Question
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "similar-questions"
SEVERITY: Severity = "information"
SHORTEST, NEAR = 8, 0.85
RARE = 8  # a pair of characters in more texts than this tells nothing apart
KEYS = 4  # texts are compared when they share one of their rarest pairs
_LETTERS = re.compile(r"[\W_]+")


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per question that is like an earlier one; the time grows with the number of questions."""
    texts: dict[str, list[Question]] = {}
    for question in subject.questions.values():
        text = _LETTERS.sub("", question.text)
        if question.scored is not False and len(text) >= SHORTEST:
            texts.setdefault(text, []).append(question)
    for same in texts.values():
        for other in same[1:]:
            yield from _report(subject, same[0], other)
    pairs = {text: {text[i : i + 2] for i in range(len(text) - 1)} for text in texts}
    common = Counter(pair for found in pairs.values() for pair in found)
    buckets: dict[str, list[str]] = {}
    for text, found in pairs.items():
        keys = sorted((pair for pair in found if common[pair] <= RARE), key=lambda pair: (common[pair], pair))
        keys = [key for key in keys if common[key] > 1][:KEYS]
        candidates = dict.fromkeys(earlier for key in keys for earlier in buckets.get(key, ()))
        near = next((earlier for earlier in candidates if _like(pairs[earlier], found)), None)
        if near is not None:
            yield from _report(subject, texts[near][0], texts[text][0])
        for key in keys:
            buckets.setdefault(key, []).append(text)


def _like(left: set[str], right: set[str]) -> bool:
    return len(left & right) >= NEAR * max(len(left), len(right))


def _report(subject: Subject, first: Question, second: Question) -> Iterator[Diagnostic]:
    exclusive = {*first.exclusive_with, *second.exclusive_with}
    if first.owner == second.owner or first.type != second.type or first.unit_types != second.unit_types:
        return
    if exclusive & {first.id, second.id, first.owner, second.owner}:
        return
    message = f"{second.id} '{second.text}' asks nearly the same as {first.id} '{first.text}'."
    help_ = (
        f"Use {first.id} through 'inputs', declare 'exclusive_with: [{first.id}]', or say how they differ."
    )
    yield subject.defect(NAME, SEVERITY, second.id, ("text",), message, help_)
