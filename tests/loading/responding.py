"""A small system with a question of every type, and response files read against it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from dgassess.engine.scoring import Scorer, ScoringUnit
from dgassess.values.diagnostics import Diagnostic
from tests.systems import load_and_check, read_unit_file, write_files

SYSTEM = """\
format: dgassess/indicator-system/1
id: sys
name: 小体系
unit_types: [市, 部门]
classes: [东部, 西部]
questionnaire:
  id: q
  version: 2026.1.0
  questions:
    - {id: A-1.lvl, type: single, text: 等次, options: {A: 好, B: 中, C: 差}}
    - {id: A-2.items, type: multi, text: 事项, options: {a: 甲, b: 乙, c: 丙}}
    - {id: A-3.rate, type: percent, text: 网上可办率}
    - {id: A-3.meet, type: integer, text: 会议次数, unit: 次, minimum: 0, maximum: 99}
    - {id: A-4.done, type: integer, text: 完成数, unit: 项}
    - {id: A-4.more, type: integer, text: 提前完成数, unit: 项}
    - {id: A-4.total, type: integer, text: 总数, unit: 项, not_applicable: [本年度没有任务]}
    - {id: A-5.cov, type: proportion, text: 覆盖率, not_applicable: [本级无系统, 由上级统建]}
    - {id: A-6.has, type: yes-no, text: 有无关基}
    - {id: A-6.items, type: multi, text: 措施, options: {a: 甲, b: 乙}, visible_when: has}
    - {id: A-7.n, type: number, text: 只问市的, decimals: 1}
    - {id: A-7.last, type: date, text: 日期, scored: false}
    - {id: A-7.note, type: text, text: 说明, scored: false, max_length: 6}
    - {id: F-1.hit, type: yes-no, text: 造假, answered_by: assessor}
    - {id: F-1.leaves, type: indicators, text: 涉事指标, answered_by: assessor, visible_when: hit}
  cross_checks:
    - id: LG-1
      severity: error
      inputs: {meet: A-3.meet, total: A-4.total}
      require: meet <= total
      message: 会议次数不得多于任务总数
    - id: LG-2
      severity: warning
      inputs: {has: A-6.has, items: A-2.items}
      require: has or not ("c" in items)
      message: 有丙项的一般有关基
indicators:
  - {id: A-1, name: 甲, rule: {kind: choice, question: lvl, points: {A: 100, B: 60, C: 0}}}
  - {id: A-2, name: 乙, rule: {kind: checklist, question: items, points: {a: 40, b: 30, c: 30}}}
  - {id: A-3, name: 丙, rule: {kind: expression, formula: rate * meet / 99}}
  - id: A-4
    name: 丁
    rule:
      kind: composite
      parts:
        - weight: 1
          rule:
            {kind: ratio, numerator: [done, more], denominator: total, floor: 0, target: 100, zero_denominator: zero}
  - {id: A-5, name: 戊, rule: {kind: value, question: cov}}
  - {id: A-6, name: 己, applies_when: has, rule: {kind: checklist, question: items, points: {a: 50, b: 50}}}
  - {id: A-7, name: 庚, unit_types: [市], rule: {kind: value, question: n}}
vetoes:
  - {id: F-1, name: 造假, when: hit, effects: [{kind: zero-listed, question: leaves}]}
"""
HEAD = """\
format: dgassess/response/1
questionnaire: {id: q, version: 2026.1.0}
period: "2026"
unit: {id: "330100", name: 滨江市, type: 市, class: 东部}
"""


@cache
def small_scorer() -> Scorer:
    """A scorer of the small system, loaded once."""
    with TemporaryDirectory() as folder:
        write_files(Path(folder), {"system.yaml": SYSTEM})
        return load_and_check(Path(folder), Path(folder)).scorer


def respond(
    root: Path, text: str, name: str = "r.yaml", scorer: Scorer | None = None
) -> tuple[ScoringUnit | None, list[Diagnostic], list[tuple[str, int, int]]]:
    """A response read against the small system: the unit, the diagnostics, the places marked in the text."""
    marked = write_files(root, {name: text})
    unit, diagnostics = read_unit_file(root / name, scorer or small_scorer(), root)
    return unit, diagnostics, marked


def sound(root: Path, text: str) -> ScoringUnit:
    """The unit of a response without any diagnostic."""
    unit, diagnostics, _ = respond(root, text)
    assert diagnostics == []
    assert unit is not None
    return unit
