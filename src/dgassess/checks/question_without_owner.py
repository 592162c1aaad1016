"""A question that counts belongs to nothing in the system, and nothing uses it.

What: the id before the dot should be an indicator, adjustment or veto. Not looked at when most questions of the
questionnaire belong to another system.
Why: the question is asked of every unit and counts nowhere; usually its id is misspelt.
Example: `id: TC-1-22.lvl` where the indicator is TC-1-2.
Instead: correct the id, use the question through `inputs`, or write `scored: false`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.checks.suggesting import Suggestions
from dgassess.checks.unused_question import used_questions
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "question-without-owner"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per question without an owner."""
    owners = {item.id for item in subject.items}
    strays = [question for question in subject.questions.values() if question.owner not in owners]
    if 2 * len(strays) > len(subject.questions) > 1:
        return
    used = used_questions(subject)
    nearest = Suggestions()
    for question in strays:
        if question.scored is not False and question.id not in used:
            message = (
                f"Question {question.id} belongs to '{question.owner}', which is no indicator, adjustment or veto, "
                "and nothing uses it."
            )
            help_ = (
                f"{nearest.near(question.owner, owners)} Correct the id, or write 'scored: false'.".strip()
            )
            yield subject.defect(NAME, SEVERITY, question.id, ("id",), message, help_)
