"""Files with parts that nothing uses or that contradict each other: the mark ▶ stands where the diagnostic belongs."""

from __future__ import annotations

from tests.checks.frame import FRAME, ONE_NUMBER, Bad

BAD_LINKS: tuple[Bad, ...] = (
    Bad(
        "unused-question",
        "of an indicator",
        FRAME
        + """\
questionnaire:
  questions:
    - {id: I-1.n, type: number, text: 次数}
    - {id: ▶I-1.last, type: date, text: 日期}
indicators: [{id: I-1, name: 甲, rule: {kind: value, question: n}}]
""",
        [("I-1.last is to count", "'scored: false'")],
    ),
    Bad(
        "question-without-owner",
        "with a misspelt id",
        FRAME
        + """\
questionnaire:
  questions:
    - {id: TC-1-2.n, type: number, text: 次数}
    - {id: ▶TC-1-22.lvl, type: text, text: 等次}
indicators: [{id: TC-1-2, name: 甲, rule: {kind: value, question: n}}]
""",
        [("TC-1-22.lvl belongs to 'TC-1-22'", "Did you mean 'TC-1-2'?")],
    ),
    Bad(
        "unused-input",
        "of indicators, questions and cross-checks",
        FRAME
        + """\
questionnaire:
  questions:
    - {id: I-1.n, type: number, text: 次数}
    - {id: I-1.m, type: number, text: 数量, visible_when: n > 0, inputs: {▶other: I-1.n}}
  cross_checks:
    - id: LG-1
      severity: error
      inputs: {n: I-1.n, ▶m: I-1.m}
      parameters: {▶most: 9}
      require: n > 0
      message: 至少一次
indicators:
  - id: I-1
    name: 甲
    inputs: {▶all: I-1.m}
    parameters: {▶k: 2}
    rule: {kind: expression, formula: n + m}
""",
        [
            ("'other' under 'inputs' of I-1.m", "delete it"),
            ("'m' under 'inputs' of cross-check LG-1", "delete it"),
            ("'most' under 'parameters' of cross-check LG-1", "delete it"),
            ("'all' under 'inputs' of I-1", "Use 'all'"),
            ("'k' under 'parameters' of I-1", "Use 'k'"),
        ],
    ),
    Bad(
        "orphan-file",
        "of a dimension",
        FRAME + ONE_NUMBER + "indicators: [{id: I-1, name: 甲, rule: {kind: value, question: n}}]\n",
        [("'yy2.yaml' is part of a system", "Name 'yy2.yaml' in system.yaml")],
        {
            "yy2.yaml": """\
▶# 应用成效
format: dgassess/dimension/1
id: YY
name: 应用成效
indicators: []
"""
        },
    ),
    Bad(
        "broken-lineage",
        "of indicators and a question",
        FRAME
        + """\
questionnaire:
  questions: [{id: I-1.n, type: number, text: 次数, lineage: {kind: renamed, from: ▶I-1.n}}]
indicators:
  - {id: I-1, name: 甲, lineage: {kind: ▶renamed}, rule: {kind: value, question: n}}
  - {id: I-2, name: 乙, lineage: {kind: new, from: ▶I-9}, inputs: {n: I-1.n}, rule: {kind: value, question: n}}
  - {id: I-3, name: 丙, lineage: {kind: renamed, from: ▶I-2}, inputs: {n: I-1.n}, rule: {kind: value, question: n}}
""",
        [
            ("renamed from 'I-1.n', which is its own id", "former id"),
            ("I-1 is declared renamed, but 'from' does not say", "former id"),
            ("I-2 is declared new, but also to come from 'I-9'", "Leave 'from' out"),
            ("'I-2' is still in use", "Give 'I-2' another id"),
        ],
    ),
    Bad(
        "dropped-but-counted",
        "indicator and question",
        FRAME
        + """\
questionnaire:
  questions: [{id: I-1.n, type: number, text: 次数, lineage: {kind: ▶dropped}}]
indicators:
  - {id: I-1, name: 甲, weight: 20, lineage: {kind: ▶dropped}, rule: {kind: value, question: n}}
""",
        [("Question I-1.n is declared dropped", "lineage"), ("I-1 is declared dropped", "weight to 0")],
    ),
    Bad(
        "unused-unit-type",
        "in the system",
        FRAME
        + ONE_NUMBER
        + """\
unit_types: [省, 市, ▶园区]
indicators: [{id: I-1, name: 甲, unit_types: [省, 市], rule: {kind: value, question: n}}]
""",
        [("'园区'", "Take '园区' out")],
    ),
    Bad(
        "unused-value-for-type",
        "of weights, targets and parts",
        FRAME
        + ONE_NUMBER
        + """\
unit_types: [省, 市, 县]
indicators:
  - id: I-1
    name: 甲
    unit_types: [省, 市]
    weight: {省: 1, 市: 2, ▶县: 3}
    rule: {kind: linear, question: n, floor: 0, target: {省: 98, ▶县: 90, default: 95}}
  - id: I-2
    name: 乙
    inputs: {n: I-1.n}
    rule:
      kind: composite
      parts:
        - {weight: {省: 40, ▶市: 30}, unit_types: [省], rule: {kind: value, question: n}}
        - {weight: 60, rule: {kind: linear, question: n, floor: 0, target: 9}}
""",
        [
            ("'weight' of I-1 has a value for '县'", "add '县'"),
            ("'target' of I-1 has a value for '县'", "Delete"),
            ("'weight' of I-2 has a value for '市'", "Delete"),
        ],
    ),
    Bad(
        "question-not-asked",
        "of an indicator and of a part",
        FRAME
        + """\
unit_types: [省, 市, 县]
questionnaire:
  questions:
    - {id: I-1.n, type: number, text: 次数, unit_types: [省]}
indicators:
  - {id: I-1, name: 甲, unit_types: [省, 市], rule: {kind: value, question: ▶n}}
  - id: I-2
    name: 乙
    inputs: {n: I-1.n}
    rule:
      kind: composite
      parts:
        - {weight: 50, unit_types: [省], rule: {kind: value, question: n}}
        - {weight: 50, unit_types: [县], rule: {kind: value, question: ▶n}}
""",
        [("I-1 uses I-1.n for 市, but only 省", "Add 市"), ("I-2 uses I-1.n for 县", "Add 县")],
    ),
    Bad(
        "option-in-formula",
        "of conditions, formulas and cross-checks",
        FRAME
        + """\
questionnaire:
  questions:
    - {id: I-1.lvl, type: single, text: 等次, options: {A: 好, B: 差}}
    - {id: I-1.items, type: multi, text: 事项, options: {a: 甲, b: 乙}}
    - {id: I-1.n, type: number, text: 次数, visible_when: ▶lvl == "C" or "a" in items}
  cross_checks:
    - {id: LG-1, severity: error, inputs: {lvl: I-1.lvl, n: I-1.n}, require: ▶'"D" != lvl or n > 0', message: 不符}
indicators:
  - {id: I-1, name: 甲, applies_when: ▶lvl == "E", rule: {kind: expression, formula: ▶9 if "c" in items else n}}
""",
        [
            ("'C', which is not an option of I-1.lvl", "A, B"),
            ("'D'", "A, B"),
            ("'E'", "A, B"),
            ("'c'", "a, b"),
        ],
    ),
)
