"""A question is to be filled in by several departments.

What: `filler` that lists names (、 / ; , 和 或 及 与).
Why: what several are to fill in nobody fills in; when the answers differ nobody decides.
Example: `filler: 网信办/数据局`.
Instead: name the one department that answers for the figure; it asks the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "several-fillers"
SEVERITY: Severity = "warning"
_LIST = re.compile("[、/;；,，|｜／+＋&]|(?<=[局办部委厅会院室])[和或及与](?=.)")


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per question; one per text where defaults state it for many."""
    told: set[str] = set()
    for question in subject.questions.values():
        found = _LIST.search(question.filler or "")
        if found is None or question.filler is None:
            continue
        stated_at = f"{subject.place_of(question.id, ('filler',))} {question.filler}"
        if stated_at in told:
            continue
        told.add(stated_at)
        message = f"Question {question.id} is to be filled in by '{question.filler}', which names several."
        first = _LIST.split(question.filler)[0].strip()
        help_ = f"Name the one that answers for it, such as '{first}'."
        yield subject.defect(NAME, SEVERITY, question.id, ("filler",), message, help_)
