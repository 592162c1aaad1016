"""Office documents as archives of parts, opened within limits: nothing unpacks to more than a report has."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree import ElementTree

from dgassess.reporting.errors import ReportError

_LARGEST = 200_000_000
_MOST_PARTS = 5000
_HIGHEST_RATIO = 200


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to. kind: the last word of the relation's type; target: a part's name, or an address."""

    id: str
    kind: str
    target: str


def parts(data: bytes, name: str) -> Mapping[str, bytes]:
    """The parts of a .docx or .xlsx file by name. Raises ReportError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            unpacked = sum(part.file_size for part in listed)
            if len(listed) > _MOST_PARTS or unpacked > min(_LARGEST, _HIGHEST_RATIO * max(1, len(data))):
                raise ReportError(f"'{name}' unpacks to more than a report has.")
            names = {part.filename.casefold() for part in listed}
            if len(names) < len(listed):
                raise ReportError(f"'{name}' holds a part twice, so that programs read different ones.")
            found = {part.filename: archive.read(part) for part in listed}
    except ReportError:
        raise
    except Exception as problem:  # each way of packing has errors of its own, with no common base
        raise ReportError(f"'{name}' is damaged: its archive cannot be read ({problem}).") from problem
    for part, content in found.items():
        # Office programs write no document types; with one, a few bytes can stand for gigabytes.
        if part.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in content or b"<!ENTITY" in content):
            raise ReportError(f"The part '{part}' of '{name}' declares a document type, which is not read.")
    return found


def tree(data: bytes, part: str, name: str) -> ElementTree.Element:
    """A part as XML. Raises ReportError."""
    try:
        return ElementTree.fromstring(data)  # noqa: S314 - document types are refused
    except (ElementTree.ParseError, ValueError, LookupError) as problem:
        raise ReportError(f"'{name}' is damaged: its part '{part}' is no XML ({problem}).") from problem


def relations(found: Mapping[str, bytes], part: str, name: str) -> list[Relation]:
    """What a part refers to, or the package where `part` is empty. Raises ReportError."""
    folder, own = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{own}.rels")
    if path not in found:
        return []
    listed = []
    for one in tree(found[path], path, name):
        target = one.get("Target", "")
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
        listed.append(Relation(one.get("Id", ""), one.get("Type", "").rpartition("/")[2], target))
    return listed


def main_part(found: Mapping[str, bytes], name: str) -> str:
    """The part that office programs open; empty where the package names none. Raises ReportError."""
    named = [one.target for one in relations(found, "", name) if one.kind == "officeDocument"]
    if len(named) > 1:
        raise ReportError(f"'{name}' has {len(named)} main parts, so that programs read different ones.")
    return named[0] if named else ""
