"""A rule uses a question for unit types that are not asked it.

What: `unit_types` of the question against the types that the rule, part or condition is for.
Why: the answer is not applicable for those units, and the weight goes to the siblings without anybody saying so.
Example: TC-1-2.lvl with `unit_types: [省]` in an indicator that is for 省 and 市.
Instead: ask all types the rule is for, or narrow the `unit_types` of the indicator or part.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "question-not-asked"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per use."""
    for ruled in subject.rules:
        if hasattr(ruled.rule, "parts") or hasattr(ruled.rule, "fallback"):
            continue  # their own rules follow
        for use in ruled.rule.uses():
            question = None if use.key in ruled.item.parameters else subject.asked(ruled.item, use.key)
            asked = question.unit_types if question is not None else None
            left_out = [name for name in ruled.types if asked is not None and name not in asked]
            if question is not None and asked is not None and left_out and all(left_out):
                named = ", ".join(name for name in left_out if name)
                message = f"{ruled.item.id} uses {question.id} for {named}, but only {', '.join(asked)} are asked it."
                help_ = f"Add {named} to 'unit_types' of {question.id}, or narrow the rule's."
                yield subject.defect(NAME, SEVERITY, ruled.item.id, (*ruled.loc, *use.field), message, help_)
