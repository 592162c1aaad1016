"""Text files read safely: whatever is wrong with a file is a diagnostic, never an exception."""

from __future__ import annotations

import codecs
import os
import re
import stat
from pathlib import Path

from dgassess.values.diagnostics import Diagnostic, Place, suggest

CONTENT_LIMIT = 20_000_000
"""Largest content file accepted, in bytes."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a zip archive, as Excel (.xlsx) and Word (.docx) files are"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.xls or .doc)"),
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"PAR1", "a Parquet table"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"{\\rtf", "an RTF document"),
)
# Patterns for files that are not plain UTF-8; `re` compiles them when one is met.
_MULTIBYTE = rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
_NOT_IN_TEXT = "[\x00-\x08\x0e-\x1f\x80-\x9f\ue000-\uf8ff]"
_ASCII_BYTES = bytes(range(0x80))
_SAMPLE = 100_000
_SAVE_AS_UTF8 = "Save the file as UTF-8: in Notepad or WPS choose 'Save as' and the encoding UTF-8."


def read_text(
    path: str | os.PathLike[str], *, shown: str | None = None, limit: int = CONTENT_LIMIT
) -> tuple[str | None, list[Diagnostic]]:
    """The text of a file with `\\n` line ends and no byte order mark, or None; and what is wrong with it.

    `shown` is the path as diagnostics name it. UTF-8, UTF-16 with a byte order mark and, with a warning, GB18030 are
    read; other encodings, binary files, empty files and files above `limit` bytes are errors.
    """
    file = shown if shown is not None else Path(path).as_posix()
    data = _read_bytes(path, file, limit)
    if isinstance(data, Diagnostic):
        return None, [data]
    return decode(data, file)


def decode(data: bytes, file: str) -> tuple[str | None, list[Diagnostic]]:
    """As `read_text`, from bytes that are already there."""
    binary = _binary_kind(data)
    if binary:
        help_ = "Name a text file here."
        return None, [_defect("binary-file", file, f"'{file}' is not a text file: it is {binary}.", help_)]
    text, diagnostics = _decode_text(data, file)
    if text is None:
        return None, diagnostics
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return None, [_defect("empty-file", file, f"'{file}' is empty.")]
    return text, diagnostics


def _defect(
    check: str, file: str, message: str, help_: str = "", line: int = 0, column: int = 0
) -> Diagnostic:
    return Diagnostic(check, "error", Place(file, line, column), message, help_)


def _read_bytes(path: str | os.PathLike[str], file: str, limit: int) -> bytes | Diagnostic:
    try:
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            return _defect("not-a-file", file, f"'{file}' is a folder where a file is expected.")
        if not stat.S_ISREG(status.st_mode):
            # A pipe or a device could deliver bytes for ever.
            return _defect("not-a-file", file, f"'{file}' is not a regular file.")
        if status.st_size > limit:
            return _too_large(file, status.st_size, limit)
        with open(path, "rb") as stream:
            data = stream.read(limit + 1)
    except FileNotFoundError:
        return _defect("file-not-found", file, f"There is no file '{file}'.", _similar_name(path))
    except NotADirectoryError:
        return _defect(
            "file-not-found", file, f"There is no file '{file}': part of its path is not a folder."
        )
    except PermissionError:
        return _defect("file-not-readable", file, f"'{file}' may not be read: permission denied.")
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        return _defect("file-not-readable", file, f"'{file}' cannot be read: {reason}.")
    return data if len(data) <= limit else _too_large(file, len(data), limit)


def _too_large(file: str, size: int, limit: int) -> Diagnostic:
    message = f"'{file}' has {size:,} bytes; at most {limit:,} are read."
    return _defect("file-too-large", file, message, "Check that this is the file you meant.")


def _similar_name(path: str | os.PathLike[str]) -> str:
    """A help sentence naming a file of the same folder that may have been meant, or the empty string."""
    try:
        return suggest(Path(path).name, sorted(os.listdir(Path(path).parent)))
    except (OSError, ValueError):
        return ""


def _binary_kind(data: bytes) -> str:
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not data.startswith(
        codecs.BOM_UTF32_LE
    ):
        return ""
    if b"\x00" not in data:
        return ""
    head = data[:200]
    halves = (head[0::2].count(0), head[1::2].count(0))
    if max(halves) > len(head) // 5 and min(halves) == 0:
        return "UTF-16 text without a byte order mark"
    return "binary data with NUL bytes"


def _decode_text(data: bytes, file: str) -> tuple[str | None, list[Diagnostic]]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16"), []
        except UnicodeDecodeError:
            message = f"'{file}' starts as UTF-16 but is damaged."
            return None, [_defect("unknown-encoding", file, message, _SAVE_AS_UTF8)]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as problem:
        text = _as_gb18030(data)
        if text is not None:
            message = f"'{file}' is not UTF-8; it was read as GB18030 (GBK)."
            return text, [Diagnostic("not-utf-8", "warning", Place(file), message, _SAVE_AS_UTF8)]
        before = data[: problem.start].decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"Byte 0x{data[problem.start]:02x} is not valid UTF-8, and the file is not GB18030 either."
        return None, [_defect("unknown-encoding", file, message, _SAVE_AS_UTF8, line, column)]


def _as_gb18030(data: bytes) -> str | None:
    """The text when GB18030 is plausible: almost all its characters are common, and it is not merely damaged UTF-8."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    high_bytes = len(data.translate(None, _ASCII_BYTES)) or 1
    in_utf8 = sum(len(found) for found in re.findall(_MULTIBYTE, data))
    if data.startswith(codecs.BOM_UTF8) or in_utf8 * 4 > high_bytes * 3:
        return None
    if re.search(_NOT_IN_TEXT, text):
        return None
    foreign = [character for character in text[:_SAMPLE] if character > "\x7f"] or [""]
    # Every pair of bytes is some GB18030 character; text people write is nearly all within GB2312.
    common = sum(bool(character.encode("gb2312", "ignore")) for character in foreign)
    return text if common * 10 >= len(foreign) * 9 else None
