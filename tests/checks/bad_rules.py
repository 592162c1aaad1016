"""Files with rules that contradict their questions: the mark ▶ stands where the diagnostic belongs."""

from __future__ import annotations

from tests.checks.frame import FRAME, ONE_NUMBER, Bad

UP_TO_TEN = """\
questionnaire:
  questions:
    - {id: I-1.n, type: number, text: 次数, minimum: 0, maximum: 10}
"""
PART_AND_WHOLE = """\
questionnaire:
  questions:
    - {id: I-1.done, type: number, text: 完成数, unit: 项, minimum: 0}
    - {id: I-1.total, type: number, text: 总数, unit: 项, minimum: 0}
"""

BAD_RULES: tuple[Bad, ...] = (
    Bad(
        "goalpost-outside-range",
        "of numbers and ratios",
        FRAME
        + PART_AND_WHOLE
        + """\
    - {id: I-1.n, type: percent, text: 占比}
unit_types: [市, 县]
indicators:
  - {id: I-1, name: 甲, rule: {kind: linear, question: n, floor: ▶-5, target: {市: 90, 县: ▶120}}}
  - id: I-2
    name: 乙
    inputs: {done: I-1.done, total: I-1.total}
    rule: {kind: ratio, numerator: done, denominator: total, floor: 0, target: ▶110, zero_denominator: zero}
""",
        [
            ("floor of I-1 is -5, but the figure is at least 0", "floor"),
            ("target of I-1 for 县 is 120, but the figure is at most 100", "target"),
            ("target of I-2 is 110", "target"),
        ],
    ),
    Bad(
        "unreachable-band",
        "above and below the range",
        FRAME
        + UP_TO_TEN
        + """\
indicators:
  - id: I-1
    name: 甲
    rule:
      kind: bands
      question: n
      bands: [{at_least: ▶12, score: 100}, {above: ▶10, score: 90}, {at_least: 5, score: 60}]
      otherwise: 0
  - id: I-2
    name: 乙
    inputs: {n: I-1.n}
    rule:
      kind: bands
      question: n
      bands: [{at_least: 5, score: 100}, {at_least: ▶0, score: 60}, {at_least: -5, score: 9}]
      otherwise: 0
""",
        [
            ("of at least 12 is never reached, since 10 is the most", "range"),
            ("above 10 is never reached", "range"),
            ("the band from -5 is never reached, since everything from 0", "range"),
        ],
    ),
    Bad(
        "bands-out-of-order",
        "of bands and ratios",
        FRAME
        + PART_AND_WHOLE
        + """\
    - {id: I-1.n, type: number, text: 次数}
indicators:
  - id: I-1
    name: 甲
    rule:
      kind: bands
      question: n
      bands: [{at_least: 90, score: 80}, {at_least: 80, score: 100}, {at_least: 60, score: ▶60}]
      otherwise: 0
  - id: I-2
    name: 乙
    inputs: {done: I-1.done, total: I-1.total}
    rule:
      kind: ratio
      numerator: done
      denominator: total
      bands: [{at_least: 90, score: 100}, {at_least: 60, score: 60}]
      otherwise: ▶80
      zero_denominator: zero
""",
        [("80, 100, 60, 0", "Order the scores"), ("100, 60, 80", "'direction: interval'")],
    ),
    Bad(
        "direction-against-rule",
        "of every rule with a direction",
        FRAME
        + PART_AND_WHOLE
        + """\
    - {id: I-1.n, type: number, text: 次数, minimum: 0}
unit_types: [市, 县]
indicators:
  - {id: I-1, name: 甲, direction: ▶lower, rule: {kind: linear, question: n, floor: 0, target: 90}}
  - id: I-2
    name: 乙
    rule: ▶{kind: ratio, numerator: done, denominator: total, floor: {市: 9, 县: 8}, target: 0, zero_denominator: full}
    inputs: {done: I-1.done, total: I-1.total}
  - id: I-3
    name: 丙
    inputs: {n: I-1.n}
    direction: ▶interval
    rule: {kind: bands, question: n, bands: [{at_least: 9, score: 100}], otherwise: 0}
  - id: I-4
    name: 丁
    inputs: {n: I-1.n}
    direction: ▶higher
    rule: {kind: piecewise, question: n, points: [[0, 0], [5, 100], [9, 0]]}
  - id: I-5
    name: 戊
    inputs: {n: I-1.n}
    direction: ▶higher
    rule: {kind: deduction, items: [{question: n, each: 5}]}
  - {id: I-6, name: 己, inputs: {n: I-1.n}, direction: ▶lower, rule: {kind: count, question: n, each: 5}}
  - {id: I-7, name: 庚, inputs: {n: I-1.n}, direction: ▶lower, rule: {kind: value, question: n}}
  - id: I-8
    name: 辛
    inputs: {n: I-1.n}
    direction: ▶lower
    rule: {kind: percentile, question: n, fallback: {kind: value, question: n}}
""",
        [
            ("I-1 says 'lower', but its rule is 'higher'", "'direction: higher'"),
            ("I-2 says nothing, which means 'higher', but its rule is 'lower'", "'direction: lower'"),
            ("I-3 says 'interval'", "'direction: higher'"),
            ("I-4 says 'higher', but its rule is 'interval'", "'direction: interval'"),
            ("I-5 says 'higher'", "'direction: lower'"),
            ("I-6 says 'lower'", "'direction: higher'"),
            ("I-7 says 'lower'", "'direction: higher'"),
            ("I-8 says 'lower'", "'direction: higher'"),
        ],
    ),
    Bad(
        "ratio-units",
        "of denominator and numerators",
        FRAME
        + """\
questionnaire:
  questions:
    - {id: I-1.done, type: number, text: 资金, unit: 万元}
    - {id: I-1.more, type: number, text: 资金, unit: 元}
    - {id: I-1.total, type: number, text: 总额, unit: 亿元}
indicators:
  - id: I-1
    name: 甲
    rule: {kind: ratio, numerator: done, denominator: ▶total, floor: 0, target: 9, zero_denominator: zero}
  - id: I-2
    name: 乙
    inputs: {done: I-1.done, more: I-1.more, total: I-1.total}
    rule:
      kind: ratio
      numerator: ▶[done, more]
      denominator: total
      floor: 0
      target: 9
      zero_denominator: zero
      part_of_whole: false
""",
        [("I-1.done in 万元 together with I-1.total in 亿元", "one unit"), ("I-1.more in 元", "one unit")],
    ),
    Bad(
        "negative-count",
        "of counts and deductions",
        FRAME
        + """\
questionnaire:
  questions:
    - {id: I-1.n, type: number, text: 次数}
    - {id: I-1.m, type: number, text: 数量, minimum: -9}
indicators:
  - {id: I-1, name: 甲, rule: {kind: count, question: ▶n, each: 5}}
  - {id: I-2, name: 乙, inputs: {m: I-1.m}, rule: {kind: deduction, items: [{question: ▶m, each: 5}]}}
""",
        [("I-1.n has no minimum", "'minimum: 0'"), ("I-1.m may be -9", "'minimum: 0' on I-1.m")],
    ),
    Bad(
        "unguarded-division",
        "of rules, parts and conditions",
        FRAME
        + PART_AND_WHOLE
        + """\
indicators:
  - {id: I-1, name: 甲, rule: {kind: expression, formula: ▶done / total * 100}}
  - id: I-2
    name: 乙
    inputs: {done: I-1.done, total: I-1.total}
    parameters: {k: 2, zero: 0}
    applies_when: ▶done / zero > 1
    rule:
      kind: composite
      parts:
        - weight: 1
          applies_when: done > 0
          rule: {kind: expression, formula: ▶"done / (total * k) if k > 0 else 1 / (total - 1)"}
        - {weight: 1, rule: {kind: value, question: done}}
""",
        [
            ("divides by 'total' (I-1.total)", "if total > 0"),
            ("divides by 'zero'", "if zero > 0"),
            ("'done / (total * k) if k > 0 else 1 / (total - 1)' divides by 'total'", "'ratio'"),
        ],
    ),
    Bad(
        "unguarded-logarithm",
        "and root",
        FRAME
        + """\
questionnaire:
  questions:
    - {id: I-1.n, type: number, text: 次数, minimum: 0}
    - {id: I-1.m, type: number, text: 数量}
indicators:
  - {id: I-1, name: 甲, rule: {kind: expression, formula: ▶ln(n) * 10 + sqrt(n)}}
  - {id: I-2, name: 乙, inputs: {m: I-1.m}, rule: {kind: expression, formula: ▶sqrt(m)}}
""",
        [
            ("'ln' of what depends on 'n' and may be 0 or less", "ln(max(…, 1))"),
            ("'sqrt'", "sqrt(max(…, 0))"),
        ],
    ),
    Bad(
        "constant-condition",
        "of indicators, parts and branches",
        FRAME
        + UP_TO_TEN
        + """\
indicators:
  - {id: I-1, name: 甲, applies_when: ▶n > 10, rule: {kind: expression, formula: ▶9 if not n < 0 else 1}}
  - id: I-2
    name: 乙
    inputs: {n: I-1.n}
    parameters: {most: 20}
    rule:
      kind: composite
      parts:
        - {weight: 1, applies_when: ▶n != most and n <= 10, rule: {kind: value, question: n}}
        - {weight: 1, rule: {kind: linear, question: n, floor: 0, target: 9}}
""",
        [
            ("The condition 'n > 10' of I-1 holds for no permitted answer", "range of I-1.n"),
            ("A condition within '9 if not n < 0 else 1' of I-1 holds for every", "I-1.n"),
            ("'n != most and n <= 10' of I-2 holds for every permitted answer", "I-1.n"),
        ],
    ),
    Bad(
        "part-for-nobody",
        "in an indicator",
        FRAME
        + ONE_NUMBER
        + """\
unit_types: [省, 市, 部门]
indicators:
  - id: I-1
    name: 甲
    unit_types: [省, 市]
    rule:
      kind: composite
      parts:
        - {weight: 60, rule: {kind: value, question: n}}
        - {weight: 40, unit_types: ▶[部门], rule: {kind: value, question: n}}
""",
        [("Part 2 of I-1 is for 部门", "I-1 is for 省, 市")],
    ),
    Bad(
        "no-part-for-type",
        "in indicators",
        FRAME
        + ONE_NUMBER
        + """\
unit_types: [省, 市, 县]
indicators:
  - id: I-1
    name: 甲
    rule:
      kind: composite
      parts:
        ▶- {weight: 100, unit_types: [省], rule: {kind: value, question: n}}
        - {weight: 100, unit_types: [市], rule: {kind: value, question: n}}
  - id: I-2
    name: 乙
    inputs: {n: I-1.n}
    rule: {kind: composite, parts: ▶[{weight: {县: 0, default: 1}, rule: {kind: value, question: n}}]}
""",
        [("I-1 has no part with a weight for 县", "Add a part for 县"), ("I-2 has no part", "县")],
    ),
    Bad(
        "parts-never-together",
        "in an indicator",
        FRAME
        + ONE_NUMBER
        + """\
unit_types: [省, 市]
indicators:
  - id: I-1
    name: 甲
    rule:
      kind: composite
      parts:
        ▶- {weight: 60, unit_types: [省], rule: {kind: value, question: n}}
        - {weight: 40, unit_types: [市], rule: {kind: value, question: n}}
""",
        [("parts of I-1 never all apply to one unit type (they are for 省; 市)", "the same sum")],
    ),
    Bad(
        "result-outside-scale",
        "of formulas and straight lines",
        FRAME
        + UP_TO_TEN
        + """\
    - {id: I-1.m, type: number, text: 数量}
indicators:
  - {id: I-1, name: 甲, rule: {kind: expression, formula: n * n + 1, clamp: ▶false}}
  - {id: I-2, name: 乙, inputs: {n: I-1.n}, rule: {kind: expression, formula: 5 - n, clamp: ▶false}}
  - {id: I-3, name: 丙, inputs: {n: I-1.n}, rule: {kind: linear, question: n, floor: 0, target: 8, clamp: ▶false}}
  - {id: I-4, name: 丁, inputs: {m: I-1.m}, rule: {kind: linear, question: m, floor: 0, target: 8, clamp: ▶false}}
""",
        [
            ("score of I-1 may reach 101", "'clamp: false'"),
            ("score of I-2 may reach -5", "'clamp: false'"),
            ("score of I-3 may reach 125", "'clamp: false'"),
            ("score of I-4 may have no bound", "range of the questions"),
        ],
    ),
)
