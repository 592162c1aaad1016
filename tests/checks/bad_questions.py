"""Files whose questions are wrong or leave things open: the mark ▶ stands where the diagnostic belongs."""

from __future__ import annotations

from tests.checks.frame import FRAME, Bad

RULE = "indicators: [{id: I-1, name: 甲, rule: {kind: value, question: n}}]\n"


def asking(*questions: str) -> str:
    """A system with these questions, each a YAML mapping in one line."""
    return FRAME + "questionnaire:\n  questions:\n" + "".join(f"    - {{{q}}}\n" for q in questions) + RULE


def unstated(check: str, field: str, value: str, remedy: str) -> tuple[Bad, Bad]:
    """A questionnaire of which one question leaves a field open, and one that states it nowhere."""
    first, second = "type: number, text: 次数", "type: number, text: 人数"
    return (
        Bad(
            check,
            "of one question",
            asking(f"id: I-1.n, {first}, {field}: {value}", f"id: ▶I-1.m, {second}"),
            [(f"I-1.m '人数' does not state '{field}'", remedy)],
        ),
        Bad(
            check,
            "of all questions",
            asking(f"id: ▶I-1.n, {first}", f"id: I-1.m, {second}"),
            [(f"None of the 2 scored questions concerned, from I-1.n on, states '{field}'", "'defaults'")],
        ),
    )


BAD_QUESTIONS: tuple[Bad, ...] = (
    *unstated("missing-definition", "definition", "专题会议", "what counts"),
    *unstated("missing-unit", "unit", "次", "万元"),
    *unstated("missing-scope", "scope", "本级", "全域"),
    *unstated("missing-as-of", "as_of", "时点", "时期"),
    *unstated("missing-filler", "filler", "数据局", "数据局"),
    *unstated("number-without-maximum", "maximum", "99", "slips"),
    Bad(
        "missing-evidence",
        "of a self-assessed indicator",
        FRAME
        + """\
questionnaire: {questions: [{id: I-1.n, type: number, text: 次数}]}
indicators: [{id: I-1, name: 甲, source: ▶[自评, 核查], rule: {kind: value, question: n}}]
""",
        [("I-1 '甲' is self-assessed (自评)", "'evidence'")],
    ),
    Bad(
        "percent-range",
        "on either side",
        asking(
            "id: I-1.n, type: percent, text: 比率, maximum: ▶1000",
            "id: I-1.m, type: proportion, text: 占比, minimum: ▶-5",
        ),
        [("I-1.n permits answers up to 1000", "'number'"), ("I-1.m permits answers from -5", "'number'")],
    ),
    Bad(
        "percent-not-proportion",
        "in the text and in the definition",
        asking(
            "id: I-1.n, type: percent, text: ▶已上云系统占应上云系统的比例",
            "id: I-1.m, type: percent, text: 上云率, definition: ▶已上云系统数÷应上云系统数×100%",
        ),
        [("'占应上云系统的比例'", "'proportion'"), ("('÷')", "'proportion'")],
    ),
    Bad(
        "several-fillers",
        "in every way of listing them",
        asking(
            "id: I-1.n, type: number, text: 次数, filler: ▶网信办/数据局",
            "id: I-1.m, type: number, text: 人数, filler: ▶公安局、网信办",
            "id: I-1.k, type: number, text: 件数, filler: ▶编办或组织部",
        ),
        [("'网信办/数据局'", "'网信办'"), ("'公安局、网信办'", "'公安局'"), ("'编办或组织部'", "'编办'")],
    ),
    Bad(
        "several-fillers",
        "once where the defaults say so",
        FRAME
        + """\
questionnaire:
  sections:
    - id: tc
      name: 统筹
      questions: [{id: I-1.n, type: number, text: 次数, filler: ▶网信办;数据局}]
"""
        + RULE,
        [("'网信办;数据局'", "'网信办'")],
    ),
    Bad(
        "told-what-to-fill",
        "in the text and in the definition",
        asking(
            "id: I-1.n, type: percent, text: ▶测评合格率(无三级系统的填100)",
            "id: I-1.m, type: percent, text: 整改率, definition: ▶没有问题的按满分",
        ),
        [("'填100'", "'not_applicable'"), ("'按满分'", "'not_applicable'")],
    ),
    Bad(
        "condition-never-holds",
        "with options, numbers and contradictions",
        asking(
            "id: I-1.n, type: percent, text: 比率",
            "id: I-1.lvl, type: single, text: 等次, options: {A: 好, B: 差}",
            "id: I-1.items, type: multi, text: 事项, options: {a: 甲, b: 乙}",
            'id: I-1.c, type: number, text: 一, visible_when: ▶lvl == "F"',
            "id: I-1.d, type: number, text: 二, visible_when: ▶n > 100",
            'id: I-1.e, type: number, text: 三, visible_when: ▶lvl == "A" and lvl == "B"',
            'id: I-1.f, type: number, text: 四, visible_when: ▶n < 0 or "c" in items',
            'id: I-1.g, type: number, text: 五, visible_when: ▶not lvl == "F"',
        ),
        [
            ("I-1.c is never asked: 'lvl == \"F\"' never holds", "A, B"),
            ("I-1.d is never asked: 'n > 100'", "from 0 to 100"),
            ("I-1.e is never asked", "A, B"),
            ("I-1.f is never asked", "from 0 to 100"),
            ("I-1.g is asked of everybody: 'not lvl == \"F\"' always holds", "A, B"),
        ],
    ),
    Bad(
        "circular-condition",
        "of one question and of three",
        asking(
            "id: I-1.n, type: number, text: 一",
            "id: I-1.a, type: number, text: 二, visible_when: ▶b > 0",
            "id: I-1.b, type: number, text: 三, visible_when: c > 0 and n > 0",
            "id: I-1.c, type: number, text: 四, visible_when: a > 0",
            "id: I-1.d, type: number, text: 五, visible_when: ▶d > 0",
            "id: I-1.e, type: number, text: 六, visible_when: a > 0",
        ),
        [
            ("I-1.a → I-1.b → I-1.c → I-1.a", "before I-1.a"),
            ("I-1.d → I-1.d", "before I-1.d"),
        ],
    ),
    Bad(
        "choice-of-one",
        "of a single",
        asking(
            "id: I-1.n, type: number, text: 次数",
            "id: I-1.lvl, type: single, text: 等次, options: ▶{A: 已建立}",
        ),
        [("I-1.lvl has the option A '已建立' only", "'yes-no'")],
    ),
    Bad(
        "repeated-label",
        "but for blanks",
        asking(
            "id: I-1.n, type: number, text: 次数",
            "id: I-1.lvl, type: single, text: 等次, options: {A: 已建立, B: 未建立, C: ▶已 建立}",
        ),
        [("Option C of I-1.lvl reads like option A", "take one out")],
    ),
    Bad(
        "unusable-reason",
        "blank, twice and not scored",
        asking(
            'id: I-1.n, type: number, text: 次数, not_applicable: [无差评, ▶" ", ▶无差评]',
            "id: I-1.m, type: number, text: 人数, scored: false, not_applicable: [▶无项目]",
        ),
        [
            ("Reason 2 ' ' of I-1.n is blank", "Take"),
            ("'无差评' twice", "Take"),
            ("I-1.m permits '无项目'", "Take"),
        ],
    ),
    Bad(
        "question-for-others",
        "than its owner is for",
        FRAME
        + """\
unit_types: [省, 市, 县]
questionnaire:
  questions:
    - {id: I-1.n, type: number, text: 次数, unit_types: [市, ▶县]}
    - {id: I-2.n, type: number, text: 人数, unit_types: [▶省]}
indicators:
  - {id: I-1, name: 甲, unit_types: [市], rule: {kind: value, question: n}}
  - {id: I-2, name: 乙, unit_types: [县], rule: {kind: value, question: n}}
""",
        [
            ("I-1.n is for 县, but I-1 is not", "Asked for are 市"),
            ("I-2.n is for 省, but I-2 is not", "Asked for are 县"),
        ],
    ),
    Bad(
        "free-text-decides",
        "in conditions",
        FRAME
        + """\
questionnaire:
  questions:
    - {id: I-1.n, type: number, text: 次数}
    - {id: I-1.remark, type: text, text: 备注}
    - {id: F-1.note, type: text, text: 说明}
indicators: [{id: I-1, name: 甲, applies_when: ▶remark != "无", rule: {kind: value, question: n}}]
vetoes: [{id: F-1, name: 底线, when: ▶note == "有", effects: [{kind: no-award}]}]
""",
        [("I-1 is decided by question 'I-1.remark'", "yes-no"), ("F-1 is decided by", "yes-no")],
    ),
    Bad(
        "similar-questions",
        "the same and nearly the same",
        asking(
            "id: I-1.n, type: number, text: 评估年度内已经建成投用并接入统一监测平台的政务信息系统数量",
            "id: I-2.n, type: number, text: ▶评估年度内已经建成投用并接入统一监测平台的政务信息系统数量",
            "id: I-3.n, type: number, text: ▶评估年度内已经建成投用且接入统一监测平台的政务信息系统数量(个)",
        ),
        [("I-2.n", "'inputs'"), ("I-3.n '评估", "exclusive_with: [I-1.n]")],
    ),
    Bad(
        "counted-twice",
        "by an indicator and a penalty",
        FRAME
        + """\
questionnaire: {questions: [{id: I-1.n, type: number, text: 次数}]}
indicators: [{id: I-1, name: 甲, rule: {kind: count, question: n, each: 5}}]
adjustments:
  items:
    - id: K-1
      name: 扣
      effect: penalty
      inputs: {times: I-1.n}
      rule: {kind: count, question: ▶times, each: 1, cap: 2}
""",
        [("K-1 counts question 'I-1.n', which I-1 counts already", "exclusive_with: [K-1]")],
    ),
    Bad(
        "stray-blanks",
        "around and within",
        asking(
            'id: I-1.n, type: number, text: ▶" 次数", filler: ▶"数据局 ", unit: ▶"次\\u3000"',
            'id: I-1.m, type: single, text: ▶"等\\u200b次", options: {▶"A ": 好, B: ▶"\\u00a0差"}',
        ),
        [
            ("' 次数' of I-1.n begins with a blank", "'次数'"),
            ("'数据局 ' of I-1.n ends with a blank", "'数据局'"),
            ("of I-1.n ends with a full-width blank", "'次'"),
            ("'等次' of I-1.m holds the invisible character U+200B", "'等次'"),
            ("'A ' of I-1.m ends with a blank", "'A'"),
            ("of I-1.m begins with a no-break blank", "'差'"),
        ],
    ),
    Bad(
        "full-width",
        "in option ids, units and levels",
        asking(
            "id: I-1.n, type: number, text: 比率(％), unit: ▶％",
            "id: I-1.m, type: single, text: 等次, options: {▶Ａ: 好, B: 差}",
        )
        + "levels: [{name: ▶Ａ级, at_least: 90}, {name: B级}]\n",
        [("'％' of I-1.n", "'%'"), ("'Ａ' of I-1.m", "'A'"), ("'Ａ级' of the system", "'A级'")],
    ),
)
