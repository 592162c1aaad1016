"""What is looked at in an .xlsx file before any of it is trusted: its size, its parts, the cells of a sheet."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from dgassess.collecting.cells import MOST_BYTES, MOST_COLUMNS, MOST_ROWS

MOST_UNPACKED = 50_000_000
HIGHEST_RATIO = 200
_MOST_PARTS = 2_000
_MOST_MERGES = 20_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BYTE_ORDER_MARKS = b"\xef\xbb\xbf\xff\xfe \t\r\n"
_ENCODING = re.compile(rb"encoding=[\"']([^\"']*)")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


class NotReadable(ValueError):
    """Why a workbook is not read, as a whole sentence, and what to do about it."""

    def __init__(self, message: str, help_: str = "") -> None:
        super().__init__(message)
        self.help = help_


@dataclass
class Outline:
    """What one sheet's own part says: merged ranges, and formulas without a value."""

    merged: list[tuple[int, int, int, int]] = field(
        default_factory=list
    )  # first row, column, last row, column
    uncalculated: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of the workbook: its name, the part that holds it, and whether people see it."""

    name: str
    part: str
    visible: bool


def opened(data: bytes) -> zipfile.ZipFile:
    """The workbook's archive, within the limits. Raises NotReadable."""
    resave = "Open it in Excel or WPS and save it as .xlsx without a password."
    if len(data) > MOST_BYTES:
        raise NotReadable(f"The file has {len(data):,} bytes; at most {MOST_BYTES:,} are read.")
    if data.startswith(_OLE):
        raise NotReadable("The file is an old .xls workbook or has a password.", resave)
    if not data.startswith(b"PK\x03\x04"):
        raise NotReadable("The file is not an .xlsx workbook, whatever its name.", resave)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise NotReadable("The workbook is damaged: its archive cannot be read.", resave) from None
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if len(parts) > _MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > HIGHEST_RATIO * packed:
        raise NotReadable(
            f"The workbook unpacks to {unpacked:,} bytes in {len(parts)} parts; at most {MOST_UNPACKED:,} bytes, "
            f"{_MOST_PARTS} parts and {HIGHEST_RATIO} times its packed size are read.",
            "Copy the table of indicators into a workbook of its own.",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise NotReadable("The workbook has a password.", resave)
    return archive


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        data = archive.read(name)
    except KeyError:
        raise NotReadable(f"The workbook is damaged: it has no part '{name}'.") from None
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError):
        raise NotReadable(f"The workbook is damaged: its part '{name}' cannot be unpacked.") from None
    except Exception as problem:  # zlib.error, lzma.LZMAError: each module has its own, with no common base
        if type(problem).__module__ in ("zlib", "_lzma", "lzma"):
            raise NotReadable(f"The workbook is damaged: its part '{name}' cannot be unpacked.") from None
        raise
    if data.lstrip(_BYTE_ORDER_MARKS).startswith(b"<"):
        _refuse_types(data, name)
    return data


def _refuse_types(data: bytes, name: str) -> None:
    """An office program writes UTF-8 and no document type; with one, a few bytes can stand for gigabytes."""
    declared = _ENCODING.search(data[:200])
    if b"\0" in data[:200] or (declared and declared[1].lower() not in (b"utf-8", b"us-ascii")):
        raise NotReadable(f"The part '{name}' of the workbook is not in UTF-8, which is not read.")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise NotReadable(f"The part '{name}' of the workbook declares a document type, which is not read.")


def checked_parts(archive: zipfile.ZipFile) -> None:
    """Unpack every part once, so that whoever reads it next meets nothing unexpected. Raises NotReadable."""
    for part in archive.infolist():
        _read(archive, part.filename)


def _events(archive: zipfile.ZipFile, name: str) -> Iterator[ElementTree.Element]:
    part = io.BytesIO(_read(archive, name))
    try:
        for _, element in ElementTree.iterparse(part, events=("end",)):  # noqa: S314 - document types are refused
            yield element
    except (ElementTree.ParseError, LookupError, ValueError) as problem:
        if isinstance(problem, NotReadable):
            raise
        raise NotReadable(
            f"The workbook is damaged: its part '{name}' is not XML that can be read."
        ) from None


def sheet_parts(archive: zipfile.ZipFile) -> list[SheetPart]:
    """The sheets of the workbook in order. Raises NotReadable."""
    targets: dict[str, str] = {}
    for element in _events(archive, "xl/_rels/workbook.xml.rels"):
        target = element.get("Target", "")
        if element.get("Type", "").endswith("/worksheet"):
            path = target[1:] if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            targets[element.get("Id", "")] = path
    found = []
    for element in _events(archive, "xl/workbook.xml"):
        if element.tag == f"{_MAIN}sheet" and element.get(_RELATION, "") in targets:
            visible = element.get("state", "visible") == "visible"
            found.append(SheetPart(element.get("name", ""), targets[element.get(_RELATION, "")], visible))
    return found


def outline(archive: zipfile.ZipFile, part: str, columns: int = MOST_COLUMNS) -> Outline:
    """The outline of a sheet that is small enough. Raises NotReadable."""
    found = Outline()
    for element in _events(archive, part):
        if element.tag == f"{_MAIN}c":
            _cell(element, found, columns)
        elif element.tag == f"{_MAIN}mergeCell":
            first, _, last = element.get("ref", "").partition(":")
            top, bottom = position(first), position(last or first)
            if top and bottom and len(found.merged) < _MOST_MERGES:
                found.merged.append((*top, *bottom))
        elif element.tag == f"{_MAIN}row":
            element.clear()
    return found


def _cell(element: ElementTree.Element, found: Outline, columns: int) -> None:
    value, formula = element.find(f"{_MAIN}v"), element.find(f"{_MAIN}f")
    holds = element.find(f"{_MAIN}is") is not None or (value is not None and bool(value.text))
    at = position(element.get("r", ""))
    if at is None or not (holds or formula is not None):
        return
    if at[0] > MOST_ROWS or at[1] > columns:
        raise NotReadable(
            f"The sheet has something in cell {element.get('r')}; at most {MOST_ROWS:,} rows and {columns} columns "
            "are read.",
            "Clear what stands outside the table, or copy the table into a sheet of its own.",
        )
    if formula is not None and not holds:
        found.uncalculated.append(at)


def position(reference: str) -> tuple[int, int] | None:
    """Row and column of a reference such as B12, from 1; None for anything else."""
    match = _REFERENCE.fullmatch(reference.replace("$", ""))
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - 64
    return int(match[2]), column


def reference_of(row: int, column: int) -> str:
    """The reference of a row and column, such as B12."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
