"""Files with wrong weights, levels and unit types: the mark ▶ stands where the diagnostic belongs."""

from __future__ import annotations

from tests.checks.frame import FRAME, ONE_NUMBER, Bad

BAD_FIGURES: tuple[Bad, ...] = (
    Bad(
        "unknown-unit-type",
        "everywhere one can be named",
        FRAME
        + """\
questionnaire:
  questions: [{id: I-1.n, type: number, text: 次数, unit_types: [▶镇]}]
  cross_checks:
    - id: LG-1
      severity: error
      inputs: {n: I-1.n}
      parameters: {most: {▶乡: 1, default: 9}}
      require: n < most
      message: 过多
unit_types: [市, 县]
indicators:
  - id: I-1
    name: 甲
    weight: {▶地市: 1, default: 2}
    unit_types: [市, 县, ▶区]
    parameters: {k: {▶省: 1, default: 2}}
    rule: {kind: linear, question: n, floor: 0, target: {▶县级: 9, default: 5}}
""",
        [
            ("'镇'", "市, 县"),
            ("'乡'", "市, 县"),
            ("'地市'", "'市'"),
            ("'区'", "市, 县"),
            ("'省'", "市, 县"),
            ("'县级'", "'县'"),
        ],
    ),
    Bad(
        "no-value-for-type",
        "of weights and parameters",
        FRAME
        + ONE_NUMBER
        + """\
unit_types: [省, 市, 县]
indicators:
  - id: I-1
    name: 甲
    weight: ▶{省: 1, 市: 2}
    rule: {kind: linear, question: n, floor: 0, target: ▶{市: 9, 县: 5}}
""",
        [("'weight' of I-1 is given for 省, 市, but not for 县", "县"), ("'target' of I-1", "Add 省")],
    ),
    Bad(
        "no-value-for-type",
        "of an empty mapping in a system without unit types",
        FRAME
        + ONE_NUMBER
        + """\
indicators: [{id: I-1, name: 甲, weight: ▶{}, rule: {kind: value, question: n}}]
""",
        [("'weight' of I-1 is a mapping by unit type that names no type", "'default'")],
    ),
    Bad(
        "negative-weight",
        "of nodes and parts",
        FRAME
        + ONE_NUMBER
        + """\
unit_types: [市, 县]
indicators:
  - {id: I-1, name: 甲, weight: {市: 5, 县: ▶-5}, rule: {kind: value, question: n}}
  - id: I-2
    name: 乙
    weight: 1
    inputs: {n: I-1.n}
    rule:
      kind: composite
      parts:
        - {weight: 1, rule: {kind: value, question: n}}
        - {weight: ▶-0.5, rule: {kind: value, question: n}}
""",
        [("of I-1 is -5", "0"), ("of I-2 is -0.5", "0")],
    ),
    Bad(
        "weights-sum",
        "of indicators",
        FRAME
        + ONE_NUMBER
        + """\
weights_sum: 100
indicators: [{id: I-1, weight: ▶95, name: 甲, rule: {kind: value, question: n}}]
""",
        [("of the indicators add up to 95, not 100 (5 too little)", "I-1 95")],
    ),
    Bad(
        "weights-sum",
        "of dimensions and for one unit type",
        FRAME
        + ONE_NUMBER
        + """\
weights_sum: 1
unit_types: [市, 县]
dimensions:
  - id: A
    name: 甲
    weight: ▶0.6
    indicators: [{id: I-1, name: 甲, weight: ▶{市: 1, 县: 1.25}, rule: {kind: value, question: n}}]
  - id: B
    name: 乙
    weight: 0.6
    indicators: [{id: I-2, name: 乙, inputs: {n: I-1.n}, rule: {kind: value, question: n}}]
""",
        [
            ("of the dimensions add up to 1.2, not 1 (0.2 too much)", "A 0.6, B 0.6"),
            ("below A add up to 1.25 for 县, not 1", "I-1 1.25"),
        ],
    ),
    Bad(
        "heavy-after-redistribution",
        "for one unit type",
        FRAME
        + ONE_NUMBER
        + """\
weights_sum: 100
unit_types: [市, 部门]
indicators:
  - {id: I-1, name: 甲, weight: ▶40, rule: {kind: value, question: n}}
  - {id: I-2, name: 乙, weight: 60, unit_types: [市], inputs: {n: I-1.n}, rule: {kind: value, question: n}}
""",
        [("For 部门, I-1 weighs 2.5 times", "部门")],
    ),
    Bad(
        "level-order",
        "of the system",
        FRAME
        + ONE_NUMBER
        + """\
indicators: [{id: I-1, name: 甲, rule: {kind: value, question: n}}]
levels:
  - {name: 良, at_least: 80}
  - {name: ▶优, at_least: 90}
  - {name: ▶中}
  - {name: ▶差, at_least: 60}
""",
        [
            ("'优' from 90 stands below '良' from 80", "best to worst"),
            ("'中' has no bound, so '差' can never be reached", "Give '中' a bound"),
            ("'差' has the bound 60", "Leave the bound of the last level out"),
        ],
    ),
    Bad(
        "level-order",
        "of a node, with names given twice and equal bounds",
        FRAME
        + ONE_NUMBER
        + """\
indicators:
  - id: I-1
    name: 甲
    rule: {kind: value, question: n}
    levels: [{name: 优, at_least: 80}, {name: ▶良, above: 80}, {name: ▶优}]
""",
        [
            ("'良' from 80 stands below '优' from 80", "best to worst"),
            ("two levels named '优'", "another name"),
        ],
    ),
)
