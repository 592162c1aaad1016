"""Two options of a question read the same.

What: options of one question whose labels are equal but for blanks and punctuation.
Why: units cannot tell them apart, but they may give different points.
Example: `options: {A: 已建立, B: 未建立, C: 已建立}`.
Instead: say how they differ, or take one out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "repeated-label"
SEVERITY: Severity = "warning"
_LETTERS = re.compile(r"[\s,,。.;;、]+")


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per option that reads like an earlier one."""
    for question in subject.questions.values():
        seen: dict[str, str] = {}
        for option, label in (question.options or {}).items():
            first = seen.setdefault(_LETTERS.sub("", label), option)
            if first != option:
                message = f"Option {option} of {question.id} reads like option {first}: '{label}'."
                help_ = "Say how they differ, or take one out."
                yield subject.defect(NAME, SEVERITY, question.id, ("options", option), message, help_)
