"""Rendering reports: what is prepared, by what a report is about, is written in every format asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dgassess.reporting.definition import ReportDefinition, load_report
from dgassess.reporting.errors import MissingGlyphsError, ReportTemplateError
from dgassess.values.diagnostics import DefectsFound, Diagnostic, Place, suggest
from dgassess.values.language import Language
from dgassess.values.texts import shortened
from dgassess.workflows.content import UsageProblem, content_root, wildcards
from dgassess.workflows.output import EnvironmentProblem, Staging, refuse_existing
from dgassess.workflows.report_digests import proven
from dgassess.workflows.report_job import Prepared, PreparedReport, ReportJob
from dgassess.workflows.scoring import Progress

if TYPE_CHECKING:
    from dgassess.reporting.blocks import Document
    from dgassess.reporting.writer import ReportWriter

FORMATS = ("html", "pdf", "docx", "xlsx")
Prepare = Callable[[ReportJob, ReportDefinition], Prepared]
"""Prepares the reports of a job. Raises DefectsFound, UsageProblem."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The files written, and warnings on the way."""

    files: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]


def find_report(name: str) -> Path:
    """A report folder by path or by the id of one that ships. Raises UsageProblem."""
    path = Path(name)
    if path.is_dir():
        return path
    known = _shipped()
    if name in known:
        return known[name]
    listed = f"{suggest(name, known)} Shipped reports: {', '.join(sorted(known))}.".strip()
    raise UsageProblem(f"'{name}' is neither a folder nor the id of a report. {listed}")


def read_report(name: str) -> ReportDefinition:
    """The report meant, with what it takes over from one that ships. Raises UsageProblem, DefectsFound."""
    folder = find_report(name)
    try:
        return load_report(folder, _shipped().get)
    except DefectsFound as found:
        raise DefectsFound(_slips(folder) or found.diagnostics) from None


def _slips(folder: Path) -> list[Diagnostic]:
    """What keeps the YAML of a report's folder from being read, told at its cause as in other files."""
    import yaml

    from dgassess.loading.yaml_errors import syntax_diagnostic

    found = []
    for file in (folder / "report.yaml", folder / "theme.yaml"):
        try:
            text = file.read_bytes().decode("utf-8-sig")
            yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.YAMLError as problem:
            found.append(syntax_diagnostic(problem, text, str(file)))
        except (OSError, UnicodeDecodeError):
            continue
    return found


def _shipped() -> dict[str, Path]:
    return {file.parent.name: file.parent for file in (content_root() / "reports").glob("*/report.yaml")}


def preparing(subject: str) -> Prepare:
    """What prepares reports about one of `definition.SUBJECTS`; what other reports need is not loaded for it."""
    match subject:
        case "unit":
            from dgassess.workflows.report_units import unit_reports

            return unit_reports
        case "cohort":
            from dgassess.workflows.report_cohort import cohort_reports

            return cohort_reports
        case "system":
            from dgassess.workflows.report_system import system_reports

            return system_reports
        case "comparison":
            from dgassess.workflows.report_comparison import comparison_reports

            return comparison_reports
        case _:
            raise ValueError(f"no report is about '{subject}'")


def is_batch(job: ReportJob) -> bool:
    """Whether a folder of responses is asked for, and a report on each unit."""
    if not any(path.is_dir() for path in wildcards(job.responses)):
        return False
    return read_report(job.report).subject == "unit"


def refuse_shared_inputs(job: ReportJob) -> None:
    """Raise UsageProblem when whole responses would go into reports for others than the assessors."""
    if job.with_inputs and job.audience != "internal":
        raise UsageProblem(
            "--with-inputs puts whole responses into the report, reviewers and restricted answers with them: it goes "
            "with --audience internal only."
        )


def render_reports(job: ReportJob, progress: Progress) -> Rendered:
    """Score the responses and write every report in every format, all or none.

    Raises DefectsFound, UsageProblem, EnvironmentProblem.
    """
    refuse_shared_inputs(job)
    definition = read_report(job.report)
    if "xlsx" in job.formats and definition.subject != "unit":
        raise UsageProblem(
            "Only reports on single units have a list for rectification: leave xlsx out of --format, "
            f"or choose another report than '{job.report}'."
        )
    prepared = preparing(definition.subject)(job, definition)
    writer = writer_of(definition, job, prepared.language)
    targets = [
        job.output / f"{report.name}.{format_}" for report in prepared.reports for format_ in job.formats
    ]
    # Told before any time goes into rendering.
    refuse_existing(targets, force=job.force)
    # Staged one by one: thousands of reports must not be held in memory until the last is rendered.
    with Staging() as staging:
        for number, report in enumerate(prepared.reports, 1):
            for format_, data in render(writer, report, job).items():
                staging.stage(job.output / f"{report.name}.{format_}", data)
            if number < len(prepared.reports):
                forget(job.formats)
            progress(number, len(prepared.reports))
        staging.commit()
    return Rendered(tuple(targets), prepared.diagnostics)


def writer_of(definition: ReportDefinition, job: ReportJob, language: Language) -> ReportWriter:
    """What writes the reports of a definition in a language. Raises DefectsFound for a template that is wrong."""
    from dgassess.reporting.writer import ReportWriter, Resources
    from dgassess.workflows.kept_templates import kept_templates

    resources = Resources.under(content_root() / "reports", job.font_folders, kept_templates())
    try:
        return ReportWriter(definition, resources, language)
    except ReportTemplateError as problem:
        raise _template_defect(problem) from problem


def document_of(writer: ReportWriter, report: PreparedReport, job: ReportJob) -> Document:
    """A report laid out, with the figures it proves itself by. Raises DefectsFound for a template that is wrong."""
    try:
        return writer.document(proven(job, writer.definition, report.contents(), report.name))
    except ReportTemplateError as problem:
        raise _template_defect(problem) from problem


def render(writer: ReportWriter, report: PreparedReport, job: ReportJob) -> dict[str, bytes]:
    """One report in all formats the job asks for. Raises DefectsFound, EnvironmentProblem."""
    written, problems = render_possible(writer, report, job, job.formats, " and --format html")
    if problems:
        raise EnvironmentProblem(problems[0])
    return written


def render_possible(
    writer: ReportWriter, report: PreparedReport, job: ReportJob, formats: Sequence[str], other_way: str = ""
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """One report in those of the formats that can be made, and sentences on what is in the way of the others.

    other_way: what can be done about missing characters beside naming fonts. Raises DefectsFound.
    """
    try:
        contents = proven(job, writer.definition, report.contents(), report.name)
        written, refused = writer.attempt(contents, formats)
    except ReportTemplateError as problem:
        raise _template_defect(problem) from problem
    lacking = {format_: one for format_, one in refused.items() if isinstance(one, MissingGlyphsError)}
    problems = [
        f"The {_WORDS.get(format_, format_)} of '{shortened(report.about)}' cannot be made. {problem}"
        for format_, problem in refused.items()
        if format_ not in lacking
    ]
    if lacking:
        # One message for all: what the charts in Word lack, the PDF lacks as well.
        most = max(lacking.values(), key=lambda one: len(one.glyphs))
        named = " and ".join(_WORDS.get(format_, format_) for format_ in formats if format_ in lacking)
        option = f"The options are --font-dir FOLDER{other_way}." if other_way else "Add --font-dir FOLDER."
        problems.insert(0, f"The {named} of '{shortened(report.about)}' cannot be made. {most} {option}")
    return written, tuple(problems)


def forget(formats: Sequence[str]) -> None:
    """Between two reports: give back the memory that the formats of the first still hold."""
    if "pdf" in formats:
        from dgassess.reporting import pdf

        pdf.forget()


_WORDS = {"html": "page", "pdf": "PDF", "docx": "Word document", "xlsx": "list"}


def _template_defect(problem: ReportTemplateError) -> DefectsFound:
    place = Place(problem.file, problem.line, 1 if problem.line else 0)
    return DefectsFound([Diagnostic("report-template", "error", place, problem.message)])
