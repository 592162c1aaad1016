"""A good file per check, close to what the check objects to."""

from __future__ import annotations

from tests.checks.frame import FRAME, ONE_NUMBER

GOOD_FILES: dict[str, str] = {
    "duplicate-id": FRAME
    + """\
questionnaire:
  questions: [{id: I-1.n, type: number, text: 次数}, {id: I-2.n, type: number, text: 次数}]
  cross_checks: [{id: I-1, severity: error, inputs: {n: I-1.n}, require: n >= 0, message: 不得为负}]
clauses: [{id: 六(一), title: 甲}, {id: 6.2, title: 乙}]
indicators:
  - {id: I-1, name: 同名, clauses: [6.1, 六（二）], rule: {kind: value, question: n}}
  - {id: I-2, name: 同名, rule: {kind: value, question: n}}
""",
    "questionnaire-version": FRAME
    + """\
version: 2025.1.0
questionnaire: {id: beside, version: ">=2026.1,<2026.2"}
indicators: [{id: I-1, name: 甲, rule: {kind: value, question: n}}]
""",
    "unknown-question": FRAME
    + """\
questionnaire:
  questions:
    - {id: I-1.total, type: number, text: 总数}
    - {id: I-1.done, type: number, text: 完成数, visible_when: total > least, inputs: {least: I-2.n}}
    - {id: I-2.n, type: number, text: 下限}
  cross_checks:
    - {id: LG-1, severity: error, inputs: {a: I-1.done}, parameters: {b: 9}, require: a <= b, message: 过多}
indicators:
  - {id: I-1, name: 甲, applies_when: total > 0, rule: {kind: value, question: done}}
  - {id: I-2, name: 乙, inputs: {all: I-1.total}, parameters: {k: 2}, rule: {kind: expression, formula: all * k + n}}
levels: [{name: 优, at_least: 90, gates: [{question: I-1.done, at_least: 1}]}, {name: 其他}]
""",
    "unscored-question-used": FRAME
    + """\
questionnaire:
  questions: [{id: I-1.n, type: number, text: 次数}, {id: I-1.last, type: date, text: 日期, scored: false}]
indicators: [{id: I-1, name: 甲, rule: {kind: value, question: n}}]
""",
    "question-type": FRAME
    + """\
questionnaire:
  questions:
    - {id: I-1.lvl, type: single, text: 等次, options: {A: 好, B: 差}}
    - {id: I-1.items, type: multi, text: 事项, options: {a: 甲, b: 乙}}
    - {id: I-1.has, type: yes-no, text: 有无}
    - {id: I-1.rate, type: proportion, text: 占比, visible_when: has and "a" in items and lvl == "A"}
    - {id: F-1.leaves, type: indicators, text: 涉及指标}
indicators:
  - {id: I-1, name: 甲, rule: {kind: choice, question: lvl, points: {A: 9, B: 0}}}
  - {id: I-2, name: 乙, inputs: {items: I-1.items}, rule: {kind: checklist, question: items, points: {a: 1, b: 2}}}
  - {id: I-3, name: 丙, inputs: {has: I-1.has}, rule: {kind: yes-no, question: has}}
  - {id: I-4, name: 丁, inputs: {rate: I-1.rate}, rule: {kind: linear, question: rate, floor: 0, target: 9}}
levels: [{name: 优, at_least: 90, gates: [{question: I-1.rate, at_least: 1}]}, {name: 其他}]
vetoes:
  - {id: F-1, name: 底线, when: len(leaves) > 0, effects: [{kind: zero-listed, question: leaves}]}
""",
    "unknown-option": FRAME
    + """\
questionnaire: {questions: [{id: I-1.lvl, type: single, text: 等次, options: {1: 好, 2: 差, N: 无}}]}
unit_types: [市, 县]
indicators:
  - {id: I-1, name: 甲, rule: {kind: choice, question: lvl, points: {1: 100, 2: 0}, not_applicable: [N]}}
  - id: I-2
    name: 乙
    inputs: {lvl: I-1.lvl}
    rule: {kind: choice, question: lvl, points: {市: {1: 9, 2: 5, N: 0}, default: {1: 9, 2: 7, N: 0}}}
""",
    "unknown-node": FRAME
    + """\
questionnaire:
  questions:
    - {id: AQ-1.n, type: number, text: 次数, exclusive_with: [F-1.hit, AQ-1, F-1]}
    - {id: F-1.hit, type: yes-no, text: 有无}
dimensions: [{id: AQ, name: 安全, indicators: [{id: AQ-1, name: 甲, rule: {kind: value, question: n}}]}]
levels: [{name: 引领型, at_least: 90, gates: [{nodes: [AQ, AQ-1], at_least: 80}]}, {name: 追赶型}]
vetoes:
  - {id: F-1, name: 底线, when: hit, effects: [{kind: zero, node: AQ}, {kind: cap-level, level: 追赶型}]}
ranking: {tie_break: [AQ]}
views: [{id: v, name: 另一种, groups: [{id: g, name: 组, indicators: [AQ-1]}]}]
""",
    "unknown-clause": FRAME
    + ONE_NUMBER
    + """\
indicators: [{id: I-1, name: 没有条款清单, clauses: [八(五)], rule: {kind: value, question: n}}]
""",
    "unserved-clause": FRAME
    + ONE_NUMBER
    + """\
clauses: [{id: 八(一), title: 加强组织领导}]
indicators: [{id: I-1, name: 甲, clauses: [8.1], rule: {kind: value, question: n}}]
""",
    "unknown-unit-type": FRAME
    + """\
questionnaire: {questions: [{id: I-1.n, type: number, text: 次数, unit_types: [市]}]}
unit_types: [市, 县]
indicators:
  - {id: I-1, name: 甲, unit_types: [市], rule: {kind: linear, question: n, floor: 0, target: {市: 9}}}
  - {id: I-2, name: 乙, weight: {default: 1}, inputs: {n: I-1.n}, rule: {kind: value, question: n}}
""",
    "no-value-for-type": FRAME
    + ONE_NUMBER
    + """\
unit_types: [省, 市, 县]
indicators:
  - {id: I-1, name: 甲, weight: {省: 1, default: 2}, rule: {kind: value, question: n}}
  - {id: I-2, name: 乙, unit_types: [市], weight: {市: 1}, inputs: {n: I-1.n}, rule: {kind: value, question: n}}
  - id: I-3
    name: 丙
    inputs: {n: I-1.n}
    rule:
      kind: composite
      parts:
        - {weight: {省: 40}, unit_types: [省], rule: {kind: linear, question: n, floor: 0, target: {省: 98}}}
        - {weight: 60, rule: {kind: value, question: n}}
""",
    "negative-weight": FRAME
    + ONE_NUMBER
    + """\
indicators:
  - {id: I-1, name: 甲, weight: 0, rule: {kind: value, question: n}}
  - {id: I-2, name: 乙, weight: 1, inputs: {n: I-1.n}, rule: {kind: value, question: n}}
""",
    "weights-sum": FRAME
    + ONE_NUMBER
    + """\
weights_sum: 100
unit_types: [市, 县]
indicators:
  - {id: I-1, name: 甲, weight: {市: 99.9, 县: 80}, rule: {kind: value, question: n}}
  - {id: I-2, name: 乙, weight: 0.1, unit_types: [市], inputs: {n: I-1.n}, rule: {kind: value, question: n}}
  - {id: I-3, name: 丙, weight: 20, unit_types: [县], inputs: {n: I-1.n}, rule: {kind: value, question: n}}
""",
    "heavy-after-redistribution": FRAME
    + ONE_NUMBER
    + """\
weights_sum: 100
unit_types: [市, 部门]
indicators:
  - {id: I-1, name: 甲, weight: {市: 40, 部门: 100}, rule: {kind: value, question: n}}
  - {id: I-2, name: 乙, weight: 60, unit_types: [市], inputs: {n: I-1.n}, rule: {kind: value, question: n}}
""",
    "level-order": FRAME
    + ONE_NUMBER
    + """\
indicators:
  - id: I-1
    name: 甲
    rule: {kind: value, question: n}
    levels: [{name: 优, above: 90}, {name: 良, at_least: 90}, {name: 中, at_least: 0}, {name: 差}]
levels: [{name: 不分等}]
""",
}
