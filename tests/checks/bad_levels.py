"""Files whose levels, gates, vetoes and adjustments do not fit: the mark ▶ stands where the diagnostic belongs."""

from __future__ import annotations

from tests.checks.frame import FRAME, ONE_NUMBER, Bad

ONE = FRAME + ONE_NUMBER + "indicators: [{id: I-1, name: 甲, rule: {kind: value, question: n}}]\n"
HIT = (
    FRAME
    + """\
questionnaire: {questions: [{id: I-1.n, type: number, text: 次数}, {id: F-1.hit, type: yes-no, text: 有无}]}
indicators: [{id: I-1, name: 甲, rule: {kind: value, question: n}}]
"""
)
TWO = (
    FRAME
    + """\
questionnaire: {questions: [{id: I-1.n, type: percent, text: 比率}]}
indicators:
  - {id: I-1, name: 甲, weight: 80, rule: {kind: value, question: n}}
  - {id: I-2, name: 乙, weight: 20, inputs: {n: I-1.n}, rule: {kind: value, question: n}}
"""
)

BAD_LEVELS: tuple[Bad, ...] = (
    Bad(
        "level-unreachable",
        "above the clamp of the total and below the lowest",
        ONE
        + """\
adjustments:
  total: {lowest: 10, highest: 95}
  items: [{id: J-1, name: 加, effect: bonus, inputs: {n: I-1.n}, rule: {kind: count, question: n, each: 1, cap: 9}}]
levels: [{name: 优, above: ▶95}, {name: 良, at_least: 80}, {name: 中, at_least: 10}, {name: ▶差}]
""",
        [
            ("Level '优' (above 95) can never be reached: the highest total is 95", "between 10 and 95"),
            ("Level '差' can never be reached: '中' takes everything at least 10", "leave '差' out"),
        ],
    ),
    Bad(
        "level-unreachable",
        "of a node",
        FRAME
        + ONE_NUMBER
        + """\
indicators:
  - {id: I-1, name: 甲, rule: {kind: value, question: n}, levels: [{name: 优, at_least: ▶101}, {name: 差}]}
""",
        [("Level '优' (at least 101) can never be reached: the highest score is 100", "between 0 and 100")],
    ),
    Bad(
        "gate-unreachable",
        "on a node and on a question",
        TWO
        + """\
levels:
  - name: 优
    at_least: 90
    gates: [{nodes: [I-1], at_least: ▶800}, {question: I-1.n, above: ▶100, not_applicable: fail}]
  - {name: 差}
""",
        [("at least 800", "below 100"), ("above 100, but no answer to I-1.n", "below 100")],
    ),
    Bad(
        "gate-implied",
        "by the scale, by a question's range and by the total",
        TWO
        + """\
levels:
  - name: 优
    at_least: 90
    gates: [{nodes: [I-2], at_least: ▶0}, {question: I-1.n, at_least: ▶0, missing: pass}, {nodes: [I-1], above: ▶60}]
  - {name: 差}
""",
        [
            ("'优' (at least 0) always holds: nothing is below 0", "above 0"),
            ("'优' (at least 0) always holds: nothing is below 0", "above 0"),
            ("on I-1 (above 60) always holds: who reaches the level has at least 87.48", "above 87.48"),
        ],
    ),
    Bad(
        "gate-order",
        "stricter, exclusive and missing above",
        TWO
        + """\
levels:
  - {name: 优, at_least: 90, gates: [{nodes: [I-1, I-2], at_least: 50}]}
  - name: 良
    at_least: 60
    gates: [{nodes: [▶I-1], at_least: 55}, {nodes: [▶I-2], above: 50}, {question: ▶I-1.n, at_least: 5}]
  - {name: 差}
""",
        [
            ("'良' asks I-1 for at least 55, the better level '优' for only 50", "55 or more of I-1"),
            ("asks I-2 for above 50", "50 or more of I-2"),
            ("asks I-1.n for at least 5, the better level '优' for nothing", "5 or more"),
        ],
    ),
    Bad(
        "gate-not-applicable",
        "on a question, an indicator and a group",
        FRAME
        + """\
unit_types: [市, 县]
questionnaire:
  questions:
    - {id: I-1.n, type: percent, text: 比率, not_applicable: [没有项目]}
    - {id: I-2.n, type: percent, text: 比率}
    - {id: I-3.m, type: percent, text: 比率, visible_when: n > 5, inputs: {n: I-2.n}}
dimensions:
  - {id: A, name: 安全, indicators: [{id: I-1, name: 甲, rule: {kind: value, question: n}}]}
  - {id: B, name: 成效, indicators: [{id: I-2, name: 乙, unit_types: [市], rule: {kind: value, question: n}}]}
levels:
  - name: 优
    at_least: 90
    gates: [{nodes: [▶A, ▶B], at_least: 80}, {question: ▶I-1.n, at_least: 8}, {question: ▶I-3.m, at_least: 8}]
  - {name: 差}
""",
        [
            ("on A does not say what holds when A is not applicable", "'not_applicable: fail'"),
            ("on B does not say", "'not_applicable: fail'"),
            ("on I-1.n does not say what holds when I-1.n is not applicable ('没有项目')", "pass"),
            ("(asked only when n > 5)", "pass"),
        ],
    ),
    Bad(
        "unscored-question-used",
        "by a gate, a veto and its list",
        FRAME
        + """\
questionnaire:
  questions:
    - {id: I-1.n, type: number, text: 次数}
    - {id: I-1.m, type: number, text: 人数, scored: false}
    - {id: F-1.hit, type: yes-no, text: 有无, scored: false}
indicators: [{id: I-1, name: 甲, rule: {kind: value, question: n}}]
levels: [{name: 优, at_least: 90, gates: [{question: ▶I-1.m, at_least: 1}]}, {name: 差}]
vetoes: [{id: F-1, name: 底线, when: ▶hit, effects: [{kind: no-award}]}]
""",
        [("'优' uses question 'I-1.m'", "scored"), ("F-1 uses question 'F-1.hit'", "scored")],
    ),
    Bad(
        "veto-without-effect",
        "of three kinds",
        HIT
        + """\
levels: [{name: 优, at_least: 90}, {name: 良, at_least: 60}, {name: 差}]
vetoes:
  - id: F-1
    name: 底线
    when: hit
    effects: [{kind: cap-level, level: ▶优}, {kind: cap-total, total: ▶100}, {kind: ▶no-bonus}]
""",
        [
            ("'优', which is the best level", "良, 差"),
            ("the total at 100, but no total is above 100", "below 100"),
            ("'no-bonus', but there are none", "Leave"),
        ],
    ),
    Bad(
        "adjustment-without-cap",
        "of a count",
        ONE
        + """\
adjustments:
  items: [{id: J-1, name: 加, effect: bonus, inputs: {n: I-1.n}, rule: ▶{kind: count, question: n, each: 0.5}}]
""",
        [
            (
                "The bonus J-1 counts 0.5 per occurrence without a cap of its own; it may give up to 100",
                "'cap'",
            )
        ],
    ),
    Bad(
        "cap-above-ceiling",
        "of all bonuses and of one penalty",
        ONE
        + """\
adjustments:
  bonus_cap: ▶10
  penalty_cap: 3
  items:
    - {id: J-1, name: 加, effect: bonus, inputs: {n: I-1.n}, rule: {kind: count, question: n, each: 1, cap: 2}}
    - {id: K-1, name: 扣, effect: penalty, inputs: {n: I-1.n}, rule: ▶{kind: count, question: n, each: 1, cap: 5}}
""",
        [
            ("'bonus_cap' is 10, but all bonuses together give at most 2", "2 or less"),
            ("The penalty K-1 may give 5, but all penalties together are capped at 3", "at most 3"),
        ],
    ),
    Bad(
        "bonus-threshold",
        "above the scale",
        ONE
        + """\
adjustments:
  bonus_above: ▶600
  items: [{id: J-1, name: 加, effect: bonus, inputs: {n: I-1.n}, rule: {kind: count, question: n, each: 1, cap: 2}}]
""",
        [("'bonus_above' is 600, so bonuses never count", "from 0 to below 100")],
    ),
    Bad(
        "bonus-threshold",
        "below the scale",
        ONE + "adjustments: {bonus_above: ▶-1, items: []}\n",
        [("'bonus_above' is -1, so bonuses always count", "from 0")],
    ),
    Bad(
        "total-clamp",
        "with its bounds swapped",
        ONE + "adjustments: {total: {lowest: ▶100, highest: 0}, items: []}\n",
        [("lowest 100 is not below its highest 0", "from 0 to 100")],
    ),
    Bad(
        "total-clamp",
        "above the scale",
        ONE + "adjustments: {total: {lowest: ▶100}, items: []}\n",
        [("lowest 100 is not below the scale's highest 100", "from 0 to 100")],
    ),
    Bad(
        "total-clamp",
        "below the scale",
        ONE + "adjustments: {total: {highest: ▶0}, items: []}\n",
        [("highest 0 is not above the scale's lowest 0", "from 0 to 100")],
    ),
    Bad(
        "not-applicable-unlimited",
        "of two questions",
        FRAME
        + """\
questionnaire:
  ▶questions:
    - {id: I-1.n, type: number, text: 次数, not_applicable: [没有项目]}
    - {id: I-1.m, type: number, text: 人数, not_applicable: [没有项目]}
indicators: [{id: I-1, name: 甲, rule: {kind: value, question: n}}]
""",
        [("I-1.n and 1 more may be declared not applicable", "from 0 to 100")],
    ),
    Bad(
        "repeated-reference",
        "in tie-breaks, gates, clauses and views",
        FRAME
        + ONE_NUMBER
        + """\
clauses: [{id: 六(一), title: 甲}]
indicators: [{id: I-1, name: 甲, clauses: [六(一), ▶6.1], rule: {kind: value, question: n}}]
levels: [{name: 优, at_least: 90, gates: [{nodes: [I-1, ▶I-1], at_least: 95}]}, {name: 差}]
ranking: {tie_break: [I-1, ▶I-1]}
views:
  - id: v
    name: 另一种
    groups: [{id: g, name: 组, indicators: [I-1]}, {id: h, name: 组, indicators: [▶I-1]}]
""",
        [
            ("'clauses' of I-1 names '六(一)' twice", "Take one out"),
            ("A gate of level '优' names 'I-1' twice", "Take one out"),
            ("The tie-break names 'I-1' twice", "Take one out"),
            ("View 'v' names 'I-1' twice", "Take one out"),
        ],
    ),
    Bad(
        "view-incomplete",
        "by one indicator",
        TWO + "views: [{id: ▶v, name: 另一种, groups: [{id: g, name: 组, indicators: [I-1]}]}]\n",
        [("View 'v' leaves out I-2 of 2 indicators", "Add I-2")],
    ),
    Bad(
        "indicator-without-clause",
        "beside clauses",
        FRAME
        + ONE_NUMBER
        + """\
clauses: [{id: 六(一), title: 甲}]
indicators:
  - {id: I-1, name: 甲, clauses: [六(一)], rule: {kind: value, question: n}}
  - {id: ▶I-2, name: 乙, inputs: {n: I-1.n}, rule: {kind: value, question: n}}
""",
        [("I-2 '乙' serves no clause", "[六(一)]")],
    ),
    Bad(
        "indicator-without-clause",
        "beside clauses in English",
        FRAME
        + "lang: en\n"
        + ONE_NUMBER
        + """\
clauses: [{id: "6.1", title: A}]
indicators:
  - {id: I-1, name: A, clauses: ["6.1"], rule: {kind: value, question: n}}
  - {id: ▶I-2, name: B, inputs: {n: I-1.n}, rule: {kind: value, question: n}}
""",
        [("I-2 'B' serves no clause", "[6.1]")],
    ),
    Bad(
        "restricted-shown",
        "by an indicator and a gate",
        FRAME
        + """\
questionnaire: {questions: [{id: I-1.n, type: percent, text: 比率, sensitivity: restricted}]}
indicators: [{id: I-1, name: 甲, sensitivity: public, rule: {kind: value, question: ▶n}}]
levels: [{name: 优, at_least: 90, gates: [{question: ▶I-1.n, at_least: 5}]}, {name: 差}]
""",
        [("I-1 is 'public', but uses the restricted question I-1.n", "on I-1"), ("question I-1.n", "score")],
    ),
    Bad(
        "restricted-shown",
        "by ranks",
        FRAME
        + """\
questionnaire: {questions: [{id: I-1.n, type: percent, text: 比率}]}
indicators: [{id: I-1, name: 甲, sensitivity: restricted, rule: {kind: value, question: n}}]
ranking: {tie_break: [▶I-1]}
""",
        [("higher score of I-1, which is restricted", "Break ties by a dimension")],
    ),
    Bad(
        "evidence-not-to-report",
        "of an indicator and a question",
        FRAME
        + """\
questionnaire: {questions: [{id: I-1.n, type: number, text: 次数, evidence: [▶漏洞清单]}]}
indicators:
  - {id: I-1, name: 甲, evidence: [统计表, ▶网络拓扑图, ▶审计报告全文], rule: {kind: value, question: n}}
""",
        [
            ("'漏洞清单' of I-1.n", "漏洞清单(现场查阅,不报送)"),
            ("'网络拓扑图' of I-1", "网络拓扑图(现场查阅,不报送)"),
            ("'审计报告全文' of I-1", "excerpt"),
        ],
    ),
)
