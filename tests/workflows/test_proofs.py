"""Proofs of systems in files: what is refuted is a diagnostic at its place; the shipped system."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dgassess.engine.proofs_claims import CLAIMS
from dgassess.engine.totals import assess
from dgassess.values.diagnostics import DefectsFound
from dgassess.workflows.proof_pages import PROOF_PAGES
from dgassess.workflows.proofs import ProvedSystem, prove_system
from dgassess.workflows.systems import checked_system
from tests.cli.running import run
from tests.systems import SHIPPED, places_of, write_files

MINI = """
    format: dgassess/indicator-system/1
    id: mini
    name: 迷你
    unit_types: [省, 市]
    questionnaire:
      questions:
        - {id: A.c, type: single, text: 甲, options: {A: 甲, B: 乙}}
        - {id: B.n, type: number, text: 乙, minimum: 0, maximum: 100}
        - {id: C.n, type: integer, text: 丙}
        - {id: C.d, type: integer, text: 丁}
        - {id: ▶D.c, type: single, text: 戊, options: {A: 甲, B: 乙}}
    indicators:
      - {id: A, name: 甲, ▶rule: {kind: choice, question: c, points: {省: {A: 80, B: 0}, 市: {A: 100, B: 0}}}}
      - {id: B, name: 乙, ▶rule: {kind: expression, formula: n*2, clamp: false}}
      - id: C
        name: 丙
        rule:
          kind: ratio
          numerator: ▶n
          denominator: ▶d
          floor: 0
          target: 100
          zero_denominator: zero
          part_of_whole: false
      - {id: D, name: 戊, weight: 0.1, rule: {kind: choice, question: c, points: {A: 100, B: 100}}}
    levels:
      - {name: ▶优, at_least: 90, gates: [{nodes: [A], at_least: 85}]}
      - {name: 差}
"""


@pytest.fixture(scope="module")
def shipped() -> ProvedSystem:
    """What is proved of the shipped system."""
    return prove_system(SHIPPED)


def test_refuted_claims_are_diagnostics_at_their_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked = write_files(tmp_path, {"system.yaml": MINI})
    monkeypatch.chdir(tmp_path)
    found = sorted(prove_system(Path("system.yaml")).diagnostics, key=lambda d: d.sort_key)
    assert places_of(found) == marked
    assert [(d.check, d.severity) for d in found] == [
        ("proof-question", "warning"),
        ("proof-highest", "warning"),
        ("proof-scale", "error"),
        ("proof-direction", "warning"),
        ("proof-direction", "warning"),
        ("proof-level", "error"),
    ]
    assert "units of type 省)" in found[1].message
    assert "units of type 省, 市)" in found[2].message
    assert all(d.help for d in found)


def test_the_command_prints_the_table(tmp_path: Path) -> None:
    write_files(tmp_path, {"system.yaml": MINI})
    ran = run("validate", tmp_path, "--proofs")
    assert ran.code == 1
    assert "[proof-scale]" in ran.out
    assert "Claims about mini" in ran.out
    assert "0 undecided." in ran.out
    assert "[proof-scale]" not in run("validate", tmp_path).out


@pytest.mark.parametrize(("lang", "mark"), [("zh-CN", "、"), ("en", ", ")])
def test_lists_are_in_the_language_of_the_system(tmp_path: Path, lang: str, mark: str) -> None:
    system = MINI.replace("name: 迷你", f"name: 迷你\n    lang: {lang}").replace("省, 市]", "省, 市, 县]")
    system = system.replace("市: {A: 100, B: 0}", "市: {A: 100, B: 0}, 县: {A: 80, B: 0}")
    system = system.replace("- {name: 差}", "- {name: 中, at_least: 50}\n      - {name: 差}")
    write_files(tmp_path, {"system.yaml": system})
    out = run("validate", tmp_path, "--proofs").out
    assert re.search(rf"proof-highest +省{mark}县 ", out), out
    assert f"3 levels: 中{mark}差" in out


def test_a_comment_ignores_a_refuted_claim(tmp_path: Path) -> None:
    system = MINI.replace(
        "points: {A: 100, B: 100}}}", "points: {A: 100, B: 100}}}  # dgassess: ignore[proof-lowest] 有意"
    )
    system = system.replace(
        "options: {A: 甲, B: 乙}}\n    ind",
        "options: {A: 甲, B: 乙}}  # dgassess: ignore[proof-question] 有意\n    ind",
    )
    write_files(tmp_path, {"system.yaml": system})
    with_proofs, without = run("validate", tmp_path, "--proofs"), run("validate", tmp_path)
    assert "[proof-question]" not in with_proofs.out
    assert "[unused-ignore]" not in without.out


def test_a_system_with_errors_is_not_proved(tmp_path: Path) -> None:
    write_files(tmp_path, {"system.yaml": MINI.replace("question: c,", "question: nowhere,")})
    with pytest.raises(DefectsFound):
        prove_system(tmp_path)
    assert "Claims about" not in run("validate", tmp_path, "--proofs").out


def test_every_claim_has_a_page() -> None:
    assert set(PROOF_PAGES) == set(CLAIMS)


def test_the_shipped_system_leaves_little_undecided(shipped: ProvedSystem) -> None:
    assert [claim for claim in shipped.claims if claim.status == "refuted"] == []
    assert len([claim for claim in shipped.claims if claim.status == "undecided"]) <= 5
    assert {claim.name for claim in shipped.claims} == set(CLAIMS)
    assert {claim.unit_type for claim in shipped.claims} == {"省", "市", "县", "部门"}


def test_witnesses_of_the_shipped_levels_stand_before_the_exact_engine(shipped: ProvedSystem) -> None:
    scorer = checked_system(SHIPPED).scorer
    for claim in shipped.claims:
        if claim.name == "proof-level":
            (witness,) = claim.witnesses
            assert assess(scorer.exact(claim.unit_type), witness.answers).level == claim.what


def test_claims_repeat(shipped: ProvedSystem) -> None:
    assert prove_system(SHIPPED).claims == shipped.claims


@pytest.mark.parametrize(
    "formula",
    ["a*a*a - a", "1000000000000*a*a*a*a*a*a - a", "1/(a*a*a*a*a*a*a*a) - a", "a - a*a*a*a*a*a*a*a*a"],
)
def test_numbers_beyond_all_floats_are_proved_about(tmp_path: Path, formula: str) -> None:
    path = tmp_path / "system.yaml"
    path.write_text(
        "format: dgassess/indicator-system/1\nid: far\nname: 远\n"
        "questionnaire: {questions: [{id: A.a, type: number, text: 数}]}\n"
        f'indicators: [{{id: A, name: 甲, rule: {{kind: expression, formula: "{formula}"}}}}]\n'
        "levels: [{name: 优, at_least: 90}, {name: 良, at_least: 60}, {name: 差}]\n",
        "utf-8",
    )
    found = prove_system(path)
    assert {claim.status for claim in found.claims if claim.name in ("proof-scale", "proof-question")} == {
        "proved"
    }
    assert not [claim for claim in found.claims if claim.status == "refuted"]


def test_a_condition_on_a_question_that_a_unit_type_is_not_asked(tmp_path: Path) -> None:
    path = tmp_path / "system.yaml"
    path.write_text(
        "format: dgassess/indicator-system/1\nid: two\nname: 两类\nunit_types: [省, 市]\n"
        "questionnaire:\n  questions:\n"
        "    - {id: B.q, type: number, text: 数, unit_types: [省]}\n"
        '    - {id: A.q, type: yes-no, text: 问, inputs: {other: B.q}, visible_when: "other >= 0"}\n'
        "indicators:\n"
        "  - {id: A, name: 甲, rule: {kind: yes-no, question: q}}\n"
        "  - {id: B, name: 乙, unit_types: [省], rule: {kind: value, question: q}}\n",
        "utf-8",
    )
    claims = prove_system(path).claims
    never_asked = [
        c for c in claims if c.unit_type == "市" and c.name == "proof-question" and c.subject == "A.q"
    ]
    assert [claim.status for claim in never_asked] in (["refuted"], ["undecided"])
    assert {c.status for c in claims if c.unit_type == "市" and c.name == "proof-highest"} == {"refuted"}
    assert {c.status for c in claims if c.unit_type == "省" and c.name == "proof-question"} == {"proved"}
