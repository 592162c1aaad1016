"""An input or parameter is declared, but no formula or rule uses it.

What: the keys under `inputs` and `parameters` of indicators, adjustments, vetoes, cross-checks and questions.
Why: the rule uses something else than was meant, or the line is left over and misleads the reader.
Example: `inputs: {all: TC-1-4.total}` beside `denominator: total`.
Instead: use the key, or delete the line.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Subject, cross_check_subject, used_keys
from dgassess.expressions.operations import input_names
from dgassess.expressions.parser import parse_formula
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "unused-input"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per key that nothing uses."""
    for owner, shown, field, key in _unused(subject):
        message = f"'{key}' under '{field}' of {shown} is used by nothing there."
        help_ = f"Use '{key}', or delete it."
        yield subject.defect(NAME, SEVERITY, owner, (field, key), message, help_, key=True)


def _unused(subject: Subject) -> Iterator[tuple[str, str, str, str]]:
    for item in subject.items:
        used = used_keys(item)
        yield from ((item.id, item.id, "inputs", key) for key in item.inputs if key not in used)
        yield from ((item.id, item.id, "parameters", key) for key in item.parameters if key not in used)
    for question in subject.questions.values():
        used = _names(question.visible_when) if question.inputs else set()
        yield from ((question.id, question.id, "inputs", key) for key in question.inputs if key not in used)
    for check in subject.questionnaire.cross_checks:
        used, owner = _names(check.require), cross_check_subject(check.id)
        yield from ((owner, owner, "inputs", key) for key in check.inputs if key not in used)
        yield from ((owner, owner, "parameters", key) for key in check.parameters if key not in used)


def _names(text: str | None) -> set[str]:
    return set(input_names(parse_formula(text))) if text is not None else set()
