"""A unit type is named that the system does not declare.

What: `unit_types` of indicators, parts and questions, and the keys of parameters by unit type.
Why: the indicator would apply to nobody, or the parameter to nobody.
Example: `target: {省: 98, 地级市: 95}` where the types are 省, 市, 县 and 部门.
Instead: use a declared type, or `default` for all others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dgassess.checks.subject import Loc, Subject, cross_check_subject, rule_of
from dgassess.rules.composite import Composite
from dgassess.rules.fields import DEFAULT_TYPE
from dgassess.rules.rule import Rule
from dgassess.values.diagnostics import Diagnostic, Severity, same_name, suggest

NAME = "unknown-unit-type"
SEVERITY: Severity = "error"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per use of an undeclared unit type."""
    declared = list(subject.system.unit_types)
    for owner, loc, name in _named(subject):
        if name not in declared and name != DEFAULT_TYPE:
            listed = (
                f"Declared are {', '.join(declared)}." if declared else "The system declares no unit types."
            )
            help_ = f"{suggest(name, declared)} {listed}".strip()
            message = f"'{name}' is not a unit type of the system."
            key = isinstance(loc[-1], str)  # a mapping by unit type, not a list of types
            fix = same_name(name, declared)
            yield subject.defect(NAME, SEVERITY, owner, loc, message, help_, key=key, fix=fix)


def _named(subject: Subject) -> Iterator[tuple[str, Loc, str]]:
    for item in subject.items:
        yield from ((item.id, ("unit_types", i), name) for i, name in enumerate(item.unit_types or ()))
        for loc, mapping in _mappings(rule_of(item), item.parameters):
            yield from ((item.id, (*loc, name), name) for name in mapping)
        rule = rule_of(item)
        for index, part in enumerate(rule.parts if isinstance(rule, Composite) else ()):
            for position, name in enumerate(part.unit_types or ()):
                yield item.id, ("rule", "parts", index, "unit_types", position), name
    for node in subject.system.nodes.values():
        if isinstance(node.weight, dict):
            yield from ((node.id, ("weight", name), name) for name in node.weight)
    for question in subject.questions.values():
        yield from (
            (question.id, ("unit_types", i), name) for i, name in enumerate(question.unit_types or ())
        )
    for check in subject.questionnaire.cross_checks:
        for loc, mapping in _mappings(None, check.parameters):
            yield from ((cross_check_subject(check.id), (*loc, name), name) for name in mapping)


def _mappings(rule: Rule | None, parameters: Mapping[str, Any]) -> Iterator[tuple[Loc, Mapping[str, Any]]]:
    for field, mapping in rule.by_unit_type() if rule is not None else ():
        yield ("rule", *field), mapping
    for key, value in parameters.items():
        if isinstance(value, dict):
            yield ("parameters", key), value
