"""A gate does not say what happens when its node or question is not applicable.

What: gates without `not_applicable` on a question that permits reasons or has a condition, or on a node all of whose
indicators may drop out for some unit type.
Why: without the word such units pass; whether they should is for the method to decide, not for a default.
Example: a gate on YY-4-5.score, which permits 部门不直接面向企业群众提供服务.
Instead: write `not_applicable: pass` or `not_applicable: fail` in the gate.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.reach import gates_of
from dgassess.checks.subject import SYSTEM, Loc, Subject
from dgassess.model.nodes import Group, Indicator
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "gate-not-applicable"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per node or question of a gate that leaves it open."""
    open_gates = [
        found for found in gates_of(subject.system) if "not_applicable" not in found[3].model_fields_set
    ]
    if not open_gates:
        return
    droppable = _droppable(subject)
    for level_index, gate_index, level, gate in open_gates:
        for index, name in enumerate(gate.nodes or (gate.question or "",)):
            why = droppable.get(name)
            if why is not None:
                message = (
                    f"The gate of level '{level.name}' on {name} does not say what holds when {name} is not "
                    f"applicable ({why})."
                )
                field: Loc = ("nodes", index) if gate.nodes else ("question",)
                loc = ("levels", level_index, "gates", gate_index, *field)
                help_ = "Add 'not_applicable: pass' (as if it were not there) or 'not_applicable: fail'."
                yield subject.defect(NAME, SEVERITY, SYSTEM, loc, message, help_)


def _droppable(subject: Subject) -> dict[str, str]:
    """What may be not applicable, with the reason: questions, indicators and groups by id."""
    found: dict[str, str] = {}
    for question in subject.questions.values():
        if question.not_applicable:
            found[question.id] = f"'{question.not_applicable[0]}'"
        elif question.visible_when is not None:
            found[question.id] = f"asked only when {question.visible_when}"
    needs: dict[str, list[str]] = {}
    for demand in subject.demands:
        needs.setdefault(demand.item.id, []).append(demand.question_id)
    for indicator in subject.system.leaves.values():
        why = _why_indicator(
            indicator, [found[name] for name in needs.get(indicator.id, ()) if name in found]
        )
        if why:
            found[indicator.id] = why
    for unit_type in subject.types:
        for node in subject.system.children:
            _mark(node, unit_type, found)
    return found


def _why_indicator(indicator: Indicator, questions: list[str]) -> str:
    if indicator.applies_when is not None:
        return f"applies only when {indicator.applies_when}"
    return questions[0] if questions else ""


def _mark(node: Group | Indicator, unit_type: str | None, found: dict[str, str]) -> bool:
    """Whether a node may drop out for a unit type, noted in `found`."""
    if not node.applies_to(unit_type):
        found.setdefault(node.id, f"it is not for {unit_type}")
        return True
    if isinstance(node, Indicator):
        return node.id in found and not found[node.id].startswith("it is not for")
    below = [_mark(child, unit_type, found) for child in node.children]
    if all(below):
        found.setdefault(node.id, "everything below it may be")
    return all(below)
