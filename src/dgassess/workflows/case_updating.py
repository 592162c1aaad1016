"""`dgassess test --update`: the figures computed take the place of the expected ones that differ."""

from __future__ import annotations

import codecs
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath

from dgassess.loading.cases import LoadedCases
from dgassess.values.diagnostics import Place
from dgassess.workflows.case_comparison import Figure, Path, said
from dgassess.workflows.case_edits import Edit, edited
from dgassess.workflows.case_spans import LINE_END, Span, find, spans_of
from dgassess.workflows.cases import CaseOutcome
from dgassess.workflows.output import EnvironmentProblem, write_files


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of a case, what it was and what it is now; `refused` says why it was left as it was."""

    case: str
    what: str
    place: Place
    old: str
    new: str
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did: figures changed, figures left alone, files written."""

    changes: tuple[Change, ...]
    refused: tuple[Change, ...]
    files: tuple[FilePath, ...]


def update_cases(outcomes: Iterable[CaseOutcome]) -> Updated:
    """Rewrite the differing figures of all files, or of none when the system refuses. Raises EnvironmentProblem."""
    by_file: dict[int, list[CaseOutcome]] = defaultdict(list)
    for outcome in outcomes:
        by_file[id(outcome.file)].append(outcome)
    changes: list[Change] = []
    refused: list[Change] = []
    written: dict[FilePath, bytes] = {}
    for own in by_file.values():
        loaded = own[0].file
        if loaded is None or not any(outcome.differences for outcome in own):
            continue
        found, data = _update(loaded, own)
        changes += [change for change in found if not change.refused]
        refused += [change for change in found if change.refused]
        if data is not None:
            written[loaded.path.resolve()] = data
    write_files(written, force=True)
    return Updated(tuple(changes), tuple(refused), tuple(written))


@dataclass(frozen=True, slots=True)
class _Source:
    """A file's text and how it is stored, so that what is not edited stays byte for byte."""

    mark: bytes
    encoding: str
    text: str

    def encoded(self, text: str) -> bytes:
        """The bytes of a text stored as this one is."""
        return self.mark + text.encode(self.encoding)


def _source(loaded: LoadedCases) -> _Source:
    """The file as it is now. Raises EnvironmentProblem when it is not what the cases were read from."""
    data = loaded.path.read_bytes()
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-8"),
        (b"", "gb18030"),
    ):
        if not data.startswith(mark):
            continue
        try:
            source = _Source(mark, encoding, data.removeprefix(mark).decode(encoding))
        except UnicodeDecodeError:
            continue
        if LINE_END.sub("\n", source.text) == loaded.document.text and source.encoded(source.text) == data:
            return source
    raise EnvironmentProblem(
        f"'{loaded.document.file}' has changed since it was read, or is stored in a way that cannot be written "
        "back byte for byte; nothing was written. Save it as UTF-8 and run the command again."
    )


def _update(loaded: LoadedCases, outcomes: Sequence[CaseOutcome]) -> tuple[list[Change], bytes | None]:
    source = _source(loaded)
    compared = [(outcome, figure) for outcome in outcomes for figure in outcome.figures]
    edits, refused = _edits(spans_of(source.text), [figure for _, figure in compared])
    text, not_made = edited(source.text, edits, loaded.document.file)
    # What one edit stands for is refused with it.
    for edit in edits:
        if edit.path in not_made:
            refused |= dict.fromkeys((edit.path, *edit.also), not_made[edit.path])
    changes = [
        Change(
            outcome.id,
            figure.difference.what,
            figure.difference.place,
            figure.difference.expected,
            figure.difference.got if figure.actual is None else said(figure.actual),
            figure.difference.remedy or refused.get(figure.path, ""),
        )
        for outcome, figure in compared
        if figure.difference is not None
    ]
    return changes, source.encoded(text) if text != source.text else None


def _edits(root: Span, figures: Sequence[Figure]) -> tuple[list[Edit], dict[Path, str]]:
    """One edit for every value that differs; values that cases share must come to the same figure in all of them."""
    shared: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        found = find(root, figure.path)
        # A figure that is not found gets an edit of its own, which is refused with the reason.
        shared[id(found[0]) if found is not None else id(figure)].append(figure)
    edits: list[Edit] = []
    refused: dict[Path, str] = {}
    for own in shared.values():
        if not any(_to_change(figure) for figure in own):
            continue
        paths = tuple(figure.path for figure in own)
        if len({said(figure.actual) for figure in own}) > 1:
            values = " and ".join(dict.fromkeys(said(figure.actual) for figure in own))
            reason = (
                f"Several cases share this figure through '&' and '*', and it would have to be {values}. "
                "Write it out in each case."
            )
            refused |= dict.fromkeys(paths, reason)
            continue
        edits.append(Edit(paths[0], own[0].actual, paths[1:]))
    return edits, refused


def _to_change(figure: Figure) -> bool:
    return figure.difference is not None and not figure.difference.remedy
