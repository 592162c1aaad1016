"""Golden cases for other programs: JUnit XML and JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from dgassess.cli.diagnostics import diagnostic_data, place_data
from dgassess.engine.coverage import FAMILIES
from dgassess.values.diagnostics import has_errors
from dgassess.workflows.case_comparison import Difference
from dgassess.workflows.case_coverage import SystemCoverage
from dgassess.workflows.cases import CaseOutcome

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def cases_junit(outcomes: Sequence[CaseOutcome]) -> str:
    """JUnit XML: a suite per file, a test case per case; without times, so that the same run gives the same file."""
    by_file: dict[str, list[CaseOutcome]] = {}
    for outcome in outcomes:
        by_file.setdefault(outcome.place.file, []).append(outcome)
    suites = [_suite(file, own) for file, own in by_file.items()]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<testsuites{_counts(outcomes)}>",
        *suites,
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _counts(outcomes: Sequence[CaseOutcome]) -> str:
    errors = sum(has_errors(outcome.diagnostics) for outcome in outcomes)
    failed = sum(not outcome.passed for outcome in outcomes)
    return _attributes(tests=len(outcomes), failures=failed - errors, errors=errors, skipped=0)


def _suite(file: str, outcomes: Sequence[CaseOutcome]) -> str:
    cases = [line for outcome in outcomes for line in _testcase(file, outcome)]
    return "\n".join([f"<testsuite{_attributes(name=file)}{_counts(outcomes)}>", *cases, "</testsuite>"])


def _testcase(file: str, outcome: CaseOutcome) -> list[str]:
    name = f"{outcome.id} {outcome.name}".strip()
    opening = _attributes(name=name, classname=file, file=file, line=outcome.place.line, time=0)
    if outcome.passed:
        return [f"<testcase{opening}/>"]
    if has_errors(outcome.diagnostics):
        texts = [f"{d.place}: {d.severity}: {d.message} [{d.check}]" for d in outcome.diagnostics]
        kind, message = "error", outcome.diagnostics[0].message
    else:
        texts = [line for difference in outcome.differences for line in _lines(difference)]
        kind, message = "failure", _sentence(outcome.differences[0])
        if len(outcome.differences) > 1:
            message += f" (and {len(outcome.differences) - 1} more)"
    text = escape(_clean("\n".join(texts)))
    return [f"<testcase{opening}>", f"<{kind}{_attributes(message=message)}>{text}</{kind}>", "</testcase>"]


def _sentence(difference: Difference) -> str:
    return f"{difference.what}: expected {difference.expected}, got {difference.got}"


def _lines(difference: Difference) -> list[str]:
    return [
        f"{difference.place}: {_sentence(difference)}",
        *(f"    {line}" for line in difference.explanation),
    ]


def _attributes(**values: object) -> str:
    return "".join(f" {key}={quoteattr(_clean(str(value)))}" for key, value in values.items())


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def cases_json(outcomes: Sequence[CaseOutcome], covered: Sequence[SystemCoverage] | None) -> str:
    """Every case with what differs, and the coverage where it was asked for."""
    content: dict[str, Any] = {"format": "dgassess/case-results/1", "cases": [_case(o) for o in outcomes]}
    if covered is not None:
        content["coverage"] = [_coverage(system) for system in covered]
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _case(outcome: CaseOutcome) -> dict[str, Any]:
    return {
        "id": outcome.id,
        "name": outcome.name,
        **place_data(outcome.place),
        "passed": outcome.passed,
        "compared": outcome.compared,
        "differences": [
            {
                "what": difference.what,
                "expected": difference.expected,
                "got": difference.got,
                **place_data(difference.place),
                "explanation": list(difference.explanation),
            }
            for difference in outcome.differences
        ],
        "diagnostics": list(map(diagnostic_data, outcome.diagnostics)),
    }


def _coverage(system: SystemCoverage) -> dict[str, Any]:
    families: dict[str, Any] = {}
    for family in FAMILIES:
        total, untouched = system.coverage.of(family)
        families[family] = {
            "total": total,
            "touched": total - len(untouched),
            "untouched": [{"owner": part.owner, "name": part.name} for part in untouched],
        }
    return {
        "system": system.id,
        "name": system.name,
        "cases": system.cases,
        "families": families,
        "diagnostics": list(map(diagnostic_data, system.diagnostics)),
    }
