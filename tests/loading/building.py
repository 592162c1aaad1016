"""A minimal system and a tree of files, to be changed and loaded."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.systems import Loaded, load_and_check, write_files

MINIMAL = """\
format: dgassess/indicator-system/1
id: index
name: 三项指数
questionnaire:
  questions:
    - {id: A.n, type: percent, text: 网上可办率}
    - {id: B.n, type: percent, text: 数据共享率}
    - {id: C.n, type: percent, text: 满意度}
indicators:
  - {id: A, name: 网办, rule: {kind: value, question: n}}
  - {id: B, name: 共享, rule: {kind: value, question: n}}
  - {id: C, name: 满意, rule: {kind: value, question: n}}
"""

TREE: dict[str, str] = {
    "indicators/dg/system.yaml": """\
        format: dgassess/indicator-system/1
        id: dg
        name: 体系
        version: 2026.1.0
        questionnaire: {id: dg}
        dimensions: [tc.yaml, parts/aq.yaml]
        clauses: clauses.yaml
        adjustments: adjustments.yaml
        vetoes: vetoes.yaml
        """,
    "indicators/dg/tc.yaml": """\
        format: dgassess/dimension/1
        id: TC
        name: 统筹管理
        indicators: [{id: TC-1, name: 领导机制, clauses: [八(一)], rule: {kind: value, question: n}}]
        """,
    "indicators/dg/parts/aq.yaml": """\
        format: dgassess/dimension/1
        id: AQ
        name: 安全保障
        groups:
          - id: AQ-1
            name: 安全制度
            indicators: [{id: AQ-1-1, name: 制度, rule: {kind: yes-no, question: has}}]
        """,
    "indicators/dg/clauses.yaml": """\
        format: dgassess/clauses/1
        parts: [{id: 八, title: 组织保障, clauses: [{id: 八(一), title: 组织领导}]}]
        """,
    "indicators/dg/adjustments.yaml": """\
        format: dgassess/adjustments/1
        bonus_cap: 5
        items: [{id: JF-1, name: 典型经验, effect: bonus, rule: {kind: count, question: n, each: 1, cap: 2}}]
        """,
    "indicators/dg/vetoes.yaml": """\
        format: dgassess/vetoes/1
        vetoes: [{id: FJ-1, name: 重大事件, when: hit, effects: [{kind: zero, node: AQ}]}]
        """,
    "questionnaires/dg/questionnaire.yaml": """\
        format: dgassess/questionnaire/1
        id: dg
        version: 2026.1.0
        sections: [tc.yaml, aq.yaml]
        cross_checks: cross-checks.yaml
        """,
    "questionnaires/dg/tc.yaml": """\
        format: dgassess/section/1
        id: tc
        name: 统筹管理
        defaults: {scope: 本级, filler: 数据局}
        questions: [{id: TC-1.n, type: integer, text: 会议次数, minimum: 0}]
        """,
    "questionnaires/dg/aq.yaml": """\
        format: dgassess/section/1
        id: aq
        name: 安全和其他
        questions:
          - {id: AQ-1-1.has, type: yes-no, text: 有无制度}
          - {id: JF-1.n, type: integer, text: 典型经验}
          - {id: FJ-1.hit, type: yes-no, text: 重大事件, answered_by: assessor}
        """,
    "questionnaires/dg/cross-checks.yaml": """\
        format: dgassess/cross-checks/1
        cross_checks:
          - {id: LG-01, severity: error, inputs: {n: JF-1.n, all: TC-1.n}, require: n <= all, message: 不得多于会议}
        """,
}


def load_files(root: Path, changes: Mapping[str, str] = {}) -> tuple[Loaded, list[tuple[str, int, int]]]:
    """The tree with some files changed, and the places marked in it."""
    marked = write_files(root, TREE | dict(changes))
    return load_and_check(root / "indicators" / "dg", root), sorted(marked)


def load_one(root: Path, text: str) -> tuple[Loaded, list[tuple[str, int, int]]]:
    """A system of one file, and the places marked in it."""
    marked = write_files(root, {"system.yaml": text})
    return load_and_check(root / "system.yaml", root), marked
