"""A weight or parameter given by unit type says nothing for a type to which it applies.

What: mappings by unit type must cover every type the indicator is for, or have a `default`.
Why: units of that type could not be scored.
Example: `target: {省: 98, 市: 95}` on an indicator that is also for 县.
Instead: add the type, or `default`, or narrow `unit_types`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dgassess.checks.subject import Loc, Subject, rule_of
from dgassess.rules.composite import Composite
from dgassess.rules.fields import DEFAULT_TYPE
from dgassess.rules.rule import Rule
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "no-value-for-type"
SEVERITY: Severity = "error"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per mapping that leaves types out."""
    for owner, loc, mapping, applies in _mappings(subject):
        if DEFAULT_TYPE in mapping:
            continue
        what = next(step for step in reversed(loc) if isinstance(step, str))
        if not mapping:
            message = f"'{what}' of {owner} is a mapping by unit type that names no type."
            yield subject.defect(NAME, SEVERITY, owner, loc, message, "Write a number, or add 'default'.")
            continue
        left_out = [name for name in subject.system.unit_types if name not in mapping and name in applies]
        if left_out:
            given, none = ", ".join(map(str, mapping)), ", ".join(left_out)
            message = f"'{what}' of {owner} is given for {given}, but not for {none}."
            help_ = f"Add {left_out[0]}, or 'default' for all other types."
            yield subject.defect(NAME, SEVERITY, owner, loc, message, help_)


def _part_types(rule: Rule | None, loc: Loc, types: Sequence[str]) -> set[str]:
    """The types that the composite part holding a parameter is for; all of them outside a composite."""
    if not isinstance(rule, Composite) or not isinstance(loc[1], int):
        return set(types)
    part = rule.parts[loc[1]]
    within = part.rule if len(loc) > 3 else None
    own = {name for name in types if part.applies_to(name)}
    return own & _part_types(within, loc[3:], types) if within is not None else own


def _mappings(subject: Subject) -> Iterator[tuple[str, Loc, Mapping[str, Any], set[str]]]:
    types = subject.system.unit_types
    for node in subject.system.nodes.values():
        if isinstance(node.weight, dict):
            yield node.id, ("weight",), node.weight, {name for name in types if node.applies_to(name)}
    for item in subject.items:
        applies = {name for name in types if item.applies_to(name)}
        rule = rule_of(item)
        for loc, mapping in rule.by_unit_type() if rule is not None else ():
            yield item.id, ("rule", *loc), mapping, applies & _part_types(rule, loc, types)
        for key, value in item.parameters.items():
            if isinstance(value, dict):
                yield item.id, ("parameters", key), value, applies
