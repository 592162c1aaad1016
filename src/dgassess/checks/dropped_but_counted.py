"""An indicator or question is declared dropped, but still counts.

What: `lineage: {kind: dropped}` on an indicator with a weight, or on a question that a rule uses.
Why: what was announced as dropped goes on changing scores.
Example: `lineage: {kind: dropped}` on XM-2-4 with `weight: 20`.
Instead: take it out, set its weight to 0, or correct the lineage.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "dropped-but-counted"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per dropped indicator with a weight and per dropped question in use."""
    for indicator in subject.system.leaves.values():
        if indicator.lineage is None or indicator.lineage.kind != "dropped":
            continue
        weights = indicator.weight.values() if isinstance(indicator.weight, dict) else [indicator.weight]
        if any(weights):
            message = f"{indicator.id} is declared dropped, but its weight still counts."
            help_ = "Take it out, set its weight to 0, or correct the lineage."
            yield subject.defect(NAME, SEVERITY, indicator.id, ("lineage", "kind"), message, help_)
    users: dict[str, str] = {}
    for demand in subject.demands:
        users.setdefault(demand.question_id, demand.item.id)
    for question_id, user in users.items():
        question = subject.questions.get(question_id)
        if question is not None and question.lineage is not None and question.lineage.kind == "dropped":
            message = f"Question {question_id} is declared dropped, but {user} still uses it."
            help_ = "Take it out of the rule, or correct the lineage."
            yield subject.defect(NAME, SEVERITY, question_id, ("lineage", "kind"), message, help_)
