"""Comments that silence a warning: `# dgassess: ignore[check-name] reason`, and what is wrong with such comments.

A comment speaks of its own line. It is told from a '#' inside a quoted or block scalar by the parser's own events.
"""

from __future__ import annotations

import bisect
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import ScalarEvent

from dgassess.loading.tree import Document, Spot
from dgassess.loading.wording import quoted
from dgassess.loading.yaml_events import open_events, spot
from dgassess.values.diagnostics import Diagnostic, Place, same_name, suggest

FORM = "# dgassess: ignore[check-name] reason"
_MARK = "dgassess:"
_PROOF = "proof-"  # found only by runs that are asked for proofs, so what matches nothing may still be needed
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[ \t]*dgassess:(?=(.*))")
_IGNORE = re.compile(r"[ \t]*ignore[ \t]*\[([^\]]*)\](.*)")
_LEADING = re.compile(r"^[\s:：—–-]+")
_NAME = re.compile(r"[^\s,](?:[^,]*[^\s,])?")


@dataclass(frozen=True, slots=True)
class Ignore:
    """One comment: the checks it names, each with its place, and the reason; without names it is malformed."""

    place: Place
    names: tuple[tuple[str, Place], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """A diagnostic that a comment silences, and the comment's reason."""

    diagnostic: Diagnostic
    reason: str


@dataclass(slots=True)
class Sifted:
    """Diagnostics parted by the comments of their files."""

    kept: list[Diagnostic] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)


def ignores_of(document: Document) -> list[Ignore]:
    """The comments of a YAML file, in the order of its lines; JSON has none."""
    if _MARK not in document.text or document.file.lower().endswith(".json"):
        return []
    texts: list[tuple[int, int, int, int]] | None = None
    found = []
    for number, line in enumerate(document.text.split("\n"), 1):
        if _MARK not in line:
            continue
        for match in _COMMENT.finditer(line):
            texts = sorted(_texts(document.text)) if texts is None else texts
            at = (number, match.start() + 1)
            if not _within(at, texts):
                found.append(_ignore(match, Place(document.file, *at)))
    return found


def _within(at: tuple[int, int], texts: Sequence[tuple[int, int, int, int]]) -> bool:
    """Whether a position is within one of the scalars, which stand one after the other."""
    before = bisect.bisect_right(texts, (*at, sys.maxsize, 0)) - 1
    return before >= 0 and at < texts[before][2:]


def _texts(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Where the quoted and block scalars of a text stand: first line and column, and where the text goes on."""
    events = open_events(text)
    try:
        while (event := events.get_event()) is not None:
            if type(event) is ScalarEvent and event.style:
                first, last = spot(event), _end(event)
                # The line that opens a block scalar may end in a comment; its text begins on the next.
                block = event.style in "|>"
                opening = (first.line + 1, 1) if block else first
                yield (*opening, *last)
    except yaml.YAMLError:
        return  # reported while the file was read


def _end(event: Any) -> Spot:
    mark = event.end_mark
    return Spot(mark.line + 1, mark.column + 1)


def _ignore(match: re.Match[str], place: Place) -> Ignore:
    parts = _IGNORE.fullmatch(match[1].rstrip())
    if parts is None:
        return Ignore(place, (), "")
    first = match.start(1) + parts.start(1) + 1
    names = tuple(
        (name[0], Place(place.file, place.line, first + name.start())) for name in _NAME.finditer(parts[1])
    )
    return Ignore(place, names, _LEADING.sub("", parts[2], count=1))


def sift(
    diagnostics: Iterable[Diagnostic], ignores: Iterable[Ignore], known: Collection[str],
    complete: Collection[str],
) -> Sifted:  # fmt: skip
    """Part diagnostics into those that stay and those silenced, and report comments that are wrong.

    `known` are the names of all checks. `complete` names the files in which everything was looked for: only there a
    comment that matches nothing is known to be unused. Errors stay, as a system that has one cannot be scored.
    """
    sifted = Sifted()
    by_line: dict[tuple[str, int], list[Ignore]] = {}
    for ignore in ignores:
        by_line.setdefault((ignore.place.file, ignore.place.line), []).append(ignore)
    used: set[Place] = set()
    silent: set[Ignore] = set()
    for diagnostic in diagnostics:
        here = by_line.get((diagnostic.place.file, diagnostic.place.line), ())
        match = next(((i, place) for i in here for name, place in i.names if name == diagnostic.check), None)
        if match is None:
            sifted.kept.append(diagnostic)
            continue
        used.add(match[1])
        if diagnostic.severity == "error":
            sifted.kept += [diagnostic, _refused(diagnostic, match[1])]
        else:
            silent.add(match[0])
            sifted.ignored.append(Ignored(diagnostic, match[0].reason))
    for ignore in (ignore for here in by_line.values() for ignore in here):
        sifted.kept += _wrong_with(ignore, used, known, complete)
        if ignore in silent and not ignore.reason:
            sifted.kept.append(_without_reason(ignore))
    return sifted


def unsilenced(diagnostics: Sequence[Diagnostic], documents: Iterable[Document]) -> list[Diagnostic]:
    """Diagnostics without those that comments silence; what is wrong with the comments is told by `sift` alone."""
    ignores = [ignore for document in documents for ignore in ignores_of(document)] if diagnostics else []
    silenced = {id(ignored.diagnostic) for ignored in sift(diagnostics, ignores, (), ()).ignored}
    return [diagnostic for diagnostic in diagnostics if id(diagnostic) not in silenced]


def _wrong_with(
    ignore: Ignore, used: Collection[Place], known: Collection[str], complete: Collection[str]
) -> Iterator[Diagnostic]:
    if not ignore.names:
        message = (
            f"After '# {_MARK}' stands no 'ignore' with the name of a check, so the comment does nothing."
        )
        yield _warning("bad-ignore", ignore.place, message, f"Write '{FORM}'.")
        return
    for name, place in ignore.names:
        if name not in known:
            message = f"There is no check {quoted(name)}, so nothing is ignored."
            help_ = suggest(name, known) or "'dgassess checks' lists the names of all checks."
            yield Diagnostic("unknown-check", "warning", place, message, help_, fix=same_name(name, known))
        elif place not in used and ignore.place.file in complete and not name.startswith(_PROOF):
            message = f"Nothing on this line is reported by '{name}', so there is nothing to ignore."
            help_ = "Delete the name, or move the comment to the line that the diagnostic names."
            yield _warning("unused-ignore", place, message, help_)


def _without_reason(ignore: Ignore) -> Diagnostic:
    names = ", ".join(name for name, _ in ignore.names)
    message = f"'{names}' is ignored without a reason."
    help_ = f"Say after the bracket why it is right as it stands: '# {_MARK} ignore[{names}] reason'."
    return _warning("ignore-without-reason", ignore.place, message, help_)


def _refused(diagnostic: Diagnostic, place: Place) -> Diagnostic:
    message = f"'{diagnostic.check}' reports an error here, and errors cannot be ignored."
    help_ = "Nothing can be scored while it stands: correct it, and delete the comment."
    return _warning("error-not-ignored", place, message, help_)


def _warning(check: str, place: Place, message: str, help_: str) -> Diagnostic:
    return Diagnostic(check, "warning", place, message, help_)
