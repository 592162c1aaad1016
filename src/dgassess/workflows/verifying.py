"""Whether every figure of a finished report follows from the responses: read back, recomputed, compared."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from dgassess.engine.results import SEMANTICS
from dgassess.reporting.comparing import Difference, compare, compare_values, expected_numbers
from dgassess.reporting.errors import ReportError
from dgassess.reporting.figures import read_once
from dgassess.reporting.visible import LARGEST, ReadReport, Shown, read_report
from dgassess.values.diagnostics import DefectsFound, Diagnostic, Place
from dgassess.workflows.content import UsageProblem
from dgassess.workflows.output import EnvironmentProblem, reason
from dgassess.workflows.report_again import compared_again
from dgassess.workflows.report_inputs import unpack
from dgassess.workflows.report_rebuilding import Rebuilt, Sources, rebuilt_figures
from dgassess.workflows.results_files import FORMAT as RESULTS_FORMAT
from dgassess.workflows.results_files import results_json
from dgassess.workflows.scoring import read_responses, score_responses

Kind = Literal["html", "pdf", "docx", "xlsx", "json"]
# Where a difference is: on the pages, in the figures the report carries, in the numbers it says it prints, in what it
# was made from, in what is compared with the report made again, or in a picture.
Where = Literal["page", "figures", "text", "origin", "again", "picture"]
_NAMED = 8  # numbers of the text that a note names
_OTHER_BYTES = (
    "The file is not byte for byte what is made again: it was saved by another program, or words, lines or looks that "
    "are no figures were changed."
)
_ONE_RESPONSE = (
    "The report carries the response of its own unit, no others: ranks and what is said of peers need theirs."
)
_NAMES = frozenset(("id", "name", "type", "class"))
_ORIGIN = ("system", "questionnaire", "response", "basis")


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference and where it is."""

    where: Where
    difference: Difference


@dataclass(frozen=True, slots=True)
class Verification:
    """What verifying found. `numbers`: how many the pages show; `figures`: how many were recomputed; `unjudged`: how
    many differ from the report made again, which need not be the same; `partly`: no file made again was there to
    compare the whole with, for want of fonts, of responses or of the same version; `notes`: what was not judged, as
    sentences; `source`: what the figures follow from."""

    file: str
    kind: Kind
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    numbers: int
    figures: int
    unjudged: int = 0
    source: Literal["responses", "system"] = "responses"
    partly: bool = False

    @property
    def follows(self) -> bool:
        """Whether every figure that could be judged follows, and any could."""
        return not self.findings and bool(self.figures or not self.unjudged)

    @property
    def complete(self) -> bool:
        """Whether all was judged that a report is judged by."""
        return not self.unjudged and not self.partly


def verify(file: Path, given: Sources) -> Verification:
    """Verify a report (HTML, PDF, Word or Excel) or results (JSON) against responses, or against the inputs it carries.

    Raises UsageProblem, DefectsFound for a file that is no report, EnvironmentProblem for one that cannot be read.
    """
    data = _bytes(file)
    if data.lstrip()[:1] == b"{":
        return _verify_results(file, data, given.responses, given.system)
    try:
        read = read_report(data, file.name)
    except ReportError as problem:
        raise DefectsFound([Diagnostic("no-report", "error", Place(str(file)), str(problem))]) from problem
    _same_semantics(read.figures, file)
    if not given.report and not _names_a_report(read.figures):
        message = f"'{file.name}' carries no usable report id: name the report's folder with --report."
        raise DefectsFound([Diagnostic("no-report", "error", Place(str(file)), message)])
    given = replace(given, with_inputs=bool(read.inputs))
    if given.responses or not _needs_responses(read):
        return _verified(file, data, read, given)
    if not read.inputs:
        raise UsageProblem(
            f"'{file.name}' does not carry its inputs: name the responses it was made from with --responses."
        )
    with tempfile.TemporaryDirectory() as folder:
        inputs = unpack(read.inputs, Path(folder))
        system = given.system or str(inputs.system)
        found = _verified(file, data, read, replace(given, responses=[str(inputs.response)], system=system))
    cohort = read.figures.get("cohort")
    among_others = isinstance(cohort, Mapping) and cohort.get("units") != 1
    lacking = among_others and not found.complete and not found.findings
    return replace(found, notes=(*found.notes, _ONE_RESPONSE)) if lacking else found


def _names_a_report(figures: Mapping[str, Any]) -> bool:
    """Whether the figures say which report it is by an id: a path would lead to whatever its writer wants."""
    made = figures.get("report")
    id_ = made.get("id") if isinstance(made, Mapping) else None
    return isinstance(id_, str) and id_.strip(". ") != "" and not set(id_) & set("/\\:")


def _needs_responses(read: ReadReport) -> bool:
    """Whether a report is about anybody's answers; a handbook and two versions of a system need not be."""
    return "unit" in read.figures or "cohort" in read.figures


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


def _verified(file: Path, data: bytes, read: ReadReport, given: Sources) -> Verification:
    shown = read.shown()
    expected = expected_numbers(read.figures.get("printed"))
    rebuilt = rebuilt_figures(read.figures, read.kind, given)
    compared = compared_again(data, read, rebuilt)
    # Cells are compared with those of the list made again, and so are pages that cannot be read surely.
    sure = read.sheet is None and not compared.same_bytes and not compared.unsure
    findings = [Finding("page", d) for d in (compare(expected, shown) if sure else ())]
    new, old = rebuilt.figures, read.figures
    # What is about all units depends on all; of a report on one, only some figures do.
    keys = _ORIGIN if "unit" in old else (*_ORIGIN, "cohort")
    found = [d for key in keys for d in compare_values(new.get(key), old.get(key), key)]
    findings += [Finding("origin", difference) for difference in found]
    # About other units, nothing need be the same.
    others = "unit" not in old and any(one.place.startswith("cohort") for one in found)
    findings += [Finding("figures", d) for d in compare_values(new.get("unit"), old.get("unit"))]
    findings += [Finding("figures", d) for d in compare_values(new.get("words"), old.get("words"), "words")]
    again = expected_numbers(new.get("printed"))
    differing = compare(again, [Shown(one.token, around=one.place) for one in expected])
    late = [Finding("text", difference) for difference in differing]
    late += [Finding("again", d) for d in _without(compared.texts, [*findings, *late])]
    late += [Finding("picture", difference) for difference in compared.pictures]
    notes, unjudged = [*compared.notes], 0
    if others:
        notes.append(
            "The report is about other units than those given, or about more, so its text was not compared: give the "
            "responses of its units, and no others, with --responses."
        )
    elif rebuilt.same:
        findings += late
        if not findings and not compared.same_bytes and not compared.doubt:
            notes.append(_OTHER_BYTES)
    elif not compared.same_bytes:
        unjudged = len(late)
        notes.append(_not_judged([one.difference for one in late], rebuilt))
    doubt = compared.doubt if not findings else ""
    if doubt:
        notes.append(doubt)
    figures = {key: value for key, value in new.get("unit", {}).items() if key not in _NAMES}
    source: Literal["responses", "system"] = "responses" if given.responses else "system"
    return Verification(
        str(file),
        read.kind,
        tuple(findings),
        tuple(notes),
        len(shown),
        _leaves(figures),
        unjudged,
        source,
        compared.partly or bool(doubt) or not (rebuilt.same or compared.same_bytes),
    )


def _without(differences: Sequence[Difference], found: Sequence[Finding]) -> list[Difference]:
    """The differences without those that were found in the report's own list of numbers."""
    before = Counter((one.difference.expected, one.difference.found) for one in found)
    rest = []
    for one in differences:
        if before[one.expected, one.found]:
            before[one.expected, one.found] -= 1
        else:
            rest.append(one)
    return rest


def _not_judged(differing: Sequence[Difference], rebuilt: Rebuilt) -> str:
    """What was not compared, and what to give so that it can be."""
    wanted = []
    if not rebuilt.same_cohort:
        wanted.append(
            f"give the responses of all {rebuilt.cohort} units that the report compares, unchanged, with --responses"
        )
    if not rebuilt.same_previous:
        wanted.append("name what the report compares with by --previous")
    if not rebuilt.same_program:
        wanted.append("verify with the version of dgassess and of the report's folder that made it")
    help_ = f"To have everything compared, {' and '.join(wanted)}."
    if not differing:
        return f"Not compared: words, charts and looks, which are no figures. {help_}"
    named = "; ".join(f"'{one.found or one.expected}' ({one.place})" for one in differing[:_NAMED])
    more = f" and {len(differing) - _NAMED} more" if len(differing) > _NAMED else ""
    count = "1 number that is" if len(differing) == 1 else f"{len(differing)} numbers that are"
    return f"Not compared: {count} not the same in the report made again from what was given: {named}{more}. {help_}"


def _leaves(value: object) -> int:
    if isinstance(value, Mapping):
        return sum(map(_leaves, value.values()))
    return sum(map(_leaves, value)) if isinstance(value, list) else int(value is not None)


def _verify_results(file: Path, data: bytes, responses: Sequence[str], system: str | None) -> Verification:
    try:
        stated = read_once(data)
    except (ValueError, RecursionError) as problem:
        line, column = getattr(problem, "lineno", 0), getattr(problem, "colno", 0)
        message = f"'{file.name}' is no JSON that can be read: {problem}."
        place = Place(str(file), line, column)
        raise DefectsFound([Diagnostic("no-report", "error", place, message)]) from problem
    if stated.get("format") != RESULTS_FORMAT:
        message = f"'{file.name}' is of format '{stated.get('format')}', not results ('{RESULTS_FORMAT}')."
        raise DefectsFound([Diagnostic("no-report", "error", Place(str(file)), message)])
    units = stated.get("units")
    if not isinstance(units, list) or not units or not all(isinstance(unit, dict) for unit in units):
        message = f"'{file.name}' has no list of units, as results have."
        raise DefectsFound([Diagnostic("no-report", "error", Place(str(file)), message)])
    _same_semantics(stated, file)
    if not responses:
        raise UsageProblem("Results do not carry their inputs: name their responses with --responses.")
    ids = [str(unit.get("id")) for unit in units]
    twice = [unit for unit, times in Counter(ids).items() if times > 1]
    if twice:
        message = f"'{file.name}' has unit '{twice[0]}' {ids.count(twice[0])} times."
        raise DefectsFound([Diagnostic("no-report", "error", Place(str(file)), message)])
    given = {one.response.unit.id: str(one.path) for one in read_responses(responses, system).written}
    absent = [unit for unit in ids if unit not in given]
    if absent:
        raise UsageProblem(f"There is no response of unit '{absent[0]}', whose results '{file.name}' holds.")
    basis: Literal["self", "verified"] = "self" if stated.get("basis") == "self" else "verified"
    scored = score_responses([given[unit] for unit in ids], system, basis)
    again = json.loads(results_json(scored.results))
    for side in (stated, again):
        side["units"] = {str(unit.get("id")): unit for unit in side["units"]}
    differences = compare_values(again, stated)
    if ids != list(again["units"]):
        differences.append(Difference("units", ", ".join(again["units"]), ", ".join(ids)))
    findings = tuple(Finding("figures", difference) for difference in differences)
    others = [unit for unit in given if unit not in ids]
    notes = [_among_some(len(ids), len(given), others[0])] if others and not findings else []
    figures = _leaves(again["units"])
    return Verification(str(file), "json", findings, tuple(notes), 0, figures, partly=bool(notes))


def _among_some(units: int, given: int, other: str) -> str:
    """Why results on some of the units given do not follow from all of these."""
    return (
        f"The results hold {units} of the {given} units given and not '{other}': ranks and comparisons follow among "
        "the units of the file only. Give the responses of these alone, or score all of them."
    )
