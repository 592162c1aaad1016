"""The ordered table of checks. To add one, write its file and add it here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import ModuleType

from dgassess.checks import (
    duplicate_id,
    heavy_after_redistribution,
    level_order,
    negative_weight,
    no_value_for_type,
    question_type,
    questionnaire_version,
    unknown_clause,
    unknown_node,
    unknown_option,
    unknown_question,
    unknown_unit_type,
    unscored_question,
    unserved_clause,
    weights_sum,
)
from dgassess.checks.subject import Subject
from dgassess.values.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its name, its documentation (the module's docstring) and how it finds its defect."""

    name: str
    page: str
    find: Callable[[Subject], Iterable[Diagnostic]]


def _check(module: ModuleType) -> Check:
    return Check(module.NAME, module.__doc__ or "", module.find)


CHECKS: tuple[Check, ...] = tuple(
    _check(module)
    for module in (
        duplicate_id,
        questionnaire_version,
        unknown_question,
        unscored_question,
        question_type,
        unknown_option,
        unknown_node,
        unknown_clause,
        unserved_clause,
        unknown_unit_type,
        no_value_for_type,
        negative_weight,
        weights_sum,
        heavy_after_redistribution,
        level_order,
    )
)


def run_checks(subject: Subject) -> list[Diagnostic]:
    """Every diagnostic of every check, in file order."""
    found = [diagnostic for check in CHECKS for diagnostic in check.find(subject)]
    return sorted(found, key=lambda diagnostic: diagnostic.sort_key)
