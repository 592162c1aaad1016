"""What golden cases touch of a method."""

from __future__ import annotations

from pathlib import Path

from dgassess.engine.coverage import FAMILIES
from dgassess.workflows.case_coverage import SystemCoverage, touched
from dgassess.workflows.cases import run_cases

SYSTEM = """\
format: dgassess/indicator-system/1
id: small
name: 小体系
unit_types: [市, 县]
missing: zero
questionnaire:
  questions:
    - {id: A.lvl, type: single, text: 甲, options: {a: 一, b: 二, n: 无}}
    - {id: B.v, type: percent, text: 乙, not_applicable: [无]}
    - {id: C.items, type: multi, text: 丙, options: {a: 一, b: 二}}
    - {id: D.done, type: integer, text: 丁}
    - {id: D.total, type: integer, text: 丁总数}
    - {id: E.yes, type: yes-no, text: 戊}
    - {id: F.v, type: percent, text: 己}
    - {id: JF-1.n, type: integer, text: 加分}
dimensions:
  - id: G
    name: 组
    minimum_present: 50
    indicators:
      - {id: A, name: 甲, rule: {kind: choice, question: lvl, points: {a: 100, b: 50}, not_applicable: [n]}}
      - {id: B, name: 乙, missing: exclude, rule: {kind: bands, question: v, bands: {县: [{at_least: 50, score: 100}], default: [{above: 80, score: 100}, {at_least: 60, score: 50}]}, otherwise: 0}}
indicators:
  - {id: C, name: 丙, rule: {kind: checklist, question: items, points: {a: 50, b: 50}}}
  - id: D
    name: 丁
    applies_when: "yes"
    inputs: {yes: E.yes}
    rule:
      kind: composite
      parts:
        - {weight: 50, unit_types: [市], rule: {kind: ratio, numerator: done, denominator: total, bands: [{at_least: 50, score: 100}], otherwise: 0, zero_denominator: full}}
        - {weight: 50, rule: {kind: yes-no, question: yes}}
  - {id: F, name: 己, levels: [{name: 好, at_least: 50}, {name: 差}], rule: {kind: expression, formula: "100 if v > 90 else (50 if v > 10 else 0)"}}
levels:
  - {name: 优, at_least: 80, gates: [{nodes: [A], at_least: 60}, {question: B.v, at_least: 1}]}
  - {name: 良}
adjustments:
  items: [{id: JF-1, name: 加分, effect: bonus, rule: {kind: count, question: n, each: 1, cap: 3}, missing: none}]
vetoes: [{id: FJ-1, name: 底线, when: v == 0, inputs: {v: F.v}, effects: [{kind: cap-level, level: 良}]}]
"""  # noqa: E501
CASES = """\
format: dgassess/cases/1
cases:
  - id: city
    response: {unit: {type: 市}, answers: {A.lvl: a, B.v: 81, C.items: [a], D.done: 5, D.total: 10, E.yes: true, F.v: 95}}
    expect: {}
"""  # noqa: E501


def cover(tmp_path: Path, *more: str) -> SystemCoverage:
    (tmp_path / "system.yaml").write_text(SYSTEM, "utf-8")
    path = tmp_path / "cases.yaml"
    cases = [f"  - id: c{i}\n    response: {own}\n    expect: {{}}\n" for i, own in enumerate(more)]
    path.write_text(CASES + "".join(cases), "utf-8")
    outcomes = run_cases([str(path)])
    assert all(outcome.passed for outcome in outcomes), [o.diagnostics for o in outcomes]
    (found,) = touched(outcomes)
    return found


def untouched(found: SystemCoverage) -> dict[str, list[str]]:
    missed = {family: found.coverage.of(family)[1] for family in FAMILIES}
    return {
        family: [f"{part.owner} {part.name}".strip() for part in parts]
        for family, parts in missed.items()
        if parts
    }


def test_one_case_leaves_the_other_ways(tmp_path: Path) -> None:
    found = cover(tmp_path)
    assert (found.id, found.cases) == ("small", 1)
    assert untouched(found) == {
        "options": ["A b", "A n", "C b"],
        "bands": ["B ≥50 (县)", "B otherwise (县)", "B ≥60 (default)", "B otherwise (default)", "D part 1: otherwise"],
        "branches": [
            "D does not apply", "D part 1: zero denominator: full", "D part 2: no",
            "F if 1: else", "F if 2: then", "F if 2: else",
        ],
        "gates": ["优 A≥60 failed", "优 B.v≥1 failed"],
        "levels": ["良", "F 差"],
        "adjustments": ["JF-1"],
        "vetoes": ["FJ-1"],
        "missing policies": ["FJ-1 not-triggered", "zero", "B exclude", "G minimum_present"],
    }  # fmt: skip


def test_every_way_can_be_touched(tmp_path: Path) -> None:
    found = cover(
        tmp_path,
        "{unit: {type: 县}, answers: {A.lvl: b, B.v: 50, C.items: [b], E.yes: false, F.v: 0, JF-1.n: 1}}",
        "{unit: {type: 县}, answers: {A.lvl: n, B.v: 49, E.yes: true}}",
        "{unit: {type: 市}, answers: {A.lvl: b, B.v: 80, C.items: [a, b], D.done: 0, D.total: 0, E.yes: true, F.v: 91}}",  # noqa: E501
        "{unit: {type: 市}, answers: {A.lvl: a, B.v: 59, C.items: [a, b], D.done: 1, D.total: 3, E.yes: true, F.v: 11}}",  # noqa: E501
        "{unit: {type: 市}, answers: {B.v: 0, C.items: [a, b], D.done: 3, D.total: 3, E.yes: true, F.v: 100, JF-1.n: 3}}",  # noqa: E501
        "{unit: {type: 市}, answers: {C.items: [a, b], D.done: 3, D.total: 3, E.yes: true, F.v: 100}}",
        "{unit: {type: 市}, answers: {A.lvl: b, C.items: [a, b], D.done: 3, D.total: 3, E.yes: true, F.v: 100, JF-1.n: 3}}",  # noqa: E501
        "{unit: {type: 县}, answers: {A.lvl: b, B.v: 0, C.items: [a, b], E.yes: true, F.v: 100, JF-1.n: 3}}",
    )
    assert untouched(found).keys() <= {"branches", "missing policies", "gates"}
    # The 'no' of part 2 can never hold where the indicator applies, and that is what coverage says.
    assert untouched(found).get("branches") == ["D part 2: no"]


def test_cases_with_systems_of_their_own_and_those_that_fail_to_run_touch_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cases.yaml"
    inline = SYSTEM.replace("\n", "\n      ").rstrip()
    path.write_text(
        f"format: dgassess/cases/1\ncases:\n  - id: own\n    system:\n      {inline}\n"
        "    response: {unit: {type: 市}, answers: {A.lvl: a}}\n    expect: {}\n",
        "utf-8",
    )
    assert touched(run_cases([str(path)])) == ()


def test_the_shipped_cases_touch_every_family() -> None:
    (found,) = touched(run_cases(["indicators"]))
    assert found.id == "digital-government"
    assert [family for family in FAMILIES if found.coverage.of(family)[0] == 0] == []
    # Only the zero denominators and one 'no' within a composite have no case.
    assert untouched(found).keys() == {"branches"}


def test_an_indicator_no_case_scores_and_a_level_none_ends_at_are_named_with_their_places(
    tmp_path: Path,
) -> None:
    found = [(d.check, d.severity, d.place.line, d.place.column) for d in cover(tmp_path).diagnostics]
    level = SYSTEM.splitlines().index("  - {name: 良}") + 1
    assert found == [("unreached-level", "information", level, 12)]

    county = "{unit: {type: 县}, answers: {B.v: 81, C.items: [a], E.yes: false, F.v: 5}}"
    assert cover(tmp_path, county).diagnostics == ()


def test_every_indicator_that_no_answer_reaches_is_named(tmp_path: Path) -> None:
    (tmp_path / "system.yaml").write_text(SYSTEM, "utf-8")
    (tmp_path / "cases.yaml").write_text(
        "format: dgassess/cases/1\ncases:\n"
        "  - {id: blank, response: {unit: {type: 市}, answers: {A.lvl: a}}, expect: {}}\n",
        "utf-8",
    )
    (found,) = touched(run_cases([str(tmp_path / "cases.yaml")]))
    named = [d.message for d in found.diagnostics]
    assert named[:2] == ["No golden case scores B '乙'.", "No golden case scores C '丙'."]
    assert {d.place.line for d in found.diagnostics if "'乙'" in d.message} == {
        next(n for n, line in enumerate(SYSTEM.splitlines(), 1) if "- {id: B," in line)
    }
