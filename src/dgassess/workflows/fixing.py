"""Making the fixes of diagnostics in the files they are about.

An edit is made only when reading the edited text shows that it does what the fix says and nothing else: a text becomes
the other text, a number in quotation marks the number, and where the file could not be read, reading gets further.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dgassess.values.diagnostics import Diagnostic, Fix
from dgassess.values.edits import TextEdit, edit_of, with_edits
from dgassess.workflows.edit_checking import does_as_said
from dgassess.workflows.output import write_files
from dgassess.workflows.validation import Validation

MOST_ROUNDS = 1000
"""More slips than that in one file are no slips; two systems may also want a shared file in different ways."""
Wanted = tuple[Diagnostic, Fix, TextEdit]


def edits_of(found: Validation) -> Mapping[Diagnostic, TextEdit]:
    """The edits that `fix_files` would make now, by diagnostic.

    Only files that the paths name are changed, not those that they include, and only where they are UTF-8.
    """
    given = {Path(file).resolve() for file in found.given}
    by_file: dict[str, list[Diagnostic]] = {}
    for diagnostic in found.diagnostics:
        if diagnostic.fix is not None and Path(diagnostic.place.file).resolve() in given:
            by_file.setdefault(diagnostic.place.file, []).append(diagnostic)
    return {
        diagnostic: edit
        for file, diagnostics in by_file.items()
        if (text := _text(file)) is not None
        for diagnostic, _, edit in _certain(text.removeprefix("\ufeff"), file, diagnostics)
    }


def fix_files(validate: Callable[[], Validation]) -> tuple[Validation, Mapping[str, int]]:
    """Validate and make fixes, again and again until none is left; what is found at the end, and fixes made by file.

    A slip may hide the next, so that it takes rounds; each writes all files or none. Raises EnvironmentProblem.
    """
    made: dict[str, int] = {}
    found = validate()
    for _ in range(MOST_ROUNDS):
        edits = {} if found.shipped else edits_of(found)
        if not edits:
            break
        by_file: dict[str, list[TextEdit]] = {}
        for diagnostic, edit in edits.items():
            by_file.setdefault(diagnostic.place.file, []).append(edit)
        changed = {}
        for file, wanted in by_file.items():
            text = _text(file) or ""
            mark = "\ufeff" if text.startswith("\ufeff") else ""
            changed[Path(file)] = (mark + with_edits(text.removeprefix(mark), wanted)).encode()
            made[file] = made.get(file, 0) + len(set(wanted))
        write_files(changed, force=True)
        found = validate()
    return found, made


def _certain(text: str, file: str, diagnostics: Sequence[Diagnostic]) -> list[Wanted]:
    """The edits of one file that do as said, alone and all together."""
    lines = text.split("\n")
    wanted = [
        (diagnostic, diagnostic.fix, edit)
        for diagnostic in diagnostics
        if diagnostic.fix is not None and (edit := edit_of(diagnostic, lines)) is not None
    ]
    # Where two would be written at one place, neither is certain.
    wanted = [
        one for one in wanted
        if not any(edit != one[2] and edit.overlaps(one[2]) for _, _, edit in wanted)
    ]  # fmt: skip
    # A file that cannot be read is mended slip by slip: only the first is where reading stopped.
    for one in wanted:
        if one[1].kind == "characters":
            return [one] if _holds(text, file, [one]) else []
    return _holding(text, file, wanted)


def _holding(text: str, file: str, wanted: list[Wanted]) -> list[Wanted]:
    """All edits when together they do as said; else what does of each half, if that then holds together."""
    if not wanted or _holds(text, file, wanted):
        return wanted
    if len(wanted) == 1:
        return []
    middle = len(wanted) // 2
    halves = [_holding(text, file, wanted[:middle]), _holding(text, file, wanted[middle:])]
    both = halves[0] + halves[1]
    return both if not all(halves) or _holds(text, file, both) else halves[0]


def _holds(text: str, file: str, wanted: Sequence[Wanted]) -> bool:
    after = with_edits(text, [edit for _, _, edit in wanted])
    return does_as_said(text, after, file, list(dict.fromkeys((edit, fix) for _, fix, edit in wanted)))


def _text(file: str) -> str | None:
    """The text with its own line ends and byte order mark, or None where it is not UTF-8 or cannot be read."""
    try:
        text = Path(file).read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None
    # A carriage return alone ends a line in diagnostics, but not here.
    return None if "\r" in text.replace("\r\n", "") else text
