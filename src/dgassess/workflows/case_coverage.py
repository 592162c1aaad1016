"""What of each system its golden cases touch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dgassess.checks.case_subject import CaseSubject
from dgassess.checks.case_table import run_case_checks
from dgassess.engine.coverage import Coverage, coverage
from dgassess.engine.results import UnitResult
from dgassess.loading.cases import LoadedCases
from dgassess.values.diagnostics import Diagnostic
from dgassess.workflows.case_validation import cases_of
from dgassess.workflows.cases import CaseOutcome
from dgassess.workflows.systems import CheckedSystem, subject_of


@dataclass(frozen=True, slots=True)
class SystemCoverage:
    """What the cases of one system touch; cases that hold a small system of their own are not among them.

    The diagnostics name the indicators that no case scores and the levels that none ends at, with their places.
    """

    path: Path
    id: str
    name: str
    cases: int
    coverage: Coverage
    diagnostics: tuple[Diagnostic, ...]


def touched(outcomes: Iterable[CaseOutcome]) -> tuple[SystemCoverage, ...]:
    """The coverage of every system that stands in files of its own, in the order met; cases that did not run touch
    nothing, those whose figures differ do."""
    ready: dict[Path, CheckedSystem] = {}
    results: dict[Path, list[UnitResult]] = {}
    files: dict[Path, LoadedCases] = {}
    for outcome in outcomes:
        if outcome.inline or outcome.ready is None or outcome.result is None:
            continue
        path = outcome.ready.path.resolve()
        ready.setdefault(path, outcome.ready)
        results.setdefault(path, []).append(outcome.result)
        if outcome.file is not None:
            files.setdefault(outcome.file.path, outcome.file)
    return tuple(_coverage(path, ready[path], units, files.values()) for path, units in results.items())


def _coverage(
    path: Path, ready: CheckedSystem, units: list[UnitResult], files: Iterable[LoadedCases]
) -> SystemCoverage:
    system = ready.system
    found = coverage(system, ready.questionnaire, ready.scorer.method, units)
    subject = CaseSubject(
        subject_of(ready.loaded),
        [case for file in files for case in cases_of(file).get(path, ())],
        touched=frozenset(part.owner for part in found.touched if part.family == "indicators"),
        reached=frozenset(part.name for part in found.touched if part.family == "levels" and not part.owner),
    )
    diagnostics = tuple(run_case_checks(subject))
    return SystemCoverage(path, system.id, system.name, len(units), found, diagnostics)
