"""Whether every figure of a finished report follows from the responses: read back, recomputed, compared."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dgassess.engine.results import SEMANTICS
from dgassess.reporting.comparing import Difference, compare, compare_values, expected_numbers
from dgassess.reporting.errors import ReportError
from dgassess.reporting.visible import LARGEST, ReadReport, Shown, read_report
from dgassess.values.diagnostics import DefectsFound, Diagnostic, Place
from dgassess.workflows.content import UsageProblem
from dgassess.workflows.output import EnvironmentProblem, reason
from dgassess.workflows.report_inputs import unpack
from dgassess.workflows.report_rebuilding import Rebuilt, rebuilt_figures
from dgassess.workflows.results_files import FORMAT as RESULTS_FORMAT
from dgassess.workflows.results_files import results_json
from dgassess.workflows.scoring import read_responses, score_responses

Kind = Literal["html", "pdf", "json"]
# Where a difference is: on the pages, in the figures the report carries, in the numbers it says it prints, or in what
# it was made from.
Where = Literal["page", "figures", "text", "origin"]
_NAMED = 8  # numbers of the text that a note names
_ORIGIN = ("system", "questionnaire", "response", "basis")


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference and where it is."""

    where: Where
    difference: Difference


@dataclass(frozen=True, slots=True)
class Verification:
    """What verifying found. `numbers`: how many the pages show; `figures`: how many were recomputed; `notes`: what was
    not judged, as sentences."""

    file: str
    kind: Kind
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    numbers: int
    figures: int

    @property
    def follows(self) -> bool:
        """Whether every figure that could be judged follows."""
        return not self.findings


def verify(file: Path, responses: Sequence[str], system: str | None, report: str | None) -> Verification:
    """Verify a report (HTML or PDF) or results (JSON) against responses, or against the inputs it carries.

    Raises UsageProblem, DefectsFound for a file that is no report, EnvironmentProblem for one that cannot be read.
    """
    data = _bytes(file)
    if data.lstrip()[:1] == b"{":
        return _verify_results(file, data, responses, system)
    try:
        read = read_report(data, file.name)
    except ReportError as problem:
        raise DefectsFound([Diagnostic("no-report", "error", Place(str(file)), str(problem))]) from problem
    _same_semantics(read.figures, file)
    if responses:
        return _verified(file, read, responses, system, report)
    if not read.inputs:
        raise UsageProblem(
            f"'{file.name}' does not carry its inputs: name the responses it was made from with --responses."
        )
    with tempfile.TemporaryDirectory() as folder:
        inputs = unpack(read.inputs, Path(folder))
        return _verified(file, read, [str(inputs.response)], system or str(inputs.system), report)


def _bytes(file: Path) -> bytes:
    if not file.exists():
        raise UsageProblem(f"There is no file '{file}'.")
    if not file.is_file():
        raise UsageProblem(f"'{file}' is not a file: name one report or one results file.")
    try:
        if file.stat().st_size > LARGEST:
            raise UsageProblem(f"'{file}' has more than {LARGEST:,} bytes, which is more than a report has.")
        return file.read_bytes()
    except OSError as problem:
        raise EnvironmentProblem(f"'{file}' cannot be read: {reason(problem)}.") from problem


def _same_semantics(figures: Mapping[str, Any], file: Path) -> None:
    stated = figures.get("semantics")
    if stated != SEMANTICS or isinstance(stated, bool):
        raise UsageProblem(
            f"'{file.name}' was scored by semantics {stated}, and this dgassess scores by semantics {SEMANTICS}: "
            "verify it with a version of dgassess that has the same."
        )


def _verified(
    file: Path, read: ReadReport, responses: Sequence[str], system: str | None, report: str | None
) -> Verification:
    shown = read.shown()
    expected = expected_numbers(read.figures.get("printed"), read.kind)
    findings = [Finding("page", difference) for difference in compare(expected, shown)]
    rebuilt = rebuilt_figures(read.figures, responses, system, report)
    new, old = rebuilt.figures, read.figures
    found = [d for key in _ORIGIN for d in compare_values(new.get(key), old.get(key), key)]
    findings += [Finding("origin", difference) for difference in found]
    figures, same = new.get("unit", {}), rebuilt.same_cohort
    findings += [Finding("figures", d) for d in compare_values(new.get("unit"), old.get("unit"))]
    notes = list(rebuilt.notes)
    again = expected_numbers(new.get("printed"), read.kind)
    differing = compare(again, [Shown(one.token, around=one.place) for one in expected])
    if differing and (same and rebuilt.same_program):
        findings += [Finding("text", difference) for difference in differing]
    elif differing:
        notes.append(_not_judged(differing, rebuilt))
    return Verification(str(file), _kind(read), tuple(findings), tuple(notes), len(shown), _leaves(figures))


def _not_judged(differing: Sequence[Difference], rebuilt: Rebuilt) -> str:
    causes = []
    if not rebuilt.same_cohort:
        causes.append(
            f"the report compares {rebuilt.cohort} units, whose responses are not all given or not the same"
        )
    if not rebuilt.same_program:
        causes.append("another version of dgassess or of the report's folder made it")
    named = "; ".join(f"'{one.found or one.expected}' ({one.place})" for one in differing[:_NAMED])
    more = f" and {len(differing) - _NAMED} more" if len(differing) > _NAMED else ""
    return f"Not judged, as made again they would not be the same: {named}{more}. The reason: {' and '.join(causes)}."


def _kind(read: ReadReport) -> Kind:
    return "pdf" if read.kind == "pdf" else "html"


def _leaves(value: object) -> int:
    if isinstance(value, Mapping):
        return sum(map(_leaves, value.values()))
    return sum(map(_leaves, value)) if isinstance(value, list) else int(value is not None)


def _verify_results(file: Path, data: bytes, responses: Sequence[str], system: str | None) -> Verification:
    try:
        stated = json.loads(data)
    except (ValueError, RecursionError) as problem:
        place = Place(str(file))
        raise DefectsFound(
            [Diagnostic("no-report", "error", place, f"'{file}' is no JSON: {problem}.")]
        ) from problem
    if stated.get("format") != RESULTS_FORMAT:
        message = f"'{file.name}' is of format '{stated.get('format')}', not results ('{RESULTS_FORMAT}')."
        raise DefectsFound([Diagnostic("no-report", "error", Place(str(file)), message)])
    _same_semantics(stated, file)
    if not responses:
        raise UsageProblem("Results do not carry their inputs: name their responses with --responses.")
    units = [str(unit.get("id")) for unit in stated.get("units", ()) if isinstance(unit, dict)]
    given = {one.response.unit.id: str(one.path) for one in read_responses(responses, system).written}
    absent = [unit for unit in units if unit not in given]
    if absent:
        raise UsageProblem(f"There is no response of unit '{absent[0]}', whose results '{file.name}' holds.")
    basis: Literal["self", "verified"] = "self" if stated.get("basis") == "self" else "verified"
    scored = score_responses([given[unit] for unit in units], system, basis)
    again = json.loads(results_json(scored.results))
    for side in (stated, again):
        side["units"] = {str(unit.get("id")): unit for unit in side["units"] if isinstance(unit, dict)}
    findings = tuple(Finding("figures", difference) for difference in compare_values(again, stated))
    return Verification(str(file), "json", findings, (), 0, _leaves(again["units"]))
