"""Indicator systems from tables and to tables, for the commands import-system and export-system."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dgassess.collecting.cells import MOST_BYTES
from dgassess.collecting.importing import Imported, imported_system
from dgassess.loading.reading import Reading
from dgassess.loading.systems import LoadedSystem, load_system
from dgassess.values.diagnostics import DefectsFound, Diagnostic, Place, has_errors
from dgassess.workflows.content import UsageProblem, find_questionnaire, find_system
from dgassess.workflows.output import EnvironmentProblem, reason, refuse_existing, write_files
from dgassess.workflows.systems import checked

TABLE_SUFFIXES = (".xlsx", ".csv")


@dataclass(frozen=True, slots=True)
class ImportedFiles:
    """What an import wrote and found."""

    id: str
    files: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]
    indicators: int


def import_table(
    table: Path, *, sheet: str | None, output: Path, id_: str | None, force: bool
) -> ImportedFiles:
    """Write the files of the system a table describes below `output`, or none of them.

    Raises UsageProblem for what the command line asks for, DefectsFound where the table or what it gives has errors.
    """
    imported = imported_system(_bytes(table), table.as_posix(), sheet=sheet, id_=id_)
    paths = {output / Path(path): text.encode() for path, text in imported.files.items()}
    refuse_existing(paths, force=force)
    _must_validate(imported)
    write_files(paths, force=force)
    return ImportedFiles(imported.id, tuple(paths), imported.diagnostics, imported.indicators)


def _bytes(table: Path) -> bytes:
    if not table.exists():
        raise UsageProblem(f"There is no file '{table}'.")
    if table.is_dir():
        raise UsageProblem(f"'{table}' is a folder: name a table, .xlsx or .csv.")
    try:
        with open(table, "rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError as problem:
        raise EnvironmentProblem(f"'{table}' cannot be read: {reason(problem)}.") from problem


def _must_validate(imported: Imported) -> None:
    """Load and check the files as they will be; raise what is wrong with them, so that nothing faulty is written."""
    with tempfile.TemporaryDirectory(prefix="dgassess-") as name:
        root = Path(name)
        for path, text in imported.files.items():
            target = root / Path(path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode())
        reading = Reading(shown_from=root)
        loaded = load_system(reading, root / Path(_folder(imported)), find_questionnaire)
        found = list(reading.diagnostics) + (checked(loaded) if loaded is not None else [])
    errors = [diagnostic for diagnostic in found if diagnostic.severity == "error"]
    if errors:
        raise DefectsFound([*imported.diagnostics, *map(_of_the_result, errors)])


def _of_the_result(diagnostic: Diagnostic) -> Diagnostic:
    """A defect of the files an import would write; these are nowhere to be looked at, so the message tells which."""
    place = diagnostic.place
    message = f"The import would write {place.file} with an error in line {place.line}: {diagnostic.message}"
    help_ = f"Correct the table. {diagnostic.help}".strip()
    return Diagnostic(diagnostic.check, "error", Place(place.file), message, help_)


def _folder(imported: Imported) -> PurePosixPath:
    return PurePosixPath("indicators", imported.id)


def load_for_export(name: str) -> tuple[LoadedSystem, tuple[Diagnostic, ...]]:
    """The system to export. Raises DefectsFound where it has errors."""
    reading = Reading()
    loaded = load_system(reading, find_system(name), find_questionnaire)
    if loaded is None or has_errors(reading.diagnostics):
        raise DefectsFound(reading.diagnostics)
    return loaded, tuple(reading.diagnostics)


def export_table(name: str, output: Path | None, *, force: bool) -> tuple[Path, tuple[Diagnostic, ...]]:
    """Write the table of a system as .xlsx or .csv, by the ending of `output`; without one, as ID.xlsx here.

    Gives the file written and warnings of the system.
    """
    from dgassess.collecting.csv_writing import csv_bytes
    from dgassess.collecting.dumping import kept_of
    from dgassess.collecting.table_rows import table_of
    from dgassess.collecting.xlsx_writing import xlsx_bytes
    from dgassess.engine.explanation import standard_of

    if output is not None and output.suffix.lower() not in TABLE_SUFFIXES:
        raise UsageProblem(f"'{output}' is neither .xlsx nor .csv: name a file that ends so.")
    loaded, diagnostics = load_for_export(name)
    output = output or Path(f"{loaded.system.id}.xlsx")
    refuse_existing([output], force=force)
    system, questionnaire = loaded.system, loaded.questionnaire
    table = table_of(
        system, questionnaire, lambda item: standard_of(item, item.rule, questionnaire, system.scale)
    )
    kept = kept_of(system, questionnaire, table.shown)
    data = xlsx_bytes(table, kept) if output.suffix.lower() == ".xlsx" else csv_bytes(table, kept)
    write_files({output: data}, force=force)
    return output, diagnostics
