"""The ordered table of checks of golden cases, which look at cases beside the system."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import ModuleType

from dgassess.checks import outdated_case, unreached_level, untouched_indicator
from dgassess.checks.case_subject import CaseSubject
from dgassess.values.diagnostics import Diagnostic, Severity


@dataclass(frozen=True, slots=True)
class CaseCheck:
    """A check of cases: its name, its severity, its documentation, and how it finds its defect."""

    name: str
    severity: Severity
    page: str
    find: Callable[[CaseSubject], Iterable[Diagnostic]]


def _check(module: ModuleType) -> CaseCheck:
    return CaseCheck(module.NAME, module.SEVERITY, module.__doc__ or "", module.find)


CASE_CHECKS: tuple[CaseCheck, ...] = tuple(
    _check(module) for module in (outdated_case, untouched_indicator, unreached_level)
)


def run_case_checks(subject: CaseSubject) -> list[Diagnostic]:
    """Every diagnostic of every check of cases, in file order."""
    found = [diagnostic for check in CASE_CHECKS for diagnostic in check.find(subject)]
    return sorted(found, key=lambda diagnostic: diagnostic.sort_key)
