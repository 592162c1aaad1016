"""A rule or condition uses a question of a type it cannot work with.

What: `choice` needs a single, `checklist` a multi, `yes-no` a yes-no, the others a numeric question.
Why: the score could not be computed.
Example: `{kind: linear, question: lvl}` where TC-1-2.lvl is a single choice.
Instead: use the rule that fits the question's type, or change the type.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import SYSTEM, Loc, Subject, cross_check_subject, rule_of
from dgassess.engine.binding import bindings
from dgassess.expressions.kinds import KindProblem, ValueKind, kind_of
from dgassess.expressions.operations import input_names
from dgassess.expressions.parser import parse_formula
from dgassess.model.nodes import Described
from dgassess.rules.composite import Composite
from dgassess.rules.expression import Expression
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "question-type"
SEVERITY: Severity = "error"
_FITTING = {"single": ("single",), "multi": ("multi",), "yes-no": ("yes-no",)}


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Questions whose type does not fit, then formulas that mix kinds of values."""
    for demand in subject.demands:
        question, kind = subject.questions.get(demand.question_id), demand.use.kind
        if question is None or kind == "any":
            continue
        fits = question.asked.is_numeric if kind == "number" else question.type in _FITTING[kind]
        if not fits:
            wanted = "a numeric question" if kind == "number" else f"a {kind} question"
            message = (
                f"{demand.item.id} needs {wanted} there, but {question.id} is of type '{question.type}'."
            )
            help_ = _hint(question.type)
            yield subject.defect(NAME, SEVERITY, demand.item.id, demand.loc, message, help_)
    yield from _raw_answers(subject)
    for item in subject.items:
        yield from _formulas(subject, item)
    for question in subject.questions.values():
        if question.visible_when is not None:
            names = bindings(
                question.owner, question.inputs, set(input_names(parse_formula(question.visible_when)))
            )
            problem = _problem(subject, question.visible_when, names, "truth", set())
            if problem:
                yield subject.defect(NAME, SEVERITY, question.id, ("visible_when",), problem)
    for check in subject.questionnaire.cross_checks:
        problem = _problem(subject, check.require, dict(check.inputs), "truth", set(check.parameters))
        if problem:
            yield subject.defect(NAME, SEVERITY, cross_check_subject(check.id), ("require",), problem)


def _raw_answers(subject: Subject) -> Iterator[Diagnostic]:
    """Gates need a number; a veto that zeroes what an answer lists needs a list of indicators."""
    for level_index, level in enumerate(subject.system.levels):
        for gate_index, gate in enumerate(level.gates):
            question = subject.questions.get(gate.question or "")
            if question is not None and not question.asked.is_numeric:
                message = (
                    f"The gate of level '{level.name}' needs a numeric question, "
                    f"but {question.id} is of type '{question.type}'."
                )
                loc: Loc = ("levels", level_index, "gates", gate_index, "question")
                yield subject.defect(NAME, SEVERITY, SYSTEM, loc, message, "Gates compare numbers.")
    for demand in subject.demands:
        question = subject.questions.get(demand.question_id)
        if demand.loc[0] == "effects" and question is not None and question.type != "indicators":
            message = (
                f"{demand.item.id} zeroes the indicators that an answer lists, "
                f"but {question.id} is of type '{question.type}'."
            )
            help_ = "Name a question of type 'indicators'."
            yield subject.defect(NAME, SEVERITY, demand.item.id, demand.loc, message, help_)


def _hint(question_type: str) -> str:
    fitting = {"single": "choice", "multi": "checklist", "yes-no": "yes-no"}.get(question_type)
    if fitting:
        return f"The rule kind for a {question_type} question is '{fitting}'."
    return "Numeric questions suit bands, linear, piecewise, ratio, deduction, count and value."


def _formulas(subject: Subject, item: Described) -> Iterator[Diagnostic]:
    found: list[tuple[str, tuple[str | int, ...], ValueKind]] = []
    rule = rule_of(item)
    if isinstance(rule, Expression):
        found.append((rule.formula, ("rule", "formula"), "number"))
    if isinstance(rule, Composite):
        for index, part in enumerate(rule.parts):
            if part.applies_when is not None:
                found.append((part.applies_when, ("rule", "parts", index, "applies_when"), "truth"))
            if isinstance(part.rule, Expression):
                found.append((part.rule.formula, ("rule", "parts", index, "rule", "formula"), "number"))
    for field in ("applies_when", "when"):
        condition = getattr(item, field, None)
        if condition is not None:
            found.append((condition, (field,), "truth"))
    for text, loc, wanted in found:
        names = bindings(item.id, item.inputs, set(input_names(parse_formula(text))))
        problem = _problem(subject, text, names, wanted, set(item.parameters))
        if problem:
            yield subject.defect(NAME, SEVERITY, item.id, loc, problem)


def _problem(subject: Subject, text: str, names: dict[str, str], wanted: ValueKind, numbers: set[str]) -> str:
    kinds: dict[str, ValueKind] = dict.fromkeys(numbers, "number")
    for local, target in names.items():
        if local in numbers:
            continue
        if target not in subject.questions:
            return ""  # reported as an unknown question
        kinds[local] = subject.questions[target].value_kind
    operation = parse_formula(text)
    if any(name not in kinds for name in input_names(operation)):
        return ""
    try:
        got = kind_of(operation, kinds)
    except KindProblem as problem:
        return f"'{text}' does not fit its questions: {problem}"
    word = {"truth": "yes or no", "number": "a number", "text": "a text", "options": "a set of options"}
    return "" if got == wanted else f"'{text}' yields {word[got]}, but {word[wanted]} is needed."
