"""One fact earns or costs points in two places.

What: a question that two indicators, bonuses or penalties for the same unit type use in the same kind of rule, other
than as a denominator, without `exclusive_with` on the question.
Why: what is measured once weighs twice; nobody decided that.
Example: 被通报次数 deducted under AQ-2-4 and again as penalty KF-2.
Instead: count it in one place, or declare the other under `exclusive_with` of the question.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Demand, Subject, rule_at
from dgassess.model.adjustments import Veto
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "counted-twice"
SEVERITY: Severity = "information"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per use after the first."""
    first: dict[tuple[str, str], Demand] = {}
    for demand in subject.demands:
        question, rule = subject.questions.get(demand.question_id), rule_at(demand)
        if question is None or rule is None or isinstance(demand.item, Veto):
            continue
        if demand.use.field[-1] == "denominator":
            continue
        earlier = first.setdefault((question.id, getattr(rule, "kind", "")), demand)
        if earlier.item is demand.item or not _together(subject, earlier, demand):
            continue
        named = {earlier.item.id, demand.item.id}
        if any(name in named or name.rpartition(".")[0] in named for name in question.exclusive_with):
            continue
        message = f"{demand.item.id} counts question '{question.id}', which {earlier.item.id} counts already."
        help_ = f"Count it once, or write 'exclusive_with: [{demand.item.id}]' on {question.id}."
        yield subject.defect(NAME, SEVERITY, demand.item.id, demand.loc, message, help_)


def _together(subject: Subject, left: Demand, right: Demand) -> bool:
    """Whether some unit type has both."""
    return any(left.item.applies_to(name) and right.item.applies_to(name) for name in subject.types)
