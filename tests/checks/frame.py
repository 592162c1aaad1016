"""What the bad and the good files of the checks have in common."""

from __future__ import annotations

from dataclasses import dataclass, field

FRAME = "format: dgassess/indicator-system/1\nid: s\nname: 例\n"
# Lies as questionnaires/beside/questionnaire.yaml next to every file here.
BESIDE = """\
format: dgassess/questionnaire/1
id: beside
version: 2026.1.0
questions: [{id: I-1.n, type: number, text: 次数}]
"""
ONE_NUMBER = "questionnaire: {questions: [{id: I-1.n, type: number, text: 次数}]}\n"


@dataclass(frozen=True)
class Bad:
    """A system with defects of one check: per mark, what the message and the help must contain."""

    check: str
    what: str
    file: str
    says: list[tuple[str, str]]
    also: dict[str, str] = field(default_factory=dict)  # further files in its folder
