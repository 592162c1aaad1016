"""Good files close to what the checks of levels, gates, vetoes, adjustments and policy object to."""

from __future__ import annotations

from tests.checks.bad_levels import HIT, ONE, TWO
from tests.checks.frame import FRAME, ONE_NUMBER

GOOD_LEVELS: dict[str, str] = {
    "level-unreachable": ONE
    + """\
adjustments:
  bonus_cap: 5
  items: [{id: J-1, name: 加, effect: bonus, inputs: {n: I-1.n}, rule: {kind: count, question: n, each: 1, cap: 9}}]
levels: [{name: 优, at_least: 105}, {name: 良, above: 0}, {name: 差}]
""",
    "gate-unreachable": TWO
    + """\
levels:
  - {name: 优, at_least: 90, gates: [{nodes: [I-1], at_least: 100}, {question: I-1.n, above: 99}]}
  - {name: 差}
""",
    "gate-implied": TWO
    + """\
levels:
  - {name: 优, at_least: 90, gates: [{nodes: [I-1], at_least: 88}, {nodes: [I-2], at_least: 51}]}
  - {name: 良, above: 60, gates: [{question: I-1.n, at_least: 0}]}
  - {name: 差}
""",
    "gate-order": TWO
    + """\
levels:
  - {name: 优, at_least: 90, gates: [{nodes: [I-1, I-2], at_least: 50}, {nodes: [I-2], above: 60}]}
  - {name: 良, at_least: 60, gates: [{nodes: [I-2], above: 50}]}
  - {name: 差}
""",
    "gate-not-applicable": FRAME
    + """\
questionnaire:
  questions:
    - {id: I-1.n, type: percent, text: 比率, not_applicable: [没有项目]}
    - {id: I-2.n, type: percent, text: 比率}
dimensions:
  - id: A
    name: 安全
    indicators:
      - {id: I-1, name: 甲, rule: {kind: value, question: n}}
      - {id: I-2, name: 乙, rule: {kind: value, question: n}}
levels:
  - name: 优
    at_least: 90
    gates: [{nodes: [A, I-2], at_least: 80}, {question: I-1.n, at_least: 8, not_applicable: pass}]
  - {name: 差}
""",
    "veto-without-effect": HIT
    + """\
levels: [{name: 优, at_least: 90}, {name: 差}]
vetoes:
  - {id: F-1, name: 底线, when: hit, effects: [{kind: cap-level, level: 差}, {kind: cap-total, total: 59.99}]}
""",
    "adjustment-without-cap": ONE
    + """\
adjustments:
  items: [{id: J-1, name: 加, effect: bonus, inputs: {n: I-1.n}, rule: {kind: count, question: n, each: 1, cap: 2}}]
""",
    "cap-above-ceiling": ONE
    + """\
adjustments:
  bonus_cap: 3
  items:
    - {id: J-1, name: 加, effect: bonus, inputs: {n: I-1.n}, rule: {kind: count, question: n, each: 1, cap: 2}}
    - {id: J-2, name: 加, effect: bonus, inputs: {n: I-1.n}, rule: {kind: count, question: n, each: 1, cap: 1}}
    - {id: K-1, name: 扣, effect: penalty, inputs: {n: I-1.n}, rule: {kind: count, question: n, each: 1, cap: 5}}
""",
    "bonus-threshold": ONE + "adjustments: {bonus_above: 60, items: []}\n",
    "total-clamp": ONE + "adjustments: {total: {lowest: -20, highest: 120}, items: []}\n",
    "not-applicable-unlimited": FRAME
    + """\
not_applicable_limit: 25
questionnaire: {questions: [{id: I-1.n, type: number, text: 次数, not_applicable: [没有项目]}]}
indicators: [{id: I-1, name: 甲, rule: {kind: value, question: n}}]
""",
    "repeated-reference": TWO
    + """\
ranking: {tie_break: [I-1, I-2]}
views: [{id: v, name: 一, groups: [{id: g, name: 组, indicators: [I-1, I-2]}]}, {id: w, name: 二, by: responsible}]
""",
    "view-incomplete": TWO
    + """\
views:
  - {id: v, name: 另一种, groups: [{id: g, name: 组, indicators: [I-1]}, {id: h, name: 组, indicators: [I-2]}]}
""",
    "indicator-without-clause": FRAME
    + ONE_NUMBER
    + "indicators: [{id: I-1, name: 没有条款清单, rule: {kind: value, question: n}}]\n",
    "restricted-shown": FRAME
    + """\
questionnaire: {questions: [{id: I-1.n, type: percent, text: 比率, sensitivity: restricted}]}
indicators: [{id: I-1, name: 甲, sensitivity: restricted, rule: {kind: value, question: n}}]
levels: [{name: 优, at_least: 90, gates: [{nodes: [I-1], at_least: 95}]}, {name: 差}]
""",
    "evidence-not-to-report": FRAME
    + ONE_NUMBER
    + """\
indicators:
  - id: I-1
    name: 甲
    evidence: [网络拓扑图(现场查阅,不报送), 资产统计(不含拓扑图和地址), 审计报告摘录, 认定文件]
    rule: {kind: value, question: n}
""",
}
