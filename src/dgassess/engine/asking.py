"""Which questions a unit type is asked, and which of them can change a score."""

from __future__ import annotations

from dgassess.engine.binding import bindings, demanded, described_items, visible_operation
from dgassess.expressions.operations import input_names
from dgassess.model.questions import Questionnaire
from dgassess.model.systems import IndicatorSystem


def scored_questions(
    system: IndicatorSystem, questionnaire: Questionnaire, unit_type: str | None
) -> set[str]:
    """Questions whose answers can change a score, level or rank of units of a type."""
    found: set[str] = set()
    for indicator in system.leaves.values():
        if indicator.applies_to(unit_type):
            found |= demanded(indicator, indicator.rule, unit_type, indicator.applies_when)
    for item in system.adjustments.items if system.adjustments else ():
        if item.applies_to(unit_type):
            found |= demanded(item, item.rule, unit_type)
    for veto in system.vetoes:
        if veto.applies_to(unit_type):
            found |= demanded(veto, None, unit_type, veto.when)
            listed = {effect.question for effect in veto.effects if effect.kind == "zero-listed"}
            found |= set(bindings(veto.id, veto.inputs, listed).values())
    found |= {gate.question for level in system.levels for gate in level.gates if gate.question is not None}
    return _with_switches(questionnaire, unit_type, found)


def _with_switches(questionnaire: Questionnaire, unit_type: str | None, found: set[str]) -> set[str]:
    """The questions and those that decide, directly or through others, whether they are asked."""
    reached = set(found)
    waiting = list(found)
    while waiting:
        question = questionnaire.questions.get(waiting.pop())
        if question is None or question.visible_when is None:
            continue
        if question.unit_types is not None and unit_type not in question.unit_types:
            continue
        switches = set(input_names(visible_operation(question))) - reached
        reached |= switches
        waiting.extend(switches)
    return reached


def asked_questions(
    system: IndicatorSystem, questionnaire: Questionnaire, unit_type: str | None, scored: set[str]
) -> tuple[str, ...]:
    """A question is asked of a type when something that applies to the type owns or uses it.

    A question that some rule uses only for other types (a composite part that is not for this one) is not asked.
    """
    owners = {item.id: item for item in described_items(system)}
    used_by_any = {
        question
        for other in (system.unit_types or (None,))
        for question in (scored if other == unit_type else scored_questions(system, questionnaire, other))
    }
    asked: list[str] = []
    for question in questionnaire.questions.values():
        if question.unit_types is not None and unit_type not in question.unit_types:
            continue
        owner = owners.get(question.owner)
        owned = owner is None or (owner.applies_to(unit_type) and question.id not in used_by_any)
        if question.id in scored or owned:
            asked.append(question.id)
    return tuple(asked)
