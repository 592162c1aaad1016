"""The questionnaire found is not in the version range the system asks for.

What: `questionnaire: {id, version}` of system.yaml against the questionnaire's own version.
Why: questions may have changed their meaning between versions.
Example: a range `>=2026.1,<2027` and a questionnaire 2025.2.0.
Instead: install the right questionnaire, or widen the range after checking every question.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import SYSTEM, Subject
from dgassess.model.versions import VersionProblem, version_within
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "questionnaire-version"
SEVERITY: Severity = "error"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """At most one diagnostic."""
    reference, questionnaire = subject.system.questionnaire, subject.questionnaire
    loc = ("questionnaire", "version")
    try:
        fits = version_within(questionnaire.version, reference.version)
    except VersionProblem as problem:
        yield subject.defect(
            NAME, SEVERITY, SYSTEM, loc, str(problem), "Write ranges as '>=2026.1,<2027' or '*'."
        )
        return
    if not fits:
        message = (
            f"The system needs questionnaire {reference.id} {reference.version}, "
            f"but {questionnaire.version} is here."
        )
        help_ = "Put the right questionnaire there, or widen the range after checking every question."
        yield subject.defect(NAME, SEVERITY, SYSTEM, loc, message, help_)
