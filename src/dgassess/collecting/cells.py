"""Cells and sheets as the collecting package sees them, whatever file they come from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from dgassess.values.diagnostics import Diagnostic, Place, Severity
from dgassess.values.numbers import NumberProblem, normalise_text, parse_number

MOST_BYTES = 5_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 60
LONGEST_TEXT = 400_000

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_BLANKS = re.compile(r"[ \t\u00a0\u3000\u200b]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text with its place; `height` and `width` are those of the merged range it belongs to.

    `filled` says that the text was taken from the merged range's first cell.
    """

    text: str
    place: Place
    filled: bool = False
    height: int = 1
    width: int = 1

    @property
    def number(self) -> Decimal | None:
        """The number the cell holds, with 分 or % behind it or not; None where it holds something else."""
        return number_in(self.text)

    @property
    def is_percent(self) -> bool:
        """Whether the number is written in percent."""
        return normalise_text(self.text).endswith("%")


Row = list[Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A rectangle of cells; a CSV file is a sheet without a name."""

    name: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a file, and of them the one that keeps what a visible table has no columns for."""

    sheets: list[Sheet]
    kept: Sheet | None = None


@dataclass
class Findings:
    """The diagnostics of one import."""

    found: list[Diagnostic] = field(default_factory=list)

    def add(self, check: str, severity: Severity, place: Place, message: str, help_: str = "") -> None:
        """Note a diagnostic."""
        self.found.append(Diagnostic(check, severity, place, message, help_))

    def error(self, check: str, place: Place, message: str, help_: str = "") -> None:
        """Note an error."""
        self.add(check, "error", place, message, help_)

    def warn(self, check: str, place: Place, message: str, help_: str = "") -> None:
        """Note a warning."""
        self.add(check, "warning", place, message, help_)

    def tell(self, check: str, place: Place, message: str, help_: str = "") -> None:
        """Note what is worth knowing and needs no change."""
        self.add(check, "information", place, message, help_)


def cleaned(text: str) -> str:
    """A cell's text without control characters, runs of blanks, and blank lines; its lines kept apart."""
    text = text[:LONGEST_TEXT].replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    lines = (_BLANKS.sub(" ", _CONTROLS.sub("", line)).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """The text on one line; lines are joined by a semicolon where no mark ends them."""
    lines = text.split("\n")
    joined = lines[0] if lines else ""
    for line in lines[1:]:
        joined += line if not joined or joined[-1] in ",;:、。,;:.!?(（" else f";{line}"
    return joined


def folded(text: str) -> str:
    """The text for comparison: half-width, no blanks, one form of each mark."""
    text = unicodedata.normalize("NFKC", text).replace("≧", "≥").replace("≦", "≤").replace("\u2212", "-")
    return re.sub(r"\s+", "", text)


def number_in(text: str) -> Decimal | None:
    """The number a text consists of, if it does; 分 and % behind it are left out."""
    bare = normalise_text(text).removesuffix("分").removesuffix("%").strip()
    if len(bare) > 40:
        return None
    try:
        return parse_number(bare)
    except NumberProblem:
        return None


def blank(row: Iterable[Cell]) -> bool:
    """Whether a row says nothing."""
    return all(not cell.text for cell in row)


def spoken(row: Iterable[Cell]) -> Iterator[Cell]:
    """The cells of a row that say something, a merged range once."""
    for cell in row:
        if cell.text and not cell.filled:
            yield cell
