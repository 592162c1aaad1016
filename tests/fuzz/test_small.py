"""A small system spoilt some hundred times; .ci/run does it to the content that ships (run.py)."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from dgassess.workflows.validation import validate_paths
from tests.fuzz.mutations import mutated
from tests.fuzz.validating import RESPONSES, SYSTEM, Failed, inside, spoil_and_validate
from tests.systems import write_files

SEED, MUTATIONS, MOST_SECONDS = 2026, 400, 2.0
FILES = {
    "indicators/park/system.yaml": """\
        format: dgassess/indicator-system/1
        id: park
        name: 园区
        version: 2026.1.0
        questionnaire: {id: park, version: ">=2026.1,<2027"}
        unit_types: [市, 县]
        weights_sum: 100
        dimensions: [jc.yaml]
        clauses: [{id: 二(一), title: 建设}]
        adjustments:
          bonus_cap: 2
          items:
            - {id: JF-1, name: 表扬, effect: bonus, rule: {kind: count, question: n, each: 1, cap: 2}, missing: none}
        vetoes: [{id: FJ-1, name: 事故, when: hit, effects: [{kind: zero, node: JC}, {kind: cap-level, level: 差}]}]
        levels: [{name: 优, at_least: 80, gates: [{nodes: [JC-1], at_least: 60}]}, {name: 差}]
        ranking: {tie_break: [JC]}
        """,
    "indicators/park/jc.yaml": """\
        format: dgassess/dimension/1
        id: JC
        name: 基础
        weight: 100
        indicators:
          - id: JC-1
            name: 网络
            weight: {市: 40, 县: 30}
            clauses: [二(一)]
            rule: {kind: linear, question: rate, floor: 20, target: {市: 98, default: 95}}
          - id: JC-2
            name: 制度
            weight: {市: 30, 县: 40}
            clauses: [二(一)]
            rule: {kind: choice, question: lvl, points: {A: 100, B: 50, C: 0}}
          - id: JC-3
            name: 事件
            weight: 30
            clauses: [二(一)]
            applies_when: has
            rule:
              kind: composite
              parts:
                - weight: 60
                  name: 办结
                  rule: {kind: ratio, numerator: done, denominator: all, bands: [{at_least: 60, score: 100}],
                         otherwise: 0, zero_denominator: not-applicable}
                - {weight: 40, name: 质量, rule: {kind: expression, formula: "done / all * 100 if all > 0 else 0"}}
        """,
    "questionnaires/park/questionnaire.yaml": """\
        format: dgassess/questionnaire/1
        id: park
        name: 园区问卷
        version: 2026.1.0
        defaults: {scope: 本级, as_of: 时点, filler: 数据局, minimum: 0}
        questions:
          - {id: JC-1.rate, type: percent, text: 覆盖率, definition: 年末}
          - {id: JC-2.lvl, type: single, text: 制度情况, options: {A: 好, B: 中, C: 差}, definition: 年末}
          - {id: JC-3.has, type: yes-no, text: 有无事件, definition: 年内}
          - {id: JC-3.done, type: integer, text: 办结数, unit: 件, maximum: 999, definition: 年内, visible_when: has}
          - {id: JC-3.all, type: integer, text: 事件数, unit: 件, maximum: 999, definition: 年内, visible_when: has}
          - {id: JF-1.n, type: integer, text: 表扬数, unit: 次, maximum: 9, definition: 年内}
          - {id: FJ-1.hit, type: yes-no, text: 有无事故, definition: 年内}
        cross_checks:
          - {id: LG-1, severity: error, inputs: {d: JC-3.done, a: JC-3.all}, require: d <= a, message: 办结过多}
        """,
    "examples/one.yaml": """\
        format: dgassess/response/1
        questionnaire: {id: park, version: 2026.1.0}
        period: 2026年
        unit: {id: "1", name: 一号园区, type: 市}
        answers: {JC-1.rate: 90, JC-2.lvl: A, JC-3.has: true, JC-3.done: 8, JC-3.all: 10, JF-1.n: 1, FJ-1.hit: false}
        """,
    "indicators/park/cases.yaml": """\
        format: dgassess/cases/1
        cases:
          - id: one
            response: ../../examples/one.yaml
            expect: {nodes: {JC-1: 89.74}, level: 优}
        """,
}


@pytest.fixture
def park(tmp_path: Path) -> Path:
    write_files(tmp_path, FILES)
    return tmp_path.resolve()


def test_whatever_is_spoilt_there_is_an_answer(park: Path) -> None:
    with inside(park):
        tried = list(spoil_and_validate(park, SEED, range(MUTATIONS), MOST_SECONDS))
    assert len(tried) == MUTATIONS
    found = set().union(*(one.checks for one in tried))
    assert len(found) > 30, found  # the spoilt files get as far as the checks of the whole system
    assert {"weights-sum", "unknown-question", "wrong-type", "yaml-syntax"} <= found


def test_the_small_system_is_sound(park: Path) -> None:
    with inside(park):
        assert validate_paths([*SYSTEM, RESPONSES]).diagnostics == ()
        (tried,) = spoil_and_validate(park, SEED, range(1), MOST_SECONDS)
        assert tried.number == 0
        assert validate_paths([*SYSTEM, RESPONSES]).diagnostics == ()  # every file stands as it was


def test_a_seed_gives_the_same_mutation() -> None:
    data = FILES["indicators/park/jc.yaml"].encode()
    for number in range(50):
        first, second = (mutated(data, [data], random.Random(number)) for _ in range(2))  # noqa: S311
        assert first == second


def test_a_failure_says_how_to_repeat_it(park: Path) -> None:
    with inside(park), pytest.raises(Failed, match="mutation 3 of seed 5"):
        list(spoil_and_validate(park, 5, range(3, 4), -1.0))
