"""A question is restricted to unit types that nothing asks it for.

What: `unit_types` of a question with types for which neither its owner nor anything else that uses it applies.
Why: units of that type would never see it; a type is wrong on one of the two sides.
Example: `unit_types: [县]` on YY-7-3.pick, which belongs to an indicator for 省 and 市.
Instead: take the type out of the question, or let the indicator apply to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "question-for-others"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per unit type of a question."""
    restricted = [question for question in subject.questions.values() if question.unit_types is not None]
    if not restricted:
        return
    items = {item.id: item for item in subject.items}
    users: dict[str, list[str]] = {}
    for demand in subject.demands:
        users.setdefault(demand.question_id, []).append(demand.item.id)
    for question in restricted:
        using = [items[name] for name in {question.owner, *users.get(question.id, ())} if name in items]
        for index, unit_type in enumerate(question.unit_types or ()):
            known = unit_type in subject.system.unit_types
            if not known or not using or any(item.applies_to(unit_type) for item in using):
                continue
            message = f"Question {question.id} is for {unit_type}, but {question.owner} is not."
            types = [name for name in subject.system.unit_types if any(i.applies_to(name) for i in using)]
            help_ = f"Asked for are {', '.join(types)}." if types else f"Take {unit_type} out."
            yield subject.defect(NAME, SEVERITY, question.id, ("unit_types", index), message, help_)
