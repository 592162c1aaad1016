"""What scored questions ought to state: one diagnostic per question, or one where the questionnaire never does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dgassess.checks.subject import Subject
from dgassess.model.questions import Question
from dgassess.values.diagnostics import Diagnostic, Severity


def unstated(
    subject: Subject,
    check: tuple[str, Severity],
    field: str,
    help: str,
    concerns: Callable[[Question], bool] = lambda question: True,
) -> Iterator[Diagnostic]:
    """The scored questions concerned that leave a field open."""
    concerned = [q for q in subject.questions.values() if q.scored is not False and concerns(q)]
    open_ = [question for question in concerned if getattr(question, field) in (None, "")]
    if len(open_) == len(concerned) > 1:
        first = open_[0]
        message = (
            f"None of the {len(open_)} scored questions concerned, from {first.id} on, states '{field}'."
        )
        yield subject.defect(
            *check, first.id, ("id",), message, f"{help} 'defaults' states it for many at once."
        )
        return
    for question in open_:
        message = f"Question {question.id} '{question.text}' does not state '{field}'."
        yield subject.defect(*check, question.id, ("id",), message, help)
