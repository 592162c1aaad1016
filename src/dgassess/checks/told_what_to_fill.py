"""A question tells those to whom it does not apply to fill in a full mark.

What: instructions such as 无此项的填100, 没有的按满分填 in texts and definitions.
Why: the answer is no longer a fact, and whoever has nothing gets full points instead of being left out.
Example: `definition: 无三级系统的填100`.
Instead: list the reason under `not_applicable`, and let the weight go to the siblings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "told-what-to-fill"
SEVERITY: Severity = "warning"
_TOLD = re.compile(r"(?:填报?|填写|按|视为|记为?|计为?)\s*[“\"]?(?:100\s*%?|百分之百|满分)[”\"]?(?!\d)")


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per text."""
    for question in subject.questions.values():
        for field, text in (("text", question.text), ("definition", question.definition or "")):
            found = _TOLD.search(text)
            if found is not None:
                message = f"Question {question.id} tells units what to answer: '{found[0]}'."
                help_ = (
                    "List the reason under 'not_applicable' instead; the weight then goes to the siblings."
                )
                yield subject.defect(NAME, SEVERITY, question.id, (field,), message, help_)
