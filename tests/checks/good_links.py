"""A good file per check of links, weights and the scale, close to what the check objects to."""

from __future__ import annotations

from tests.checks.frame import FRAME, ONE_NUMBER

ONE_VALUE = "indicators: [{id: I-1, name: 甲, rule: {kind: value, question: n}}]\n"

GOOD_LINKS: dict[str, str] = {
    "unused-question": FRAME
    + """\
questionnaire:
  questions:
    - {id: I-1.has, type: yes-no, text: 有无}
    - {id: I-1.n, type: number, text: 次数, visible_when: has}
    - {id: I-1.score, type: number, text: 得分}
    - {id: I-1.last, type: date, text: 日期, scored: false}
    - {id: B-1.people, type: number, text: 人口}
indicators: [{id: I-1, name: 甲, rule: {kind: value, question: n}}]
levels: [{name: 优, at_least: 90, gates: [{question: I-1.score, at_least: 1}]}, {name: 其他}]
""",
    "question-without-owner": FRAME
    + """\
questionnaire:
  questions:
    - {id: I-1.n, type: number, text: 次数}
    - {id: B-1.people, type: number, text: 人口}
    - {id: B-1.name, type: text, text: 联系人, scored: false}
    - {id: I-2.n, type: number, text: 次数}
indicators:
  - {id: I-1, name: 甲, inputs: {p: B-1.people}, rule: {kind: expression, formula: n + p}}
  - {id: I-2, name: 乙, rule: {kind: value, question: n}}
""",
    "unused-input": FRAME
    + """\
questionnaire:
  questions:
    - {id: I-1.n, type: number, text: 次数}
    - {id: I-1.m, type: number, text: 数量, visible_when: other > 0, inputs: {other: I-1.n}}
  cross_checks:
    - {id: LG-1, severity: error, inputs: {n: I-1.n}, parameters: {most: 9}, require: n < most, message: 过多}
indicators:
  - id: I-1
    name: 甲
    inputs: {all: I-1.m}
    parameters: {k: 2}
    applies_when: all > k
    rule: {kind: value, question: n}
""",
    "orphan-file": FRAME + ONE_NUMBER + ONE_VALUE,
    "broken-lineage": FRAME
    + """\
questionnaire: {questions: [{id: I-1.n, type: number, text: 次数, lineage: {kind: kept}}]}
indicators:
  - {id: I-1, name: 甲, lineage: {kind: renamed, from: I-0}, rule: {kind: value, question: n}}
  - {id: I-2, name: 乙, lineage: {kind: new}, inputs: {n: I-1.n}, rule: {kind: value, question: n}}
  - id: I-3
    name: 丙
    lineage: {kind: redefined, from: I-3}
    inputs: {n: I-1.n}
    rule: {kind: value, question: n}
""",
    "dropped-but-counted": FRAME
    + """\
questionnaire:
  questions:
    - {id: I-1.n, type: number, text: 次数}
    - {id: I-1.old, type: number, text: 旧题, scored: false, lineage: {kind: dropped}}
indicators:
  - {id: I-1, name: 甲, weight: 0, lineage: {kind: dropped}, rule: {kind: value, question: n}}
  - {id: I-2, name: 乙, lineage: {kind: new}, inputs: {n: I-1.n}, rule: {kind: value, question: n}}
""",
    "unused-unit-type": FRAME + ONE_NUMBER + "unit_types: [省, 市]\n" + ONE_VALUE,
    "unused-value-for-type": FRAME
    + ONE_NUMBER
    + """\
unit_types: [省, 市, 县]
indicators:
  - {id: I-1, name: 甲, unit_types: [省], weight: {省: 1, default: 2}, rule: {kind: value, question: n}}
  - id: I-2
    name: 乙
    inputs: {n: I-1.n}
    rule: {kind: linear, question: n, floor: 0, target: {县: 9, default: 8}}
""",
    "question-not-asked": FRAME
    + """\
unit_types: [省, 市]
questionnaire: {questions: [{id: I-1.n, type: number, text: 次数, unit_types: [省]}]}
indicators:
  - {id: I-1, name: 甲, unit_types: [省], rule: {kind: value, question: n}}
  - id: I-2
    name: 乙
    parameters: {k: 1}
    inputs: {n: I-1.n}
    rule:
      kind: composite
      parts:
        - {weight: 50, unit_types: [省], rule: {kind: value, question: n}}
        - {weight: 50, rule: {kind: expression, formula: k}}
""",
    "option-in-formula": FRAME
    + """\
questionnaire:
  questions:
    - {id: I-1.lvl, type: single, text: 等次, options: {A: 好, B: 差}}
    - {id: I-1.items, type: multi, text: 事项, options: {a: 甲, b: 乙}}
    - {id: I-1.n, type: number, text: 次数, visible_when: lvl == "A" or "a" in items}
    - {id: I-1.day, type: date, text: 日期}
indicators:
  - id: I-1
    name: 甲
    applies_when: day != "2026-01-01"
    rule: {kind: expression, formula: 9 if "b" in items else n}
""",
    "zero-weight": FRAME
    + ONE_NUMBER
    + """\
unit_types: [市, 县]
indicators:
  - {id: I-1, name: 甲, weight: 1, rule: {kind: value, question: n}}
  - id: I-2
    name: 乙
    weight: {市: 3, 县: 0}
    unit_types: [市]
    inputs: {n: I-1.n}
    rule: {kind: value, question: n}
""",
    "single-child": FRAME
    + ONE_NUMBER
    + """\
dimensions:
  - id: A
    name: 甲
    indicators:
      - {id: I-1, name: 甲, rule: {kind: value, question: n}}
      - {id: I-2, name: 乙, inputs: {n: I-1.n}, rule: {kind: value, question: n}}
""",
    "weights-mixed-up": FRAME
    + ONE_NUMBER
    + """\
weights_sum: 100
indicators:
  - {id: I-1, name: 甲, weight: 99.5, rule: {kind: value, question: n}}
  - {id: I-2, name: 乙, weight: 0.5, inputs: {n: I-1.n}, rule: {kind: value, question: n}}
""",
    "too-light": FRAME
    + ONE_NUMBER
    + """\
unit_types: [市, 部门]
indicators:
  - {id: I-1, name: 甲, weight: 99.9, unit_types: [市], rule: {kind: value, question: n}}
  - {id: I-2, name: 乙, weight: 0.1, inputs: {n: I-1.n}, rule: {kind: value, question: n}}
""",
    "part-weights-sum": FRAME
    + ONE_NUMBER
    + """\
unit_types: [市, 县]
indicators:
  - id: I-1
    name: 甲
    rule:
      kind: composite
      parts:
        - {weight: 60, rule: {kind: value, question: n}}
        - {weight: 30, rule: {kind: value, question: n}}
        - {weight: 10, unit_types: [市], rule: {kind: value, question: n}}
  - id: I-2
    name: 乙
    inputs: {n: I-1.n}
    rule:
      kind: composite
      parts: [{weight: 2, rule: {kind: value, question: n}}, {weight: 3, rule: {kind: value, question: n}}]
""",
    "score-outside-scale": FRAME
    + """\
questionnaire:
  questions:
    - {id: I-1.n, type: number, text: 次数, minimum: 0}
    - {id: KF-1.n, type: number, text: 件数, minimum: 0}
scale: {lowest: 0, highest: 120}
indicators:
  - {id: I-1, name: 甲, rule: {kind: bands, question: n, bands: [{at_least: 9, score: 120}], otherwise: 0}}
adjustments:
  items:
    - id: KF-1
      name: 扣分
      effect: penalty
      rule: {kind: bands, question: n, bands: [{above: 9, score: 150}], otherwise: 0}
""",
    "unreachable-maximum": FRAME
    + """\
questionnaire:
  questions:
    - {id: I-1.n, type: number, text: 次数, minimum: 0, maximum: 20}
    - {id: I-1.has, type: yes-no, text: 有无}
dimensions:
  - id: A
    name: 累计
    aggregation: sum
    indicators:
      - {id: I-1, name: 甲, rule: {kind: count, question: n, each: 1, cap: 20}}
      - {id: I-2, name: 乙, inputs: {has: I-1.has}, rule: {kind: yes-no, question: has, yes: 80}}
  - id: B
    name: 平均
    indicators:
      - {id: I-3, name: 丙, inputs: {n: I-1.n}, rule: {kind: count, question: n, each: 5}}
      - id: I-4
        name: 丁
        inputs: {n: I-1.n}
        rule: {kind: piecewise, question: n, points: [[0, 100], [9, 0]]}
""",
}
