"""Making the fixes of diagnostics in the files they are about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dgassess.values.diagnostics import Diagnostic
from dgassess.values.edits import TextEdit, edit_of, with_edits
from dgassess.workflows.output import write_files
from dgassess.workflows.validation import Validation

MOST_ROUNDS = 10
"""A fix may uncover what another defect hid: files are validated and fixed again, no oftener than this."""


def edits_of(diagnostics: Sequence[Diagnostic]) -> Mapping[Diagnostic, TextEdit]:
    """The edits that can be made now, by diagnostic. Files that are not UTF-8 are left alone."""
    sources: dict[str, list[str] | None] = {}
    found = {}
    for diagnostic in diagnostics:
        if diagnostic.fix is None:
            continue
        file = diagnostic.place.file
        if file not in sources:
            text = _text(file)
            sources[file] = None if text is None else text.removeprefix("\ufeff").split("\n")
        lines = sources[file]
        edit = edit_of(diagnostic, lines) if lines is not None else None
        if edit is not None:
            found[diagnostic] = edit
    return found


def fix_files(validate: Callable[[], Validation]) -> tuple[Validation, Mapping[str, int]]:
    """Validate and make fixes, again and again until none is left; what is found at the end, and fixes made by file.

    Only files that the paths name are changed, not those that they include. Every round writes all files or none.
    Raises EnvironmentProblem.
    """
    made: dict[str, int] = {}
    found = validate()
    for _ in range(MOST_ROUNDS):
        by_file: dict[str, list[TextEdit]] = {}
        for diagnostic, edit in edits_of(found.diagnostics).items():
            if diagnostic.place.file in found.given:
                by_file.setdefault(diagnostic.place.file, []).append(edit)
        changed = {}
        for file, edits in by_file.items():
            text = _text(file) or ""
            mark = "\ufeff" if text.startswith("\ufeff") else ""
            after, count = with_edits(text.removeprefix(mark), edits)
            changed[Path(file)] = (mark + after).encode()
            made[file] = made.get(file, 0) + count
        if not changed:
            break
        write_files(changed, force=True)
        found = validate()
    return found, made


def _text(file: str) -> str | None:
    """The text with its own line ends and byte order mark, or None where it is not UTF-8 or cannot be read."""
    try:
        text = Path(file).read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None
    # A carriage return alone ends a line in diagnostics, but not here.
    return None if "\r" in text.replace("\r\n", "") else text
