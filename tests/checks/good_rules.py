"""A good file per check of rules, close to what the check objects to."""

from __future__ import annotations

from tests.checks.bad_rules import PART_AND_WHOLE, UP_TO_TEN
from tests.checks.frame import FRAME, ONE_NUMBER

RATIO = "{kind: ratio, numerator: done, denominator: total, floor: 0, target: 100, zero_denominator: zero}"

GOOD_RULES: dict[str, str] = {
    "result-outside-scale": FRAME
    + UP_TO_TEN
    + """\
indicators:
  - {id: I-1, name: 甲, rule: {kind: expression, formula: n * n, clamp: false}}
  - {id: I-2, name: 乙, inputs: {n: I-1.n}, rule: {kind: expression, formula: n * 99}}
  - {id: I-3, name: 丙, inputs: {n: I-1.n}, rule: {kind: linear, question: n, floor: 10, target: 0, clamp: false}}
""",
    "checklist-sum": FRAME
    + """\
questionnaire: {questions: [{id: I-1.items, type: multi, text: 事项, options: {a: 甲, b: 乙}}]}
indicators:
  - {id: I-1, name: 甲, rule: {kind: checklist, question: items, points: {a: 50, b: 50}}}
  - id: I-2
    name: 乙
    inputs: {i: I-1.items}
    rule: {kind: checklist, question: i, points: {a: 60, b: 60}, cap: 100}
""",
    "constant-score": FRAME
    + """\
questionnaire: {questions: [{id: I-1.lvl, type: single, text: 等次, options: {A: 好, B: 差}}]}
indicators: [{id: I-1, name: 甲, rule: {kind: choice, question: lvl, points: {A: 100, B: 99}}}]
""",
    "goalpost-outside-range": FRAME
    + PART_AND_WHOLE
    + f"""\
    - {{id: I-1.n, type: percent, text: 增速, minimum: -100, maximum: 300}}
indicators:
  - {{id: I-1, name: 甲, rule: {{kind: linear, question: n, floor: -100, target: 300}}}}
  - {{id: I-2, name: 乙, inputs: {{done: I-1.done, total: I-1.total}}, rule: {RATIO}}}
  - id: I-3
    name: 丙
    inputs: {{done: I-1.done, total: I-1.total}}
    rule: {RATIO.replace("100", "110")[:-1]}, part_of_whole: false}}
""",
    "unreachable-band": FRAME
    + UP_TO_TEN
    + """\
indicators:
  - id: I-1
    name: 甲
    rule: {kind: bands, question: n, bands: [{at_least: 10, score: 100}, {above: 0, score: 60}], otherwise: 0}
""",
    "bands-out-of-order": FRAME
    + ONE_NUMBER
    + """\
indicators:
  - id: I-1
    name: 甲
    rule:
      kind: bands
      question: n
      bands: [{at_least: 9, score: 100}, {at_least: 5, score: 100}]
      otherwise: 0
  - id: I-2
    name: 乙
    direction: interval
    inputs: {n: I-1.n}
    rule:
      kind: bands
      question: n
      bands: [{at_least: 9, score: 0}, {at_least: 5, score: 100}]
      otherwise: 0
  - id: I-3
    name: 丙
    direction: lower
    inputs: {n: I-1.n}
    rule:
      kind: bands
      question: n
      bands: [{at_least: 9, score: 0}, {at_least: 5, score: 50}]
      otherwise: 100
""",
    "direction-against-rule": FRAME
    + ONE_NUMBER
    + """\
unit_types: [市, 县]
indicators:
  - {id: I-1, name: 甲, direction: lower, rule: {kind: linear, question: n, floor: 90, target: 0}}
  - id: I-2
    name: 乙
    inputs: {n: I-1.n}
    rule: {kind: linear, question: n, floor: 5, target: {市: 9, 县: 1}}
  - id: I-3
    name: 丙
    inputs: {n: I-1.n}
    direction: interval
    rule: {kind: piecewise, question: n, points: [[0, 0], [5, 100], [9, 0]]}
  - {id: I-4, name: 丁, inputs: {n: I-1.n}, direction: lower, rule: {kind: expression, formula: 9 - n}}
""",
    "ratio-units": FRAME
    + PART_AND_WHOLE
    + f"""\
    - {{id: I-1.people, type: number, text: 人口, unit: 万人}}
    - {{id: I-1.more, type: number, text: 另计}}
indicators:
  - {{id: I-1, name: 甲, rule: {RATIO.replace("done", "[done, more]")}}}
  - id: I-2
    name: 乙
    inputs: {{done: I-1.done, total: I-1.people}}
    rule: {RATIO[:-1]}, part_of_whole: false}}
""",
    "negative-count": FRAME
    + UP_TO_TEN
    + """\
indicators:
  - {id: I-1, name: 甲, rule: {kind: count, question: n, each: 5}}
  - {id: I-2, name: 乙, inputs: {n: I-1.n}, rule: {kind: deduction, items: [{question: n, each: 5}]}}
""",
    "unguarded-division": FRAME
    + PART_AND_WHOLE
    + """\
    - {id: I-1.days, type: number, text: 天数, minimum: 1}
indicators:
  - {id: I-1, name: 甲, rule: {kind: expression, formula: done / total if total > 0 else done / days}}
  - id: I-2
    name: 乙
    inputs: {done: I-1.done, total: I-1.total, days: I-1.days}
    applies_when: total > 0 and done / total > 1
    parameters: {k: {default: 4}}
    rule:
      kind: composite
      parts:
        - weight: 1
          rule: {kind: expression, formula: "done / max(total, 1) + done / (days * k) + days / (done + days)"}
        - {weight: 1, applies_when: done > 0, rule: {kind: expression, formula: total / done + 9 / total}}
""",
    "unguarded-logarithm": FRAME
    + UP_TO_TEN
    + """\
indicators:
  - id: I-1
    name: 甲
    rule: {kind: expression, formula: "ln(max(n, 1)) + sqrt(n) + (ln(n) if n > 0 else 0) + ln(abs(n) + 1)"}
""",
    "constant-condition": FRAME
    + UP_TO_TEN
    + """\
vetoes: [{id: F-1, name: 底线, inputs: {n: I-1.n}, when: n >= 10 or not n > 0, effects: [{kind: no-award}]}]
indicators:
  - id: I-1
    name: 甲
    applies_when: n > 0 and n < 20
    rule: {kind: expression, formula: 9 if n == 10 else 1}
""",
    "part-for-nobody": FRAME
    + ONE_NUMBER
    + """\
unit_types: [省, 市]
indicators:
  - id: I-1
    name: 甲
    rule:
      kind: composite
      parts:
        - {weight: 60, rule: {kind: value, question: n}}
        - {weight: 40, unit_types: [市], rule: {kind: value, question: n}}
""",
    "no-part-for-type": FRAME
    + ONE_NUMBER
    + """\
unit_types: [省, 市, 县]
indicators:
  - id: I-1
    name: 甲
    unit_types: [省, 市]
    rule:
      kind: composite
      parts:
        - {weight: 100, unit_types: [省], rule: {kind: value, question: n}}
        - {weight: 100, unit_types: [市], rule: {kind: value, question: n}}
""",
    "parts-never-together": FRAME
    + ONE_NUMBER
    + """\
unit_types: [省, 市]
indicators:
  - id: I-1
    name: 甲
    rule:
      kind: composite
      parts:
        - {weight: 100, unit_types: [省], rule: {kind: value, question: n}}
        - {weight: 100, unit_types: [市], rule: {kind: value, question: n}}
  - id: I-2
    name: 乙
    inputs: {n: I-1.n}
    rule:
      kind: composite
      parts:
        - {weight: 60, rule: {kind: value, question: n}}
        - {weight: 40, unit_types: [市], rule: {kind: value, question: n}}
""",
}
