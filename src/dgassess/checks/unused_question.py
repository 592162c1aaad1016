"""A question is declared to count, but no rule, condition or gate uses it.

What: questions without `scored: false` whose answer changes no score and decides about no other question.
Why: people are made to report a figure that they believe to count, and nothing is done with it.
Example: TC-1-1.last, a date for reference, without `scored: false`.
Instead: use the question in a rule, write `scored: false`, or ask it no more.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.checks.walking import asking_formulas
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "unused-question"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per question of an indicator, adjustment or veto that nothing uses."""
    owners = {item.id for item in subject.items}
    used = used_questions(subject)
    for question in subject.questions.values():
        if question.scored is not False and question.id not in used and question.owner in owners:
            message = f"Question {question.id} is to count, but no rule, condition or gate uses it."
            help_ = f"Use '{question.key}' in {question.owner}, or write 'scored: false'."
            yield subject.defect(NAME, SEVERITY, question.id, ("id",), message, help_)


def used_questions(subject: Subject) -> set[str]:
    """The ids of questions that rules, conditions, effects and gates use."""
    used = {demand.question_id for demand in subject.demands}
    used |= {gate.question for level in subject.system.levels for gate in level.gates if gate.question}
    for formula in asking_formulas(subject):
        if formula.loc == ("visible_when",):
            used |= {question.id for question in formula.questions.values()}
    return used
