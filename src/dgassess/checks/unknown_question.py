"""A rule, condition or cross-check names a question that the questionnaire does not have.

What: a local key stands for the question `<its own id>.<key>` unless `inputs` says otherwise.
Why: the score could never be computed.
Example: `question: levl` in indicator TC-1-2 where the question is TC-1-2.lvl.
Instead: name the key of an existing question, or bring another indicator's question in through `inputs`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import SYSTEM, Demand, Subject, cross_check_subject
from dgassess.checks.suggesting import Suggestions
from dgassess.expressions.operations import input_names
from dgassess.expressions.parser import parse_formula
from dgassess.values.diagnostics import Diagnostic, Severity, same_name, suggest

NAME = "unknown-question"
SEVERITY: Severity = "error"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per place that names an unknown question."""
    known, nearest = subject.questions, Suggestions()
    for demand in subject.demands:
        # What comes in through `inputs` is reported there.
        if demand.question_id not in known and demand.use.key not in demand.item.inputs:
            yield _undefined(subject, demand)
    for item in subject.items:
        for key, target in item.inputs.items():
            if target not in known:
                message = f"'{target}' is not a question of questionnaire {subject.questionnaire.id}."
                near, fix = nearest.near(target, known), nearest.fix(target, known)
                yield subject.defect(NAME, SEVERITY, item.id, ("inputs", key), message, near, fix=fix)
    for level_index, level in enumerate(subject.system.levels):
        for gate_index, gate in enumerate(level.gates):
            if gate.question is not None and gate.question not in known:
                message = f"The gate of level '{level.name}' names question '{gate.question}', which does not exist."
                loc = ("levels", level_index, "gates", gate_index, "question")
                near, fix = nearest.near(gate.question, known), nearest.fix(gate.question, known)
                yield subject.defect(NAME, SEVERITY, SYSTEM, loc, message, near, fix=fix)
    yield from _conditions(subject)
    for check in subject.questionnaire.cross_checks:
        for key, target in check.inputs.items():
            if target not in known:
                message = f"Cross-check {check.id} names question '{target}', which does not exist."
                place = cross_check_subject(check.id)
                near, fix = nearest.near(target, known), nearest.fix(target, known)
                yield subject.defect(NAME, SEVERITY, place, ("inputs", key), message, near, fix=fix)
        for name in dict.fromkeys(input_names(parse_formula(check.require))):
            if name not in check.inputs and name not in check.parameters:
                message = (
                    f"Cross-check {check.id} uses '{name}', which is neither under 'inputs' nor 'parameters'."
                )
                help_ = suggest(name, [*check.inputs, *check.parameters])
                yield subject.defect(
                    NAME, SEVERITY, cross_check_subject(check.id), ("require",), message, help_
                )


def _undefined(subject: Subject, demand: Demand) -> Diagnostic:
    item, key = demand.item, demand.use.key
    own = subject.keys_of.get(item.id, [])
    message = f"{item.id} uses '{key}', but there is no question '{demand.question_id}'."
    near = suggest(key, [*own, *item.inputs])
    listed = f"Its own questions are {', '.join(own)}." if own else "It has no questions of its own."
    help_, fix = f"{near} {listed}".strip(), same_name(key, own)
    return subject.defect(NAME, SEVERITY, item.id, demand.loc, message, help_, fix=fix)


def _conditions(subject: Subject) -> Iterator[Diagnostic]:
    for question in subject.questions.values():
        if question.visible_when is None:
            continue
        for name in dict.fromkeys(input_names(parse_formula(question.visible_when))):
            target = question.inputs.get(name, f"{question.owner}.{name}")
            if target not in subject.questions:
                message = (
                    f"The condition of {question.id} uses '{name}', but there is no question '{target}'."
                )
                own = subject.keys_of[question.owner]
                yield subject.defect(
                    NAME, SEVERITY, question.id, ("visible_when",), message, suggest(name, own)
                )
