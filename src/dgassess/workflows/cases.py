"""Running golden cases: given answers, expected figures, and where they differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dgassess.engine.results import UnitResult
from dgassess.loading.cases import LoadedCases, case_response, inline_system, load_cases
from dgassess.loading.reading import Reading
from dgassess.loading.responses import read_unit
from dgassess.model.systems import SystemFile
from dgassess.rules.fields import NoValueForType
from dgassess.values.diagnostics import DefectsFound, Diagnostic, Place, has_errors
from dgassess.values.language import speaking
from dgassess.workflows.case_comparison import Comparison, Difference, Figure
from dgassess.workflows.case_reasons import Reasons
from dgassess.workflows.content import (
    UsageProblem,
    default_roots,
    documents_below,
    find_questionnaire,
    wildcards,
)
from dgassess.workflows.systems import CheckedSystem, checked, checked_system


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """One case run: its figures, or the diagnostics that kept it from running."""

    id: str
    name: str
    place: Place
    figures: tuple[Figure, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    file: LoadedCases | None = field(default=None, repr=False)
    ready: CheckedSystem | None = field(default=None, repr=False)
    result: UnitResult | None = field(default=None, repr=False)
    inline: bool = False  # the case holds its system itself

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The expected figures that are not met."""
        return tuple(figure.difference for figure in self.figures if figure.difference is not None)

    @property
    def compared(self) -> int:
        """How many figures were compared."""
        return len(self.figures)

    @property
    def passed(self) -> bool:
        """Whether it ran and nothing differs."""
        return not self.differences and not has_errors(self.diagnostics)


def run_cases(names: Sequence[str], progress: Callable[[int, int], None] | None = None) -> list[CaseOutcome]:
    """Run every case of the files found. Raises DefectsFound when a case file or its system is defective."""
    outcomes: list[CaseOutcome] = []
    scorers: dict[Path, CheckedSystem] = {}
    for path in case_files(names):
        reading = Reading()
        loaded = load_cases(reading, path)
        if loaded is None:
            raise DefectsFound(reading.diagnostics)
        for index in range(len(loaded.written.cases)):
            outcomes.append(_run(loaded, index, scorers))
            if progress is not None:
                progress(index + 1, len(loaded.written.cases))
    return outcomes


def case_files(names: Sequence[str]) -> list[Path]:
    """The case files of paths: a file, or every cases.yaml below a folder. Raises UsageProblem when there is none."""
    roots: Sequence[Path] = wildcards(names) or default_roots("indicators").folders
    found: list[Path] = []
    for root in roots:
        if not root.exists():
            raise UsageProblem(f"'{root}' does not exist.")
        found += [path for path in documents_below(root) if path == root or path.name == "cases.yaml"]
    if not found:
        raise UsageProblem(f"There is no cases.yaml in {', '.join(map(str, roots))}.")
    return list(dict.fromkeys(found))


def _ready(
    loaded: LoadedCases, index: int, scorers: dict[Path, CheckedSystem], reading: Reading
) -> CheckedSystem | None:
    case = loaded.written.cases[index]
    if case.system is None or isinstance(case.system, str):
        named = case.system or loaded.written.system
        path = (loaded.path.parent / named) if named else loaded.path.parent
        path = path.resolve()
        if path not in scorers:
            scorers[path] = checked_system(path)
        return scorers[path]
    system = inline_system(reading, loaded, index, find_questionnaire)
    if system is None:
        return None
    reading.diagnostics += checked(system)
    if has_errors(reading.diagnostics):
        return None
    return CheckedSystem.of(system, (), {})


def _run(loaded: LoadedCases, index: int, scorers: dict[Path, CheckedSystem]) -> CaseOutcome:
    case = loaded.written.cases[index]
    place = loaded.document.place(("cases", index, "id"))
    reading = Reading()
    ready = _ready(loaded, index, scorers, reading)
    unit = None
    if ready is not None:
        written = case_response(reading, loaded, index, ready.questionnaire.id)
        try:
            unit = read_unit(reading, written, ready.scorer) if written is not None else None
        except NoValueForType as problem:
            reading.diagnostics.append(Diagnostic("no-value-for-type", "error", place, str(problem)))
    inline = isinstance(case.system, SystemFile)
    if ready is None or unit is None or has_errors(reading.diagnostics):
        found = tuple(reading.diagnostics)
        return CaseOutcome(case.id, case.name, place, (), found, loaded, inline=inline)
    result = ready.scorer.score_unit(unit, case.basis)
    comparison = Comparison(loaded.document, index, case, Reasons(ready, unit, result))
    with speaking(ready.system.lang):
        figures = tuple(comparison.figures())
    return CaseOutcome(case.id, case.name, place, figures, (), loaded, ready, result, inline)
