"""Every text that people read and every name that people type, with its place."""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import SYSTEM, Loc, Subject
from dgassess.model.questions import Question

Written = tuple[str, Loc, str]  # subject, location, text


def prose(subject: Subject) -> Iterator[Written]:
    """Texts of questions, nodes and items."""
    for question in subject.questions.values():
        yield question.id, ("text",), question.text
        if question.definition:
            yield question.id, ("definition",), question.definition
        for reason_index, reason in enumerate(question.not_applicable or ()):
            yield question.id, ("not_applicable", reason_index), reason
        for option, label in (question.options or {}).items():
            yield question.id, ("options", option), label
    for node in subject.system.nodes.values():
        yield node.id, ("name",), node.name
    for item in subject.items:
        if item.id not in subject.system.nodes:
            yield item.id, ("name",), item.name
        if item.definition:
            yield item.id, ("definition",), item.definition
        for index, evidence in enumerate(item.evidence):
            yield item.id, ("evidence", index), evidence


def names(subject: Subject) -> Iterator[tuple[Written, bool]]:
    """What is compared letter by letter, and whether it is a key: levels, unit types, classes, options, departments."""
    system = subject.system
    for index, level in enumerate(system.levels):
        yield (SYSTEM, ("levels", index, "name"), level.name), False
    for field, listed in (("unit_types", system.unit_types), ("classes", system.classes)):
        for index, name in enumerate(listed):
            yield (SYSTEM, (field, index), name), False
    for question in subject.questions.values():
        yield from _names_of(question)
    for item in subject.items:
        if item.responsible:
            yield (item.id, ("responsible",), item.responsible), False


def _names_of(question: Question) -> Iterator[tuple[Written, bool]]:
    for option in question.options or ():
        yield (question.id, ("options", option), option), True
    for field in ("unit", "filler"):
        value = getattr(question, field)
        if value:
            yield (question.id, (field,), value), False
