"""Diagnostics as SARIF 2.1.0, which GitHub, GitLab and editors read.

Columns count Unicode code points. Files below the current folder have relative URIs under %SRCROOT%; ignored
diagnostics are results with a suppression. The same diagnostics give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dgassess import __version__
from dgassess.values.diagnostics import Diagnostic, Place, Severity
from dgassess.values.edits import TextEdit
from dgassess.workflows.catalogue import Entry, catalogue
from dgassess.workflows.fixing import edits_of
from dgassess.workflows.validation import Validation

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "information": "note"}


def sarif(found: Validation) -> str:
    """A SARIF log with one run."""
    return json.dumps(_log(found), ensure_ascii=False, indent=1) + "\n"


def _log(found: Validation) -> dict[str, Any]:
    everything = [*found.diagnostics, *(ignored.diagnostic for ignored in found.ignored)]
    rules = list(_rules(everything))
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    files = sorted({*found.read, *(place.file for place in _places(everything))})
    artifacts = {file: number for number, file in enumerate(files)}
    edits = edits_of(found)
    results = [
        _result(diagnostic, numbers, artifacts)
        | ({"fixes": [_fix(diagnostic, edits[diagnostic], artifacts)]} if diagnostic in edits else {})
        for diagnostic in found.diagnostics
    ]
    for ignored in found.ignored:
        suppression = {"kind": "inSource", "status": "accepted"}
        if ignored.reason:
            suppression["justification"] = ignored.reason
        results.append(_result(ignored.diagnostic, numbers, artifacts) | {"suppressions": [suppression]})
    driver = {"name": "dgassess", "version": __version__, "semanticVersion": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder that dgassess ran in."}}},
        "artifacts": [{"location": _file(file), "roles": ["analysisTarget"]} for file in files],
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _places(diagnostics: Iterable[Diagnostic]) -> Iterator[Place]:
    for diagnostic in diagnostics:
        yield diagnostic.place
        yield from (place for place, _ in diagnostic.related)


def _rules(diagnostics: Iterable[Diagnostic]) -> Iterator[dict[str, Any]]:
    """The rules that some result names, in the order of the catalogue; those it does not know come last."""
    entries, used = catalogue(), {diagnostic.check: diagnostic for diagnostic in diagnostics}
    yield from (_rule(entry) for name, entry in entries.items() if name in used)
    for name in sorted(used.keys() - entries.keys()):
        level = _LEVELS[used[name].severity]
        yield {"id": name, "shortDescription": {"text": name}, "defaultConfiguration": {"level": level}}


def _rule(entry: Entry) -> dict[str, Any]:
    parts = entry.parts
    full = " ".join(parts[name] for name in ("What", "Why") if name in parts)
    markdown = "\n\n".join(f"**{name}.** {text}" for name, text in parts.items())
    return {
        "id": entry.name,
        "shortDescription": {"text": entry.summary},
        "fullDescription": {"text": full or entry.summary},
        "help": {"text": entry.page.strip(), "markdown": f"{entry.summary}\n\n{markdown}"},
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
    }


def _result(diagnostic: Diagnostic, rules: Mapping[str, int], artifacts: Mapping[str, int]) -> dict[str, Any]:
    text = f"{diagnostic.message} {diagnostic.help}".strip()
    result: dict[str, Any] = {
        "ruleId": diagnostic.check,
        "ruleIndex": rules[diagnostic.check],
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": _plain(text)},
        "locations": [_location(diagnostic.place, artifacts)],
        "partialFingerprints": {"checkFileAndMessage/v1": _fingerprint(diagnostic)},
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {"id": number, **_location(place, artifacts), "message": {"text": _plain(note)}}
            for number, (place, note) in enumerate(diagnostic.related, 1)
        ]
    return result


def _fix(diagnostic: Diagnostic, edit: TextEdit, artifacts: Mapping[str, int]) -> dict[str, Any]:
    file = diagnostic.place.file
    region = {"startLine": edit.line, "startColumn": edit.start, "endLine": edit.line, "endColumn": edit.end}
    replacement = {"deletedRegion": region, "insertedContent": {"text": edit.text}}
    change = {"artifactLocation": _file(file) | {"index": artifacts[file]}, "replacements": [replacement]}
    return {"description": {"text": _plain(diagnostic.help)}, "artifactChanges": [change]}


def _plain(text: str) -> str:
    """Text in which nothing is taken for a link, as `[text](target)` would be."""
    return text.replace("[", "\\[").replace("]", "\\]") if "](" in text else text


def _location(place: Place, artifacts: Mapping[str, int]) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": _file(place.file) | {"index": artifacts[place.file]}}
    if place.line:
        location["region"] = {"startLine": place.line, "startColumn": max(place.column, 1)}
    elif not place.cell:
        # Readers show no result without a line; what concerns the whole file stands at its top.
        location["region"] = {"startLine": 1}
    found: dict[str, Any] = {"physicalLocation": location}
    if place.cell:
        found["logicalLocations"] = [{"fullyQualifiedName": f"{place.sheet}!{place.cell}"}]
    return found


def _file(file: str) -> dict[str, Any]:
    """A file's URI: relative below the current folder, else absolute."""
    path = Path(file)
    if path.is_absolute() or ".." in path.parts:
        return {"uri": path.resolve().as_uri()}
    return {"uri": quote(os.fsencode(path.as_posix())), "uriBaseId": _ROOT}


def _fingerprint(diagnostic: Diagnostic) -> str:
    """What stays the same when lines are added above, so that an alert is not reopened."""
    parts = (diagnostic.check, diagnostic.place.file, diagnostic.message)
    return hashlib.sha256("\0".join(parts).encode(errors="backslashreplace")).hexdigest()[:32]
