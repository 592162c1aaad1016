"""A file of a system or questionnaire lies in its folder, but nothing names it.

What: dimensions, clauses, adjustments, vetoes, sections and cross-checks beside system.yaml or questionnaire.yaml.
Why: what stands in the file counts nowhere, and nobody notices while the file looks like the others.
Example: yy2.yaml in the folder while `dimensions:` lists tc.yaml, xm.yaml, sj.yaml, aq.yaml and yy.yaml.
Instead: name the file in system.yaml or questionnaire.yaml, or take it out of the folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from dgassess.checks.subject import Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "orphan-file"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per file, at its first line."""
    for place in subject.unnamed:
        name = PurePosixPath(place.file).name
        message = (
            f"The file '{name}' is part of a system or questionnaire, but the main file does not name it."
        )
        help_ = f"Name '{name}' in system.yaml or questionnaire.yaml, or take it out of the folder."
        yield Diagnostic(NAME, SEVERITY, place, message, help_)
