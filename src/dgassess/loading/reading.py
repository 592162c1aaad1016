"""One reading run: files read once, every diagnostic collected, digests of what was read."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dgassess.loading.documents import check_format, read_document
from dgassess.loading.origins import Origins
from dgassess.loading.tree import Document, Loc
from dgassess.values.diagnostics import Diagnostic, Place, has_errors

if TYPE_CHECKING:
    from pydantic import BaseModel

M = TypeVar("M", bound="BaseModel")
# Of a file that is not there, what needs correcting is the line that names it.
_NOT_THERE = frozenset({"file-not-found", "not-a-file"})


ReadDocument = tuple[Document | None, list[Diagnostic]]


@dataclass(slots=True)
class Reading:
    """What one run has read so far. Files are named in diagnostics relative to `shown_from` where they lie below it."""

    shown_from: Path = field(default_factory=Path.cwd)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    origins: Origins = field(default_factory=Origins)
    texts: dict[str, str] = field(default_factory=dict)
    named: dict[Path, Place] = field(default_factory=dict)
    files: dict[Path, str] = field(
        default_factory=dict
    )  # every file read, absolute, to the sha256 of its bytes
    parsed: dict[Path, ReadDocument] = field(default_factory=dict)  # several readings may share it

    def shown(self, path: Path) -> str:
        """How diagnostics name a path."""
        try:
            return Path(os.path.realpath(path)).relative_to(os.path.realpath(self.shown_from)).as_posix()
        except ValueError:
            return path.as_posix()

    def parse(self, path: Path) -> ReadDocument:
        """A file of any format with what reading it found, read once; nothing is noted yet."""
        absolute = Path(os.path.realpath(path))
        if absolute not in self.parsed:
            before = bytes_digest(absolute)
            self.parsed[absolute] = read_document(path, shown=self.shown(path))
            # A file saved while it was read has no digest: nothing compiled from it may be kept.
            self.files[absolute] = before if before == bytes_digest(absolute) else ""
        # What another reading has read counts as read here too; nobody knows its bytes now.
        self.files.setdefault(absolute, "")
        return self.parsed[absolute]

    def document(self, path: Path, *formats: str, named_at: Place | None = None) -> Document | None:
        """A file of one of the formats, or None when it cannot be read; diagnostics are noted.

        Defects that leave the rest readable (a key that stands twice) come with the document, so that what else is
        wrong with it is found in the same run. `named_at` is where another file names this one.
        """
        document, found = self.parse(path)
        if named_at is not None:
            found = [replace(d, place=named_at) if d.check in _NOT_THERE else d for d in found]
        self.diagnostics += found
        if document is None:
            return None
        wrong = check_format(document, *formats)
        self.diagnostics += wrong
        return None if wrong else document

    def included(self, name: str, folder: Path, format: str, document: Document, loc: Loc) -> Document | None:
        """The file that a document names at `loc`, counted in the digest; None with the diagnostics noted."""
        place = document.place(loc)
        first = self.named.setdefault(folder / name, place)
        if first is not place:
            message = f"The file '{name}' is named twice, first at {first}."
            related = ((first, f"'{name}' is first named here."),)
            help_ = "Delete one of the two, or name the file that was meant."
            self.diagnostics.append(Diagnostic("file-named-twice", "error", place, message, help_, related))
            return None
        found = self.document(folder / name, format, named_at=place)
        if found is not None:
            self.keep(name, found)
        return found

    def begin(self) -> None:
        """Forget which files were kept and named: another system or questionnaire begins."""
        self.texts, self.named = {}, {}

    def model(self, model: type[M], document: Document | None, *, faulty: bool = False) -> M | None:
        """The document as a model, or None with the diagnostics noted.

        A document that could only be read in part gives a model only when `faulty`: for those who go on to look for
        further defects, never to score.
        """
        if document is None:
            return None
        from dgassess.loading.validation import validate  # loads Pydantic, which a kept method does without

        found = validate(model, document)
        if isinstance(found, list):
            self.diagnostics += found
            return None
        return None if has_errors(document.diagnostics) and not faulty else found

    def keep(self, name: str, document: Document) -> None:
        """Count a file's text in the digest."""
        self.texts[name] = document.text

    def digest(self) -> str:
        """sha256 over the names and texts of the kept files, in the order of their names; line ends do not count."""
        total = hashlib.sha256()
        for name in sorted(self.texts):
            text = "\n".join(self.texts[name].splitlines())
            total.update(f"{name}\0{text}\0".encode())
        return f"sha256:{total.hexdigest()}"


def bytes_digest(path: Path) -> str:
    """sha256 of a file's bytes; the empty text when it is no regular file that can be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    except OSError:
        return ""
