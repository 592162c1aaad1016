"""Diagnostics as JUnit XML, which GitLab, Jenkins and most other servers show as test results.

Each file is a suite; each diagnostic is a case, and a file without any is one case that passes. A case fails exactly
when its diagnostic makes the command fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree

from dgassess.values.diagnostics import Diagnostic

# What XML 1.0 cannot hold, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(diagnostics: Iterable[Diagnostic], files: Iterable[str], *, strict: bool) -> str:
    """A `testsuites` document; `files` are all that was looked at, `strict` says that warnings fail too."""
    by_file: dict[str, list[Diagnostic]] = {file: [] for file in files}
    for diagnostic in diagnostics:
        by_file.setdefault(diagnostic.place.file, []).append(diagnostic)
    failing = {"error", "warning"} if strict else {"error"}
    root = ElementTree.Element("testsuites", name="dgassess validate")
    tests = failures = 0
    for file, found in sorted(by_file.items()):
        failed = sum(1 for diagnostic in found if diagnostic.severity in failing)
        tests, failures = tests + max(len(found), 1), failures + failed
        counts = {"tests": str(max(len(found), 1)), "failures": str(failed), "errors": "0", "skipped": "0"}
        suite = ElementTree.SubElement(root, "testsuite", {"name": printable(file), **counts})
        if not found:
            ElementTree.SubElement(suite, "testcase", classname=printable(file), name="no problems")
        for diagnostic in found:
            _case(suite, diagnostic, diagnostic.severity in failing)
    root.attrib |= {"tests": str(tests), "failures": str(failures), "errors": "0"}
    ElementTree.indent(root, " ")
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _case(suite: ElementTree.Element, diagnostic: Diagnostic, fails: bool) -> None:
    place = diagnostic.place
    where = (
        f" {place.line}:{place.column}"
        if place.line
        else f" {place.sheet}!{place.cell}"
        if place.cell
        else ""
    )
    name = printable(f"{diagnostic.check}{where}")
    case = ElementTree.SubElement(suite, "testcase", classname=printable(place.file), name=name)
    related = [f"{other}: {note}" for other, note in diagnostic.related]
    lines = [f"{place}: {diagnostic.severity}: {diagnostic.message}", diagnostic.help, *related]
    body = printable("\n".join(line for line in lines if line))
    if fails:
        message = printable(diagnostic.message)
        ElementTree.SubElement(case, "failure", type=diagnostic.severity, message=message).text = body
    else:
        ElementTree.SubElement(case, "system-out").text = body


def printable(text: str) -> str:
    """The text with a replacement character for each that XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)
