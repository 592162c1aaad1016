"""Files with weights and scores that miss the scale: the mark ▶ stands where the diagnostic belongs."""

from __future__ import annotations

from tests.checks.frame import FRAME, ONE_NUMBER, Bad

BAD_SCALE: tuple[Bad, ...] = (
    Bad(
        "zero-weight",
        "of nodes and parts",
        FRAME
        + ONE_NUMBER
        + """\
unit_types: [市, 县]
indicators:
  - {id: I-1, name: 甲, weight: ▶0, rule: {kind: value, question: n}}
  - id: I-2
    name: 乙
    weight: {市: 3, 县: ▶0}
    inputs: {n: I-1.n}
    rule:
      kind: composite
      parts:
        - {weight: 1, rule: {kind: value, question: n}}
        - {weight: ▶0, rule: {kind: value, question: n}}
""",
        [
            ("weight of I-1 is 0;", "take it out"),
            ("weight of I-2 is 0 for 县", "'unit_types'"),
            ("I-2's part is 0", "weight"),
        ],
    ),
    Bad(
        "single-child",
        "of a dimension",
        FRAME
        + ONE_NUMBER
        + """\
dimensions:
  - {id: ▶A, name: 甲, indicators: [{id: I-1, name: 甲, rule: {kind: value, question: n}}]}
""",
        [("Group A has the single child I-1", "Put I-1 in its place")],
    ),
    Bad(
        "weights-mixed-up",
        "a share among percentages",
        FRAME
        + ONE_NUMBER
        + """\
indicators:
  - {id: I-1, name: 甲, weight: 50, rule: {kind: value, question: n}}
  - {id: I-2, name: 乙, weight: ▶0.25, inputs: {n: I-1.n}, rule: {kind: value, question: n}}
  - {id: I-3, name: 丙, weight: 25, inputs: {n: I-1.n}, rule: {kind: value, question: n}}
""",
        [("weight of I-2 is 0.25", "Write 25: then they add up to 100")],
    ),
    Bad(
        "weights-mixed-up",
        "a percentage among shares, and shares throughout",
        FRAME
        + ONE_NUMBER
        + """\
weights_sum: 100
dimensions:
  - id: A
    name: 甲
    weight: 40
    indicators:
      - {id: I-1, name: 甲, weight: 0.5, rule: {kind: value, question: n}}
      - {id: I-2, name: 乙, weight: 0.2, inputs: {n: I-1.n}, rule: {kind: value, question: n}}
      - {id: I-3, name: 丙, weight: ▶30, inputs: {n: I-1.n}, rule: {kind: value, question: n}}
  - id: B
    name: 乙
    weight: 60
    indicators:
      - {id: I-4, name: 丁, weight: ▶0.4, inputs: {n: I-1.n}, rule: {kind: value, question: n}}
      - {id: I-5, name: 戊, weight: 0.6, inputs: {n: I-1.n}, rule: {kind: value, question: n}}
""",
        [("weight of I-3 is 30", "Write 0.3"), ("I-4 (0.4) add up to 1", "Write 40")],
    ),
    Bad(
        "too-light",
        "for every type",
        FRAME
        + ONE_NUMBER
        + """\
indicators:
  - {id: I-1, name: 甲, weight: 99.9, rule: {kind: value, question: n}}
  - {id: I-2, name: 乙, weight: ▶0.1, inputs: {n: I-1.n}, rule: {kind: value, question: n}}
""",
        [("I-2 makes up at most 0.1%", "more weight")],
    ),
    Bad(
        "part-weights-sum",
        "of percentages and shares",
        FRAME
        + ONE_NUMBER
        + """\
indicators:
  - id: I-1
    name: 甲
    rule:
      kind: composite
      parts:
        ▶- {weight: 40, rule: {kind: value, question: n}}
        - {weight: 55, rule: {kind: linear, question: n, floor: 0, target: 9}}
  - id: I-2
    name: 乙
    inputs: {n: I-1.n}
    rule:
      kind: composite
      parts:
        ▶- {weight: 0.5, rule: {kind: value, question: n}}
        - {weight: 0.6, rule: {kind: linear, question: n, floor: 0, target: 9}}
""",
        [("add up to 95, not 100", "100"), ("add up to 1.1, not 1.", "1")],
    ),
    Bad(
        "score-outside-scale",
        "of every rule that states scores",
        FRAME
        + """\
questionnaire:
  questions:
    - {id: I-1.lvl, type: single, text: 等次, options: {A: 好, B: 差}}
    - {id: I-1.items, type: multi, text: 事项, options: {a: 甲, b: 乙}}
    - {id: I-1.has, type: yes-no, text: 有无}
    - {id: I-1.n, type: number, text: 次数, minimum: 0}
unit_types: [市, 县]
indicators:
  - {id: I-1, name: 甲, rule: {kind: choice, question: lvl, points: {A: ▶120, B: 0}}}
  - id: I-2
    name: 乙
    inputs: {i: I-1.items}
    rule: {kind: checklist, question: i, points: {a: 60, b: 60}, cap: ▶110}
  - {id: I-3, name: 丙, inputs: {has: I-1.has}, rule: {kind: yes-no, question: has, no: ▶-10}}
  - id: I-4
    name: 丁
    inputs: {n: I-1.n}
    rule: {kind: bands, question: n, bands: [{at_least: 9, score: ▶101}], otherwise: ▶-1}
  - id: I-5
    name: 戊
    inputs: {n: I-1.n}
    rule: {kind: piecewise, question: n, points: {市: [[0, 0], [9, ▶200]], 县: [[0, 0], [9, 100]]}}
  - id: I-6
    name: 己
    inputs: {n: I-1.n}
    rule: {kind: deduction, items: [{question: n, each: 5}], base: ▶105}
  - {id: I-7, name: 庚, inputs: {n: I-1.n}, rule: {kind: count, question: n, each: 5, cap: ▶150}}
  - id: I-8
    name: 辛
    inputs: {n: I-1.n}
    rule:
      kind: rank-points
      question: n
      points: [100, ▶900]
      otherwise: 0
      fallback:
        kind: bands
        question: n
        bands: {市: [{at_least: 9, score: ▶102}], default: [{above: 9, score: 100}]}
        otherwise: 0
""",
        [
            ("I-1 gives 120 points", "from 0 to 100"),
            ("I-2 gives 110", "100"),
            ("I-3 gives -10", "100"),
            ("I-4 gives 101", "100"),
            ("I-4 gives -1", "100"),
            ("I-5 gives 200", "100"),
            ("I-6 gives 105", "100"),
            ("I-7 gives 150", "100"),
            ("I-8 gives 900", "100"),
            ("I-8 gives 102", "100"),
        ],
    ),
    Bad(
        "unreachable-maximum",
        "of every rule that may fall short",
        FRAME
        + """\
questionnaire:
  questions:
    - {id: I-1.lvl, type: single, text: 等次, options: {A: 好, B: 差}}
    - {id: I-1.items, type: multi, text: 事项, options: {a: 甲, b: 乙}}
    - {id: I-1.has, type: yes-no, text: 有无}
    - {id: I-1.n, type: number, text: 次数, minimum: 0, maximum: 5}
unit_types: [市, 县]
indicators:
  - {id: I-1, name: 甲, rule: {kind: choice, question: lvl, points: {市: {A: 100, B: 0}, 县: ▶{A: 90, B: 0}}}}
  - id: I-2
    name: 乙
    inputs: {i: I-1.items}
    rule: {kind: checklist, question: i, points: {a: 60, b: 60}, cap: ▶80}
  - {id: I-3, name: 丙, inputs: {has: I-1.has}, rule: {kind: yes-no, question: has, yes: ▶60}}
  - id: I-4
    name: 丁
    inputs: {n: I-1.n}
    rule: {kind: bands, question: n, bands: ▶[{at_least: 5, score: 95}], otherwise: 0}
  - {id: I-5, name: 戊, inputs: {n: I-1.n}, rule: {kind: count, question: n, each: ▶10}}
  - id: I-6
    name: 己
    inputs: {n: I-1.n}
    rule:
      kind: composite
      parts:
        - {weight: 50, rule: {kind: value, question: ▶n}}
        - {weight: 50, rule: {kind: piecewise, question: n, points: ▶[[0, 0], [5, 99]]}}
""",
        [
            ("90 points can be reached in I-1 for 县", "100"),
            ("80 points can be reached in I-2", "100"),
            ("60 points can be reached in I-3", "100"),
            ("95 points can be reached in I-4", "100"),
            ("50 points can be reached in I-5", "100"),
            ("5 points can be reached in a part of I-6", "100"),
            ("99 points can be reached in a part of I-6", "100"),
        ],
    ),
    Bad(
        "checklist-sum",
        "with and without a cap",
        FRAME
        + """\
questionnaire: {questions: [{id: I-1.items, type: multi, text: 事项, options: {a: 甲, b: 乙}}]}
unit_types: [市, 县]
indicators:
  - {id: I-1, name: 甲, rule: {kind: checklist, question: items, points: ▶{a: 50, b: 40}}}
  - id: I-2
    name: 乙
    inputs: {items: I-1.items}
    rule: {kind: checklist, question: items, points: {市: {a: 50, b: 50}, 县: ▶{a: 60, b: 60}}}
  - id: I-3
    name: 丙
    inputs: {i: I-1.items}
    rule: {kind: checklist, question: i, points: ▶{a: 40, b: 50}, cap: 100}
""",
        [
            ("points of I-1 add up to 90, not to 100, the scale's highest", "cap: 100"),
            ("points of I-2 for 县 add up to 120", "cap: 100"),
            ("points of I-3 add up to 90, not to the cap of 100", "cap: 90"),
        ],
    ),
    Bad(
        "constant-score",
        "of every rule that tells nothing apart",
        FRAME
        + """\
questionnaire:
  questions:
    - {id: I-1.lvl, type: single, text: 等次, options: {A: 好, B: 差}}
    - {id: I-1.items, type: multi, text: 事项, options: {a: 甲, b: 乙}}
    - {id: I-1.has, type: yes-no, text: 有无}
    - {id: I-1.n, type: number, text: 次数, minimum: 0}
indicators:
  - {id: I-1, name: 甲, rule: {kind: choice, question: lvl, points: ▶{A: 100, B: 100}}}
  - {id: I-2, name: 乙, inputs: {i: I-1.items}, rule: {kind: checklist, question: i, points: ▶{a: 0, b: 0}}}
  - {id: I-3, name: 丙, inputs: {has: I-1.has}, rule: {kind: yes-no, question: has, yes: ▶0}}
  - id: I-4
    name: 丁
    inputs: {n: I-1.n}
    rule: {kind: bands, question: n, bands: ▶[{at_least: 5, score: 60}], otherwise: 60}
  - {id: I-5, name: 戊, inputs: {n: I-1.n}, rule: {kind: count, question: n, each: ▶0}}
  - {id: I-6, name: 己, inputs: {n: I-1.n}, rule: {kind: deduction, items: [{question: n, each: ▶0}]}}
  - {id: I-7, name: 庚, inputs: {n: I-1.n}, rule: {kind: piecewise, question: n, points: ▶[[0, 70], [9, 70]]}}
""",
        [
            ("I-1 earns the same 100", "different"),
            ("I-2 earns the same 0", "different"),
            ("I-3 earns the same 0", "different"),
            ("I-4 earns the same 60", "different"),
            ("I-5 earns the same 0", "different"),
            ("I-6 earns the same 0", "different"),
            ("I-7 earns the same 70", "different"),
        ],
    ),
)
