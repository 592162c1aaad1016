"""Files that name what is not there, or twice what is: the mark ▶ stands where the diagnostic belongs."""

from __future__ import annotations

from tests.checks.frame import FRAME, ONE_NUMBER, Bad

BAD_REFERENCES: tuple[Bad, ...] = (
    Bad(
        "duplicate-id",
        "of indicators",
        FRAME
        + """\
questionnaire: {questions: [{id: I-1.n, type: number, text: 次数}]}
indicators:
  - {id: I-1, name: 甲, rule: {kind: value, question: n}}
  - {id: ▶I-1, name: 乙, rule: {kind: value, question: n}}
""",
        [("'I-1' is used twice", "system.yaml:6:10")],
    ),
    Bad(
        "duplicate-id",
        "of questions, cross-checks and clauses, also in another case",
        FRAME
        + """\
questionnaire:
  questions:
    - {id: I-1.n, type: number, text: 次数}
    - {id: ▶i-1.n, type: number, text: 又一个次数}
  cross_checks:
    - {id: LG-1, severity: error, inputs: {n: I-1.n}, require: n >= 0, message: 不得为负}
    - {id: ▶lg-1, severity: error, inputs: {n: I-1.n}, require: n >= 1, message: 至少一次}
clauses: [{id: 六(一), title: 甲}, {id: ▶6.1, title: 乙}]
indicators: [{id: I-1, name: 甲, clauses: [六(一)], rule: {kind: value, question: n}}]
""",
        [
            ("'I-1.n' and 'i-1.n' differ only in case", "system.yaml:6:12"),
            ("'LG-1' and 'lg-1' differ only in case", "system.yaml:9:12"),
            ("'六(一)' is used twice", "system.yaml:11:16"),
        ],
    ),
    Bad(
        "duplicate-id",
        "of a group and a veto",
        FRAME
        + """\
questionnaire: {questions: [{id: I-1.n, type: number, text: 次数}, {id: A.hit, type: yes-no, text: 有无}]}
dimensions: [{id: A, name: 甲, indicators: [{id: I-1, name: 甲, rule: {kind: value, question: n}}]}]
vetoes: [{id: ▶A, name: 底线, when: hit, effects: [{kind: no-award}]}]
""",
        [("'A' is used twice", "system.yaml:5:19")],
    ),
    Bad(
        "questionnaire-version",
        "not a range",
        FRAME
        + """\
questionnaire: {id: beside, version: ▶latest}
indicators: [{id: I-1, name: 甲, rule: {kind: value, question: n}}]
""",
        [("'latest' is not a version range", "'>=2026.1,<2027'")],
    ),
    Bad(
        "questionnaire-version",
        "of a questionnaire beside",
        FRAME
        + """questionnaire: {id: beside, version: ▶">=2025,<2026"}
indicators: [{id: I-1, name: 甲, rule: {kind: value, question: n}}]
""",
        [("needs questionnaire beside >=2025,<2026, but 2026.1.0 is here", "widen the range")],
    ),
    Bad(
        "unknown-question",
        "of a rule",
        FRAME
        + """\
questionnaire: {questions: [{id: I-1.level, type: number, text: 次数}]}
indicators: [{id: I-1, name: 甲, rule: {kind: value, question: ▶levl}}]
""",
        [
            (
                "'levl', but there is no question 'I-1.levl'",
                "Did you mean 'level'? Its own questions are level.",
            )
        ],
    ),
    Bad(
        "unknown-question",
        "of inputs, gates, conditions and cross-checks",
        FRAME
        + """\
questionnaire:
  questions:
    - {id: I-1.total, type: number, text: 总数}
    - {id: I-1.done, type: number, text: 完成数, visible_when: ▶totl > 0}
  cross_checks:
    - {id: LG-1, severity: error, inputs: {done: ▶I-1.don}, require: done <= 1, message: 至多一次}
    - {id: LG-2, severity: error, inputs: {done: I-1.done}, require: ▶dne <= 1, message: 至多一次}
indicators:
  - {id: I-1, name: 甲, inputs: {all: ▶I-1.totals}, rule: {kind: expression, formula: all}}
  - {id: I-2, name: 乙, applies_when: ▶has, inputs: {n: I-1.total}, rule: {kind: value, question: n}}
levels:
  - {name: 优, at_least: 90, gates: [{question: ▶I-1.dones, at_least: 1}]}
  - {name: 其他}
""",
        [
            ("'I-1.totl'", "'total'"),
            ("'I-1.don'", "'I-1.done'"),
            ("'dne'", "'done'"),
            ("'I-1.totals'", "'I-1.total'"),
            ("'I-2.has'", "It has no questions of its own."),
            ("'I-1.dones'", "'I-1.done'"),
        ],
    ),
    Bad(
        "unscored-question-used",
        "by a rule",
        FRAME
        + """\
questionnaire: {questions: [{id: I-1.n, type: number, text: 次数, scored: false}]}
indicators: [{id: I-1, name: 甲, rule: {kind: value, question: ▶n}}]
""",
        [("'I-1.n', which is declared 'scored: false'", "Use a scored question")],
    ),
    Bad(
        "question-type",
        "of rules",
        FRAME
        + """\
questionnaire:
  questions:
    - {id: I-1.lvl, type: single, text: 等次, options: {A: 好, B: 差}}
    - {id: I-1.items, type: multi, text: 事项, options: {a: 甲, b: 乙}}
    - {id: I-1.n, type: number, text: 次数}
indicators:
  - {id: I-1, name: 甲, rule: {kind: linear, question: ▶lvl, floor: 0, target: 9}}
  - {id: I-2, name: 乙, inputs: {items: I-1.items}, rule: {kind: yes-no, question: ▶items}}
  - {id: I-3, name: 丙, inputs: {n: I-1.n}, rule: {kind: checklist, question: ▶n, points: {a: 1}}}
""",
        [
            ("I-1.lvl is of type 'single'", "'choice'"),
            ("I-1.items is of type 'multi'", "'checklist'"),
            ("I-1.n is of type 'number'", "linear"),
        ],
    ),
    Bad(
        "question-type",
        "of a gate and of a list of indicators",
        FRAME
        + """\
questionnaire:
  questions:
    - {id: I-1.n, type: number, text: 次数}
    - {id: F-1.hit, type: yes-no, text: 有无}
    - {id: F-1.which, type: text, text: 涉及指标}
indicators: [{id: I-1, name: 甲, rule: {kind: value, question: n}}]
levels:
  - {name: 优, at_least: 90, gates: [{question: ▶F-1.hit, at_least: 1}]}
  - {name: 其他}
vetoes: [{id: F-1, name: 底线, when: hit, effects: [{kind: zero-listed, question: ▶which}]}]
""",
        [("F-1.hit is of type 'yes-no'", "numbers"), ("F-1.which is of type 'text'", "'indicators'")],
    ),
    Bad(
        "unknown-option",
        "of points and of not applicable",
        FRAME
        + """\
questionnaire: {questions: [{id: I-1.lvl, type: single, text: 等次, options: {A: 好, B: 差, N: 无}}]}
indicators:
  - id: I-1
    name: 甲
    rule: {kind: choice, question: lvl, points: {A: 100, B: 60, ▶C: 0}, not_applicable: [N, ▶M]}
""",
        [("'C'", "A, B, N"), ("'M'", "A, B, N")],
    ),
    Bad(
        "unknown-option",
        "without points",
        FRAME
        + """\
questionnaire: {questions: [{id: I-1.lvl, type: single, text: 等次, options: {A: 好, B: 中, C: 差}}]}
unit_types: [市, 县]
indicators:
  - {id: I-1, name: 甲, rule: {kind: choice, question: lvl, points: ▶{A: 100}}}
  - id: I-2
    name: 乙
    inputs: {lvl: I-1.lvl}
    rule: {kind: choice, question: lvl, points: {市: {A: 9, B: 5, C: 1}, 县: ▶{A: 9, B: 5}}}
""",
        [("'B' of I-1.lvl", "B: 0, C: 0"), ("For 县, I-2 gives no points for option 'C'", "C: 0")],
    ),
    Bad(
        "unknown-node",
        "of gates, vetoes, ranking, views and exclusions",
        FRAME
        + """\
questionnaire:
  questions:
    - {id: AQ-1.n, type: number, text: 次数, exclusive_with: [▶AQ-2.n]}
    - {id: F-1.hit, type: yes-no, text: 有无}
dimensions: [{id: AQ, name: 安全, indicators: [{id: AQ-1, name: 甲, rule: {kind: value, question: n}}]}]
levels:
  - {name: 引领型, at_least: 90, gates: [{nodes: [▶AO], at_least: 80}]}
  - {name: 追赶型}
vetoes:
  - {id: F-1, name: 底线, when: hit, effects: [{kind: zero, node: ▶AQQ}, {kind: cap-level, level: ▶追赶}]}
ranking: {tie_break: [▶TC]}
views: [{id: v, name: 另一种, groups: [{id: g, name: 组, indicators: [▶AQ]}]}]
""",
        [
            ("'AQ-2.n'", "'AQ-1.n'"),
            ("'AO'", "The nodes are AQ, AQ-1."),
            ("'AQQ'", "'AQ'"),
            ("'追赶'", "'追赶型'"),
            ("'TC'", "The nodes are AQ, AQ-1."),
            ("'AQ'", "'AQ-1'"),
        ],
    ),
    Bad(
        "unknown-node",
        "exclusion in a system without references",
        FRAME
        + """\
questionnaire: {questions: [{id: I-1.n, type: number, text: 次数, exclusive_with: [▶I-1.m]}]}
indicators: [{id: I-1, name: 甲, rule: {kind: value, question: n}}]
""",
        [("'I-1.m'", "'I-1.n'")],
    ),
    Bad(
        "unknown-clause",
        "of an indicator",
        FRAME
        + ONE_NUMBER
        + """\
clauses: [{id: 八(一), title: 加强组织领导}]
indicators: [{id: I-1, name: 甲, clauses: [8.1, ▶八(五)], rule: {kind: value, question: n}}]
""",
        [("'八(五)'", "'八(一)'")],
    ),
    Bad(
        "unserved-clause",
        "in the list",
        FRAME
        + ONE_NUMBER
        + """\
clauses:
  - {id: 八(一), title: 加强组织领导}
  - {id: ▶八(二), title: 健全推进机制}
indicators: [{id: I-1, name: 甲, clauses: [八(一)], rule: {kind: value, question: n}}]
""",
        [("八(二) '健全推进机制'", "八(二)")],
    ),
)
