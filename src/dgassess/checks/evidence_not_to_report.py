"""Evidence that must not be sent in is not marked for inspection on site.

What: evidence that speaks of network topology, lists of vulnerabilities, penetration tests, identification of critical
infrastructure or whole audit reports, without 现场查阅, 不报送, 不含 or 摘录 beside it.
Why: units upload what the list names; such material must not leave their premises.
Example: `evidence: [网络拓扑图]`.
Instead: write `网络拓扑图(现场查阅,不报送)`, or name an excerpt that may be sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dgassess.checks.subject import Subject
from dgassess.values.diagnostics import Diagnostic, Severity

NAME = "evidence-not-to-report"
SEVERITY: Severity = "information"
_DELICATE = re.compile(
    r"拓扑图|漏洞(?:详情|清单|列表|扫描报告)|渗透测试报告|审计报告(?:全文)?|"
    r"(?:关基|关键信息基础设施)[^,、]{0,6}(?:认定|清单|名录)|涉密文件"
)
_MARKED = re.compile(r"现场|不报送|不得报送|不含|除外|摘录|摘要|结论页|不入本系统")


def find(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic per text of evidence."""
    for item in subject.items:
        yield from _of(subject, item.id, item.evidence)
    for question in subject.questions.values():
        yield from _of(subject, question.id, question.evidence or ())


def _of(subject: Subject, owner: str, evidence: tuple[str, ...]) -> Iterator[Diagnostic]:
    for index, text in enumerate(evidence):
        found = _DELICATE.search(text)
        if found and not _MARKED.search(text):
            message = (
                f"The evidence '{text}' of {owner} asks for material that must not be sent in ({found[0]})."
            )
            help_ = f"Write '{text}(现场查阅,不报送)', or name an excerpt."
            yield subject.defect(NAME, SEVERITY, owner, ("evidence", index), message, help_)
