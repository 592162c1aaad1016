"""A report compared with the file made again, in what its own list of numbers does not tell: pages of a PDF with their
running lines and contents, what is read out, pictures of a Word document, cells of a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dgassess.reporting.comparing import Difference, Expected, compare, expected_numbers
from dgassess.reporting.comparing_sheet import added_rows, sheet_differences
from dgassess.reporting.uncertain import Piece, beyond, first_difference, named, unknown
from dgassess.reporting.visible import ReadReport, read_report
from dgassess.values.language import speaking
from dgassess.workflows.output import EnvironmentProblem
from dgassess.workflows.report_rebuilding import Rebuilt


@dataclass(frozen=True, slots=True)
class Compared:
    """Texts and pictures that differ; notes on what was not compared; whether the files are the same.

    `partly`: the file could not be made again, so that this comparison is wanting. `unsure`: even the pages made again
    do not read as the report's list of numbers has them, as names that no line holds can bring about. `doubt`: why
    people may see something else in the file than was read, as a sentence.
    """

    texts: tuple[Difference, ...] = ()
    pictures: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()
    same_bytes: bool = False
    partly: bool = False
    unsure: bool = False
    doubt: str = ""


def compared_again(data: bytes, read: ReadReport, rebuilt: Rebuilt) -> Compared:
    """Compare a file with the one made now."""
    try:
        made = rebuilt.again()
    except EnvironmentProblem as problem:
        return Compared(
            notes=(f"Not everything was compared, as the file cannot be made again here: {problem}",),
            partly=True,
            doubt=_doubted((), read, exactly=False),
        )
    if made == data:
        return Compared(same_bytes=True)
    with speaking(rebuilt.language):  # of what places are called
        again = read_report(made, "made again")
    doubt = _doubted(again.uncertain, read, exactly=rebuilt.same)
    if read.sheet is not None and again.sheet is not None:
        added = added_rows(again.sheet, read.sheet)
        rows = "1 row below the list is" if added == 1 else f"{added} rows below the list are"
        notes = (f"{rows} not of the report.",) if added else ()
        return Compared(
            tuple(sheet_differences(again.sheet, read.sheet, rebuilt.free)), notes=notes, doubt=doubt
        )
    told = [Expected(one.token, one.place) for one in again.shown_beside()]
    unsure = read.kind == "pdf" and bool(
        compare(expected_numbers(again.figures.get("printed")), again.shown())
    )
    beside = compare(told, read.shown_beside())
    return Compared(tuple(beside), tuple(_pictures(again, read)), unsure=unsure, doubt=doubt)


def _doubted(again: Sequence[Piece], read: ReadReport, *, exactly: bool) -> str:
    """Why a file cannot be read surely. exactly: it must hold what the file made again does, no other and no more."""
    if read.kind == "html" and exactly:
        clause = first_difference(again, read.uncertain)
    else:
        more = beyond(again, read.uncertain) if exactly else unknown(again, read.uncertain)
        clause = f"it has {named(more)}, which the file made again does not have" if more else ""
    said = "The file cannot be read surely, so that people may see other figures in it"
    return f"{said}: {clause}." if clause else ""


def _pictures(again: ReadReport, read: ReadReport) -> list[Difference]:
    told, found = again.pictures, read.pictures
    if len(told) != len(found):
        return [Difference("pictures", str(len(told)), str(len(found)))]
    return [
        Difference(expected[0], expected[1], shown[1])
        for expected, shown in zip(told, found, strict=True)
        if expected[1] != shown[1]
    ]
