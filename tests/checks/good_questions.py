"""Good files close to what the checks of questions object to."""

from __future__ import annotations

from tests.checks.bad_questions import asking
from tests.checks.frame import FRAME

WHOLE = (
    "id: I-1.n, type: integer, text: 次数, unit: 次, maximum: 99, definition: 专题会议, scope: 本级, as_of: 时期, "
    "filler: 数据局"
)
REFERENCE = "id: I-1.m, type: number, text: 人数, scored: false"
STATED = asking(WHOLE, REFERENCE)

GOOD_QUESTIONS: dict[str, str] = {
    "missing-definition": STATED,
    "missing-unit": STATED,
    "missing-scope": STATED,
    "missing-as-of": STATED,
    "missing-filler": STATED,
    "number-without-maximum": STATED,
    "missing-evidence": FRAME
    + """\
questionnaire:
  questions: [{id: I-1.n, type: number, text: 次数}, {id: I-3.n, type: number, text: 人数, evidence: [名单]}]
indicators:
  - {id: I-1, name: 甲, source: [自评], evidence: [会议纪要], rule: {kind: value, question: n}}
  - {id: I-2, name: 乙, source: [系统取数], inputs: {n: I-1.n}, rule: {kind: value, question: n}}
  - {id: I-3, name: 丙, source: [自评], rule: {kind: value, question: n}}
""",
    "percent-range": asking(
        "id: I-1.n, type: percent, text: 比率, minimum: 0, maximum: 100",
        'id: I-1.m, type: number, text: 增长率, unit: "%", minimum: -100, maximum: 1000',
    ),
    "percent-not-proportion": asking(
        "id: I-1.n, type: proportion, text: 已上云系统占应上云系统的比例",
        "id: I-1.m, type: percent, text: 满意度, definition: 第三方调查的得分率",
    ),
    "several-fillers": asking(
        "id: I-1.n, type: number, text: 次数, filler: 安全可靠应用主管部门",
        "id: I-1.m, type: number, text: 人数, filler: 住房和城乡建设局",
    ),
    "told-what-to-fill": asking(
        "id: I-1.n, type: percent, text: 合格率, definition: 没有议定事项的填0;满分100分以上的另报",
        "id: I-1.m, type: number, text: 金额, definition: 不足1000元的填1000",
    ),
    "condition-never-holds": asking(
        "id: I-1.n, type: percent, text: 比率",
        "id: I-1.lvl, type: single, text: 等次, options: {A: 好, B: 差}",
        'id: I-1.a, type: number, text: 一, visible_when: lvl == "A" or lvl == "B" and n > 99',
        'id: I-1.b, type: number, text: 二, visible_when: lvl == "A" and not n > 50',
    ),
    "circular-condition": asking(
        "id: I-1.n, type: number, text: 一",
        "id: I-1.a, type: number, text: 二, visible_when: b > 0 and c > 0",
        "id: I-1.b, type: number, text: 三, visible_when: c > 0",
        "id: I-1.c, type: number, text: 四, visible_when: n > 0",
    ),
    "choice-of-one": asking(
        "id: I-1.n, type: number, text: 次数",
        "id: I-1.lvl, type: single, text: 等次, options: {A: 已建立, B: 未建立}",
    ),
    "repeated-label": asking(
        "id: I-1.n, type: number, text: 次数",
        "id: I-1.a, type: single, text: 等次, options: {A: 已建立, B: 未建立}",
        "id: I-1.b, type: single, text: 另一等次, options: {A: 已建立, B: 未建立}",
    ),
    "unusable-reason": asking(
        "id: I-1.n, type: number, text: 次数, not_applicable: [无差评, 无项目]",
        "id: I-1.m, type: number, text: 人数, not_applicable: [无项目]",
    ),
    "question-for-others": FRAME
    + """\
unit_types: [省, 市, 县]
questionnaire:
  questions:
    - {id: I-1.n, type: number, text: 次数, unit_types: [市, 县]}
    - {id: I-1.m, type: number, text: 人数}
indicators:
  - {id: I-1, name: 甲, unit_types: [市], rule: {kind: value, question: n}}
  - {id: I-2, name: 乙, unit_types: [县], inputs: {n: I-1.n}, rule: {kind: value, question: n}}
""",
    "free-text-decides": FRAME
    + """\
questionnaire:
  questions:
    - {id: I-1.n, type: number, text: 次数}
    - {id: I-1.remark, type: text, text: 备注, scored: false}
    - {id: I-1.has, type: single, text: 有无, options: {a: 有, b: 无}}
indicators: [{id: I-1, name: 甲, applies_when: has == "a", rule: {kind: value, question: n}}]
""",
    "similar-questions": asking(
        "id: I-1.n, type: number, text: 应网上运行的行政权力事项数",
        "id: I-1.m, type: number, text: 网上运行的行政权力事项数",
        "id: I-2.n, type: number, text: 应网上运行的行政权力事项数, exclusive_with: [I-1.n]",
        "id: I-3.n, type: integer, text: 应网上运行的行政权力事项数",
        "id: I-4.n, type: number, text: 短的次数",
        "id: I-5.n, type: number, text: 短的次数",
    ),
    "counted-twice": FRAME
    + """\
unit_types: [市, 县]
questionnaire:
  questions:
    - {id: I-1.n, type: number, text: 次数, exclusive_with: [K-1]}
    - {id: I-2.all, type: number, text: 总数}
    - {id: I-2.n, type: number, text: 人数}
indicators:
  - {id: I-1, name: 甲, rule: {kind: count, question: n, each: 5}}
  - id: I-2
    name: 乙
    rule: {kind: ratio, numerator: n, denominator: all, floor: 0, target: 90, zero_denominator: not-applicable}
  - id: I-3
    name: 丙
    inputs: {all: I-2.all, n: I-1.n}
    rule: {kind: ratio, numerator: n, denominator: all, floor: 0, target: 90, zero_denominator: not-applicable}
  - {id: I-4, name: 丁, unit_types: [市], inputs: {n: I-2.n}, rule: {kind: value, question: n}}
  - {id: I-5, name: 戊, unit_types: [县], inputs: {n: I-2.n}, rule: {kind: value, question: n}}
adjustments:
  items:
    - {id: K-1, name: 扣, effect: penalty, inputs: {n: I-1.n}, rule: {kind: count, question: n, each: 1, cap: 2}}
""",
    "stray-blanks": asking('id: I-1.n, type: number, text: "会议 次数", filler: 数据局', REFERENCE),
    "full-width": asking(
        'id: I-1.n, type: number, text: 每１００件的次数(％), unit: "%"',
        "id: I-1.m, type: single, text: 等次, options: {A: 好，全部, B: 差}",
    ),
}
