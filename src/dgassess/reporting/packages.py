"""Office documents as archives of parts, opened within limits: nothing unpacks to more than a report has."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from dgassess.reporting.errors import ReportError

_LARGEST = 200_000_000
_MOST_PARTS = 5000
_HIGHEST_RATIO = 200


def parts(data: bytes, name: str) -> Mapping[str, bytes]:
    """The parts of a .docx or .xlsx file by name. Raises ReportError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            unpacked = sum(part.file_size for part in listed)
            if len(listed) > _MOST_PARTS or unpacked > min(_LARGEST, _HIGHEST_RATIO * max(1, len(data))):
                raise ReportError(f"'{name}' unpacks to more than a report has.")
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
