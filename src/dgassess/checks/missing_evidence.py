"""A self-assessed indicator asks for no evidence.

What: indicators whose `source` includes 自评 and that, like their questions, name no `evidence`.
Why: the reviewers have nothing to verify what a unit says of itself.
Example: `source: [自评]` without `evidence`.
Instead: name the documents that show it: `evidence: [成立文件, 会议纪要]`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "missing-evidence"
SEVERITY: Severity = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per indicator."""
    shown = {question.owner for question in subject.questions.values() if question.evidence}
    for indicator in subject.system.leaves.values():
        if "自评" in indicator.source and not indicator.evidence and indicator.id not in shown:
            message = f"{indicator.id} '{indicator.name}' is self-assessed (自评), but names no evidence."
            help_ = "Add 'evidence' with the documents that show it."
            yield subject.defect(NAME, SEVERITY, indicator.id, ("source",), message, help_)
